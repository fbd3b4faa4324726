import assert from "node:assert/strict";
import { decide } from "../../../../policypack/iam/decisions";
import { managedPoliciesDate, managedPolicy } from "../../../../policypack/iam/managed-policies";
import data from "../../../../policypack/iam/managed-policies.generated.json";
import { type Asked, requestOf } from "./requests";

const arn = (name: string, partition = "aws") => `arn:${partition}:iam::aws:policy/${name}`;

const resources: Readonly<Record<string, string>> = {
  ssm: "arn:*:ssm:?*:?*:parameter/?*",
  secretsmanager: "arn:*:secretsmanager:?*:?*:secret:?*",
  kms: "arn:*:kms:?*:?*:key/?*",
};

/** Whether a policy of AWS's allows an action on some resource. */
function allows(policy: string, action: string, known: Asked["known"] = {}): string {
  const found = managedPolicy(policy);
  assert.equal(found.kind, "document", policy);
  if (found.kind !== "document") return "";
  const [service = ""] = action.split(":");
  const request = requestOf({ action, resources: resources[service] ?? "", scope: "some", known });
  return decide([{ origin: undefined, document: found.document }], request).answer;
}

describe("AWS managed policies", () => {
  it("are of one day", () => {
    assert.match(managedPoliciesDate(), /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);
  });

  for (const [name, action, answer] of [
    ["AmazonSSMReadOnlyAccess", "ssm:GetParameters", "yes"],
    ["AmazonSSMReadOnlyAccess", "secretsmanager:GetSecretValue", "no"],
    ["AmazonSSMReadOnlyAccess", "kms:Decrypt", "no"],
    ["AmazonSSMFullAccess", "ssm:GetParameters", "yes"],
    ["AdministratorAccess", "ssm:GetParameters", "yes"],
    ["PowerUserAccess", "ssm:GetParameters", "yes"],
    ["ReadOnlyAccess", "ssm:GetParameters", "yes"],
    ["SecretsManagerReadWrite", "secretsmanager:GetSecretValue", "yes"],
    ["SecretsManagerReadWrite", "ssm:GetParameters", "no"],
    ["CloudWatchAgentServerPolicy", "ssm:GetParameters", "no"],
    ["service-role/AmazonECSTaskExecutionRolePolicy", "ssm:GetParameters", "no"],
    ["service-role/AmazonECSTaskExecutionRolePolicy", "secretsmanager:GetSecretValue", "no"],
    ["AmazonS3ReadOnlyAccess", "ssm:GetParameters", "no"],
    ["job-function/ViewOnlyAccess", "ssm:GetParameters", "no"],
    ["AWSSecretsManagerClientReadOnlyAccess", "secretsmanager:GetSecretValue", "yes"],
    ["AWSSecretsManagerClientReadOnlyAccess", "ssm:GetParameters", "no"],
    ["ReadOnlyAccess", "secretsmanager:GetSecretValue", "no"],
    ["PowerUserAccess", "kms:Decrypt", "yes"],
  ] as const) {
    it(`${name} ${answer === "yes" ? "allows" : "does not allow"} ${action}`, () => {
      assert.equal(allows(arn(name), action), answer);
    });
  }

  for (const partition of ["aws-cn", "aws-us-gov", "aws-iso"]) {
    it(`are the same in partition ${partition}`, () => {
      assert.equal(allows(arn("AmazonSSMReadOnlyAccess", partition), "ssm:GetParameters"), "yes");
    });
  }

  const deploying = arn("service-role/AmplifyBackendDeployFullAccess");
  for (const [name, known, answer] of [
    ["of the same value", { "aws:principalaccount": "123456789012" }, "yes"],
    ["of another value", { "aws:principalaccount": "999999999999" }, "no"],
    ["of an unknown value", {}, "cannot tell"],
  ] as const) {
    it(`have variables: ${name}`, () => {
      const keys = { "aws:resourceaccount": "123456789012", ...known };
      assert.equal(allows(deploying, "ssm:GetParameters", keys), answer);
    });
  }

  it("have conditions", () => {
    const policy = arn("AWSSecretsManagerClientReadOnlyAccess");
    const secretArn =
      "arn:aws:secretsmanager:eu-central-1:?*:secret:shop-\uE000\uE000\uE000\uE000\uE000\uE000";
    const decrypting = (service: string) =>
      allows(policy, "kms:Decrypt", {
        "kms:viaservice": `${service}.?*.amazonaws.com`,
        "kms:encryptioncontext:secretarn": secretArn,
      });
    assert.equal(decrypting("secretsmanager"), "yes");
    assert.equal(decrypting("ssm"), "no");
    assert.equal(allows(policy, "kms:Decrypt"), "cannot tell");
  });

  it("are newer than the data where their name is not known", () => {
    assert.deepEqual(managedPolicy(arn("AmazonSSMReadsOfTomorrow")), {
      kind: "newer",
      name: "AmazonSSMReadsOfTomorrow",
    });
  });

  for (const name of [
    "service-role/AWSConfigRole",
    "AWSLambdaFullAccess",
    "AmazonEC2ContainerServiceFullAccess",
    "service-role/AmazonEC2SpotFleetRole",
  ]) {
    it(`are withdrawn where AWS does not have them any more: ${name}`, () => {
      assert.deepEqual(managedPolicy(arn(name)), { kind: "withdrawn", name });
      assert.equal(managedPolicy(arn(name, "aws-cn")).kind, "withdrawn");
    });
  }

  it("are withdrawn, or there, and never both", () => {
    const there = new Set([...data.others, ...Object.keys(data.documents)]);
    assert.ok(data.withdrawn.length > 20);
    assert.deepEqual(
      data.withdrawn.filter((name) => there.has(name)),
      [],
    );
  });

  it("are found by their whole path", () => {
    assert.equal(managedPolicy(arn("AmazonECSTaskExecutionRolePolicy")).kind, "newer");
  });

  for (const name of ["constructor", "__proto__", "toString"]) {
    it(`have no policy ${name}`, () => {
      assert.deepEqual(managedPolicy(arn(name)), { kind: "newer", name });
    });
  }

  for (const other of [
    "arn:aws:iam::123456789012:policy/AmazonSSMReadOnlyAccess",
    "arn:aws:iam::aws:role/AmazonSSMReadOnlyAccess",
    "arn:aws:iam::aws:policy/",
    "AmazonSSMReadOnlyAccess",
    "",
  ]) {
    it(`are not behind "${other}"`, () => {
      assert.deepEqual(managedPolicy(other), { kind: "customer" });
    });
  }
});
