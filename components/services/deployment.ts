/** How a new version of a service takes the place of the one before. */
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checked, checkedIfGiven, type Fault, isKnown, oneOf, wholeNumber } from "../checks";

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
   * tasks. `linear`: in equal steps. `canary`: a small part first, then the rest. Default: `rolling`. The last two
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
  /** Minutes that a deployment may take; nothing where that is as long as the provider waits by itself. */
  readonly minutes: number | undefined;
  readonly minimumHealthyPercent: pulumi.Output<number> | undefined;
  readonly maximumPercent: pulumi.Output<number> | undefined;
  /** The strategy, and what belongs to it; nothing where the service is deployed as ECS does by itself. */
  readonly configuration: Shifting | undefined;
  readonly hooks: readonly DeploymentHookArgs[];
  readonly alarmNames: pulumi.Input<pulumi.Input<string>[]> | undefined;
  readonly alarms: Thresholds;
}

type Shifting = Omit<aws.types.input.ecs.ServiceDeploymentConfiguration, "lifecycleHooks">;

/** Above which alarms are raised. */
export interface Thresholds {
  readonly serverErrorPercent: pulumi.Output<number> | undefined;
  readonly responseTimeInSeconds: pulumi.Output<number> | undefined;
}

/** What a service has, which decides how it can be deployed. */
export interface Deployed {
  /** The kind of the load balancer that is made for it, or of the rule. */
  readonly route: "none" | "given" | "application" | "network";
  readonly hasName: boolean;
  /** Of a network load balancer, if it is known. */
  readonly listenerPort: unknown;
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
  refuseCounts(what, args);
  refuseHooks(what, args.hooks);
  refuseNoAlarms(what, args);
  const alarms = args.rollbackAlarms ?? {};
  const shifts = shiftsTraffic(args);
  return {
    shifts,
    testPort: args.testPort,
    minutes: shifts ? minutesOf(strategy, args, deployed.route) : undefined,
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
        numberFrom(0, 99),
      ),
      responseTimeInSeconds: checkedIfGiven(
        what("rollbackAlarms.responseTimeInSeconds"),
        alarms.responseTimeInSeconds,
        numberFrom(0.001, 3600),
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

/** With nothing to spare and nothing to add no task could be replaced. */
function refuseCounts(what: (argument: string) => string, args: DeploymentArgs): void {
  const { minimumHealthyPercent: least = 100, maximumPercent: most = 200 } = args;
  if (isKnown(least) && isKnown(most) && most <= least)
    throw new pulumi.RunError(
      `${what("maximumPercent")} must be more than \`minimumHealthyPercent\`, which is ${least}.`,
    );
}

function refuseHooks(what: (argument: string) => string, hooks: DeploymentArgs["hooks"]): void {
  if (hooks === undefined) return;
  const refuse = (words: string): never => {
    throw new pulumi.RunError(`${what("hooks")} ${words}.`);
  };
  if (!Array.isArray(hooks) || hooks.length === 0)
    refuse("must be a list of `{ functionArn, stages }`; only their values can be outputs");
  for (const { functionArn, details } of hooks) {
    if (functionArn === undefined) refuse("must name a function in `functionArn`");
    if (details !== undefined && isKnown(details) && !isJson(details))
      refuse("have `details` that are no JSON");
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function refuseNoAlarms(
  what: (argument: string) => string,
  { alarmNames, rollbackAlarms }: DeploymentArgs,
): void {
  if (Array.isArray(alarmNames) && alarmNames.length === 0)
    throw new pulumi.RunError(`${what("alarmNames")} must name at least one alarm.`);
  if (
    rollbackAlarms !== undefined &&
    Object.values(rollbackAlarms).every((threshold) => threshold === undefined)
  )
    throw new pulumi.RunError(
      `${what("rollbackAlarms")} must have \`serverErrorPercent\` or \`responseTimeInSeconds\`.`,
    );
}

function refuseForRoute(
  what: (argument: string) => string,
  strategy: Strategy,
  args: DeploymentArgs,
  { route, hasName, listenerPort }: Deployed,
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
    if (route === "given")
      refuse("testPort", "belongs to a load balancer that is made; give `loadBalancer.testListenerRule`");
    if (route === "none")
      refuse("testPort", "needs a load balancer that is made for the service, or a rule on one");
    if (route === "application" && (testPort === 80 || testPort === 443))
      refuse("testPort", "must be another port than 80 and 443, on which the load balancer listens already");
    if (route === "network" && testPort === listenerPort)
      refuse("testPort", "must be another port than that of the service itself");
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

/** Minutes, and shares of the traffic in percent, where nothing is said. */
const usualBakeTime = 15;
const usualSteps = { percent: 10, pause: 6 };
const usualCanary = { percent: 5, pause: 10 };

/** Of what is not known the longest. */
function minutesOf(strategy: Strategy, args: DeploymentArgs, route: Deployed["route"]): number {
  const known = (value: pulumi.Input<number> | undefined, usual: number, longest: number) =>
    isKnown(value) ? (value ?? usual) : longest;
  const { percent, pause } = strategy === "canary" ? usualCanary : usualSteps;
  const steps =
    strategy === "linear"
      ? Math.ceil(100 / known(args.stepPercent, percent, 3))
      : strategy === "canary"
        ? 1
        : 0;
  const pauses = steps * known(args.stepBakeTimeInMinutes, pause, 1440);
  // A network load balancer adds ten minutes to each of two stages
  // (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/nlb-resources-for-blue-green.html).
  return 40 + known(args.bakeTimeInMinutes, usualBakeTime, 1440) + pauses + (route === "network" ? 20 : 0);
}

function shiftingOf(
  what: (argument: string) => string,
  strategy: Exclude<Strategy, "rolling">,
  args: DeploymentArgs,
): Shifting {
  const isCanary = strategy === "canary";
  const minutes = (argument: "bakeTimeInMinutes" | "stepBakeTimeInMinutes", usual: number) =>
    checked(what(argument), args[argument] ?? usual, wholeNumber(0, 1440)).apply(String);
  const usual = isCanary ? usualCanary : usualSteps;
  const bakeTimeInMinutes = minutes("bakeTimeInMinutes", usualBakeTime);
  if (strategy === "blueGreen") return { strategy: "BLUE_GREEN", bakeTimeInMinutes };
  const share = checked(
    what("stepPercent"),
    args.stepPercent ?? usual.percent,
    isCanary ? numberFrom(0.1, 100) : numberFrom(3, 100),
  );
  const pause = minutes("stepBakeTimeInMinutes", usual.pause);
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
