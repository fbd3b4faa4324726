/** The group of the application lets nothing out; a second one, which all tasks have, does. */
import * as aws from "@pulumi/aws";
import { elsewhere, service, taskDefinition } from "../../parts";

const closed = new aws.ec2.SecurityGroup("app", {
  vpcId: elsewhere.vpc,
  ingress: [{ protocol: "tcp", fromPort: 8080, toPort: 8080, cidrBlocks: ["10.0.0.0/8"] }],
});
const base = new aws.ec2.SecurityGroup("base", { vpcId: elsewhere.vpc });
for (const port of [443, 53])
  new aws.vpc.SecurityGroupEgressRule(`base-${port}`, {
    securityGroupId: base.id,
    ipProtocol: "tcp",
    fromPort: port,
    toPort: port,
    cidrIpv4: "0.0.0.0/0",
  });
const app = taskDefinition("app", [{ portMappings: [{ containerPort: 8080 }] }]);
service("app", {
  taskDefinition: app.arn,
  networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [closed.id, base.id] },
});
