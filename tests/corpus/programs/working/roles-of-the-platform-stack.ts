import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, service, taskDefinition } from "../../parts";

const platform = new pulumi.StackReference("organization/corpus/platform");
const url = new aws.ssm.Parameter("database-url", {
  type: "SecureString",
  value: pulumi.secret("postgres://"),
});
const reads = new aws.iam.RolePolicy("reads-database-url", {
  role: platform.requireOutput("executionRoleName"),
  policy: pulumi.jsonStringify(allow("ssm:GetParameters", url.arn)),
});
const catalog = taskDefinition("catalog", [{ secrets: [{ name: "DATABASE_URL", valueFrom: url.arn }] }], {
  executionRoleArn: platform.requireOutput("executionRoleArn"),
  taskRoleArn: platform.requireOutput("taskRoleArn"),
});
service(
  "catalog",
  {
    cluster: platform.requireOutput("clusterArn"),
    taskDefinition: catalog.arn,
    networkConfiguration: { subnets: platform.requireOutput("privateSubnetIds") },
  },
  { dependsOn: reads },
);
