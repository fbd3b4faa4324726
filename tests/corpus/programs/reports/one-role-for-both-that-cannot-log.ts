import * as aws from "@pulumi/aws";
import { allow, logsTo, role, service, taskDefinition } from "../../parts";

const group = new aws.cloudwatch.LogGroup("minecraft-server", { name: "/ecs/minecraft-server" });
const permissions = {
  efs: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
  ecs: ["ecs:DescribeServices", "ecs:UpdateService", "ecs:DescribeTasks"],
  dns: ["route53:ChangeResourceRecordSets", "route53:GetHostedZone"],
  sns: ["sns:Publish"],
};
const both = role("minecraft-server", {
  name: "ecs.task.minecraft-server",
  inlinePolicies: Object.entries(permissions).map(([name, actions]) => ({
    name,
    policy: JSON.stringify(allow(actions, "*")),
  })),
});
const logConfiguration = logsTo(group.name);
const definition = taskDefinition(
  "minecraft-server",
  [
    { name: "server", image: "itzg/minecraft-server", logConfiguration },
    { name: "watchdog", image: "doctorray/minecraft-ecsfargate-watchdog", logConfiguration },
  ],
  { cpu: "1024", memory: "2048", taskRoleArn: both.arn, executionRoleArn: both.arn },
);
service("minecraft-server", { taskDefinition: definition.arn });
