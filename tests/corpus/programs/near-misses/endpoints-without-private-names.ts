/** The endpoints are there; the names of AWS still lead to its public addresses. */
import * as aws from "@pulumi/aws";
import {
  account,
  executionRole,
  logsTo,
  region,
  securityGroup,
  service,
  subnets,
  taskDefinition,
} from "../../parts";

const vpc = new aws.ec2.Vpc("closed", { cidrBlock: "10.1.0.0/16", enableDnsHostnames: true });
const routes = new aws.ec2.RouteTable("closed", { vpcId: vpc.id });
const inside = subnets("closed", vpc, routes, 0).map(({ id }) => id);
const group = securityGroup("inside", vpc.id, 443);
const endpoint = (name: string, args: Partial<aws.ec2.VpcEndpointArgs>) =>
  new aws.ec2.VpcEndpoint(name, { vpcId: vpc.id, serviceName: `com.amazonaws.${region}.${name}`, ...args });
const endpoints = [
  endpoint("s3", { vpcEndpointType: "Gateway", routeTableIds: [routes.id] }),
  ...["ecr.api", "ecr.dkr", "logs"].map((name) =>
    endpoint(name, { vpcEndpointType: "Interface", subnetIds: inside, securityGroupIds: [group.id] }),
  ),
];
const app = taskDefinition(
  "vault",
  [{ image: `${account}.dkr.ecr.${region}.amazonaws.com/vault:3`, logConfiguration: logsTo("/ecs/vault") }],
  { executionRoleArn: executionRole("execution").arn },
);
service(
  "vault",
  { taskDefinition: app.arn, networkConfiguration: { subnets: inside, securityGroups: [group.id] } },
  { dependsOn: endpoints },
);
