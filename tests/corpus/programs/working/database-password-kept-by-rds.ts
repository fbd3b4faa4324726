import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, elsewhere, executionRole, service, taskDefinition } from "../../parts";

const database = new aws.rds.Instance("wiki", {
  engine: "postgres",
  instanceClass: "db.t4g.small",
  allocatedStorage: 20,
  dbName: "wiki",
  username: "wiki",
  manageMasterUserPassword: true,
  vpcSecurityGroupIds: [elsewhere.securityGroup],
  skipFinalSnapshot: true,
});
const secretArn = database.masterUserSecrets.apply(([secret]) => secret?.secretArn ?? "");
const execution = executionRole("wiki");
const reads = new aws.iam.RolePolicy("wiki-password", {
  role: execution.name,
  policy: pulumi.jsonStringify(allow("secretsmanager:GetSecretValue", secretArn)),
});
const wiki = taskDefinition(
  "wiki",
  [
    {
      environment: [
        { name: "DB_HOST", value: database.address },
        { name: "DB_USER", value: "wiki" },
      ],
      secrets: [{ name: "DB_PASSWORD", valueFrom: pulumi.interpolate`${secretArn}:password::` }],
    },
  ],
  { executionRoleArn: execution.arn },
);
service("wiki", { taskDefinition: wiki.arn }, { dependsOn: [reads] });
