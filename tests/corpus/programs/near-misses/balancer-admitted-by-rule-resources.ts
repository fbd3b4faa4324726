/** Both groups are made without rules; who may call whom is told by resources of their own. */
import * as aws from "@pulumi/aws";
import { elsewhere, service, taskDefinition } from "../../parts";

const edge = new aws.ec2.SecurityGroup("edge", { vpcId: elsewhere.vpc });
const tasks = new aws.ec2.SecurityGroup("tasks", { vpcId: elsewhere.vpc });
new aws.vpc.SecurityGroupIngressRule("edge-https", {
  securityGroupId: edge.id,
  ipProtocol: "tcp",
  fromPort: 80,
  toPort: 80,
  cidrIpv4: "0.0.0.0/0",
});
new aws.vpc.SecurityGroupEgressRule("edge-tasks", {
  securityGroupId: edge.id,
  ipProtocol: "-1",
  referencedSecurityGroupId: tasks.id,
});
new aws.vpc.SecurityGroupIngressRule("tasks-edge", {
  securityGroupId: tasks.id,
  ipProtocol: "tcp",
  fromPort: 3000,
  toPort: 3000,
  referencedSecurityGroupId: edge.id,
});
new aws.vpc.SecurityGroupEgressRule("tasks-https", {
  securityGroupId: tasks.id,
  ipProtocol: "tcp",
  fromPort: 443,
  toPort: 443,
  cidrIpv4: "0.0.0.0/0",
});
const balancer = new aws.lb.LoadBalancer("web", { subnets: elsewhere.subnets, securityGroups: [edge.id] });
const targets = new aws.lb.TargetGroup("web", {
  port: 80,
  protocol: "HTTP",
  targetType: "ip",
  vpcId: elsewhere.vpc,
});
const listener = new aws.lb.Listener("web", {
  loadBalancerArn: balancer.arn,
  port: 80,
  defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
});
const web = taskDefinition("web", [{ name: "node", portMappings: [{ containerPort: 3000 }] }]);
service(
  "web",
  {
    taskDefinition: web.arn,
    networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [tasks.id] },
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "node", containerPort: 3000 }],
  },
  { dependsOn: [listener] },
);
