/**
 * What AWS refuses of the network of a service, and of where and how its tasks are placed
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html).
 */

import { asArguments, codeList, comment, typed } from "../../code/tree";
import { propertyName } from "../../code/words";
import { numberIn, objectsIn } from "../../stack/literals";
import { holdsUnknown } from "../../stack/properties";
import type { Resource } from "../../stack/resources";
import { knownOr, object, read, text, truth } from "../../stack/values";
import type { Check } from "../../verdicts/faults";
import { documented, preflight, reported } from "../../verdicts/kinds";
import { type Creation, listGiven, none, refused, saysItself, whole, withDefinition } from "./creation";

const network: readonly Check<Creation>[] = [
  withDefinition(
    reported(
      "network-configuration-missing",
      "the tasks have a network of their own, by `awsvpc` or on Fargate, and the service has no `networkConfiguration`",
      "https://github.com/tryretool/retool-onpremise/pull/84",
      "https://github.com/fabfuel/ecs-deploy/issues/61",
    ),
    `${refused} Network Configuration must be provided when networkMode 'awsvpc' is specified.`,
    // One that exists keeps the network that it has.
    (creation) =>
      saysItself(creation) &&
      !creation.service.exists &&
      creation.networkConfiguration === "no" &&
      (creation.networkMode === "awsvpc" || creation.isOnFargate),
    `has no \`${propertyName("networkConfiguration")}\`, and its tasks have a network of their own`,
    "say in which subnets the tasks run:",
    asArguments({
      networkConfiguration: typed(
        { module: "ecs", name: "ServiceNetworkConfiguration" },
        {
          subnets: codeList([comment("ids of the subnets")]),
          securityGroups: codeList([comment("ids of the groups")]),
        },
      ),
    }),
  ),
  withDefinition(
    reported(
      "network-configuration",
      "the service has a `networkConfiguration`, and the network mode of its task definition is not `awsvpc`",
      preflight("pf-ecs-service-network-config-mode"),
      "https://github.com/DataDog/test-infra-definitions/pull/57",
      "https://github.com/boltops-tools/ufo/pull/112",
    ),
    `${refused} Network Configuration is not valid for the given networkMode of this task definition.`,
    (creation) =>
      saysItself(creation) &&
      creation.networkConfiguration === "yes" &&
      !["awsvpc", undefined].includes(creation.networkMode) &&
      !(creation.networkMode === none && creation.isOnFargate),
    `has a \`${propertyName("networkConfiguration")}\`, which only tasks with the network mode \`awsvpc\` take`,
    `take \`${propertyName("networkConfiguration")}\` out, or write the mode into the task definition:`,
    asArguments({ networkMode: "awsvpc" }),
  ),
  whole(
    reported(
      "public-address",
      "the launch type is `EC2`, and `networkConfiguration` assigns public addresses, which only Fargate does",
      "https://github.com/pulumi/pulumi-cloud/issues/452",
      "https://github.com/hashicorp/waypoint/issues/643",
      "https://github.com/aws/containers-roadmap/issues/450",
    ),
    `${refused} Assign public IP is not supported for this launch type.`,
    ({ launchType, service }) => {
      const assigns = read(service.resource, "inputs", ["networkConfiguration", "assignPublicIp"], truth);
      return launchType === "EC2" && knownOr(assigns, false);
    },
    "is to give public addresses to tasks on instances, which only tasks on Fargate can have",
    `take \`${propertyName("assignPublicIp")}\` out; such tasks reach the internet by a NAT gateway.`,
  ),
  withDefinition(
    reported(
      "registry-container",
      "the tasks have no network of their own, and `serviceRegistries` does not say which port of which container is to be found",
      "https://github.com/techservicesillinois/terraform-aws-ecs-service/issues/16",
      "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRegistry.html",
    ),
    `${refused} When specifying 'host' or 'bridge' for networkMode, values for 'containerName' and 'containerPort' must be specified from the task definition.`,
    (creation) =>
      saysItself(creation) && sharesNetwork(creation) && registersNoPort(creation.service.resource),
    `has \`${propertyName("serviceRegistries")}\` without a container and its port, which tasks that share the network of their instance take`,
    `name them in \`${propertyName("serviceRegistries")}\`, whose service in Cloud Map then has records of type \`SRV\`:`,
    asArguments({ containerName: "app", containerPort: 80 }),
  ),
];

