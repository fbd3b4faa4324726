/** The roles and alarms of deployments. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { dimension } from "../load-balancers/dimension";
import type { Location } from "../location";
import type { Tags } from "../tags";
import type { DeploymentHookArgs, DeploymentPlan, Thresholds } from "./deployment";

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
 * A role of ECS itself
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

/**
 * Two of three minutes above the threshold raise an alarm; without requests there is none. Each target group has its
 * own: of all requests those to a small part would be too few.
 */
function makeAlarms(
  name: string,
  thresholds: Thresholds,
  { loadBalancerArn = "", targetGroupArns, tags }: DeploymentSurroundings,
  parent: pulumi.Resource,
): aws.cloudwatch.MetricAlarm[] {
  const { serverErrorPercent, responseTimeInSeconds } = thresholds;
  return targetGroupArns.flatMap((targetGroupArn, index) => {
    const suffix = index === 0 ? "" : "-alternate";
    const dimensions = { LoadBalancer: dimension(loadBalancerArn), TargetGroup: dimension(targetGroupArn) };
    const measured = (id: string, metricName: string, stat: string, returnData = false) => ({
      id,
      metric: { namespace: "AWS/ApplicationELB", metricName, dimensions, period: 60, stat },
      returnData,
    });
    const alarm = (
      what: string,
      threshold: pulumi.Output<number>,
      metricQueries: aws.types.input.cloudwatch.MetricAlarmMetricQuery[],
    ) =>
      new aws.cloudwatch.MetricAlarm(
        `${name}-${what}${suffix}`,
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
    const errors = serverErrorPercent && [
      measured("errors", "HTTPCode_Target_5XX_Count", "Sum"),
      measured("requests", "RequestCount", "Sum"),
      {
        id: "percent",
        expression: "100 * FILL(errors, 0) / requests",
        label: "answers from 500 on, in percent",
        returnData: true,
      },
    ];
    return [
      ...(serverErrorPercent && errors ? [alarm("server-errors", serverErrorPercent, errors)] : []),
      ...(responseTimeInSeconds
        ? [
            alarm("response-time", responseTimeInSeconds, [
              measured("time", "TargetResponseTime", "p95", true),
            ]),
          ]
        : []),
    ];
  });
}
