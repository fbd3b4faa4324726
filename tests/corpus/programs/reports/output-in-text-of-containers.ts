import * as aws from "@pulumi/aws";
import { executionRole, image, role, service } from "../../parts";

const uploads = new aws.s3.Bucket("uploads");
const environment = [{ name: "UPLOADS", value: uploads.bucket }];
const definition = new aws.ecs.TaskDefinition("blocks", {
  family: "blocks",
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "256",
  memory: "512",
  executionRoleArn: executionRole("blocks").arn,
  taskRoleArn: role("blocks-task").arn,
  containerDefinitions: JSON.stringify([
    { name: "blocks", image, environment, portMappings: [{ containerPort: 80 }] },
  ]),
});
service("blocks", { taskDefinition: definition.arn });
