import * as aws from "@pulumi/aws";
import { elsewhere, executionRole, securityGroup, service, taskDefinition } from "../../parts";

const closed = new aws.ec2.SecurityGroup("database-clients", { vpcId: elsewhere.vpc });
const open = securityGroup("tasks", elsewhere.vpc, 8080);
const web = taskDefinition("web", [{ portMappings: [{ containerPort: 8080 }] }], {
  executionRoleArn: executionRole("web").arn,
});
service("web", {
  taskDefinition: web.arn,
  networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [closed.id, open.id] },
});
