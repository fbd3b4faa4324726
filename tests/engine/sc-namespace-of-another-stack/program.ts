/** Namespace and cluster come from the outputs of another stack: servers and clients by each of them. */
import * as pulumi from "@pulumi/pulumi";
import { client, server, service } from "../programs";

const platform = new pulumi.StackReference("organization/scenarios/sc-namespace-of-another-stack.platform");
const namespaces: Record<string, pulumi.Input<string> | undefined> = {
  arn: platform.requireOutput("namespaceArn"),
  name: platform.requireOutput("namespaceName"),
  default: undefined,
};
const cluster = platform.requireOutput("clusterArn");

const servers = Object.entries(namespaces).map(([way, namespace]) =>
  service(`users-by-${way}`, {
    cluster,
    serviceConnectConfiguration: server(`users-by-${way}.platform.local`, namespace),
  }),
);
for (const [way, namespace] of Object.entries(namespaces)) {
  const args = { cluster, serviceConnectConfiguration: client(namespace) };
  service(`hasty-by-${way}`, args);
  service(`waiting-by-${way}`, args, { dependsOn: servers });
}
