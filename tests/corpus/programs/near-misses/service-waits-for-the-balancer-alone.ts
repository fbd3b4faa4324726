/** The service waits for the load balancer; the listener follows it within seconds, and the provider tries for two minutes. */
import * as aws from "@pulumi/aws";
import { elsewhere, securityGroup, service, taskDefinition } from "../../parts";

const group = securityGroup("web", elsewhere.vpc, 80);
const balancer = new aws.lb.LoadBalancer("web", { subnets: elsewhere.subnets, securityGroups: [group.id] });
const targets = new aws.lb.TargetGroup("web", {
  port: 80,
  protocol: "HTTP",
  targetType: "ip",
  vpcId: elsewhere.vpc,
});
new aws.lb.Listener("web", {
  loadBalancerArn: balancer.arn,
  port: 80,
  defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
});
const web = taskDefinition("web", [{ portMappings: [{ containerPort: 80 }] }]);
service(
  "web",
  {
    taskDefinition: web.arn,
    networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [group.id] },
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "app", containerPort: 80 }],
  },
  { dependsOn: [balancer] },
);
