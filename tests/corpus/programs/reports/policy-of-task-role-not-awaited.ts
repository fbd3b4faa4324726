import * as aws from "@pulumi/aws";
import { executionRole, Group, role, service, taskDefinition } from "../../parts";

new Group("worker", (parent) => {
  const app = role("worker-task", {}, { parent });
  new aws.iam.RolePolicyAttachment(
    "worker-queue",
    { role: app.name, policyArn: "arn:aws:iam::aws:policy/AmazonSQSFullAccess" },
    { parent },
  );
  const worker = taskDefinition(
    "worker",
    [{ name: "worker", environment: [{ name: "QUEUE", value: "jobs" }] }],
    { executionRoleArn: executionRole("worker-execution").arn, taskRoleArn: app.arn },
    { parent },
  );
  service(
    "worker",
    {
      taskDefinition: worker.arn,
      desiredCount: 3,
      deploymentCircuitBreaker: { enable: true, rollback: false },
    },
    { parent },
  );
});
