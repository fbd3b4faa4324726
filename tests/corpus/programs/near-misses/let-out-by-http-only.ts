/** Out on port 80 and to the database; registries are at port 443. */
import * as aws from "@pulumi/aws";
import { elsewhere, service, taskDefinition } from "../../parts";

const group = new aws.ec2.SecurityGroup("app", {
  vpcId: elsewhere.vpc,
  egress: [
    { protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] },
    { protocol: "tcp", fromPort: 5432, toPort: 5432, cidrBlocks: ["10.0.0.0/8"] },
    { protocol: "udp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] },
  ],
});
const app = taskDefinition("app", [{}]);
service("app", {
  taskDefinition: app.arn,
  networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [group.id] },
});
