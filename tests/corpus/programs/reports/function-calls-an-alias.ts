import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { elsewhere, executionRole, role, service, taskDefinition, trustOf } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("inner", { name: "inner" });
const executionRoleArn = executionRole("mesh").arn;
service("api", {
  taskDefinition: taskDefinition("api", [{ portMappings: [{ name: "http", containerPort: 8080 }] }], {
    executionRoleArn,
  }).arn,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: namespace.arn,
    services: [{ portName: "http", clientAlias: [{ dnsName: "api", port: 8080 }] }],
  },
});

const caller = role("webhook", {
  assumeRolePolicy: trustOf("lambda.amazonaws.com"),
  managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"],
});
const code = 'exports.handler = () => fetch(process.env.API_URL + "/hooks").then((answer) => answer.text());';
new aws.lambda.Function("webhook", {
  runtime: "nodejs22.x",
  handler: "index.handler",
  role: caller.arn,
  code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(code) }),
  environment: { variables: { API_URL: "http://api:8080" } },
  vpcConfig: { subnetIds: elsewhere.subnets, securityGroupIds: [elsewhere.securityGroup] },
});
