/** The stack that makes the namespace, and a cluster that has it for its default. */
import * as aws from "@pulumi/aws";

const namespace = new aws.servicediscovery.HttpNamespace("platform", { name: "platform.local" });
const cluster = new aws.ecs.Cluster("platform", {
  name: "platform",
  serviceConnectDefaults: { namespace: namespace.arn },
});
export const [namespaceArn, namespaceName] = [namespace.arn, namespace.name];
export const clusterArn = cluster.arn;
