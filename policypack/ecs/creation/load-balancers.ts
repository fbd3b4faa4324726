/**
 * What AWS refuses of how a service stands behind load balancers
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html).
 */

import { asArguments, typed } from "../../code/tree";
import { propertyName } from "../../code/words";
import { textIn } from "../../stack/literals";
import { isObject, type Properties, UNKNOWN } from "../../stack/properties";
import type { Check, Fault } from "../../verdicts/faults";
import { documented, preflight, reported } from "../../verdicts/kinds";
import { type Creation, none, refused, saysItself, whole, withDefinition } from "./creation";

const isClassic = (entry: Properties) => textIn(entry.elbName) !== undefined;
const hasClassic = ({ loadBalancers }: Creation) => loadBalancers.filter(isObject).some(isClassic);

function hasTargetGroup({ targetGroupArn: arn }: Properties, { namesTargetGroups }: Creation): boolean {
  return textIn(arn) !== undefined || (arn === UNKNOWN && namesTargetGroups);
}

const both: Check<Creation> = {
  kind: reported(
    "target-group-and-elb/<number>",
    "that entry of `loadBalancers` names a target group and a Classic Load Balancer",
    preflight("pf-ecs-service-lb-target-exclusive"),
  ),
  fails: `${refused} loadBalancerName and targetGroupArn cannot both be specified.`,
  find: (creation) =>
    creation.loadBalancers.flatMap((entry, index): Fault[] =>
      isObject(entry) && isClassic(entry) && hasTargetGroup(entry, creation)
        ? [
            {
              parts: [index + 1],
              certainty: "proven",
              text: `names a target group and a Classic Load Balancer in entry ${index + 1} of \`${propertyName("loadBalancers")}\``,
              change: [
                `keep \`${propertyName("targetGroupArn")}\`, and take \`${propertyName("elbName")}\` out.`,
              ],
            },
          ]
        : [],
    ),
};

const classic: readonly Check<Creation>[] = [
  whole(
    reported(
      "classic-load-balancer-fargate",
      "the launch type is `FARGATE`, and `loadBalancers` names a Classic Load Balancer",
      preflight("pf-ecs-svc-classic-lb-with-fargate"),
    ),
    `${refused} Classic Load Balancers are not supported with Fargate.`,
    (creation) => creation.launchType === "FARGATE" && hasClassic(creation),
    "is on Fargate and names a Classic Load Balancer, which does not reach its tasks",
    `use an Application or Network Load Balancer, by \`${propertyName("targetGroupArn")}\`.`,
  ),
  withDefinition(
    documented(
      "classic-load-balancer-awsvpc",
      "the tasks have a network of their own, and `loadBalancers` names a Classic Load Balancer",
      "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html",
    ),
    "AWS refuses the service, as it says: services with tasks of the network mode `awsvpc` take no Classic Load Balancer.",
    (creation) =>
      creation.launchType !== "FARGATE" &&
      (creation.networkMode === "awsvpc" || creation.isOnFargate) &&
      hasClassic(creation),
    "names a Classic Load Balancer, which does not reach tasks with a network of their own",
    `use an Application or Network Load Balancer, by \`${propertyName("targetGroupArn")}\`.`,
  ),
  whole(
    reported(
      "classic-load-balancer-code-deploy",
      "the deployment controller is `CODE_DEPLOY`, and `loadBalancers` names a Classic Load Balancer",
      "https://github.com/hashicorp/terraform-provider-aws/issues/6703",
    ),
    `${refused} When specifying the CODE_DEPLOY deployment controller type, the service requires an Application Load Balancer or Network Load Balancer.`,
    (creation) => creation.controller === "CODE_DEPLOY" && hasClassic(creation),
    "has the deployment controller `CODE_DEPLOY` and names a Classic Load Balancer, which has no target groups to shift traffic between",
    `use an Application or Network Load Balancer, by \`${propertyName("targetGroupArn")}\`.`,
  ),
];

/** Whether it gives a role that counts: an update of one that exists sends none. */
const takesRole = (creation: Creation) =>
  creation.hasRole && !creation.service.exists && saysItself(creation);

const roles: readonly Check<Creation>[] = [
  whole(
    reported(
      "role-awsvpc",
      "the service has a `networkConfiguration`, and an `iamRole` in place of the role that ECS makes itself",
      preflight("pf-ecs-svc-role-with-awsvpc"),
      "https://github.com/aws/amazon-ecs-cli/issues/426",
    ),
    `${refused} You cannot specify an IAM role for services that require a service linked role.`,
    (creation) => takesRole(creation) && creation.networkConfiguration === "yes",
    `has an \`${propertyName("iamRole")}\`, which services with tasks in a network of their own do not take`,
    `take \`${propertyName("iamRole")}\` out: ECS has a role of its own for that.`,
  ),
  whole(
    reported(
      "role-load-balancers",
      "the service has an `iamRole`, and more than one entry of `loadBalancers`, which takes the role that ECS makes itself",
      "https://github.com/hashicorp/terraform-provider-aws/issues/10332",
      "https://github.com/aws/containers-roadmap/issues/461",
    ),
    `${refused} You cannot specify an IAM role for services that require a service linked role.`,
    (creation) =>
      takesRole(creation) && creation.networkConfiguration === "no" && creation.loadBalancers.length > 1,
    `has an \`${propertyName("iamRole")}\`, which services with more than one of \`${propertyName("loadBalancers")}\` do not take`,
    `take \`${propertyName("iamRole")}\` out: ECS has a role of its own for that.`,
  ),
  whole(
    reported(
      "role-no-load-balancer",
      "the service has an `iamRole`, which is for load balancers, and no `loadBalancers`",
      preflight("pf-ecs-svc-role-without-load-balancers"),
      "https://github.com/cloudposse/terraform-aws-ecs-alb-service-task/issues/136",
    ),
    `${refused} IAM roles are only valid for services configured to use load balancers.`,
    (creation) =>
      takesRole(creation) && creation.hasLoadBalancers === "no" && creation.networkConfiguration !== "yes",
    `has an \`${propertyName("iamRole")}\`, which is for load balancers, and no \`${propertyName("loadBalancers")}\``,
    `take \`${propertyName("iamRole")}\` out; the role of the tasks is the task definition's \`${propertyName("taskRoleArn")}\`.`,
  ),
];

const shifting = ["BLUE_GREEN", "LINEAR", "CANARY"];

const advanced: Check<Creation> = whole(
  documented(
    "advanced-configuration",
    "deployments shift traffic from old to new tasks, and no entry of `loadBalancers` says between what",
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AdvancedConfiguration.html",
  ),
  "AWS refuses the service, or a deployment has nothing to shift: it asks for a second target group, a listener rule and a role.",
  ({ controller, deploys, loadBalancers }) =>
    controller === "ECS" &&
    shifting.includes(deploys ?? none) &&
    loadBalancers.length > 0 &&
    loadBalancers.every((entry) => isObject(entry) && (entry.advancedConfiguration ?? none) === none),
  `shifts traffic when it is deployed, and its \`${propertyName("loadBalancers")}\` have no \`${propertyName("advancedConfiguration")}\``,
  `say between what, in the entry of \`${propertyName("loadBalancers")}\`:`,
  asArguments({
    advancedConfiguration: typed(
      { module: "ecs", name: "ServiceLoadBalancerAdvancedConfiguration" },
      {
        alternateTargetGroupArn: "…",
        productionListenerRule: "…",
        roleArn: "…",
      },
    ),
  }),
);

export const loadBalancerChecks: readonly Check<Creation>[] = [both, ...classic, ...roles, advanced];
