/** The tasks run on instances, but have addresses of their own: they are targets by address. */
import * as aws from "@pulumi/aws";
import { elsewhere, image } from "../../parts";

const balancer = new aws.lb.LoadBalancer("api", {
  internal: true,
  subnets: elsewhere.subnets,
  securityGroups: [elsewhere.securityGroup],
});
const targets = new aws.lb.TargetGroup("api", {
  port: 8080,
  protocol: "HTTP",
  targetType: "instance",
  vpcId: elsewhere.vpc,
});
const listener = new aws.lb.Listener("api", {
  loadBalancerArn: balancer.arn,
  port: 80,
  defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
});
const api = new aws.ecs.TaskDefinition("api", {
  family: "api",
  requiresCompatibilities: ["EC2"],
  networkMode: "awsvpc",
  containerDefinitions: JSON.stringify([
    { name: "api", image, memory: 512, portMappings: [{ containerPort: 8080 }] },
  ]),
});
new aws.ecs.Service(
  "api",
  {
    cluster: elsewhere.cluster,
    taskDefinition: api.arn,
    launchType: "EC2",
    desiredCount: 2,
    networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [elsewhere.securityGroup] },
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "api", containerPort: 8080 }],
  },
  { dependsOn: [listener] },
);
