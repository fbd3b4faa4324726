/** RDS keeps the password in a secret of its own; the grant names it by pattern. */
import * as aws from "@pulumi/aws";
import { account, allow, executionRole, region, service, taskDefinition } from "../../parts";

const database = new aws.rds.Cluster("orders", {
  engine: "aurora-postgresql",
  masterUsername: "orders",
  manageMasterUserPassword: true,
  skipFinalSnapshot: true,
});
new aws.rds.ClusterInstance("orders", {
  clusterIdentifier: database.id,
  engine: "aurora-postgresql",
  instanceClass: "db.t4g.medium",
});
const execution = executionRole("execution");
const read = new aws.iam.RolePolicy("read", {
  role: execution.name,
  policy: JSON.stringify(
    allow(
      "secretsmanager:GetSecretValue",
      `arn:aws:secretsmanager:${region}:${account}:secret:rds!cluster-*`,
    ),
  ),
});
const password = database.masterUserSecrets.apply(([secret]) => `${secret?.secretArn}:password::`);
const orders = taskDefinition(
  "orders",
  [
    {
      environment: [{ name: "DB_HOST", value: database.endpoint }],
      secrets: [{ name: "DB_PASSWORD", valueFrom: password }],
    },
  ],
  { executionRoleArn: execution.arn },
);
service("orders", { taskDefinition: orders.arn }, { dependsOn: [read] });
