import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { migrationOf } from "./jobs/migration";
import { type Route, targetGroupArnsOf } from "./load-balancers/route";
import { OneOffTask } from "./one-off-task";
import type { FargateServiceArgs } from "./services/args";
import { autoscalerOf } from "./services/autoscaling";
import { type Deployment, makeDeployment } from "./services/deployment-parts";
import { migrationName, planService, type ServicePlan } from "./services/plan";
import { makeWay, type SharedBalancer, type Way } from "./services/way";
import { placementOf } from "./tasks/capacity";
import { mainContainer } from "./tasks/plan";
import { logConfigurationOf, makeTask, type Task } from "./tasks/task";

/**
 * A service on Fargate whose tasks start: ECS can read the secrets that it names, its log group exists, and its
 * permissions and the way from its load balancer are there before its first task.
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
  /** The address of the service, if a way to it from a load balancer is made: of a network load balancer, host and port. */
  declare readonly url?: pulumi.Output<string>;
  /** The target group of its tasks, if one is made. */
  declare readonly targetGroup?: aws.lb.TargetGroup;
  /** The load balancer, if one is made for it. */
  declare readonly loadBalancer?: aws.lb.LoadBalancer;
  /** The listener of an application load balancer that is made for it: others share it by its ARN. */
  declare readonly listener?: aws.lb.Listener;
  /** The security group of the load balancer that is made for it. */
  declare readonly loadBalancerSecurityGroup?: aws.ec2.SecurityGroup;
  /** The security group of its tasks that lets in the load balancer. */
  declare readonly securityGroup?: aws.ec2.SecurityGroup;

  /**
   * @param shared load balancer that an application has made
   * @throws when an argument cannot be: one that is known, before anything is registered
   */
  constructor(
    name: string,
    args: FargateServiceArgs,
    options?: pulumi.ComponentResourceOptions,
    shared?: SharedBalancer,
  ) {
    const plan = planService(name, args, shared !== undefined);
    const autoscaler = args.autoscaling && autoscalerOf(name, args.autoscaling, args.tags);
    super("ecs-guardrails-components:index:FargateService", name, args, options);
    const task = makeTask(name, args, plan.task, args.tags, this);
    this.taskDefinition = task.taskDefinition;
    this.taskRole = task.taskRole;
    this.executionRoleArn = task.executionRoleArn;
    this.executionRoleName = task.executionRoleName;
    this.logGroup = task.logGroup;
    const way = makeWay(name, args, plan, shared, this);
    const { route, made } = way;
    if (made.url) this.url = made.url;
    if (made.targetGroup) this.targetGroup = made.targetGroup;
    if (made.loadBalancer) this.loadBalancer = made.loadBalancer;
    if (made.listener) this.listener = made.listener;
    if (made.loadBalancerSecurityGroup) this.loadBalancerSecurityGroup = made.loadBalancerSecurityGroup;
    if (made.securityGroup) this.securityGroup = made.securityGroup;
    const deployment = makeDeployment(
      name,
      plan.deployment,
      {
        location: task.location,
        hasLoadBalancer: route !== undefined,
        loadBalancerArn: route?.loadBalancerArn,
        targetGroupArns: route ? targetGroupArnsOf(route) : [],
        boundary: args.permissionsBoundaryArn,
        tags: args.tags,
      },
      this,
    );
    const migration = migrationOf({ ...args, securityGroups: way.securityGroups });
    const before = migration && new OneOffTask(migrationName(name), migration, { parent: this });
    this.service = this.makeService(name, args, plan, task, { ...way, deployment, before });
    if (autoscaler)
      this.autoscalingTarget = autoscaler({ service: this.service, cluster: args.cluster, route }, this);
    this.registerOutputs({
      service: this.service,
      taskDefinition: this.taskDefinition,
      taskRole: this.taskRole,
      executionRoleArn: this.executionRoleArn,
      executionRoleName: this.executionRoleName,
      logGroup: this.logGroup,
      ...(this.autoscalingTarget && { autoscalingTarget: this.autoscalingTarget }),
      ...made,
    });
  }

  private makeService(
    name: string,
    args: FargateServiceArgs,
    plan: ServicePlan,
    task: Task,
    { route, securityGroups, deployment, before }: Way & Before,
  ): aws.ecs.Service {
    const { capacityProviderStrategies: strategies, serviceConnect } = plan;
    return new aws.ecs.Service(
      name,
      {
        cluster: args.cluster,
        taskDefinition: task.taskDefinition.arn,
        desiredCount: plan.desiredCount,
        ...placementOf(strategies),
        networkConfiguration: {
          subnets: args.subnets,
          securityGroups,
          assignPublicIp: args.assignPublicIp ?? false,
        },
        loadBalancers: route ? [targetOf(route, plan, deployment)] : [],
        healthCheckGracePeriodSeconds: args.healthCheckGracePeriodSeconds,
        serviceConnectConfiguration: serviceConnect && {
          ...serviceConnect.configuration,
          ...(serviceConnect.writesLogs && {
            logConfiguration: logConfigurationOf(`${name}-proxy`, task.logGroup, task.location),
          }),
        },
        deploymentCircuitBreaker: { enable: true, rollback: true },
        deploymentMinimumHealthyPercent: plan.deployment.minimumHealthyPercent,
        deploymentMaximumPercent: plan.deployment.maximumPercent,
        deploymentConfiguration: deployment.deploymentConfiguration,
        alarms: deployment.alarms,
        enableExecuteCommand: args.enableExecuteCommand,
        waitForSteadyState: args.waitForSteadyState ?? args.serviceConnect?.dnsName !== undefined,
        ...deployments(args, plan),
        propagateTags: "SERVICE",
        tags: args.tags,
      },
      {
        parent: this,
        dependsOn: [
          ...task.prerequisites,
          ...(route?.prerequisites ?? []),
          ...deployment.prerequisites,
          ...(before ? [before] : []),
        ],
        customTimeouts: timeoutsOf(plan.deployment),
        // Else each update would set back what the load has made of it.
        ignoreChanges: args.autoscaling === undefined ? undefined : ["desiredCount"],
      },
    );
  }
}

/** What a service is made with, and comes after. */
interface Before {
  readonly deployment: Deployment;
  /** Its migration, if it has one. */
  readonly before: OneOffTask | undefined;
}

/** An update that waits for a deployment waits for its steps and for its bake time. */
function timeoutsOf({ minutes }: ServicePlan["deployment"]): pulumi.CustomTimeouts | undefined {
  return minutes === undefined ? undefined : { create: `${minutes}m`, update: `${minutes}m` };
}

/** The service as the target of a load balancer. */
function targetOf({ targetGroupArn, shifting }: Route, { port }: ServicePlan, deployment: Deployment) {
  return {
    targetGroupArn,
    containerName: mainContainer,
    containerPort: port ?? 0,
    ...(shifting &&
      deployment.shiftingRoleArn && {
        advancedConfiguration: { ...shifting, roleArn: deployment.shiftingRoleArn },
      }),
  };
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
