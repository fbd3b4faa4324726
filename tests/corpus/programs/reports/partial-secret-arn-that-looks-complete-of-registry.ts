import * as aws from "@pulumi/aws";
import { account, executionRole, region, service, taskDefinition } from "../../parts";

const name = "registry-ghcrio";
const secret = `arn:aws:secretsmanager:${region}:${account}:secret:${name}`;
const exec = executionRole("exec");
const read = new aws.iam.RolePolicy("read", {
  role: exec.name,
  policy: {
    Version: "2012-10-17",
    Statement: [
      { Sid: "Registry", Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: `${secret}-*` },
    ],
  },
});
const web = taskDefinition(
  "web",
  [{ image: "ghcr.io/acme/web:1.4.2", repositoryCredentials: { credentialsParameter: secret } }],
  { executionRoleArn: exec.arn },
);
service("web", { taskDefinition: web.arn }, { dependsOn: [read] });
