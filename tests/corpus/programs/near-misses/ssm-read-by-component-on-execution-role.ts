import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, allow, elsewhere, image, managedExecutionPolicy, region, trustOf } from "../../parts";

/** A service with its two roles: what its secrets need goes to the execution role. */
class App extends pulumi.ComponentResource {
  constructor(name: string, secrets: Record<string, string>, actions: string[]) {
    super("acme:index:App", name);
    const child = { parent: this };
    const assumeRolePolicy = trustOf("ecs-tasks.amazonaws.com");
    const execution = new aws.iam.Role(`${name}-execution`, { assumeRolePolicy }, child);
    const task = new aws.iam.Role(`${name}-task`, { assumeRolePolicy }, child);
    const permissions = [
      new aws.iam.RolePolicyAttachment(
        `${name}-execution`,
        { role: execution.name, policyArn: managedExecutionPolicy },
        child,
      ),
      new aws.iam.RolePolicy(
        `${name}-secrets`,
        {
          role: execution.id,
          policy: allow("ssm:GetParameters", Object.values(secrets)) as aws.iam.PolicyDocument,
        },
        child,
      ),
      new aws.iam.RolePolicy(
        `${name}-task`,
        { role: task.id, policy: JSON.stringify(allow([...actions, "ssm:GetParameter"], "*")) },
        child,
      ),
    ];
    const definition = new aws.ecs.TaskDefinition(
      name,
      {
        family: name,
        requiresCompatibilities: ["FARGATE"],
        networkMode: "awsvpc",
        cpu: "512",
        memory: "1024",
        executionRoleArn: execution.arn,
        taskRoleArn: task.arn,
        containerDefinitions: JSON.stringify([
          {
            name,
            image,
            secrets: Object.entries(secrets).map(([key, valueFrom]) => ({ name: key, valueFrom })),
          },
        ]),
      },
      child,
    );
    new aws.ecs.Service(
      name,
      {
        cluster: elsewhere.cluster,
        taskDefinition: definition.arn,
        launchType: "FARGATE",
        desiredCount: 2,
        networkConfiguration: { subnets: elsewhere.subnets },
      },
      { ...child, dependsOn: permissions },
    );
    this.registerOutputs();
  }
}

const parameters = `arn:aws:ssm:${region}:${account}:parameter/mailer`;
new App(
  "mailer",
  { SMTP_PASSWORD: `${parameters}/smtp-password`, DATABASE_URL: `${parameters}/database-url` },
  ["ses:SendRawEmail"],
);
