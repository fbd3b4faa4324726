import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, managedExecutionPolicy, region, role, service, taskDefinition } from "../../parts";

const config = new pulumi.Config();
const environment = config.get("environment") ?? "staging";
const path = config.get("parameters") ?? `/${environment}/billing`;
const names = { task: `${environment}-billing-task`, execution: `${environment}-billing-execution` };

const roles = [role(names.task, { name: names.task }), role(names.execution, { name: names.execution })];
const managed = new aws.iam.RolePolicyAttachment(
  "billing",
  { role: names.execution, policyArn: managedExecutionPolicy },
  { dependsOn: roles },
);
const reads = new aws.iam.RolePolicy(
  "billing",
  {
    role: names.execution,
    policy: `{
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Action": "ssm:GetParameters",
        "Resource": "arn:aws:ssm:${region}:${account}:parameter${path}/*"
      }
    }`,
  },
  { dependsOn: roles },
);
const definition = taskDefinition(
  "billing",
  [{ secrets: ["STRIPE_KEY", "DATABASE_URL"].map((name) => ({ name, valueFrom: `${path}/${name}` })) }],
  {
    taskRoleArn: `arn:aws:iam::${account}:role/${names.task}`,
    executionRoleArn: `arn:aws:iam::${account}:role/${names.execution}`,
  },
  { dependsOn: roles },
);
service("billing", { taskDefinition: definition.arn }, { dependsOn: [reads, managed] });
