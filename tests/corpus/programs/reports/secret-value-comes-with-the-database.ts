import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, elsewhere, executionRole, service, taskDefinition } from "../../parts";

const password = new pulumi.Config().getSecret("password") ?? pulumi.secret("only for the preview");
const database = new aws.rds.Instance("orthanc", {
  engine: "postgres",
  instanceClass: "db.t4g.micro",
  allocatedStorage: 20,
  username: "orthanc",
  password,
  dbSubnetGroupName: "shared",
  vpcSecurityGroupIds: [elsewhere.securityGroup],
  skipFinalSnapshot: true,
});
const secret = new aws.secretsmanager.Secret("database", { namePrefix: "DatabaseCreds" });
new aws.secretsmanager.SecretVersion("database", {
  secretId: secret.id,
  secretString: pulumi.jsonStringify({ username: "orthanc", password, host: database.address }),
});

const execution = executionRole("orthanc-execution");
const read = new aws.iam.RolePolicy("orthanc-execution", {
  role: execution.name,
  policy: pulumi.jsonStringify(allow("secretsmanager:GetSecretValue", secret.arn)),
});
const definition = taskDefinition("orthanc", [{ secrets: [{ name: "DATABASE", valueFrom: secret.arn }] }], {
  executionRoleArn: execution.arn,
});
service("orthanc", { taskDefinition: definition.arn }, { dependsOn: [read] });
