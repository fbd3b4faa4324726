/** One program for two Regions: clusters of one name, by which the services name them, and a provider that waits. */
import * as aws from "@pulumi/aws";
import { client, server, service } from "../programs";

for (const region of ["eu-central-1", "us-east-1"]) {
  const provider = new aws.Provider(region, { region });
  const namespace = new aws.servicediscovery.HttpNamespace(`shop-${region}`, { name: "shop" }, { provider });
  const cluster = new aws.ecs.Cluster(
    `main-${region}`,
    { name: "main", serviceConnectDefaults: { namespace: namespace.arn } },
    { provider },
  );
  const users = service(
    `users-${region}`,
    { cluster: cluster.name, serviceConnectConfiguration: server("users.shop") },
    { provider },
  );
  service(
    `storefront-${region}`,
    { cluster: cluster.name, serviceConnectConfiguration: client() },
    { provider, dependsOn: [users] },
  );
  const afterUsers = new aws.Provider(`after-users-${region}`, { region }, { dependsOn: [users] });
  service(
    `desk-${region}`,
    { cluster: cluster.arn, serviceConnectConfiguration: client(namespace.arn) },
    { provider: afterUsers },
  );
}
