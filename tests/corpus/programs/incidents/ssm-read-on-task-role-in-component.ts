import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, elsewhere, image, managedExecutionPolicy, region, trustOf } from "../../parts";

interface AppArgs {
  secrets: Record<string, string>;
  statements: object[];
}

/** A service with its two roles; all statements of its users go to the task role. */
class App extends pulumi.ComponentResource {
  constructor(name: string, { secrets, statements }: AppArgs) {
    super("acme:index:App", name);
    const child = { parent: this };
    const assumeRolePolicy = trustOf("ecs-tasks.amazonaws.com");
    const execution = new aws.iam.Role(`${name}-execution`, { assumeRolePolicy }, child);
    const managed = new aws.iam.RolePolicyAttachment(
      `${name}-execution`,
      { role: execution.name, policyArn: managedExecutionPolicy },
      child,
    );
    const task = new aws.iam.Role(`${name}-task`, { assumeRolePolicy }, child);
    const policy = new aws.iam.RolePolicy(
      `${name}-task`,
      { role: task.id, policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }) },
      child,
    );
    const container = {
      name,
      image,
      secrets: Object.entries(secrets).map(([key, valueFrom]) => ({ name: key, valueFrom })),
    };
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
        containerDefinitions: JSON.stringify([container]),
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
      { ...child, dependsOn: [managed, policy] },
    );
    this.registerOutputs();
  }
}

const parameters = `arn:aws:ssm:${region}:${account}:parameter/mailer`;
new App("mailer", {
  secrets: { SMTP_PASSWORD: `${parameters}/smtp-password`, DATABASE_URL: `${parameters}/database-url` },
  statements: [
    { Effect: "Allow", Action: "ses:SendRawEmail", Resource: "*" },
    { Effect: "Allow", Action: ["ssm:GetParameter*"], Resource: `${parameters}/*` },
  ],
});
