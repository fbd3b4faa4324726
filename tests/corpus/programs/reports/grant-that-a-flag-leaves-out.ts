import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, allow, executionRole, region, service, taskDefinition } from "../../parts";

const config = new pulumi.Config("mlflow");
const parameterArns = ["backend-uri", "artifact-root"].map(
  (name) => `arn:aws:ssm:${region}:${account}:parameter/mlflow/${name}`,
);

const execution = executionRole("mlflow-execution");
if (config.getBoolean("createTaskExecPolicy")) {
  new aws.iam.RolePolicy("mlflow-execution", {
    role: execution.name,
    policy: JSON.stringify(allow("ssm:GetParameters", parameterArns)),
  });
}
const definition = taskDefinition(
  "mlflow",
  [{ secrets: parameterArns.map((valueFrom, index) => ({ name: `PARAMETER_${index}`, valueFrom })) }],
  { executionRoleArn: execution.arn },
);
service("mlflow", { taskDefinition: definition.arn });
