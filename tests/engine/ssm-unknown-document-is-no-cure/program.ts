/** Unknown documents on execution roles that will turn out not to let ECS read; the task roles read. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, readParameters, role, taskDefinition } from "../programs";

const parameter = new aws.ssm.Parameter("database-url", { type: "SecureString", value: "postgres://" });

function pair(name: string, action: string, boundary?: string) {
  const task = role(`${name}-task`);
  const execution = role(
    `${name}-execution`,
    boundary === undefined ? {} : { permissionsBoundary: boundary },
  );
  new aws.iam.RolePolicy(name, { role: task.name, policy: JSON.stringify(readParameters) });
  new aws.iam.RolePolicy(`${name}-execution`, {
    role: execution.name,
    policy: pulumi.jsonStringify(allow(action, parameter.arn)),
  });
  taskDefinition(name, { taskRole: task.arn, executionRole: execution.arn, secrets: [parameter.arn] });
}

pair("singular", "ssm:GetParameter");
pair("describes", "ssm:DescribeParameters");
pair("bounded", "ssm:GetParameters", "arn:aws:iam::aws:policy/AmazonS3FullAccess");

// A task role that only writes the parameter, whose name the application is told.
const writer = role("writer-task");
new aws.iam.RolePolicy("writer", {
  role: writer.name,
  policy: pulumi.jsonStringify(allow("ssm:PutParameter", parameter.arn)),
});
new aws.ecs.TaskDefinition("writer", {
  family: "writer",
  memory: "512",
  taskRoleArn: writer.arn,
  executionRoleArn: role("writer-execution").arn,
  containerDefinitions: pulumi.jsonStringify([
    { name: "app", image: "app", environment: [{ name: "PARAMETER", value: parameter.name }] },
  ]),
});
