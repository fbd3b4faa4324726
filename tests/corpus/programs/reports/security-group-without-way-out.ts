import * as aws from "@pulumi/aws";
import { elsewhere, executionRole, securityGroup, service, taskDefinition } from "../../parts";

const balancer = securityGroup("balancer", elsewhere.vpc, 443);
const tasks = new aws.ec2.SecurityGroup("tasks", {
  vpcId: elsewhere.vpc,
  ingress: [{ protocol: "tcp", fromPort: 8080, toPort: 8080, securityGroups: [balancer.id] }],
});
const web = taskDefinition("web", [{ portMappings: [{ containerPort: 8080 }] }], {
  executionRoleArn: executionRole("web").arn,
});
service("web", {
  taskDefinition: web.arn,
  networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [tasks.id] },
});
