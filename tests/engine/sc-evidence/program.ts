/** Nobody can tell whether a name and an ARN mean one namespace: the client's containers may tell. */
import * as aws from "@pulumi/aws";
import { client, server, service, taskDefinition } from "../programs";

const arn = "arn:aws:servicediscovery:eu-central-1:123456789012:namespace/ns-0123456789abcdef";
service("users", { serviceConnectConfiguration: server("users.shop", arn) });

const queue = new aws.sqs.Queue("queue");
const containers: Record<string, object> = {
  // They call it.
  url: { environment: [{ name: "USERS", value: "https://Users.Shop:8080/v1?limit=10" }] },
  list: { environment: [{ name: "HOSTS", value: "orders.shop,users.shop" }] },
  command: { command: ["node", "index.js", "--users=users.shop:8080"] },
  "entry-point": { entryPoint: ["sh", "-c", "curl -s users.shop/ready && exec node index.js"] },
  "health-check": { healthCheck: { command: ["CMD-SHELL", "nc -z users.shop 8080 || exit 1"] } },
  // They do not.
  "longer-name": {
    environment: [{ name: "USERS", value: "http://my-users.shop http://users.shop.example" }],
  },
  image: { image: "users.shop/web:1" },
  nothing: {},
  // Not known before the queue is there.
  late: {
    environment: [
      { name: "QUEUE", value: queue.url },
      { name: "USERS", value: "http://users.shop" },
    ],
  },
};
for (const [name, container] of Object.entries(containers)) {
  const { arn: definition } = taskDefinition(name, { secrets: [], container });
  service(name, { taskDefinition: definition, serviceConnectConfiguration: client("shop") });
}
// Containers made elsewhere.
service("elsewhere", { serviceConnectConfiguration: client("shop") });
