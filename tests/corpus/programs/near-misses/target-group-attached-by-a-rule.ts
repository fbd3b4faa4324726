/** The listener answers 404; a rule forwards to the target group, and the service waits for the rule. */
import * as aws from "@pulumi/aws";
import { elsewhere, service, taskDefinition } from "../../parts";

const group = new aws.ec2.SecurityGroup("tasks", {
  vpcId: elsewhere.vpc,
  ingress: [{ protocol: "tcp", fromPort: 8080, toPort: 8080, cidrBlocks: ["10.0.0.0/8"] }],
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});
const balancer = new aws.lb.LoadBalancer("edge", {
  internal: true,
  subnets: elsewhere.subnets,
  securityGroups: [elsewhere.securityGroup],
});
const listener = new aws.lb.Listener("http", {
  loadBalancerArn: balancer.arn,
  port: 80,
  defaultActions: [
    { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404" } },
  ],
});
const targets = new aws.lb.TargetGroup("api", {
  port: 8080,
  protocol: "HTTP",
  targetType: "ip",
  vpcId: elsewhere.vpc,
});
const rule = new aws.lb.ListenerRule("api", {
  listenerArn: listener.arn,
  conditions: [{ pathPattern: { values: ["/api/*"] } }],
  actions: [{ type: "forward", forward: { targetGroups: [{ arn: targets.arn, weight: 1 }] } }],
});
const api = taskDefinition("api", [{ portMappings: [{ containerPort: 8080 }] }]);
service(
  "api",
  {
    taskDefinition: api.arn,
    networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [group.id] },
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "app", containerPort: 8080 }],
  },
  { dependsOn: [rule] },
);
