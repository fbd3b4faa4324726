import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { elsewhere, executionRole, service, taskDefinition } from "../../parts";

const app = new aws.iam.Role("app", {
  assumeRolePolicy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: "ecs-tasks.amazonaws.com" },
        Condition: { ArnEquals: { "aws:SourceArn": elsewhere.cluster } },
      },
    ],
  }),
});
const web = taskDefinition("web", [{}], {
  taskRoleArn: app.arn,
  executionRoleArn: executionRole("exec").arn,
});
service("web", { taskDefinition: web.arn });
