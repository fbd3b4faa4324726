import * as aws from "@pulumi/aws";
import { elsewhere, image } from "../../parts";

const targetType = "ip";
const balancer = new aws.lb.LoadBalancer("proxy", {
  loadBalancerType: "network",
  internal: true,
  subnets: elsewhere.subnets,
});
const group = new aws.lb.TargetGroup("proxy", {
  vpcId: elsewhere.vpc,
  port: 8080,
  protocol: "TCP",
  targetType,
});
const listener = new aws.lb.Listener("proxy", {
  loadBalancerArn: balancer.arn,
  port: 8080,
  protocol: "TCP",
  defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
});
const definition = new aws.ecs.TaskDefinition("proxy", {
  family: "proxy",
  containerDefinitions: JSON.stringify([
    { name: "proxy", image, memory: 256, essential: true, portMappings: [{ containerPort: 8080 }] },
  ]),
});
new aws.ecs.Service(
  "proxy",
  {
    cluster: elsewhere.cluster,
    launchType: "EC2",
    desiredCount: 2,
    taskDefinition: definition.arn,
    loadBalancers: [{ targetGroupArn: group.arn, containerName: "proxy", containerPort: 8080 }],
  },
  { dependsOn: [listener] },
);
