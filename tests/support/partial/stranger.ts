/** A stack that works, to stand beside others with which it has nothing to do. */
import { allow } from "../cases";
import { jsonText, type Stack } from "../stack";

/** What it is called, so that nothing of it is taken for something else. */
const called = "stranger";

/** Of each kind of resources that policies look at, as far as one account has several of them. */
export function stranger(stack: Stack): void {
  const token = stack.parameter(`${called}-token`, { name: `/${called}/token` });
  const logs = stack.logGroup(`${called}-logs`, { name: `/ecs/${called}` });
  const execution = stack.role(`${called}-execution`);
  stack.rolePolicy(`${called}-reads`, {
    role: execution.name,
    policy: jsonText(allow(["ssm:GetParameters", "logs:CreateLogStream", "logs:PutLogEvents"], "*")),
  });
  const task = stack.role(`${called}-task`);
  stack.rolePolicy(`${called}-works`, { role: task.name, policy: jsonText(allow("s3:GetObject", "*")) });
  const definition = stack.taskDefinition(called, {
    requiresCompatibilities: ["FARGATE"],
    executionRoleArn: execution.arn,
    taskRoleArn: task.arn,
    containerDefinitions: jsonText([
      {
        name: called,
        image: "public.ecr.aws/docker/library/node:22-alpine",
        portMappings: [{ name: called, containerPort: 8443 }],
        secrets: [{ name: "TOKEN", valueFrom: token.arn }],
        logConfiguration: {
          logDriver: "awslogs",
          options: {
            "awslogs-group": logs.name,
            "awslogs-region": "eu-central-1",
            "awslogs-stream-prefix": called,
          },
        },
      },
    ]),
  });
  const balancer = balancerOf(stack);
  const group = stack.securityGroup(`${called}-tasks`, {
    vpcId: `vpc-${called}`,
    ingress: [{ protocol: "tcp", fromPort: 8443, toPort: 8443, cidrBlocks: ["10.9.0.0/16"] }],
    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
  });
  stack.service(
    called,
    {
      cluster: stack.cluster(called).arn,
      taskDefinition: definition.arn,
      launchType: "FARGATE",
      networkConfiguration: {
        subnets: [`subnet-${called}`],
        securityGroups: [group.id],
        assignPublicIp: true,
      },
      loadBalancers: [{ targetGroupArn: balancer.group.arn, containerName: called, containerPort: 8443 }],
      serviceConnectConfiguration: {
        enabled: true,
        namespace: stack.namespace(called).arn,
        services: [{ portName: called, clientAlias: [{ dnsName: `${called}.internal`, port: 8443 }] }],
      },
    },
    { dependsOn: [balancer.listener] },
  );
}

function balancerOf(stack: Stack) {
  const arn = (rest: string) => `arn:aws:elasticloadbalancing:eu-central-1:123456789012:${rest}/${called}`;
  const made = (type: string, inputs: Parameters<Stack["custom"]>[2], rest: string) =>
    stack.custom(`aws:lb/${type}`, called, inputs, {}, { computed: { arn: arn(rest), id: arn(rest) } });
  const balancer = made("loadBalancer:LoadBalancer", { name: called }, "loadbalancer/app");
  const group = made(
    "targetGroup:TargetGroup",
    { name: called, port: 8443, targetType: "ip" },
    "targetgroup",
  );
  const listener = made(
    "listener:Listener",
    {
      loadBalancerArn: balancer.arn,
      port: 443,
      defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
    },
    "listener/app",
  );
  return { group, listener };
}
