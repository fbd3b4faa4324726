import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, image, region, role, service, taskDefinition } from "../../parts";

const config = new pulumi.Config();
const environment = config.get("environment") ?? "staging";
const path = config.get("parameters") ?? `/${environment}/billing`;
const names = {
  task: `${environment}-billing-task`,
  execution: config.get("executionRole") ?? "ecs-execution",
};

const task = role(names.task, { name: names.task });
const reads = new aws.iam.RolePolicy(
  "billing",
  {
    role: names.task,
    policy: `{
      "Version": "2012-10-17",
      "Statement": [{
        "Effect": "Allow",
        "Action": ["ssm:GetParameters", "ssm:GetParametersByPath"],
        "Resource": "arn:aws:ssm:${region}:${account}:parameter${path}/*"
      }]
    }`,
  },
  { dependsOn: [task] },
);
const definition = taskDefinition(
  "billing",
  [
    {
      name: "billing",
      image,
      secrets: ["STRIPE_KEY", "DATABASE_URL"].map((name) => ({ name, valueFrom: `${path}/${name}` })),
    },
  ],
  {
    taskRoleArn: `arn:aws:iam::${account}:role/${names.task}`,
    executionRoleArn: `arn:aws:iam::${account}:role/${names.execution}`,
  },
);
service("billing", { taskDefinition: definition.arn }, { dependsOn: [reads] });
