/** Sessions of ECS Exec are logged: the task role writes the group that the cluster names. */
import * as aws from "@pulumi/aws";
import { allow, executionRole, role, service, taskDefinition } from "../../parts";

const group = new aws.cloudwatch.LogGroup("sessions", { name: "/ecs/sessions" });
const cluster = new aws.ecs.Cluster("prod", {
  configuration: {
    executeCommandConfiguration: {
      logging: "OVERRIDE",
      logConfiguration: { cloudWatchLogGroupName: group.name },
    },
  },
});
const task = role("task");
const exec = new aws.iam.RolePolicy("exec", {
  role: task.name,
  policy: JSON.stringify(
    allow(["ssmmessages:*", "logs:Describe*", "logs:CreateLogStream", "logs:PutLogEvents"], "*"),
  ),
});
const api = taskDefinition("api", [{}], {
  taskRoleArn: task.arn,
  executionRoleArn: executionRole("execution").arn,
});
service(
  "api",
  { cluster: cluster.arn, taskDefinition: api.arn, enableExecuteCommand: true },
  { dependsOn: [exec] },
);
