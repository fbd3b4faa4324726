/** A cluster and a namespace made elsewhere, which the program reads as resources. */
import * as aws from "@pulumi/aws";
import { client, server, service } from "../programs";

const platform = aws.ecs.Cluster.get("platform", "platform");
const prices = service("prices", {
  cluster: platform.arn,
  serviceConnectConfiguration: server("prices.platform"),
});
const names = { arn: platform.arn, id: platform.id, name: platform.name, literal: "platform" };
for (const [way, cluster] of Object.entries(names)) {
  service(`hasty-by-${way}`, { cluster, serviceConnectConfiguration: client() });
}
service(
  "waiting-in-cluster",
  { cluster: platform.arn, serviceConnectConfiguration: client() },
  { dependsOn: [prices] },
);

const shared = aws.servicediscovery.HttpNamespace.get("shared", "ns-0123456789abcdef");
const users = service("users", { serviceConnectConfiguration: server("users.shared", shared.arn) });
service("hasty", { serviceConnectConfiguration: client(shared.arn) });
// As far as is known the cluster may have that namespace: whoever waits for both has nothing to fear.
service("waiting", { serviceConnectConfiguration: client(shared.arn) }, { dependsOn: [users, prices] });
