/** How a new version of a service takes the place of the one before. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checked, checkedIfGiven, type Fault, isKnown, oneOf, wholeNumber } from "../checks";
import { dimension } from "../load-balancers/dimension";
import type { Location } from "../location";
import type { Tags } from "../tags";

/** A function that is asked, while a deployment goes on, whether it may. */
export interface DeploymentHookArgs {
  /** ARN of the Lambda function. ECS gets a role that may invoke exactly those of the service's hooks. */
  functionArn: pulumi.Input<string>;
  /**
   * Stages at which it is asked: `RECONCILE_SERVICE`, `PRE_SCALE_UP`, `POST_SCALE_UP`, `TEST_TRAFFIC_SHIFT`,
   * `POST_TEST_TRAFFIC_SHIFT`, `PRODUCTION_TRAFFIC_SHIFT` or `POST_PRODUCTION_TRAFFIC_SHIFT`.
   */
  stages: pulumi.Input<pulumi.Input<string>[]>;
  /** JSON that it is given. */
  details?: pulumi.Input<string>;
}

/** Alarms that are made for the load balancer of a service, and end a deployment that raises them. */
export interface RollbackAlarmsArgs {
  /** Share of requests that the tasks answer with a code from 500 on, in percent, above which one is raised. */
  serverErrorPercent?: pulumi.Input<number>;
  /** Seconds within which the tasks answer 95 of 100 requests; one is raised when they take longer. */
  responseTimeInSeconds?: pulumi.Input<number>;
}

/** How a new version of a service takes the place of the one before. One that does not start is rolled back always. */
export interface DeploymentArgs {
  /**
   * `rolling`: tasks are replaced some at a time. `blueGreen`: traffic is shifted at once to a whole second set of
   * tasks. `linear`: in equal steps. `canary`: a small part first, then the rest. Default: `rolling`. The last three
   * need a load balancer or a name in Service Connect.
   */
  strategy?: string;
  /** Least share of `desiredCount` that runs during a deployment, in percent. Default: 100. */
  minimumHealthyPercent?: pulumi.Input<number>;
  /** Greatest share of `desiredCount` that runs during a deployment, in percent. Default: 200. */
  maximumPercent?: pulumi.Input<number>;
  /** Minutes that the version before keeps running after all traffic is shifted, 0 to 1440. Default: 15. Not for `rolling`. */
  bakeTimeInMinutes?: pulumi.Input<number>;
  /** Share of traffic that is shifted with each step of `linear`, 3 to 100, or first with `canary`, 0.1 to 100. Default: 10, or 5. */
  stepPercent?: pulumi.Input<number>;
  /** Minutes between the steps, 0 to 1440. Default: 6, or 10 with `canary`. */
  stepBakeTimeInMinutes?: pulumi.Input<number>;
  /** Port on which the load balancer lets the new version be tried before traffic is shifted. Not for `rolling`. */
  testPort?: number;
  /** Functions that are asked while a deployment goes on. Not for `rolling`. */
  hooks?: DeploymentHookArgs[];
  /** Names of CloudWatch alarms that exist already, and end a deployment during which they are raised. */
  alarmNames?: pulumi.Input<pulumi.Input<string>[]>;
  /** Alarms that are made. They need an application load balancer that is made, too, or exists with its listener. */
  rollbackAlarms?: RollbackAlarmsArgs;
}

/** A deployment whose known arguments are all right. */
export interface DeploymentPlan {
  /** Whether traffic is shifted from one set of tasks to another. */
  readonly shifts: boolean;
  readonly testPort: number | undefined;
  readonly minimumHealthyPercent: pulumi.Output<number> | undefined;
  readonly maximumPercent: pulumi.Output<number> | undefined;
  /** The strategy, and what belongs to it; nothing where the service is deployed as ECS does by itself. */
  readonly configuration: Shifting | undefined;
  readonly hooks: readonly DeploymentHookArgs[];
  readonly alarmNames: pulumi.Input<pulumi.Input<string>[]> | undefined;
  readonly alarms: Thresholds;
}

type Shifting = Omit<aws.types.input.ecs.ServiceDeploymentConfiguration, "lifecycleHooks">;

interface Thresholds {
  readonly serverErrorPercent: pulumi.Output<number> | undefined;
  readonly responseTimeInSeconds: pulumi.Output<number> | undefined;
}

