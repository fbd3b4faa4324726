/** The cluster, and with it the default namespace, is made by another stack. */
import * as aws from "@pulumi/aws";
import { client, server, service } from "../programs";

const platform = aws.ecs.getClusterOutput({ clusterName: "platform" });
const users = service("users", {
  cluster: platform.arn,
  serviceConnectConfiguration: server("users.platform"),
});
service(
  "storefront",
  { cluster: platform.arn, serviceConnectConfiguration: client() },
  { dependsOn: [users] },
);
service("desk", { cluster: "platform", serviceConnectConfiguration: client() }, { dependsOn: [users] });
