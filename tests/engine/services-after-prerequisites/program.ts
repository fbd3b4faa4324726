import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Group, service, taskDefinition, variant } from "../programs";

const isCured = variant === "cured";

function targets(name: string, options?: pulumi.ResourceOptions) {
  return new aws.lb.TargetGroup(
    name,
    { port: 80, protocol: "HTTP", targetType: "ip", vpcId: "vpc-1" },
    options,
  );
}

const behind = (group: aws.lb.TargetGroup) => [
  { targetGroupArn: group.arn, containerName: "app", containerPort: 80 },
];

const balancer = new aws.lb.LoadBalancer("balancer", { subnets: ["subnet-1", "subnet-2"] });
const listen = (port: number, args: Partial<aws.lb.ListenerArgs>, options?: pulumi.ResourceOptions) =>
  new aws.lb.Listener(
    `port-${port}`,
    { loadBalancerArn: balancer.arn, port, defaultActions: [], ...args },
    options,
  );
const nothing = [{ type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404" } }];

// The default action of a listener.
const plain = targets("plain");
const plainListener = listen(80, { defaultActions: [{ type: "forward", targetGroupArn: plain.arn }] });
service("plain", { loadBalancers: behind(plain) }, { dependsOn: isCured ? [plainListener] : [] });

// One of several in a weighted forward.
const weighted = targets("weighted");
const weightedListener = listen(81, {
  defaultActions: [
    {
      type: "forward",
      forward: {
        targetGroups: [
          { arn: plain.arn, weight: 9 },
          { arn: weighted.arn, weight: 1 },
        ],
      },
    },
  ],
});
service("weighted", { loadBalancers: behind(weighted) }, { dependsOn: isCured ? [weightedListener] : [] });

// A rule.
const ruled = targets("ruled");
const rule = new aws.lb.ListenerRule("rule", {
  listenerArn: listen(82, { defaultActions: nothing }).arn,
  conditions: [{ pathPattern: { values: ["/api/*"] } }],
  actions: [{ type: "forward", targetGroupArn: ruled.arn }],
});
service("ruled", { loadBalancers: behind(ruled) }, { dependsOn: isCured ? [rule] : [] });

// All of it in a component, which the service waits for as a whole.
const inside = targets("inside");
const edge = new Group("edge", (parent) => {
  listen(83, { defaultActions: [{ type: "forward", targetGroupArn: inside.arn }] }, { parent });
});
service("inside", { loadBalancers: behind(inside) }, { dependsOn: isCured ? [edge] : [] });

// Two groups for one port: ECS puts the alternate one behind the listener itself.
const [blue, green] = [targets("blue"), targets("green")];
const blueListener = listen(86, { defaultActions: [{ type: "forward", targetGroupArn: blue.arn }] });
const pair = (productionListenerRule: pulumi.Input<string>) => [
  {
    targetGroupArn: blue.arn,
    containerName: "app",
    containerPort: 80,
    advancedConfiguration: {
      alternateTargetGroupArn: green.arn,
      productionListenerRule,
      roleArn: "arn:aws:iam::123456789012:role/ecsInfrastructureRole",
    },
  },
];
service("blue-green", { loadBalancers: pair(blueListener.arn) });
service(
  "blue-green-by-text",
  {
    loadBalancers: pair(
      "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/other/0123456789abcdef/0123456789abcdef",
    ),
  },
  { dependsOn: isCured ? [blueListener] : [] },
);

// No listener.
const alone = targets("alone");
if (isCured) {
  const late = listen(84, { defaultActions: [{ type: "forward", targetGroupArn: alone.arn }] });
  service("alone", { loadBalancers: behind(alone) }, { dependsOn: [late] });
} else service("alone", { loadBalancers: behind(alone) });

// What waits for the load balancer, or has no target group of this stack.
const early = targets("early");
listen(85, { defaultActions: [{ type: "forward", targetGroupArn: early.arn }] });
service("early", { loadBalancers: behind(early) }, { dependsOn: [balancer] });
service("elsewhere", {
  loadBalancers: [
    {
      targetGroupArn:
        "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/other/0123456789abcdef",
      containerName: "app",
      containerPort: 80,
    },
  ],
});

// A namespace by its name, and one that exists when the load balancer does.
new aws.servicediscovery.HttpNamespace("shop", { name: "shop.local" });
const connected = (namespace: pulumi.Input<string>, portName: string) => ({
  taskDefinition: taskDefinition(`${portName}-task`, {
    secrets: [],
    container: { portMappings: [{ name: portName, containerPort: 80 }] },
  }).arn,
  serviceConnectConfiguration: {
    enabled: true,
    namespace,
    services: [{ portName, clientAlias: [{ dnsName: portName, port: 80 }] }],
  },
});
const orders = new aws.servicediscovery.HttpNamespace(
  "orders",
  { name: "orders.local" },
  { dependsOn: [plainListener] },
);
service("by-name", connected(isCured ? orders.arn : "orders.local", "by-name"));
service("by-name-later", connected("shop.local", "by-name-later"), { dependsOn: [balancer] });

// Capacity providers of a new cluster.
const cluster = new aws.ecs.Cluster("main");
const instances = new aws.ecs.CapacityProvider("instances", {
  autoScalingGroupProvider: {
    autoScalingGroupArn:
      "arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:01234567-89ab-cdef-0123-456789abcdef:autoScalingGroupName/web",
  },
});
const capacity = new aws.ecs.ClusterCapacityProviders("capacity", {
  clusterName: cluster.name,
  capacityProviders: ["FARGATE_SPOT", instances.name],
});
const on = (provider: pulumi.Input<string>) => ({
  cluster: cluster.arn,
  launchType: undefined,
  capacityProviderStrategies: [{ capacityProvider: provider, weight: 1 }],
});
const whenCured = { dependsOn: isCured ? [capacity] : [] };
service("on-spot", on("FARGATE_SPOT"), whenCured);
service("on-instances", on(instances.name), whenCured);
service("on-spot-later", on("FARGATE_SPOT"), { dependsOn: [balancer] });
service("not-listed", on(isCured ? "FARGATE_SPOT" : "FARGATE"), { dependsOn: [capacity] });
const bare = new aws.ecs.Cluster("bare");
if (isCured)
  new aws.ecs.ClusterCapacityProviders("of-bare", {
    clusterName: bare.name,
    capacityProviders: ["FARGATE_SPOT"],
  });
service("on-bare", { ...on("FARGATE_SPOT"), cluster: bare.arn }, { dependsOn: isCured ? [balancer] : [] });
