import * as aws from "@pulumi/aws";
import { Group, managedExecutionPolicy, role, service, taskDefinition } from "../../parts";

const secret = new aws.secretsmanager.Secret("pull-key", { name: "alb-task/pull-key" });
const version = new aws.secretsmanager.SecretVersion("pull-key", { secretId: secret.id, secretString: "x" });
const document = aws.iam.getPolicyDocumentOutput({
  statements: [{ sid: "ReadSecrets", actions: ["secretsmanager:GetSecretValue"], resources: [secret.arn] }],
});
new Group("alb-task", (parent) => {
  const execution = role(
    "execution",
    {
      managedPolicyArns: [managedExecutionPolicy],
      inlinePolicies: [{ name: "secrets", policy: document.json }],
    },
    { parent },
  );
  const definition = taskDefinition(
    "web",
    [{ name: "web", secrets: [{ name: "PULL_KEY", valueFrom: version.arn }] }],
    { taskRoleArn: role("task", {}, { parent }).arn, executionRoleArn: execution.arn },
    { parent },
  );
  service("web", { taskDefinition: definition.arn }, { parent });
});
