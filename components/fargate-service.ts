import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { parameterArn } from "./parameters";
import { makeRoles, type PolicyStatementArgs } from "./roles";

/** The part of a service in Service Connect. */
export interface ServiceConnectArgs {
  /** ARN of the Cloud Map namespace. */
  namespace: pulumi.Input<string>;
  /**
   * Host name by which other services of the namespace call this one, such as `users.shop.local`. With it the
   * service is a client-server service and needs a `port`; without it, it is client-only.
   */
  dnsName?: pulumi.Input<string>;
}

/** Arguments of a `FargateService`. */
export interface FargateServiceArgs {
  /** ARN of the cluster. */
  cluster: pulumi.Input<string>;
  /** Image of the container. */
  image: pulumi.Input<string>;
  /** Ids of the subnets of its tasks. */
  subnets: pulumi.Input<pulumi.Input<string>[]>;
  /** Ids of the security groups of its tasks; without them the VPC's default one is used. */
  securityGroups?: pulumi.Input<pulumi.Input<string>[]>;
  /** Whether its tasks get public addresses: needed in subnets without a NAT gateway. Default: false. */
  assignPublicIp?: pulumi.Input<boolean>;
  /** CPU units of a task: 1024 are one processor. Default: 256. */
  cpu?: pulumi.Input<number>;
  /** Memory of a task in MiB. Default: 512. */
  memory?: pulumi.Input<number>;
  /** Number of tasks. Default: 1. */
  desiredCount?: pulumi.Input<number>;
  /** Command of the container; without it that of the image. */
  command?: pulumi.Input<pulumi.Input<string>[]>;
  /** Environment variables. */
  environment?: pulumi.Input<{ [name: string]: pulumi.Input<string> }>;
  /**
   * Secrets by the name of their environment variable: names (`/shop/DATABASE_URL`) or ARNs of parameters in
   * Parameter Store. Naming one lets the execution role read it, and no other role.
   */
  secrets?: { [variable: string]: pulumi.Input<string> };
  /** Port on which the container listens. */
  port?: pulumi.Input<number>;
  /** What the application itself may do. Reads of Parameter Store are refused: those of ECS follow from `secrets`. */
  taskRoleStatements?: pulumi.Input<pulumi.Input<PolicyStatementArgs>[]>;
  /** Whether the application reads Parameter Store itself, so that `taskRoleStatements` may say so. Default: false. */
  taskRoleMayReadParameters?: boolean;
  /** Name, not ARN, of an execution role that exists already; the reads of `secrets` are attached to it. */
  executionRoleName?: pulumi.Input<string>;
  /** Its part in Service Connect; without it the service has none. */
  serviceConnect?: ServiceConnectArgs;
  /** ARN of a target group of type `ip` that forwards to `port`. Give its listener in `dependsOn`. */
  targetGroupArn?: pulumi.Input<string>;
  /** How long logs are kept, in days. Default: 30. */
  logRetentionInDays?: pulumi.Input<number>;
  /**
   * Whether creating the service waits until its tasks run. Default: true for a client-server service, so that
   * its clients find tasks behind the name, and false for others.
   */
  waitForSteadyState?: pulumi.Input<boolean>;
  /** Values whose change deploys the service again, such as what is known of the services that it calls. */
  redeployOn?: pulumi.Input<{ [name: string]: pulumi.Input<string> }>;
  /** Tags of everything that is made. */
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}

/**
 * A service on Fargate whose tasks start: ECS can read the secrets that it names, its log group exists, and its
 * permissions are there before its first task.
 */
export class FargateService extends pulumi.ComponentResource {
  /** The service. */
  readonly service: aws.ecs.Service;
  /** Its task definition. */
  readonly taskDefinition: aws.ecs.TaskDefinition;
  /** The role of the application. */
  readonly taskRole: aws.iam.Role;
  /** ARN of the role with which ECS fetches secrets and images and writes logs. */
  readonly executionRoleArn: pulumi.Output<string>;
  /** Name of that role, for policies of your own. */
  readonly executionRoleName: pulumi.Output<string>;
  /** The log group of its container. */
  readonly logGroup: aws.cloudwatch.LogGroup;

