import * as aws from "@pulumi/aws";
import { elsewhere, image } from "../../parts";

const group = new aws.lb.TargetGroup("web", {
  port: 4010,
  protocol: "HTTP",
  targetType: "ip",
  vpcId: elsewhere.vpc,
  healthCheck: { path: "/up/elb" },
});
const balancer = new aws.lb.LoadBalancer("web", {
  subnets: elsewhere.subnets,
  securityGroups: [elsewhere.securityGroup],
});
const listener = new aws.lb.Listener("web", {
  loadBalancerArn: balancer.arn,
  port: 80,
  defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
});
new aws.autoscaling.Group("web", {
  vpcZoneIdentifiers: elsewhere.subnets,
  launchTemplate: { id: "lt-0a1b2c3d4e5f60718", version: "$Latest" },
  minSize: 2,
  maxSize: 4,
  targetGroupArns: [group.arn],
});
const definition = new aws.ecs.TaskDefinition("web", {
  family: "web",
  networkMode: "awsvpc",
  containerDefinitions: JSON.stringify([
    { name: "web", image, memory: 512, portMappings: [{ containerPort: 4010 }] },
  ]),
});
new aws.ecs.Service(
  "web",
  {
    cluster: elsewhere.cluster,
    launchType: "EC2",
    desiredCount: 2,
    taskDefinition: definition.arn,
    loadBalancers: [{ targetGroupArn: group.arn, containerName: "web", containerPort: 4010 }],
    networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [elsewhere.securityGroup] },
  },
  { dependsOn: [listener] },
);