const sharesNetwork = ({ networkMode }: Creation) => ["bridge", "host", none].includes(networkMode ?? "");

function registersNoPort(service: Resource): boolean {
  const registries = read(service, "inputs", ["serviceRegistries"], object);
  if (registries.kind !== "known") return false;
  const { containerName, containerPort } = registries.value;
  return [containerName, containerPort].some((one) => one === undefined || one === null);
}

/** The weights or the bases of a capacity provider strategy, none counting as 0; undefined where one is not known. */
function numbersOf({ strategies }: Creation, name: "weight" | "base"): readonly number[] | undefined {
  if (holdsUnknown(strategies)) return undefined;
  const found = objectsIn(strategies).flatMap((entry) => numberIn(entry[name] ?? 0) ?? []);
  return found.length === strategies.length ? found : undefined;
}

const capacity: readonly Check<Creation>[] = [
  whole(
    reported(
      "launch-type-and-strategies",
      "a new service has a `launchType` and `capacityProviderStrategies`",
      preflight("pf-ecs-service-launch-type-capacity-provider"),
      "https://github.com/terraform-linters/tflint-ruleset-aws/issues/349",
    ),
    `${refused} Specifying both a launch type and capacity provider strategy is not supported.`,
    // One that exists takes a strategy, whatever launch type it was made with.
    (creation) =>
      saysItself(creation) &&
      !creation.service.exists &&
      creation.strategies.length > 0 &&
      ![none, undefined].includes(creation.launchType),
    `has a \`${propertyName("launchType")}\` and \`${propertyName("capacityProviderStrategies")}\`, of which AWS takes one`,
    `take \`${propertyName("launchType")}\` out.`,
  ),
  whole(
    reported(
      "strategy-weights",
      "no entry of `capacityProviderStrategies` has a weight above 0, which is what one without has",
      preflight("pf-ecs-svc-capacity-provider-zero-weight"),
      "https://github.com/aws/containers-roadmap/issues/631",
    ),
    `${refused} There are no capacity providers in the capacity provider strategy with a weight value greater than zero.`,
    (creation) => {
      const weights = numbersOf(creation, "weight");
      return weights !== undefined && weights.length > 0 && weights.every((weight) => weight === 0);
    },
    `has \`${propertyName("capacityProviderStrategies")}\` of which none has a weight above 0`,
    "give one of them a weight:",
    asArguments({ weight: 1 }),
  ),
  whole(
    reported(
      "strategy-bases",
      "two entries of `capacityProviderStrategies` have a base above 0",
      preflight("pf-ecs-svc-capacity-provider-multiple-base"),
    ),
    `${refused} There are multiple capacity providers in the specified capacity provider strategy with a base value greater than zero.`,
    (creation) => (numbersOf(creation, "base") ?? []).filter((base) => base > 0).length > 1,
    `has more than one entry of \`${propertyName("capacityProviderStrategies")}\` with a base above 0`,
    `keep the \`${propertyName("base")}\` of one of them.`,
  ),
];

const isGiven = ({ service }: Creation, property: string) => listGiven(service.resource, property) === "yes";
const isDaemon = ({ scheduling }: Creation) => scheduling === "DAEMON";

