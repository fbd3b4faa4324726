/** Servers are made by a component, and the client waits for the component. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { elsewhere, service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.PrivateDnsNamespace("shop", {
  name: "shop.internal",
  vpc: elsewhere.vpc,
});
class Backend extends pulumi.ComponentResource {
  constructor(name: string, ports: Record<string, number>) {
    super("shop:index:Backend", name);
    for (const [server, port] of Object.entries(ports)) {
      const portName = `${server}-http`;
      const task = taskDefinition(
        server,
        [{ portMappings: [{ name: portName, containerPort: port }] }],
        {},
        { parent: this },
      );
      const services = [{ portName, clientAlias: [{ dnsName: server, port }] }];
      service(
        server,
        {
          taskDefinition: task.arn,
          serviceConnectConfiguration: { enabled: true, namespace: namespace.arn, services },
        },
        { parent: this },
      );
    }
    this.registerOutputs();
  }
}
const backend = new Backend("backend", { orders: 8080, users: 8081 });
const environment = [
  { name: "ORDERS", value: "http://orders:8080" },
  { name: "USERS", value: "http://users:8081" },
];
const web = taskDefinition("web", [{ environment }]);
service(
  "web",
  { taskDefinition: web.arn, serviceConnectConfiguration: { enabled: true, namespace: namespace.arn } },
  { dependsOn: [backend] },
);
