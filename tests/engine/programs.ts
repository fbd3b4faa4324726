/** Parts that many scenario programs share, so that each shows only what it is about. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** The form of the program that a step asks for. */
export const variant = new pulumi.Config().get("variant") ?? "";

const trust = aws.iam.assumeRolePolicyForPrincipal({ Service: "ecs-tasks.amazonaws.com" });

export function role(name: string, args: Partial<aws.iam.RoleArgs> = {}, options?: pulumi.ResourceOptions) {
  return new aws.iam.Role(name, { assumeRolePolicy: trust, ...args }, options);
}

/**
 * Two roles of a task: the reader, with further arguments of its own, is its execution role and, in the
 * variant `swapped`, its task role.
 */
export function roles(name: string, readerArgs: Partial<aws.iam.RoleArgs> = {}) {
  const isSwapped = variant === "swapped";
  const task = role(`${name}-task`, isSwapped ? readerArgs : {});
  const execution = role(`${name}-execution`, isSwapped ? {} : readerArgs);
  return { task, execution, reader: isSwapped ? task : execution };
}

/** An ARN of a parameter, known in every preview. */
export const parameterArn = "arn:aws:ssm:eu-central-1:123456789012:parameter/shop/DATABASE_URL";

/** An ARN of a secret, known in every preview. */
export const secretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop/API_KEY-a1B2c3";

/** A document that allows one or more actions on one or more resources. */
export function allow(Action: string | string[], Resource: pulumi.Input<string> | pulumi.Input<string>[]) {
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource }] };
}

/** What people write who want ECS to read secrets. */
export const readParameters = allow(["ssm:GetParameter", "ssm:GetParameters"], `${parameterArn}*`);

/** The same for a secret in Secrets Manager. */
export const readSecret = allow("secretsmanager:GetSecretValue", secretArn);

/** What a service that stores files needs; nothing of Parameter Store. */
export const readFiles = allow("s3:GetObject", "arn:aws:s3:::shop-files/*");

export interface TaskArgs {
  taskRole?: pulumi.Input<string>;
  executionRole?: pulumi.Input<string>;
  /** ARNs or names of the secrets that the container takes; one in Parameter Store unless it says otherwise. */
  secrets?: pulumi.Input<string>[];
  /** What else the definition of the container says. */
  container?: object;
}

export function taskDefinition(
  name: string,
  { taskRole, executionRole, secrets = [parameterArn], container = {} }: TaskArgs,
  options?: pulumi.ResourceOptions,
) {
  return new aws.ecs.TaskDefinition(
    name,
    {
      family: name,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      taskRoleArn: taskRole,
      executionRoleArn: executionRole,
      containerDefinitions: pulumi.jsonStringify([
        {
          name: "app",
          image: "public.ecr.aws/docker/library/node:22-alpine",
          essential: true,
          secrets: secrets.map((valueFrom, index) => ({ name: `SECRET_${index}`, valueFrom })),
          ...container,
        },
      ]),
    },
    options,
  );
}

/** A service; what it is in Service Connect says its configuration. */
export function service(
  name: string,
  args: Partial<aws.ecs.ServiceArgs>,
  options?: pulumi.CustomResourceOptions,
): aws.ecs.Service {
  return new aws.ecs.Service(
    name,
    {
      taskDefinition: "made-elsewhere:1",
      launchType: "FARGATE",
      desiredCount: 1,
      networkConfiguration: { subnets: ["subnet-1"] },
      ...args,
    },
    options,
  );
}

/** Service Connect of a client-only service. */
export function client(namespace?: pulumi.Input<string>) {
  return { enabled: true, ...(namespace === undefined ? {} : { namespace }) };
}

/** Service Connect of a client-server service with one alias, whose first part is the name of its port. */
export function server(dnsName: string, namespace?: pulumi.Input<string>) {
  const [portName = dnsName] = dnsName.split(".");
  return {
    ...client(namespace),
    services: [{ portName, clientAlias: [{ dnsName, port: 8080 }] }],
  };
}

/** A component of the program around whatever `make` makes. */
export class Group extends pulumi.ComponentResource {
  constructor(name: string, make: (parent: Group) => void, options?: pulumi.ComponentResourceOptions) {
    super("test:index:Group", name, {}, options);
    make(this);
    this.registerOutputs();
  }
}

/** A component that makes a service, from the package in `packaged`. */
export class PackagedService extends pulumi.ComponentResource {
  declare readonly serviceName: pulumi.Output<string>;
  declare readonly namespaceArn: pulumi.Output<string>;

  constructor(
    kind: "Server" | "Client",
    name: string,
    args: Partial<Record<"namespace" | "callee" | "unused", pulumi.Input<string>>>,
    options?: pulumi.ComponentResourceOptions,
  ) {
    const outputs = { serviceName: undefined, namespaceArn: undefined };
    super(`packaged:index:${kind}`, name, { ...outputs, ...args }, { version: "1.0.0", ...options }, true);
  }
}
