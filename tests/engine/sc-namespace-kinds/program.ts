/** Each type of namespace, by ARN and by name, and a name beside a cluster's default. */
import * as aws from "@pulumi/aws";
import { client, server, service } from "../programs";

const namespaces = [
  new aws.servicediscovery.HttpNamespace("http", { name: "http.local" }),
  new aws.servicediscovery.PrivateDnsNamespace("private", { name: "private.local", vpc: "vpc-1" }),
  new aws.servicediscovery.PublicDnsNamespace("public", { name: "public.example.com" }),
];
const kinds = ["http", "private", "public"];
const names = ["http.local", "private.local", "public.example.com"];

for (const [index, namespace] of namespaces.entries()) {
  const [kind = "", name = ""] = [kinds[index], names[index]];
  const cluster = new aws.ecs.Cluster(kind, { serviceConnectDefaults: { namespace: namespace.arn } });
  const users = service(`${kind}-users`, {
    serviceConnectConfiguration: server(`users.${name}`, index === 1 ? name : namespace.arn),
  });
  const ways = {
    arn: { serviceConnectConfiguration: client(namespace.arn) },
    name: { serviceConnectConfiguration: client(namespace.name) },
    "literal-name": { cluster: cluster.arn, serviceConnectConfiguration: client(name) },
    default: { cluster: cluster.arn, serviceConnectConfiguration: client() },
  };
  for (const [way, args] of Object.entries(ways)) {
    service(`${kind}-hasty-by-${way}`, args);
    service(`${kind}-waiting-by-${way}`, args, { dependsOn: [users] });
  }
}
