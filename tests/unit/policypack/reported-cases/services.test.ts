/**
 * What surrounds services in programs that people have reported, and works: load balancers, file systems,
 * networks. Above each stand the reports of which it tells.
 */
import { testCases } from "../../../support/cases";
import {
  firstTasksFindWhatTheyNeed,
  loadBalancersReachTasks,
  servicesAfterPrerequisites,
  servicesAreAccepted,
  taskDefinitionsAreAccepted,
  tasksReachAws,
  undetermined,
} from "../../../support/pack";
import {
  account,
  fromElsewhere,
  type Handle,
  type Input,
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
function balanced(
  stack: Stack,
  port: number,
  more: Inputs = {},
  loadBalancerArn: Input = `arn:aws:elasticloadbalancing:eu-central-1:${account}:loadbalancer/app/web/1`,
  containerName = "web",
): void {
  const group = stack.custom(
    "aws:lb/targetGroup:TargetGroup",
    "web",
    { port, protocol: "HTTP", targetType: "ip", vpcId: "vpc-1" },
    {},
    { computed: { arn: `arn:aws:elasticloadbalancing:eu-central-1:${account}:targetgroup/web/1` } },
  );
  const listener = stack.custom("aws:lb/listener:Listener", "web", {
    loadBalancerArn,
    port: 80,
    defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
  });
  const loadBalancers = [{ targetGroupArn: group.arn, containerName, containerPort: 8080 }];
  stack.service("web", { taskDefinition: web(stack).arn, loadBalancers, ...more }, { dependsOn: [listener] });
}

const anywhere = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };

function from(group: Handle, port: number): { readonly [key: string]: Input } {
  return { protocol: "tcp", fromPort: port, toPort: port, securityGroups: [group.id] };
}

