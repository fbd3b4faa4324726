/**
 * What surrounds services in programs that people have reported, and works: load balancers, file systems,
 * networks. Above each stand the reports of which it tells.
 */
import { testCases } from "../../../support/cases";
import { firstTasksFindWhatTheyNeed, servicesAfterPrerequisites } from "../../../support/pack";
import {
  account,
  fromElsewhere,
  type Handle,
  type Inputs,
  jsonText,
  type Stack,
} from "../../../support/stack";

function web(stack: Stack, more: Inputs = {}): Handle {
  return stack.taskDefinition("web", {
    networkMode: "awsvpc",
    taskRoleArn: stack.role("app").arn,
    executionRoleArn: stack.role("exec").arn,
    containerDefinitions: jsonText([
      {
        name: "web",
        image: "public.ecr.aws/docker/library/nginx:1.27",
        portMappings: [{ containerPort: 8080 }],
      },
    ]),
    ...more,
  });
}

/** A service behind a load balancer, which waits for the listener. */
function balanced(stack: Stack, port: number, more: Inputs = {}): void {
  const group = stack.custom(
    "aws:lb/targetGroup:TargetGroup",
    "web",
    { port, protocol: "HTTP", targetType: "ip", vpcId: "vpc-1" },
    {},
    { computed: { arn: `arn:aws:elasticloadbalancing:eu-central-1:${account}:targetgroup/web/1` } },
  );
  const listener = stack.custom("aws:lb/listener:Listener", "web", {
    loadBalancerArn: `arn:aws:elasticloadbalancing:eu-central-1:${account}:loadbalancer/app/web/1`,
    port: 80,
    defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
  });
  const loadBalancers = [{ targetGroupArn: group.arn, containerName: "web", containerPort: 8080 }];
  stack.service("web", { taskDefinition: web(stack).arn, loadBalancers, ...more }, { dependsOn: [listener] });
}

describe("what people report of services that start", () => {
  testCases([
    // rocicorp/mono#3830, aws/copilot-cli#2526, aws/aws-cdk#16675
    {
      it: "passes a service without a grace period for its health check",
      program: (stack) => balanced(stack, 8080),
    },
    // kayac/ecspresso#429
    {
      it: "passes a target group with another port than the container",
      program: (stack) => balanced(stack, 80, { healthCheckGracePeriodSeconds: 120 }),
    },
    // read in a public Pulumi program
    {
      it: "passes a file system with an access point and without IAM",
      program: (stack) => {
        const data = stack.fileSystem("data");
        const target = stack.mountTarget("a", data);
        const point = stack.custom("aws:efs/accessPoint:AccessPoint", "data", { fileSystemId: data.id });
        const efsVolumeConfiguration = {
          fileSystemId: data.id,
          transitEncryption: "ENABLED",
          authorizationConfig: { accessPointId: point.id },
        };
        const task = web(stack, { volumes: [{ name: "data", efsVolumeConfiguration }] });
        stack.service("web", { taskDefinition: task.arn }, { dependsOn: [target] });
      },
    },
    // hardfinhq/terraform-aws-tailscale-subnet-router#11, rileydakota/valheim-ecs-fargate-cdk#28
    {
      it: "advises on a mount target that is not ready when the first task starts",
      program: (stack) => {
        const data = stack.fileSystem("data");
        stack.mountTarget("a", data);
        const task = web(stack, {
          volumes: [{ name: "data", efsVolumeConfiguration: { fileSystemId: data.id } }],
        });
        stack.service("web", { taskDefinition: task.arn });
      },
      findsAtFirst: [
        `advisory ${firstTasksFindWhatTheyNeed} mount-target-not-awaited/data aws:ecs/service:Service::web`,
      ],
    },
    // aws/efs-utils#90, aws/amazon-ecs-cli#1083
    {
      it: "rejects a file system that no mount target reaches",
      program: (stack) => {
        const data = stack.fileSystem("data");
        const task = web(stack, {
          volumes: [{ name: "data", efsVolumeConfiguration: { fileSystemId: data.id } }],
        });
        stack.service("web", {
          taskDefinition: task.arn,
          networkConfiguration: { subnets: ["subnet-1"] },
        });
      },
      findsAtFirst: [
        `mandatory ${servicesAfterPrerequisites} mount-target-missing/data aws:ecs/service:Service::web presumed`,
      ],
    },
    // umotif-public/terraform-aws-ecs-fargate#70, alphagov/govuk-infrastructure#127
    {
      it: "passes a security group whose way out is a resource of its own",
      program: (stack) => {
        const group = stack.custom("aws:ec2/securityGroup:SecurityGroup", "tasks", { vpcId: "vpc-1" });
        const way = stack.custom("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "out", {
          securityGroupId: group.id,
          ipProtocol: "-1",
          cidrIpv4: "0.0.0.0/0",
        });
        const networkConfiguration = { subnets: ["subnet-1"], securityGroups: [group.id] };
        stack.service("web", { taskDefinition: web(stack).arn, networkConfiguration }, { dependsOn: [way] });
      },
    },
    // aws/copilot-cli#1044, telia-oss/terraform-aws-ecs-fargate#32
    {
      it: "passes Spot on a cluster that is made elsewhere",
      program: (stack) =>
        void stack.service("web", {
          cluster: fromElsewhere(`arn:aws:ecs:eu-central-1:${account}:cluster/shared`),
          taskDefinition: web(stack).arn,
          capacityProviderStrategies: [
            { capacityProvider: "FARGATE_SPOT", weight: 4 },
            { capacityProvider: "FARGATE", weight: 1, base: 1 },
          ],
        }),
    },
  ]);
});
