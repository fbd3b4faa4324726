import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { elsewhere, image, managedExecutionPolicy, region, trustOf } from "../../parts";

interface WebServiceArgs {
  secrets?: Record<string, aws.ssm.Parameter>;
  statements?: pulumi.Input<aws.iam.PolicyStatement>[];
}

class WebService extends pulumi.ComponentResource {
  constructor(name: string, { secrets = {}, statements = [] }: WebServiceArgs) {
    super("acme:ecs:WebService", name);
    const parent = { parent: this };
    const logs = new aws.cloudwatch.LogGroup(`${name}-logs`, {}, parent);
    const execution = new aws.iam.Role(
      `${name}-execution`,
      { assumeRolePolicy: trustOf("ecs-tasks.amazonaws.com") },
      parent,
    );
    const task = new aws.iam.Role(
      `${name}-task`,
      { assumeRolePolicy: trustOf("ecs-tasks.amazonaws.com") },
      parent,
    );
    const base = new aws.iam.RolePolicyAttachment(
      `${name}-execution`,
      { role: execution.name, policyArn: managedExecutionPolicy },
      parent,
    );
    const policy = (
      suffix: string,
      role: aws.iam.Role,
      Statement: pulumi.Input<aws.iam.PolicyStatement>[],
    ) =>
      Statement.length === 0
        ? []
        : [
            new aws.iam.RolePolicy(
              `${name}-${suffix}`,
              { role: role.id, policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement }) },
              parent,
            ),
          ];
    const reads = Object.values(secrets).map(({ arn }) => ({
      Effect: "Allow" as const,
      Action: "ssm:GetParameters",
      Resource: arn,
    }));
    const policies = [...policy("secrets", execution, reads), ...policy("work", task, statements)];
    const container = {
      name,
      image,
      secrets: Object.entries(secrets).map(([key, { arn }]) => ({ name: key, valueFrom: arn })),
      logConfiguration: {
        logDriver: "awslogs",
        options: { "awslogs-group": logs.name, "awslogs-region": region, "awslogs-stream-prefix": name },
      },
    };
    const definition = new aws.ecs.TaskDefinition(
      `${name}-definition`,
      {
        family: name,
        requiresCompatibilities: ["FARGATE"],
        networkMode: "awsvpc",
        cpu: "256",
        memory: "512",
        executionRoleArn: execution.arn,
        taskRoleArn: task.arn,
        containerDefinitions: pulumi.jsonStringify([container]),
      },
      parent,
    );
    new aws.ecs.Service(
      `${name}-service`,
      {
        cluster: elsewhere.cluster,
        launchType: "FARGATE",
        desiredCount: 1,
        taskDefinition: definition.arn,
        networkConfiguration: { subnets: elsewhere.subnets },
      },
      { ...parent, dependsOn: [base, ...policies] },
    );
    this.registerOutputs();
  }
}

const url = new aws.ssm.Parameter("url", { type: "SecureString", value: pulumi.secret("postgres://") });
const bucket = new aws.s3.Bucket("pictures");
new WebService("accounts", { secrets: { DATABASE_URL: url } });
new WebService("pictures", {
  statements: [{ Effect: "Allow", Action: "s3:*", Resource: pulumi.interpolate`${bucket.arn}/*` }],
});