/** What a service has, which decides how it can be deployed. */
export interface Deployed {
  /** The kind of the load balancer that is made for it, or of the rule. */
  readonly route: "none" | "given" | "application" | "network";
  readonly hasName: boolean;
}

const strategies = ["rolling", "blueGreen", "linear", "canary"] as const;

/** Whether deployments shift traffic from one set of tasks to another. */
export function shiftsTraffic(args: DeploymentArgs | undefined): boolean {
  return (args?.strategy ?? "rolling") !== "rolling";
}

/** @throws when an argument that is known cannot be */
export function planDeployment(name: string, args: DeploymentArgs, deployed: Deployed): DeploymentPlan {
  const what = (argument: string) => `\`${name}\`: \`deployment.${argument}\``;
  const strategy = strategies.find((known) => known === (args.strategy ?? "rolling"));
  if (strategy === undefined)
    throw new pulumi.RunError(
      `${what("strategy")} must be \`rolling\`, \`blueGreen\`, \`linear\` or \`canary\`; it decides what is made, so it can be no output.`,
    );
  refuseForStrategy(what, strategy, args);
  refuseForRoute(what, strategy, args, deployed);
  const percent = (least: number, greatest: number) => numberFrom(least, greatest);
  const alarms = args.rollbackAlarms ?? {};
  const shifts = shiftsTraffic(args);
  return {
    shifts,
    testPort: args.testPort,
    minimumHealthyPercent: checkedIfGiven(
      what("minimumHealthyPercent"),
      args.minimumHealthyPercent,
      wholeNumber(0),
    ),
    maximumPercent: checkedIfGiven(what("maximumPercent"), args.maximumPercent, wholeNumber(1)),
    configuration: strategy === "rolling" ? undefined : shiftingOf(what, strategy, args),
    hooks: (args.hooks ?? []).map((hook) => ({ ...hook, stages: stagesOf(what("hooks"), hook.stages) })),
    alarmNames: args.alarmNames,
    alarms: {
      serverErrorPercent: checkedIfGiven(
        what("rollbackAlarms.serverErrorPercent"),
        alarms.serverErrorPercent,
        percent(0, 100),
      ),
      responseTimeInSeconds: checkedIfGiven(
        what("rollbackAlarms.responseTimeInSeconds"),
        alarms.responseTimeInSeconds,
        percent(0, 3600),
      ),
    },
  };
}

type Strategy = (typeof strategies)[number];

function refuseForStrategy(
  what: (argument: string) => string,
  strategy: Strategy,
  args: DeploymentArgs,
): void {
  const refuse = (argument: keyof DeploymentArgs, words: string) => {
    if (args[argument] !== undefined) throw new pulumi.RunError(`${what(argument)} ${words}.`);
  };
  if (strategy === "rolling")
    for (const argument of ["bakeTimeInMinutes", "testPort", "hooks"] as const)
      refuse(argument, "needs a `strategy` that shifts traffic: `blueGreen`, `linear` or `canary`");
  if (strategy === "rolling" || strategy === "blueGreen")
    for (const argument of ["stepPercent", "stepBakeTimeInMinutes"] as const)
      refuse(argument, "needs the `strategy` `linear` or `canary`");
}

function refuseForRoute(
  what: (argument: string) => string,
  strategy: Strategy,
  args: DeploymentArgs,
  { route, hasName }: Deployed,
): void {
  const { testPort } = args;
  const refuse = (argument: keyof DeploymentArgs, words: string) => {
    throw new pulumi.RunError(`${what(argument)} ${words}.`);
  };
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/canary-deployment-implementation.html
  if ((strategy === "linear" || strategy === "canary") && route === "none" && !hasName)
    refuse(
      "strategy",
      `\`${strategy}\` shifts traffic, so it needs a load balancer or a name in Service Connect`,
    );
  if (testPort !== undefined) {
    if (route === "none" || route === "given")
      refuse("testPort", "needs a load balancer that is made for the service, or a rule on one");
    if (!Number.isInteger(testPort) || testPort < 1 || testPort > 65_535)
      refuse(
        "testPort",
        "must be a whole number, from 1 to 65535; it decides what is made, so it can be no output",
      );
  }
  if (args.rollbackAlarms !== undefined && route !== "application")
    refuse(
      "rollbackAlarms",
      "needs an application load balancer that is made for the service, or a rule on one",
    );
}

