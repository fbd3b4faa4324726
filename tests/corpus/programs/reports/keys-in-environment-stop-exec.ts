import * as pulumi from "@pulumi/pulumi";
import { allow, executionRole, role, service, taskDefinition } from "../../parts";

const config = new pulumi.Config("uploads");
const channels = ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"];
const task = role("legacy-task", {
  inlinePolicies: [
    {
      name: "exec",
      policy: JSON.stringify(
        allow(
          channels.map((name) => `ssmmessages:${name}`),
          "*",
        ),
      ),
    },
  ],
});
const variables = {
  AWS_ACCESS_KEY_ID: config.get("accessKeyId") ?? "AKIAIOSFODNN7EXAMPLE",
  AWS_SECRET_ACCESS_KEY: config.get("secretAccessKey") ?? "from the configuration",
  UPLOADS: "s3://uploads",
};
const environment = Object.entries(variables).map(([name, value]) => ({ name, value }));
const definition = taskDefinition("legacy", [{ environment }], {
  executionRoleArn: executionRole("legacy-execution").arn,
  taskRoleArn: task.arn,
});
service("legacy", { taskDefinition: definition.arn, enableExecuteCommand: true });
