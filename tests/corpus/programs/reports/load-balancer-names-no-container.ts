import * as aws from "@pulumi/aws";
import { elsewhere, service, taskDefinition } from "../../parts";

const balancer = new aws.lb.LoadBalancer("web", { subnets: elsewhere.subnets });
const targets = new aws.lb.TargetGroup("web", {
  port: 8080,
  protocol: "HTTP",
  targetType: "ip",
  vpcId: elsewhere.vpc,
});
const listener = new aws.lb.Listener("web", {
  loadBalancerArn: balancer.arn,
  port: 80,
  defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
});
const definition = taskDefinition("web", [{ name: "app", portMappings: [{ containerPort: 8080 }] }]);
service(
  "web",
  {
    taskDefinition: definition.arn,
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "web", containerPort: 8080 }],
  },
  { dependsOn: [listener] },
);