function shiftingOf(
  what: (argument: string) => string,
  strategy: Exclude<Strategy, "rolling">,
  args: DeploymentArgs,
): Shifting {
  const isCanary = strategy === "canary";
  const minutes = (argument: "bakeTimeInMinutes" | "stepBakeTimeInMinutes", usual: number) =>
    checked(what(argument), args[argument] ?? usual, wholeNumber(0, 1440)).apply(String);
  const bakeTimeInMinutes = minutes("bakeTimeInMinutes", 15);
  if (strategy === "blueGreen") return { strategy: "BLUE_GREEN", bakeTimeInMinutes };
  const share = checked(
    what("stepPercent"),
    args.stepPercent ?? (isCanary ? 5 : 10),
    isCanary ? numberFrom(0.1, 100) : numberFrom(3, 100),
  );
  const pause = minutes("stepBakeTimeInMinutes", isCanary ? 10 : 6);
  return isCanary
    ? {
        strategy: "CANARY",
        bakeTimeInMinutes,
        canaryConfiguration: { canaryPercent: share, canaryBakeTimeInMinutes: pause },
      }
    : {
        strategy: "LINEAR",
        bakeTimeInMinutes,
        linearConfiguration: { stepPercent: share, stepBakeTimeInMinutes: pause },
      };
}

function numberFrom(least: number, greatest: number): Fault<number> {
  return (value) =>
    typeof value === "number" && value >= least && value <= greatest
      ? undefined
      : `must be a number from ${least} to ${greatest}`;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHook.html */
const stage = oneOf<string>(
  "RECONCILE_SERVICE",
  "PRE_SCALE_UP",
  "POST_SCALE_UP",
  "TEST_TRAFFIC_SHIFT",
  "POST_TEST_TRAFFIC_SHIFT",
  "PRODUCTION_TRAFFIC_SHIFT",
  "POST_PRODUCTION_TRAFFIC_SHIFT",
);

function stagesOf(what: string, stages: pulumi.Input<pulumi.Input<string>[]>) {
  const judged = (known: readonly pulumi.Input<string>[]) => {
    if (known.length === 0) throw new pulumi.RunError(`${what} must name at least one stage in \`stages\`.`);
    for (const each of known) if (isKnown(each)) checked(`${what}, \`stages\`,`, each, stage);
  };
  if (Array.isArray(stages)) judged(stages);
  return pulumi.output(stages).apply((known) => {
    judged(known);
    return known;
  });
}

/** What a service is given of its deployment, and what has to be there before it. */
export interface Deployment {
  readonly deploymentConfiguration: aws.types.input.ecs.ServiceDeploymentConfiguration | undefined;
  readonly alarms: aws.types.input.ecs.ServiceAlarms | undefined;
  /** ARN of the role with which ECS shifts traffic, if there is a load balancer. */
  readonly shiftingRoleArn: pulumi.Output<string> | undefined;
  readonly prerequisites: readonly pulumi.Resource[];
}

/** What a deployment is made with. */
export interface DeploymentSurroundings {
  readonly location: pulumi.Output<Location>;
  /** Whether a load balancer's traffic is shifted. */
  readonly hasLoadBalancer: boolean;
  /** ARNs of the load balancer and of the target groups of the service, for alarms. */
  readonly loadBalancerArn: pulumi.Input<string> | undefined;
  readonly targetGroupArns: readonly pulumi.Input<string>[];
  readonly boundary: pulumi.Input<string> | undefined;
  readonly tags: Tags;
}

/** Makes the roles and alarms of a deployment, as children of a component. */
export function makeDeployment(
  name: string,
  plan: DeploymentPlan,
  surroundings: DeploymentSurroundings,
  parent: pulumi.Resource,
): Deployment {
  const shifting =
    plan.shifts && surroundings.hasLoadBalancer ? shiftingRole(name, surroundings, parent) : undefined;
  const hooks = plan.hooks.length > 0 ? hooksRole(name, plan.hooks, surroundings, parent) : undefined;
  const made = makeAlarms(name, plan.alarms, surroundings, parent);
  const hasAlarms = made.length > 0 || plan.alarmNames !== undefined;
  const alarmNames = pulumi
    .all([plan.alarmNames ?? [], made.map((alarm) => alarm.name)])
    .apply(([given, own]) => [...given, ...own]);
  return {
    deploymentConfiguration: plan.configuration && {
      ...plan.configuration,
      ...(hooks && {
        lifecycleHooks: plan.hooks.map(({ functionArn, stages, details }) => ({
          hookTargetArn: functionArn,
          roleArn: hooks.role.arn,
          lifecycleStages: stages,
          hookDetails: details,
        })),
      }),
    },
    alarms: hasAlarms ? { alarmNames, enable: true, rollback: true } : undefined,
    shiftingRoleArn: shifting?.role.arn,
    prerequisites: [...(shifting ? [shifting.grant] : []), ...(hooks ? [hooks.grant] : [])],
  };
}

/**
 * ECS itself, and for this account only
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html).
 */
function roleOfEcs(name: string, { boundary, tags }: DeploymentSurroundings, parent: pulumi.Resource) {
  return new aws.iam.Role(
    name,
    {
      assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ecs.amazonaws.com" }),
      permissionsBoundary: boundary,
      tags,
    },
    { parent },
  );
}

/** What ECS does to load balancers is AWS's to say: the policy for it has had six versions within seven months. */
function shiftingRole(name: string, surroundings: DeploymentSurroundings, parent: pulumi.Resource) {
  const role = roleOfEcs(`${name}-infrastructure`, surroundings, parent);
  const { location } = surroundings;
  const policyArn = location.apply(
    ({ partition }) => `arn:${partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers`,
  );
  const grant = new aws.iam.RolePolicyAttachment(
    `${name}-infrastructure`,
    { role: role.name, policyArn },
    { parent },
  );
  return { role, grant };
}

function hooksRole(
  name: string,
  hooks: readonly DeploymentHookArgs[],
  surroundings: DeploymentSurroundings,
  parent: pulumi.Resource,
) {
  const role = roleOfEcs(`${name}-hooks`, surroundings, parent);
  const resources = pulumi
    .all(hooks.map(({ functionArn }) => functionArn))
    .apply((arns) => [...new Set(arns)]);
  const policy = pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: resources }],
  });
  const grant = new aws.iam.RolePolicy(`${name}-hooks`, { role: role.name, policy }, { parent });
  return { role, grant };
}

