import * as aws from "@pulumi/aws";
import { account, allow, elsewhere, managedExecutionPolicy, region, role, taskDefinition } from "../../parts";

const secret = `arn:aws:secretsmanager:${region}:${account}:secret:app/session-Zz9Yy8`;
const execution = role("execution");
new aws.iam.RolePolicyAttachment("execution", { role: execution.name, policyArn: managedExecutionPolicy });
new aws.iam.RolePolicy("execution", {
  role: execution.name,
  policy: JSON.stringify(allow("secretsmanager:GetSecretValue", secret)),
});
const image = `${account}.dkr.ecr.${region}.amazonaws.com/app:61`;
const definition = taskDefinition("app", [{ image, secrets: [{ name: "SESSION", valueFrom: secret }] }], {
  executionRoleArn: execution.arn,
});
new aws.ecs.Service("app", {
  cluster: elsewhere.cluster,
  launchType: "FARGATE",
  desiredCount: 3,
  taskDefinition: definition.arn,
  deploymentCircuitBreaker: { enable: true, rollback: true },
  networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [elsewhere.securityGroup] },
});
