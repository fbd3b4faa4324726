/** Passwords that RDS makes and keeps in Secrets Manager; they are no resources of the stack. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, role, roles, taskDefinition } from "../programs";

const managed = { manageMasterUserPassword: true, skipFinalSnapshot: true };
const cluster = new aws.rds.Cluster("orders", {
  ...managed,
  engine: "aurora-postgresql",
  masterUsername: "shop",
});
const instance = new aws.rds.Instance("users", {
  ...managed,
  username: "shop",
  engine: "postgres",
  instanceClass: "db.t4g.micro",
  allocatedStorage: 20,
});

const secretOf = ({ masterUserSecrets }: aws.rds.Cluster | aws.rds.Instance) =>
  masterUserSecrets.apply(([secret]) => secret?.secretArn ?? "");

for (const [name, database] of Object.entries({ cluster, instance })) {
  const secretArn = secretOf(database);
  const { task, execution, reader } = roles(name);
  new aws.iam.RolePolicy(name, {
    role: reader.name,
    policy: pulumi.jsonStringify(allow("secretsmanager:GetSecretValue", secretArn)),
  });
  const secrets = [pulumi.interpolate`${secretArn}:password::`];
  taskDefinition(name, { taskRole: task.arn, executionRole: execution.arn, secrets });
}

// By a pattern, as many write it who know how RDS names such secrets.
const byPattern = role("by-pattern");
new aws.iam.RolePolicy("by-pattern", {
  role: byPattern.name,
  policy: JSON.stringify(
    allow("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:rds!cluster-*"),
  ),
});
taskDefinition("by-pattern", { executionRole: byPattern.arn, secrets: [secretOf(cluster)] });
taskDefinition("wrong-pattern", { executionRole: byPattern.arn, secrets: [secretOf(instance)] });

// The application is told where the database is, and takes no secret.
taskDefinition("host-only", {
  executionRole: role("host-only").arn,
  secrets: [],
  container: { environment: [{ name: "HOST", value: cluster.endpoint }] },
});
