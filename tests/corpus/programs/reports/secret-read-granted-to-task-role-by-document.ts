import * as aws from "@pulumi/aws";
import { executionRole, Group, role, service, taskDefinition } from "../../parts";

const secret = new aws.secretsmanager.Secret("pull-key", { name: "alb-task/pull-key" });
const version = new aws.secretsmanager.SecretVersion("pull-key", { secretId: secret.id, secretString: "x" });
const document = aws.iam.getPolicyDocumentOutput({
  statements: [
    { sid: "ReadSecrets", actions: ["secretsmanager:GetSecretValue"], resources: [secret.arn] },
    { sid: "WriteMetrics", actions: ["cloudwatch:PutMetricData"], resources: ["*"] },
  ],
});
new Group("alb-task", (parent) => {
  const task = role("task", {}, { parent });
  const policy = new aws.iam.RolePolicy("task", { role: task, policy: document.json }, { parent });
  const definition = taskDefinition(
    "web",
    [{ name: "web", secrets: [{ name: "PULL_KEY", valueFrom: version.arn }] }],
    { taskRoleArn: task.arn, executionRoleArn: executionRole("execution").arn },
    { parent },
  );
  service("web", { taskDefinition: definition.arn }, { parent, dependsOn: [policy] });
});
