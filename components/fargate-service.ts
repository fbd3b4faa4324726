import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { FargateServiceArgs } from "./services/args";
import { autoscalerOf } from "./services/autoscaling";
import { mainContainer, planService, type ServicePlan } from "./services/plan";
import { makeRoles, type TaskRoles } from "./tasks/roles";
import { type Location, locationOf, secretReference } from "./tasks/secrets";
import { volumeDefinitions, volumeStatements } from "./tasks/volumes";

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
  /** The log group of its containers. */
  readonly logGroup: aws.cloudwatch.LogGroup;
  /** What scales it, if it is scaled: for policies of your own. */
  declare readonly autoscalingTarget?: aws.appautoscaling.Target;

  /** @throws when an argument cannot be: one that is known, before anything is registered */
  constructor(name: string, args: FargateServiceArgs, options?: pulumi.ComponentResourceOptions) {
    const plan = planService(name, args);
    const autoscaler = args.autoscaling && autoscalerOf(name, args.autoscaling, args.tags);
    super("ecs-guardrails-components:index:FargateService", name, args, options);
    const location = locationOf(this);
    const { secrets, registrySecrets } = referencesOf(plan, location);
    const roles = makeRoles(
      name,
      {
        keys: args.secretsKeyArns,
        executionRoleName: args.executionRoleName,
        executionRoleArn: args.executionRoleArn,
        statements: args.taskRoleStatements,
        boundary: args.permissionsBoundaryArn,
        executeCommand: args.enableExecuteCommand ?? false,
        tags: args.tags,
        secrets: [...[...secrets.values()].flatMap((each) => Object.values(each)), ...registrySecrets],
        rules: plan.rules,
        volumeStatements: volumeStatements(args.volumes ?? {}, location),
      },
      location,
      this,
    );
    this.taskRole = roles.taskRole;
    this.executionRoleArn = roles.executionRoleArn;
    this.executionRoleName = roles.executionRoleName;
    this.logGroup = new aws.cloudwatch.LogGroup(
      name,
      { retentionInDays: plan.logRetentionInDays, tags: args.tags },
      { parent: this },
    );
    this.taskDefinition = this.makeTaskDefinition(name, args, plan, roles, secrets, location);
    this.service = this.makeService(name, args, plan, roles);
    if (autoscaler) this.autoscalingTarget = autoscaler(this.service, args.cluster, this);
    this.registerOutputs({
      service: this.service,
      taskDefinition: this.taskDefinition,
      taskRole: this.taskRole,
      executionRoleArn: this.executionRoleArn,
      executionRoleName: this.executionRoleName,
      logGroup: this.logGroup,
      ...(this.autoscalingTarget && { autoscalingTarget: this.autoscalingTarget }),
    });
  }

  private makeTaskDefinition(
    name: string,
    args: FargateServiceArgs,
    plan: ServicePlan,
    roles: TaskRoles,
    secrets: References["secrets"],
    location: pulumi.Output<Location>,
  ): aws.ecs.TaskDefinition {
    const surroundings = {
      executeCommand: args.enableExecuteCommand ?? false,
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": this.logGroup.name,
          "awslogs-region": location.region,
          "awslogs-stream-prefix": name,
        },
      },
    };
    return new aws.ecs.TaskDefinition(
      name,
      {
        family: name,
        requiresCompatibilities: ["FARGATE"],
        networkMode: "awsvpc",
        cpu: plan.size.cpu,
        memory: plan.size.memory,
        ephemeralStorage: plan.ephemeralStorage,
        runtimePlatform: plan.runtimePlatform,
        volumes: args.volumes && volumeDefinitions(args.volumes),
        taskRoleArn: roles.taskRole.arn,
        executionRoleArn: roles.executionRoleArn,
        containerDefinitions: pulumi.jsonStringify(
          [...plan.containers].map(([container, define]) =>
            define({ ...surroundings, secrets: secrets.get(container) ?? {} }),
          ),
        ),
        tags: args.tags,
      },
      { parent: this },
    );
  }

  private makeService(
    name: string,
    args: FargateServiceArgs,
    plan: ServicePlan,
    roles: TaskRoles,
  ): aws.ecs.Service {
    const { capacityProviderStrategies: strategies } = plan;
    return new aws.ecs.Service(
      name,
      {
        cluster: args.cluster,
        taskDefinition: this.taskDefinition.arn,
        desiredCount: plan.desiredCount,
        ...(strategies === undefined
          ? { launchType: "FARGATE" }
          : { capacityProviderStrategies: [...strategies] }),
        networkConfiguration: {
          subnets: args.subnets,
          securityGroups: args.securityGroups,
          assignPublicIp: args.assignPublicIp ?? false,
        },
        loadBalancers:
          args.targetGroupArn === undefined || plan.port === undefined
            ? []
            : [
                {
                  targetGroupArn: args.targetGroupArn,
                  containerName: mainContainer,
                  containerPort: plan.port,
                },
              ],
        healthCheckGracePeriodSeconds: args.healthCheckGracePeriodSeconds,
        serviceConnectConfiguration: plan.serviceConnectConfiguration,
        deploymentCircuitBreaker: { enable: true, rollback: true },
        deploymentMinimumHealthyPercent: args.deploymentMinimumHealthyPercent,
        deploymentMaximumPercent: args.deploymentMaximumPercent,
        enableExecuteCommand: args.enableExecuteCommand,
        waitForSteadyState: args.waitForSteadyState ?? args.serviceConnect?.dnsName !== undefined,
        ...deployments(args, plan),
        propagateTags: "SERVICE",
        tags: args.tags,
      },
      {
        parent: this,
        dependsOn: [...roles.grants, this.logGroup],
        // Else each update would set back what the load has made of it.
        ignoreChanges: args.autoscaling === undefined ? undefined : ["desiredCount"],
      },
    );
  }
}

/** When the service is deployed again. The provider wants both or neither. */
function deployments(
  { redeployOn }: FargateServiceArgs,
  { capacityProviderStrategies: strategies }: ServicePlan,
): Pick<aws.ecs.ServiceArgs, "forceNewDeployment" | "triggers"> {
  if (strategies === undefined)
    return redeployOn === undefined ? {} : { forceNewDeployment: true, triggers: redeployOn };
  // Without a new deployment the provider would replace a service that gets other capacity providers.
  const triggers = pulumi
    .all([redeployOn ?? {}, pulumi.jsonStringify(strategies)])
    .apply(([values, capacityProviderStrategy]) => ({ ...values, capacityProviderStrategy }));
  return { forceNewDeployment: true, triggers };
}

interface References {
  /** The secrets of each container, by their variables. */
  readonly secrets: ReadonlyMap<string, Record<string, ReturnType<typeof secretReference>>>;
  readonly registrySecrets: readonly ReturnType<typeof secretReference>[];
}

function referencesOf(plan: ServicePlan, location: pulumi.Output<Location>): References {
  const secrets = new Map<string, Record<string, ReturnType<typeof secretReference>>>();
  for (const { container, variable, what, text } of plan.secrets) {
    const ofContainer = secrets.get(container) ?? {};
    ofContainer[variable] = secretReference(what, text, location);
    secrets.set(container, ofContainer);
  }
  return {
    secrets,
    registrySecrets: plan.registrySecrets.map(({ what, text }) => secretReference(what, text, location)),
  };
}
