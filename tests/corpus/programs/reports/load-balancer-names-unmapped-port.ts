import * as aws from "@pulumi/aws";
import { elsewhere, service, taskDefinition } from "../../parts";

const port = 80;
const balancer = new aws.lb.LoadBalancer("web", { subnets: elsewhere.subnets });
const targets = new aws.lb.TargetGroup("web", {
  port,
  protocol: "HTTP",
  targetType: "ip",
  vpcId: elsewhere.vpc,
});
const listener = new aws.lb.Listener("web", {
  loadBalancerArn: balancer.arn,
  port,
  defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
});
const definition = taskDefinition("web", [
  { name: "web", portMappings: [{ containerPort: 3000, hostPort: 3000, protocol: "tcp" }] },
]);
service(
  "web",
  {
    taskDefinition: definition.arn,
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "web", containerPort: port }],
  },
  { dependsOn: [listener] },
);
