import * as aws from "@pulumi/aws";
import {
  account,
  allow,
  executionRole,
  network,
  region,
  securityGroup,
  service,
  taskDefinition,
} from "../../parts";

const { vpc, privateSubnets } = network();
const subnetIds = privateSubnets.map(({ id }) => id);
const closed = new aws.ec2.SecurityGroup("secrets-endpoint", {
  vpcId: vpc.id,
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});
new aws.ec2.VpcEndpoint("secretsmanager", {
  vpcId: vpc.id,
  serviceName: `com.amazonaws.${region}.secretsmanager`,
  vpcEndpointType: "Interface",
  privateDnsEnabled: true,
  subnetIds,
  securityGroupIds: [closed.id],
});

const apiKey = `arn:aws:secretsmanager:${region}:${account}:secret:billing/api-key-Qw3rTy`;
const execution = executionRole("billing", {
  inlinePolicies: [{ name: "read", policy: JSON.stringify(allow("secretsmanager:GetSecretValue", apiKey)) }],
});
const definition = taskDefinition("billing", [{ secrets: [{ name: "API_KEY", valueFrom: apiKey }] }], {
  executionRoleArn: execution.arn,
});
service("billing", {
  taskDefinition: definition.arn,
  networkConfiguration: { subnets: subnetIds, securityGroups: [securityGroup("billing", vpc.id).id] },
});