const placement: readonly Check<Creation>[] = [
  whole(
    reported(
      "service-placement-constraints",
      "the launch type is `FARGATE`, which has no `placementConstraints`",
      preflight("pf-ecs-service-fargate-placement"),
    ),
    `${refused} Placement constraints are not supported with FARGATE launch type.`,
    (creation) => creation.launchType === "FARGATE" && isGiven(creation, "placementConstraints"),
    `has \`${propertyName("placementConstraints")}\`, which the launch type \`FARGATE\` does not take`,
    `take \`${propertyName("placementConstraints")}\` out.`,
  ),
  whole(
    reported(
      "service-placement-strategies",
      "the launch type is `FARGATE`, which has no `orderedPlacementStrategies`",
      preflight("pf-ecs-service-fargate-placement"),
    ),
    `${refused} Placement strategies are not supported with FARGATE launch type.`,
    (creation) => creation.launchType === "FARGATE" && isGiven(creation, "orderedPlacementStrategies"),
    `has \`${propertyName("orderedPlacementStrategies")}\`, which the launch type \`FARGATE\` does not take`,
    `take \`${propertyName("orderedPlacementStrategies")}\` out.`,
  ),
  whole(
    reported(
      "platform-version",
      "the launch type is `EC2`, and there is a `platformVersion`, which is Fargate's",
      preflight("pf-ecs-service-platform-version-ec2"),
    ),
    `${refused} The platform version must be null when specifying an EC2 launch type.`,
    ({ launchType, service }) =>
      launchType === "EC2" && read(service.resource, "inputs", ["platformVersion"], text).kind === "known",
    `has a \`${propertyName("platformVersion")}\`, which the launch type \`EC2\` does not take`,
    `take \`${propertyName("platformVersion")}\` out.`,
  ),
  whole(
    reported(
      "daemon-placement-strategies",
      "a service with one task for each instance has `orderedPlacementStrategies`",
      preflight("pf-ecs-svc-daemon-with-placement-strategies"),
      "https://github.com/kayac/ecspresso/pull/402",
    ),
    `${refused} The daemon scheduling strategy does not support placement strategies.`,
    (creation) => isDaemon(creation) && isGiven(creation, "orderedPlacementStrategies"),
    `has \`${propertyName("orderedPlacementStrategies")}\`, which the scheduling strategy \`DAEMON\` does not take`,
    `take \`${propertyName("orderedPlacementStrategies")}\` out; \`${propertyName("placementConstraints")}\` may say on which instances its tasks run.`,
  ),
  whole(
    reported(
      "daemon-zone-rebalancing",
      "a service with one task for each instance is to be balanced between Availability Zones",
      preflight("pf-ecs-svc-az-rebalancing-with-daemon"),
    ),
    `${refused} The service couldn't be created because Availability Zone Rebalancing does not support DAEMON as scheduling strategy.`,
    (creation) => {
      const rebalancing = read(creation.service.resource, "inputs", ["availabilityZoneRebalancing"], text);
      return isDaemon(creation) && rebalancing.kind === "known" && rebalancing.value === "ENABLED";
    },
    `has \`${propertyName("availabilityZoneRebalancing")}\`, which the scheduling strategy \`DAEMON\` does not take`,
    `take \`${propertyName("availabilityZoneRebalancing")}\` out.`,
  ),
];

/** What AWS says of daemons, and nobody was seen to meet. */
const daemons: readonly Check<Creation>[] = [
  whole(
    documented(
      "daemon-on-fargate",
      "a service on Fargate is to have one task for each instance, of which there is none",
      "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",
    ),
    "AWS refuses the service, as it says: tasks on Fargate have no scheduling strategy `DAEMON`.",
    (creation) => isDaemon(creation) && creation.isOnFargate,
    "is on Fargate and has the scheduling strategy `DAEMON`, which is for instances",
    `take \`${propertyName("schedulingStrategy")}\` out, and say how many tasks there are:`,
    asArguments({ desiredCount: 1 }),
  ),
  whole(
    documented(
      "daemon-controller",
      "a service with one task for each instance has another deployment controller than ECS",
      "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html",
    ),
    "AWS refuses the service, as it says: the scheduling strategy `DAEMON` is for the deployment controller `ECS`.",
    (creation) => isDaemon(creation) && ["CODE_DEPLOY", "EXTERNAL"].includes(creation.controller ?? ""),
    "has the scheduling strategy `DAEMON` and another deployment controller than `ECS`",
    `take \`${propertyName("deploymentController")}\` out.`,
  ),
];

export const networkAndLaunchChecks: readonly Check<Creation>[] = [
  ...network,
  ...capacity,
  ...placement,
  ...daemons,
];
