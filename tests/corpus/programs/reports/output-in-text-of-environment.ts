import * as aws from "@pulumi/aws";
import { allow, executionRole, image, role, service, taskDefinition } from "../../parts";

const queue = new aws.sqs.Queue("jobs");
const app = role("app");
const policy = new aws.iam.RolePolicy("app", {
  role: app.name,
  policy: queue.arn.apply((arn) => JSON.stringify(allow("sqs:*", arn))),
});
const worker = taskDefinition("worker", [], {
  taskRoleArn: app.arn,
  executionRoleArn: executionRole("exec").arn,
  containerDefinitions: `[{
    "name": "worker",
    "image": "${image}",
    "essential": true,
    "environment": [{ "name": "QUEUE_URL", "value": ${JSON.stringify(`${queue.url}`)} }]
  }]`,
});
service("worker", { taskDefinition: worker.arn }, { dependsOn: [policy] });
