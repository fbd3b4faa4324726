import * as aws from "@pulumi/aws";
import { executionRole, network, service, taskDefinition } from "../../parts";

const offices = ["203.0.113.0/26", "198.51.100.32/28"];
const { vpc, publicSubnets, privateSubnets } = network("monitoring");
const tasks = new aws.ec2.SecurityGroup("alertmanager", { vpcId: vpc.id });
new aws.vpc.SecurityGroupEgressRule("alertmanager", {
  securityGroupId: tasks.id,
  ipProtocol: "-1",
  cidrIpv4: "0.0.0.0/0",
});
offices.forEach((cidrIpv4, index) => {
  new aws.vpc.SecurityGroupIngressRule(`alertmanager-office-${index}`, {
    securityGroupId: tasks.id,
    ipProtocol: "tcp",
    fromPort: 9093,
    toPort: 9093,
    cidrIpv4,
  });
});
const balancer = new aws.lb.LoadBalancer("alertmanager", {
  loadBalancerType: "network",
  subnets: publicSubnets.map(({ id }) => id),
});
const group = new aws.lb.TargetGroup("alertmanager", {
  vpcId: vpc.id,
  port: 9093,
  protocol: "TCP",
  targetType: "ip",
  preserveClientIp: "true",
});
const listener = new aws.lb.Listener("alertmanager", {
  loadBalancerArn: balancer.arn,
  port: 80,
  protocol: "TCP",
  defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
});
const container = { name: "alertmanager", portMappings: [{ containerPort: 9093 }] };
const definition = taskDefinition("alertmanager", [container], {
  executionRoleArn: executionRole("alertmanager").arn,
});
service(
  "alertmanager",
  {
    taskDefinition: definition.arn,
    loadBalancers: [{ targetGroupArn: group.arn, containerName: "alertmanager", containerPort: 9093 }],
    networkConfiguration: { subnets: privateSubnets.map(({ id }) => id), securityGroups: [tasks.id] },
  },
  { dependsOn: [listener] },
);
