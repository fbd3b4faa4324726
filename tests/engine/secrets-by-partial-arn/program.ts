/** References to secrets without the six characters at the end of their ARNs, and the same in policies. */
import * as aws from "@pulumi/aws";
import { allow, role, secretArn, taskDefinition } from "../programs";

const partial = secretArn.replace(/-\w{6}$/, "");

function tasks(name: string, valueFrom: string, resource: string) {
  const execution = role(name);
  new aws.iam.RolePolicy(name, {
    role: execution.name,
    policy: JSON.stringify(allow("secretsmanager:GetSecretValue", resource)),
  });
  taskDefinition(name, { executionRole: execution.arn, secrets: [valueFrom] });
}
tasks("whole-by-whole", secretArn, secretArn);
tasks("whole-by-question-marks", secretArn, `${partial}-??????`);
tasks("partial-by-star", partial, `${partial}*`);
tasks("partial-key", `${partial}:KEY::`, `${partial}*`);

tasks("whole-by-partial", secretArn, partial);
tasks("whole-with-key", secretArn, `${secretArn}:KEY::`);
tasks("partial-by-other", partial, partial.replace("API_KEY", "OTHER"));

tasks("partial-by-partial", partial, partial);
tasks("partial-by-question-marks", partial, `${partial}-??????`);
