import * as aws from "@pulumi/aws";
import { executionRole, image, logsTo, role, service, taskDefinition } from "../../parts";

const logs = new aws.cloudwatch.LogGroup("traced");
const task = role("traced", {
  managedPolicyArns: [
    "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess",
    "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
  ],
});
const logConfiguration = logsTo(logs.name);
const traced = taskDefinition(
  "traced",
  [
    { name: "app", image, portMappings: [{ containerPort: 8080 }], logConfiguration },
    {
      name: "xray",
      image: "public.ecr.aws/xray/aws-xray-daemon:3.x",
      essential: false,
      portMappings: [{ containerPort: 2000, protocol: "udp" }],
      logConfiguration,
    },
    {
      name: "otel",
      image: "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.1",
      essential: false,
      command: ["--config=/etc/ecs/ecs-default-config.yaml"],
      logConfiguration,
    },
  ],
  { cpu: "1024", memory: "2048", taskRoleArn: task.arn, executionRoleArn: executionRole("traced-start").arn },
);
service("traced", { taskDefinition: traced.arn, desiredCount: 2 });