  constructor(name: string, args: FargateServiceArgs, options?: pulumi.ComponentResourceOptions) {
    super("ecs-guardrails-components:index:FargateService", name, args, options);
    refuseServerWithoutPort(name, args);
    refuseOtherThanHostName(name, args.serviceConnect?.dnsName);
    const child = { parent: this };
    const { tags } = args;
    const secrets = Object.entries(args.secrets ?? {}).map(([variable, nameOrArn]) => ({
      name: variable,
      valueFrom: parameterArn(`\`${name}\`: \`${variable}\` in \`secrets\``, nameOrArn, this),
    }));

    const roles = makeRoles(
      name,
      {
        secrets: secrets.map(({ valueFrom }) => valueFrom),
        executionRoleName: args.executionRoleName,
        statements: args.taskRoleStatements,
        mayReadParameters: args.taskRoleMayReadParameters ?? false,
        tags,
      },
      this,
    );
    this.taskRole = roles.taskRole;
    this.executionRoleArn = roles.executionRoleArn;
    this.executionRoleName = roles.executionRoleName;

    this.logGroup = new aws.cloudwatch.LogGroup(
      name,
      { retentionInDays: args.logRetentionInDays ?? 30, tags },
      child,
    );
    this.taskDefinition = new aws.ecs.TaskDefinition(
      name,
      {
        family: name,
        requiresCompatibilities: ["FARGATE"],
        networkMode: "awsvpc",
        cpu: pulumi.output(args.cpu ?? 256).apply(String),
        memory: pulumi.output(args.memory ?? 512).apply(String),
        taskRoleArn: roles.taskRole.arn,
        executionRoleArn: roles.executionRoleArn,
        containerDefinitions: pulumi.jsonStringify([
          {
            name: containerName,
            image: args.image,
            essential: true,
            command: args.command,
            environment: pulumi
              .output(args.environment ?? {})
              .apply((variables) => Object.entries(variables).map(([key, value]) => ({ name: key, value }))),
            secrets,
            portMappings: args.port === undefined ? [] : [{ name: portName, containerPort: args.port }],
            logConfiguration: {
              logDriver: "awslogs",
              options: {
                "awslogs-group": this.logGroup.name,
                "awslogs-region": aws.getRegionOutput({}, child).region,
                "awslogs-stream-prefix": name,
              },
            },
          },
        ]),
        tags,
      },
      child,
    );
    this.service = new aws.ecs.Service(
      name,
      {
        cluster: args.cluster,
        taskDefinition: this.taskDefinition.arn,
        desiredCount: args.desiredCount ?? 1,
        launchType: "FARGATE",
        networkConfiguration: {
          subnets: args.subnets,
          securityGroups: args.securityGroups,
          assignPublicIp: args.assignPublicIp ?? false,
        },
        loadBalancers:
          args.targetGroupArn === undefined || args.port === undefined
            ? []
            : [{ targetGroupArn: args.targetGroupArn, containerName, containerPort: args.port }],
        serviceConnectConfiguration: serviceConnect(name, args),
        deploymentCircuitBreaker: { enable: true, rollback: true },
        waitForSteadyState: args.waitForSteadyState ?? args.serviceConnect?.dnsName !== undefined,
        // The provider wants both or neither.
        ...(args.redeployOn === undefined ? {} : { forceNewDeployment: true, triggers: args.redeployOn }),
        propagateTags: "SERVICE",
        tags,
      },
      { ...child, dependsOn: [...roles.grants, this.logGroup] },
    );
    this.registerOutputs({
      service: this.service,
      taskDefinition: this.taskDefinition,
      taskRole: this.taskRole,
      executionRoleArn: this.executionRoleArn,
      executionRoleName: this.executionRoleName,
      logGroup: this.logGroup,
    });
  }
}

const containerName = "app";
const portName = "app";

function serviceConnect(name: string, { serviceConnect: part, port }: FargateServiceArgs) {
  if (part === undefined) return undefined;
  const { namespace, dnsName } = part;
  if (dnsName === undefined || port === undefined) return { enabled: true, namespace };
  // Alias and port are always written: without them AWS makes a name that is documented in two ways.
  const discoveryName = discoveryNameOf(name);
  return {
    enabled: true,
    namespace,
    services: [{ portName, discoveryName, clientAlias: [{ dnsName, port }] }],
  };
}

/**
 * The name in Cloud Map, which must be unique in the namespace: that of the component is, in its stack
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html).
 */
function discoveryNameOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, "-")
    .replace(/^-+/, "")
    .slice(-64);
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectClientAlias.html */
const hostName = /^[a-z0-9_.][a-z0-9_.-]{0,126}$/;

function refuseOtherThanHostName(name: string, dnsName: pulumi.Input<string> | undefined): void {
  if (typeof dnsName !== "string" || hostName.test(dnsName)) return;
  throw new pulumi.RunError(
    `\`${name}\`: \`${dnsName}\` can be no host name in Service Connect: at most 127 lower-case letters, digits, \`_\`, \`-\` and \`.\`, not beginning with \`-\`.`,
  );
}

function refuseServerWithoutPort(
  name: string,
  { serviceConnect: part, port, targetGroupArn }: FargateServiceArgs,
) {
  if (port !== undefined) return;
  const needs =
    part?.dnsName !== undefined
      ? "serviceConnect.dnsName"
      : targetGroupArn !== undefined
        ? "targetGroupArn"
        : undefined;
  if (needs)
    throw new pulumi.RunError(
      `\`${name}\`: \`${needs}\` needs \`port\`, the port on which the container listens.`,
    );
}
