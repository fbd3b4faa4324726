import * as aws from "@pulumi/aws";
import { executionRole, network, service, taskDefinition } from "../../parts";

const { vpc, privateSubnets, privateRoute } = network("dual");
const block = new aws.ec2.VpcIpv6CidrBlockAssociation("dual", {
  vpcId: vpc.id,
  assignGeneratedIpv6CidrBlock: true,
});
const gateway = new aws.ec2.EgressOnlyInternetGateway("dual", { vpcId: vpc.id }, { dependsOn: [block] });
const out = new aws.ec2.Route("dual-six", {
  routeTableId: privateRoute.routeTableId,
  destinationIpv6CidrBlock: "::/0",
  egressOnlyGatewayId: gateway.id,
});
const group = new aws.ec2.SecurityGroup("dual", {
  vpcId: vpc.id,
  egress: [
    { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] },
    { protocol: "udp", fromPort: 53, toPort: 53, cidrBlocks: [vpc.cidrBlock] },
  ],
});
const fetcher = taskDefinition("fetcher", [{}], { executionRoleArn: executionRole("fetcher").arn });
service(
  "fetcher",
  {
    taskDefinition: fetcher.arn,
    networkConfiguration: { subnets: privateSubnets.map(({ id }) => id), securityGroups: [group.id] },
  },
  { dependsOn: [privateRoute, out] },
);
