import * as aws from "@pulumi/aws";
import { elsewhere, service, taskDefinition } from "../../parts";

const balancer = new aws.lb.LoadBalancer("api", { internal: true, subnets: elsewhere.subnets });
const fallback = new aws.lb.TargetGroup("fallback", { port: 80, protocol: "HTTP", vpcId: elsewhere.vpc });
const listener = new aws.lb.Listener("api", {
  loadBalancerArn: balancer.arn,
  port: 80,
  defaultActions: [{ type: "forward", targetGroupArn: fallback.arn }],
});
const targets = new aws.lb.TargetGroup("api", {
  port: 3000,
  protocol: "HTTP",
  targetType: "ip",
  vpcId: elsewhere.vpc,
});
const api = taskDefinition("api", [{ name: "api", portMappings: [{ containerPort: 3000 }] }]);
service(
  "api",
  {
    taskDefinition: api.arn,
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "api", containerPort: 3000 }],
  },
  { dependsOn: [listener] },
);