/** Two of three minutes above the threshold raise an alarm; without requests there is none. */
function makeAlarms(
  name: string,
  { serverErrorPercent, responseTimeInSeconds }: Thresholds,
  { loadBalancerArn = "", targetGroupArns, tags }: DeploymentSurroundings,
  parent: pulumi.Resource,
): aws.cloudwatch.MetricAlarm[] {
  const alarm = (
    suffix: string,
    threshold: pulumi.Output<number>,
    metricQueries: aws.types.input.cloudwatch.MetricAlarmMetricQuery[],
  ) =>
    new aws.cloudwatch.MetricAlarm(
      `${name}-${suffix}`,
      {
        comparisonOperator: "GreaterThanThreshold",
        threshold,
        metricQueries,
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
        treatMissingData: "notBreaching",
        tags,
      },
      { parent },
    );
  const measured = (id: string, metricName: string, stat: string) =>
    targetGroupArns.map((arn, index) => ({
      id: `${id}${index}`,
      metric: {
        namespace: "AWS/ApplicationELB",
        metricName,
        dimensions: { LoadBalancer: dimension(loadBalancerArn), TargetGroup: dimension(arn) },
        period: 60,
        stat,
      },
      returnData: false,
    }));
  const worst = (id: string) => `MAX([${targetGroupArns.map((_, index) => `${id}${index}`).join(", ")}])`;
  const sum = (id: string) => `(${targetGroupArns.map((_, index) => `FILL(${id}${index}, 0)`).join(" + ")})`;
  return [
    ...(serverErrorPercent
      ? [
          alarm("server-errors", serverErrorPercent, [
            ...measured("errors", "HTTPCode_Target_5XX_Count", "Sum"),
            ...measured("requests", "RequestCount", "Sum"),
            {
              id: "percent",
              expression: `100 * ${sum("errors")} / ${sum("requests")}`,
              label: "answers from 500 on, in percent",
              returnData: true,
            },
          ]),
        ]
      : []),
    ...(responseTimeInSeconds
      ? [
          alarm("response-time", responseTimeInSeconds, [
            ...measured("time", "TargetResponseTime", "p95"),
            {
              id: "slowest",
              expression: worst("time"),
              label: "response time, in seconds",
              returnData: true,
            },
          ]),
        ]
      : []),
  ];
}
