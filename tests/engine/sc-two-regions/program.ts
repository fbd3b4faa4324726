/** One application in two Regions and two accounts: everything has the same name in each of them, and no edges. */
import * as aws from "@pulumi/aws";
import { client, server, service, variant } from "../programs";

const places = {
  frankfurt: new aws.Provider("frankfurt", { region: "eu-central-1" }),
  virginia: new aws.Provider("virginia", { region: "us-east-1" }),
  staging: new aws.Provider("staging", {
    region: "eu-central-1",
    assumeRoles: [{ roleArn: "arn:aws:iam::210987654321:role/deployer" }],
  }),
};
for (const [place, provider] of Object.entries(places)) {
  const namespace = new aws.servicediscovery.HttpNamespace(place, { name: "shop.local" }, { provider });
  const cluster = new aws.ecs.Cluster(
    place,
    { name: "shop", serviceConnectDefaults: { namespace: namespace.arn } },
    { provider },
  );
  const named = { cluster: "shop", serviceConnectConfiguration: client("shop.local") };
  const users = service(
    `${place}-users`,
    { cluster: cluster.arn, serviceConnectConfiguration: server("users.shop.local", namespace.arn) },
    { provider },
  );
  const options = variant === "cured" ? { provider, dependsOn: [users] } : { provider };
  service(`${place}-by-name`, named, options);
  service(`${place}-by-cluster`, { cluster: "shop", serviceConnectConfiguration: client() }, options);
}
// The Region of a resource comes before that of its provider.
const virginia = { provider: places.frankfurt };
service(
  "virginia-from-frankfurt",
  { region: "us-east-1", serviceConnectConfiguration: client("shop.local") },
  virginia,
);
