/** Services outside of Service Connect, or without tasks; the variant `enabled` turns it on for some. */
import * as aws from "@pulumi/aws";
import { client, server, service, taskDefinition, variant } from "../programs";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop.local" });
const cluster = new aws.ecs.Cluster("shop", { serviceConnectDefaults: { namespace: namespace.arn } });
const enabled = variant === "enabled";

// A server that is no server yet, and clients that are none.
const users = service("users", {
  cluster: cluster.arn,
  serviceConnectConfiguration: { ...server("users.shop.local", namespace.arn), enabled },
});
service("off", {
  cluster: cluster.arn,
  serviceConnectConfiguration: { enabled, namespace: namespace.arn },
});
service("without", {
  cluster: cluster.arn,
  ...(enabled ? { serviceConnectConfiguration: client(namespace.arn) } : {}),
});

// Without tasks the order matters only later; a server has its name all the same.
const serviceConnectConfiguration = client(namespace.arn);
const idle = service("idle-server", {
  desiredCount: 0,
  serviceConnectConfiguration: server("idle.shop.local", namespace.arn),
});
service("idle", { desiredCount: 0, serviceConnectConfiguration });
service("idle-waiting", { desiredCount: 0, serviceConnectConfiguration }, { dependsOn: [idle, users] });
service("busy", { serviceConnectConfiguration }, { dependsOn: [users] });
service(
  "daemon",
  { launchType: "EC2", schedulingStrategy: "DAEMON", serviceConnectConfiguration },
  { dependsOn: [users] },
);

// Task sets are of services that cannot be in Service Connect.
const external = new aws.ecs.Service("external", {
  cluster: cluster.arn,
  deploymentController: { type: "EXTERNAL" },
});
new aws.ecs.TaskSet("blue", {
  cluster: cluster.arn,
  service: external.id,
  taskDefinition: taskDefinition("blue", { secrets: [] }).arn,
});
