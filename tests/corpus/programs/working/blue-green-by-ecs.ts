import * as aws from "@pulumi/aws";
import { elsewhere, executionRole, image, service, taskDefinition, trustOf } from "../../parts";

const balancer = new aws.lb.LoadBalancer("api", {
  subnets: elsewhere.subnets,
  securityGroups: [elsewhere.securityGroup],
});
const [blue, green] = ["blue", "green"].map(
  (name) =>
    new aws.lb.TargetGroup(`api-${name}`, {
      vpcId: elsewhere.vpc,
      port: 80,
      protocol: "HTTP",
      targetType: "ip",
    }),
) as [aws.lb.TargetGroup, aws.lb.TargetGroup];
const listener = new aws.lb.Listener("api", {
  loadBalancerArn: balancer.arn,
  port: 80,
  defaultActions: [
    { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404" } },
  ],
});
const production = new aws.lb.ListenerRule("api", {
  listenerArn: listener.arn,
  priority: 1,
  conditions: [{ pathPattern: { values: ["/*"] } }],
  actions: [
    {
      type: "forward",
      forward: {
        targetGroups: [
          { arn: blue.arn, weight: 100 },
          { arn: green.arn, weight: 0 },
        ],
      },
    },
  ],
});
const infrastructure = new aws.iam.Role("api-infrastructure", {
  assumeRolePolicy: trustOf("ecs.amazonaws.com"),
  managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers"],
});
const api = taskDefinition("api", [{ name: "api", image, portMappings: [{ containerPort: 80 }] }], {
  executionRoleArn: executionRole("api").arn,
});
service(
  "api",
  {
    taskDefinition: api.arn,
    desiredCount: 2,
    deploymentConfiguration: { strategy: "BLUE_GREEN", bakeTimeInMinutes: "5" },
    loadBalancers: [
      {
        targetGroupArn: blue.arn,
        containerName: "api",
        containerPort: 80,
        advancedConfiguration: {
          alternateTargetGroupArn: green.arn,
          productionListenerRule: production.arn,
          roleArn: infrastructure.arn,
        },
      },
    ],
  },
  { dependsOn: [production] },
);