function loadBalancer(stack: Stack, group: Handle): Handle {
  const arn = `arn:aws:elasticloadbalancing:eu-central-1:${account}:loadbalancer/app/front/1`;
  return stack.custom(
    "aws:lb/loadBalancer:LoadBalancer",
    "front",
    { securityGroups: [group.id] },
    {},
    { computed: { arn } },
  );
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
        stack.service(
          "web",
          { taskDefinition: web(stack).arn, launchType: "FARGATE", networkConfiguration },
          { dependsOn: [way] },
        );
      },
    },
    // alphagov/govuk-infrastructure#127, Releem/releem-agent#195, deepfence/terraform-aws-cloud-scanner#14
    {
      it: "rejects a security group that lets nothing out",
      program: (stack) => {
        const front = stack.securityGroup("front", { egress: [anywhere] });
        const tasks = stack.securityGroup("tasks", { ingress: [from(front, 8080)] });
        stack.service("web", {
          taskDefinition: web(stack).arn,
          launchType: "FARGATE",
          networkConfiguration: { subnets: ["subnet-1"], securityGroups: [tasks.id] },
        });
      },
      finds: [`mandatory ${tasksReachAws} no-egress aws:ecs/service:Service::web`],
    },
    // TracecatHQ/tracecat#2091
    {
      it: "passes it beside another one that lets everything out",
      program: (stack) => {
        const own = stack.securityGroup("own", { ingress: [] });
        const shared = stack.securityGroup("shared", { egress: [anywhere] });
        stack.service("web", {
          taskDefinition: web(stack).arn,
          launchType: "FARGATE",
          networkConfiguration: { subnets: ["subnet-1"], securityGroups: [own.id, shared.id] },
        });
      },
    },
    // telia-oss/terraform-aws-ecs-fargate#57, pulumi/pulumi-awsx#817
    {
      it: "rejects tasks that let their load balancer in on another port than theirs",
      program: (stack) => {
        const front = stack.securityGroup("front", { ingress: [anywhere], egress: [anywhere] });
        const tasks = stack.securityGroup("tasks", { ingress: [from(front, 80)], egress: [anywhere] });
        balanced(
          stack,
          80,
          { networkConfiguration: { subnets: ["subnet-1"], securityGroups: [tasks.id] } },
          loadBalancer(stack, front).arn,
        );
      },
      finds: [`mandatory ${loadBalancersReachTasks} not-admitted/front aws:ecs/service:Service::web`],
    },
    // aws/amazon-ecs-agent#1276
    {
      it: "rejects the name of a container that the task definition does not have",
      program: (stack) => balanced(stack, 80, {}, undefined, "app"),
      finds: [`mandatory ${loadBalancersReachTasks} container/1 aws:ecs/service:Service::web`],
    },
    // aws/aws-cdk#26973
    {
      it: "advises on a server in Service Connect that does not let its caller in",
      program: (stack) => {
        const shop = stack.namespace("shop");
        const group = (name: string) => stack.securityGroup(name, { ingress: [], egress: [anywhere] });
        const [callee, caller] = [group("users"), group("web")];
        const users = stack.service("users", {
          taskDefinition: stack.taskDefinition("users", {
            networkMode: "awsvpc",
            containerDefinitions: jsonText([
              { name: "users", image: "nginx", portMappings: [{ name: "http", containerPort: 8080 }] },
            ]),
          }).arn,
          networkConfiguration: { subnets: ["subnet-1"], securityGroups: [callee.id] },
          serviceConnectConfiguration: {
            enabled: true,
            namespace: shop.arn,
            services: [{ portName: "http", clientAlias: [{ dnsName: "users", port: 8080 }] }],
          },
        });
        stack.service(
          "web",
          {
            taskDefinition: web(stack, {
              containerDefinitions: jsonText([
                {
                  name: "web",
                  image: "nginx",
                  environment: [{ name: "USERS", value: "http://users:8080" }],
                },
              ]),
            }).arn,
            networkConfiguration: { subnets: ["subnet-1"], securityGroups: [caller.id] },
            serviceConnectConfiguration: { enabled: true, namespace: shop.arn },
          },
          { dependsOn: [users] },
        );
      },
      finds: [`advisory ${undetermined} caller-not-admitted/web aws:ecs/service:Service::users`],
    },
    // terraform-linters/tflint-ruleset-aws#349, pulumi/pulumi-awsx#2072
    {
      it: "rejects a launch type beside a strategy",
      program: (stack) =>
        void stack.service("web", {
          taskDefinition: web(stack).arn,
          launchType: "FARGATE",
          capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
        }),
      findsAtFirst: [
        `mandatory ${servicesAreAccepted} launch-type-and-strategies aws:ecs/service:Service::web`,
      ],
    },
    // DataDog/test-infra-definitions#57, boltops-tools/ufo#112
    {
      it: "rejects a network for tasks that have the one of their instance",
      program: (stack) =>
        void stack.service("web", {
          taskDefinition: web(stack, { networkMode: "bridge" }).arn,
          networkConfiguration: { subnets: ["subnet-1"] },
        }),
      finds: [`mandatory ${servicesAreAccepted} network-configuration aws:ecs/service:Service::web`],
    },
    // GovWifi/govwifi-terraform#1011, aws/containers-roadmap#485
    {
      it: "rejects percentages that leave a deployment of one task no step",
      program: (stack) =>
        void stack.service("web", { taskDefinition: web(stack).arn, deploymentMaximumPercent: 134 }),
      finds: [`mandatory ${servicesAreAccepted} no-step aws:ecs/service:Service::web`],
    },
    // towardsthecloud/aws-cdk-examples#1, doctorray117/minecraft-ondemand#34, aws/aws-cdk#22216
    {
      it: "rejects a size that Fargate does not have",
      program: (stack) =>
        void web(stack, { requiresCompatibilities: ["FARGATE"], cpu: "256", memory: "4096" }),
      finds: [`mandatory ${taskDefinitionsAreAccepted} size aws:ecs/taskDefinition:TaskDefinition::web`],
    },
    // ansible/ansible#35751, blinkist/terraform-aws-airship-ecs-service#46
    {
      it: "rejects a mount of a volume that is not declared",
      program: (stack) =>
        void web(stack, {
          containerDefinitions: jsonText([
            {
              name: "web",
              image: "nginx",
              mountPoints: [{ sourceVolume: "data", containerPath: "/data" }],
            },
          ]),
        }),
      finds: [
        `mandatory ${taskDefinitionsAreAccepted} volume-missing/web aws:ecs/taskDefinition:TaskDefinition::web`,
      ],
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
