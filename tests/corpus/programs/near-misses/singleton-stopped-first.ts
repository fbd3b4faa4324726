/** A consumer of which there must not be two: it is stopped before the next one starts, on each instance or in all. */
import * as aws from "@pulumi/aws";
import { elsewhere, image, service, taskDefinition } from "../../parts";

const singleton = taskDefinition("singleton", [{}]);
service("singleton", {
  taskDefinition: singleton.arn,
  deploymentMinimumHealthyPercent: 0,
  deploymentMaximumPercent: 100,
  deploymentCircuitBreaker: { enable: true, rollback: true },
});
const agent = new aws.ecs.TaskDefinition("agent", {
  family: "agent",
  networkMode: "host",
  containerDefinitions: JSON.stringify([
    {
      name: "agent",
      image,
      memory: 256,
      portMappings: [{ containerPort: 8125, hostPort: 8125, protocol: "udp" }],
    },
  ]),
});
new aws.ecs.Service("agent", {
  cluster: elsewhere.cluster,
  taskDefinition: agent.arn,
  launchType: "EC2",
  schedulingStrategy: "DAEMON",
  placementConstraints: [{ type: "memberOf", expression: "attribute:ecs.os-type == linux" }],
  deploymentMinimumHealthyPercent: 50,
});
