/**
 * What AWS refuses of how a service is deployed, and what leaves its deployments no step
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html).
 */

import { asArguments } from "../../code/tree";
import { propertyName } from "../../code/words";
import { count, knownOr, read, text } from "../../stack/values";
import type { Check } from "../../verdicts/faults";
import { documented, preflight, reported } from "../../verdicts/kinds";
import { type Creation, refused, whole, withDefinition } from "./creation";

/** The bounds of how many tasks there are while old ones give way to new ones, in percent of those desired. */
interface Bounds {
  /** Those that AWS takes without any; undefined where it is not known. */
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
}

function boundsOf({ service: { resource } }: Creation): Bounds {
  const bound = (property: string, otherwise: number) => {
    const value = read(resource, "inputs", [property], count);
    return value.kind === "absent" ? otherwise : knownOr(value, undefined);
  };
  return {
    minimum: bound("deploymentMinimumHealthyPercent", 100),
    maximum: bound("deploymentMaximumPercent", 200),
  };
}

const rolls = ({ controller, deploys }: Creation) => controller === "ECS" && deploys === "ROLLING";
/** The provider sends no maximum of a daemon. */
const rollsReplicas = (creation: Creation) => rolls(creation) && creation.scheduling === "REPLICA";

/** Whether a deployment can neither stop an old task nor start a new one. */
function isStuck({ minimum, maximum }: Bounds, desired: number): boolean {
  if (minimum === undefined || maximum === undefined || desired <= 0) return false;
  return Math.ceil((desired * minimum) / 100) >= desired && Math.floor((desired * maximum) / 100) <= desired;
}

const isInRange = ({ minimum, maximum }: Bounds) =>
  minimum !== undefined && maximum !== undefined && minimum <= 100 && maximum >= 100;
const areEqual = ({ minimum, maximum }: Bounds) => minimum === 100 && maximum === 100;

const percents: readonly Check<Creation>[] = [
  whole(
    reported(
      "minimum-percent",
      "`deploymentMinimumHealthyPercent` is above 100",
      preflight("pf-ecs-service-deployment-percent"),
    ),
    `${refused} minimumHealthyPercent must be at most 100.`,
    (creation) => rolls(creation) && (boundsOf(creation).minimum ?? 0) > 100,
    `has a \`${propertyName("deploymentMinimumHealthyPercent")}\` above 100`,
    "write no more than all of its tasks:",
    asArguments({ deploymentMinimumHealthyPercent: 100 }),
  ),
  whole(
    reported(
      "maximum-percent",
      "`deploymentMaximumPercent` is below 100",
      preflight("pf-ecs-service-deployment-percent"),
    ),
    `${refused} maximumPercent must be at least 100.`,
    (creation) => rollsReplicas(creation) && (boundsOf(creation).maximum ?? 100) < 100,
    `has a \`${propertyName("deploymentMaximumPercent")}\` below 100`,
    "write no less than all of its tasks:",
    asArguments({ deploymentMaximumPercent: 200 }),
  ),
  whole(
    reported(
      "equal-percents",
      "`deploymentMinimumHealthyPercent` and `deploymentMaximumPercent` are both 100",
      preflight("pf-ecs-svc-min-healthy-over-max-percent"),
    ),
    `${refused} Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.`,
    (creation) => rollsReplicas(creation) && areEqual(boundsOf(creation)),
    "lets a deployment neither stop a task nor start one: both of its percentages are 100",
    "let it start one before, or stop one before:",
    asArguments({ deploymentMaximumPercent: 200 }),
  ),
  whole(
    reported(
      "no-step",
      "with so few tasks the percentages let a deployment neither stop one nor start one",
      "https://github.com/GovWifi/govwifi-terraform/pull/1011",
      "https://github.com/aws/containers-roadmap/issues/485",
      "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html",
    ),
    "the first tasks start, and each later deployment hangs: service … was unable to stop or start tasks during a deployment because of the service deployment configuration.",
    (creation) => {
      const bounds = boundsOf(creation);
      const { desiredCount = 0 } = creation.service;
      const isJudged = rollsReplicas(creation) && !creation.isScaled && !areEqual(bounds);
      return isJudged && isInRange(bounds) && isStuck(bounds, desiredCount);
    },
    `lets a deployment neither stop a task nor start one: its percentages of \`${propertyName("desiredCount")}\` leave no step`,
    "let it start one before, or stop one before:",
    asArguments({ deploymentMaximumPercent: 200 }),
  ),
];

const controllers: readonly Check<Creation>[] = [
  whole(
    reported(
      "code-deploy-load-balancer",
      "the deployment controller is `CODE_DEPLOY`, and there are no `loadBalancers`",
      preflight("pf-ecs-service-codedeploy-lb"),
    ),
    `${refused} When specifying the CODE_DEPLOY deployment controller type, the service requires an Application Load Balancer or Network Load Balancer.`,
    ({ controller, hasLoadBalancers }) => controller === "CODE_DEPLOY" && hasLoadBalancers === "no",
    `has the deployment controller \`CODE_DEPLOY\` and no \`${propertyName("loadBalancers")}\`, between which that goes back and forth`,
    `name the target group in \`${propertyName("loadBalancers")}\`, or take \`${propertyName("deploymentController")}\` out.`,
  ),
  whole(
    reported(
      "external-load-balancers",
      "the deployment controller is `EXTERNAL`, and the service itself has `loadBalancers`",
      preflight("pf-ecs-svc-external-with-load-balancers"),
    ),
    `${refused} LoadBalancers must be empty or null.`,
    ({ controller, hasLoadBalancers }) => controller === "EXTERNAL" && hasLoadBalancers === "yes",
    `has the deployment controller \`EXTERNAL\` and \`${propertyName("loadBalancers")}\`, which are its task sets' then`,
    `move \`${propertyName("loadBalancers")}\` to the task set.`,
  ),
  withDefinition(
    reported(
      "external-task-definition",
      "the deployment controller is `EXTERNAL`, and the service itself has a `taskDefinition`",
      preflight("pf-ecs-svc-external-with-taskdef"),
    ),
    `${refused} TaskDefinition must be blank.`,
    ({ controller, service }) =>
      controller === "EXTERNAL" &&
      (service.taskDefinition !== undefined ||
        read(service.resource, "inputs", ["taskDefinition"], text).kind === "known"),
    `has the deployment controller \`EXTERNAL\` and a \`${propertyName("taskDefinition")}\`, which is its task sets' then`,
    `move \`${propertyName("taskDefinition")}\` to the task set.`,
  ),
  whole(
    documented(
      "circuit-breaker",
      "there is a deployment circuit breaker, which only the deployment controller `ECS` has",
      "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentCircuitBreaker.html",
    ),
    "no deployment is ever stopped by it: AWS has the circuit breaker for rolling deployments alone.",
    ({ controller, hasCircuitBreaker }) =>
      hasCircuitBreaker && ["CODE_DEPLOY", "EXTERNAL"].includes(controller ?? ""),
    `has a \`${propertyName("deploymentCircuitBreaker")}\` and another deployment controller than \`ECS\``,
    `take \`${propertyName("deploymentCircuitBreaker")}\` out.`,
  ),
];

export const deploymentChecks: readonly Check<Creation>[] = [...percents, ...controllers];
