/** Bridge mode with ports that the instance chooses; the target group has the default type. */
import * as aws from "@pulumi/aws";
import { elsewhere, image } from "../../parts";

const balancer = new aws.lb.LoadBalancer("legacy", {
  subnets: elsewhere.subnets,
  securityGroups: [elsewhere.securityGroup],
});
const targets = new aws.lb.TargetGroup("legacy", { port: 80, protocol: "HTTP", vpcId: elsewhere.vpc });
const listener = new aws.lb.Listener("legacy", {
  loadBalancerArn: balancer.arn,
  port: 80,
  defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
});
const legacy = new aws.ecs.TaskDefinition("legacy", {
  family: "legacy",
  requiresCompatibilities: ["EC2"],
  networkMode: "bridge",
  containerDefinitions: JSON.stringify([
    {
      name: "php",
      image,
      memory: 512,
      links: ["memcached"],
      portMappings: [{ containerPort: 80, hostPort: 0 }],
    },
    { name: "memcached", image: "public.ecr.aws/docker/library/memcached:1.6", memory: 64, essential: false },
  ]),
});
new aws.ecs.Service(
  "legacy",
  {
    cluster: elsewhere.cluster,
    taskDefinition: legacy.arn,
    desiredCount: 2,
    orderedPlacementStrategies: [{ type: "spread", field: "attribute:ecs.availability-zone" }],
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "php", containerPort: 80 }],
  },
  { dependsOn: [listener] },
);
