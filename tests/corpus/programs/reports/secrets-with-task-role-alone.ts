import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, elsewhere, image, role } from "../../parts";

const token = new aws.ssm.Parameter("token", { name: "/app/token", type: "SecureString", value: "later" });
const app = role("app");
const read = new aws.iam.RolePolicy("app", {
  role: app.id,
  policy: pulumi.jsonStringify(allow("ssm:GetParameters", token.arn)),
});
const definition = new aws.ecs.TaskDefinition("app", {
  family: "app",
  taskRoleArn: app.arn,
  containerDefinitions: pulumi.jsonStringify([
    { name: "app", image, memory: 128, secrets: [{ name: "TOKEN", valueFrom: token.arn }] },
  ]),
});
new aws.ecs.Service(
  "app",
  { cluster: elsewhere.cluster, launchType: "EC2", desiredCount: 1, taskDefinition: definition.arn },
  { dependsOn: [read] },
);
