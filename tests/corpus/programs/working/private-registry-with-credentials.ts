import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, executionRole, service, taskDefinition } from "../../parts";

const config = new pulumi.Config();
const credentials = new aws.secretsmanager.Secret("registry");
const value = new aws.secretsmanager.SecretVersion("registry", {
  secretId: credentials.id,
  secretString: pulumi.jsonStringify({
    username: "deploy",
    password: config.getSecret("registryPassword") ?? "none yet",
  }),
});
const execution = executionRole("planner");
const reads = new aws.iam.RolePolicy("planner-registry", {
  role: execution.id,
  policy: credentials.arn.apply((arn) => JSON.stringify(allow("secretsmanager:GetSecretValue", arn))),
});
const planner = taskDefinition(
  "planner",
  [
    {
      image: "registry.example.com/planner:2.3",
      repositoryCredentials: { credentialsParameter: credentials.arn },
    },
  ],
  { executionRoleArn: execution.arn },
);
service("planner", { taskDefinition: planner.arn }, { dependsOn: [reads, value] });
