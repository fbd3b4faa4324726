import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { secretReference } from "../../../components/tasks/secrets";
import { ofType } from "../../support/mocks";
import { containerOf, documentOf, make, settled } from "./made";

const secret = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop/API-a1B2c3";
const other = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!cluster-1234-Zz9Yy8";
const parameter = "arn:aws:ssm:eu-central-1:123456789012:parameter/shop/URL";
const key = "arn:aws:kms:eu-central-1:123456789012:key/1234-abcd";
const role = "arn:aws:iam::123456789012:role/platform/tasks";

const allow = (Action: string, Resource: string[]) => ({ Effect: "Allow", Action, Resource });
const read = (resource: string) => [{ actions: ["secretsmanager:GetSecretValue"], resources: [resource] }];

describe("secrets of a service", () => {
  it("are parameters and secrets, each granted by its own action, without what follows the ARN", async () => {
    const resources = await make({
      secrets: { URL: "/shop/URL", KEY: `${secret}:key::`, USER: `${secret}:user:AWSCURRENT:`, WHOLE: other },
    });
    assert.deepEqual(documentOf(resources, "shop-secrets"), {
      role: "shop-execution-0000000",
      statements: [
        allow("ssm:GetParameters", [parameter]),
        allow("secretsmanager:GetSecretValue", [secret, other]),
      ],
    });
    assert.deepEqual(containerOf(resources).secrets, [
      { name: "URL", valueFrom: parameter },
      { name: "KEY", valueFrom: `${secret}:key::` },
      { name: "USER", valueFrom: `${secret}:user:AWSCURRENT:` },
      { name: "WHOLE", valueFrom: other },
    ]);
    assert.equal(ofType(resources, "aws:iam/rolePolicy:RolePolicy").size, 1);
  });

  it("can be outputs of resources", async () => {
    const resources = await make({ secrets: { KEY: pulumi.interpolate`${pulumi.output(secret)}:key::` } });
    assert.deepEqual(documentOf(resources, "shop-secrets").statements, [
      allow("secretsmanager:GetSecretValue", [secret]),
    ]);
  });

  const mistakes: Record<string, [text: string, message: RegExp]> = {
    "without the end of its ARN": [
      secret.replace(/-\w{6}$/, ""),
      /without the six characters at its end.*give the whole ARN/,
    ],
    "without the end of its ARN, with a key": [
      `${secret.replace(/-\w{6}$/, "")}:key::`,
      /without the six characters at its end/,
    ],
    "with a key alone": [`${secret}:key`, /in a form that ECS does not read.*`<ARN>:password::`/],
    "with too many selectors": [`${secret}:key:::`, /in a form that ECS does not read/],
    "with a stage and an id": [`${secret}:key:AWSCURRENT:1234`, /by its stage and by its id/],
    "through Parameter Store": [
      "/aws/reference/secretsmanager/shop/API",
      /through Parameter Store.*give the ARN of the secret/,
    ],
    "as an output in a text": [
      `${pulumi.output(secret)}:key::`,
      /holds an output as text; put the text together with `pulumi.interpolate`\.$/,
    ],
    "by its name": ["shop/API", /must be the name or the ARN of a parameter/],
  };
  for (const [mistake, [text, message]] of Object.entries(mistakes)) {
    const isRefused = (error: Error) => {
      assert.match(error.message, /`KEY` in `secrets` /);
      assert.match(error.message, message);
      assert.ok(!error.message.includes(text));
      return true;
    };
    it(`are refused ${mistake}, without being printed`, async () => {
      await assert.rejects(make({ secrets: { KEY: text } }), isRefused);
    });
    it(`are refused ${mistake} when an output is known`, async () => {
      const place = pulumi.output({ partition: "aws", region: "eu-central-1", accountId: "123456789012" });
      const reference = secretReference("`KEY` in `secrets`", pulumi.output(text), place);
      await assert.rejects(settled(reference), isRefused);
    });
  }

  it("are no environment variables at the same time", async () => {
    await assert.rejects(
      make({ secrets: { URL: "/shop/URL" }, environment: { URL: "https://…" } }),
      /`shop`: `environment` has `URL`, which is in `secrets`, too/,
    );
  });

  it("may be encrypted with keys of one's own, with exactly which the execution role decrypts", async () => {
    const resources = await make({ secrets: { URL: "/shop/URL" }, secretsKeyArns: [key] });
    assert.deepEqual(documentOf(resources, "shop-secrets-keys"), {
      role: "shop-execution-0000000",
      statements: [allow("kms:Decrypt", [key])],
    });
    assert.deepEqual(documentOf(resources, "shop-secrets").statements, [
      allow("ssm:GetParameters", [parameter]),
    ]);
  });

  for (const [words, keys] of Object.entries({
    "an alias": ["arn:aws:kms:eu-central-1:123456789012:alias/shop"],
    "an id": ["1234-abcd"],
    "every key": ["*"],
    nothing: [],
  })) {
    it(`are decrypted with no key that is ${words}`, async () => {
      await assert.rejects(
        make({ secrets: { URL: "/shop/URL" }, secretsKeyArns: keys }),
        /`shop`: `secretsKeyArns` must be one or more ARNs of keys/,
      );
    });
  }

  it("are those of a registry, too", async () => {
    const resources = await make({ repositoryCredentials: secret });
    assert.deepEqual(containerOf(resources).repositoryCredentials, { credentialsParameter: secret });
    assert.deepEqual(documentOf(resources, "shop-secrets").statements, [
      allow("secretsmanager:GetSecretValue", [secret]),
    ]);
    for (const text of ["/shop/registry", `${secret}:key::`]) {
      await assert.rejects(
        make({ repositoryCredentials: text }),
        /`shop`: `repositoryCredentials` must be the whole ARN of a secret/,
      );
    }
  });
});

describe("an execution role that exists already", () => {
  it("gets the reads if it is named", async () => {
    const resources = await make({
      secrets: { URL: "/shop/URL" },
      secretsKeyArns: [key],
      executionRoleName: "tasks",
    });
    assert.equal(documentOf(resources, "shop-secrets").role, "tasks");
    assert.equal(documentOf(resources, "shop-secrets-keys").role, "tasks");
  });

  it("is left as it is if its ARN is given", async () => {
    const resources = await make({
      secrets: { URL: "/shop/URL" },
      executionRoleArn: role,
      executionRoleMayReadSecrets: true,
    });
    assert.deepEqual([...ofType(resources, "aws:iam/role:Role").keys()], ["shop-task"]);
    assert.equal(ofType(resources, "aws:iam/rolePolicy:RolePolicy").size, 0);
    assert.equal(ofType(resources, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").size, 0);
    const [[, definition] = []] = ofType(resources, "aws:ecs/taskDefinition:TaskDefinition");
    assert.equal(definition?.executionRoleArn, role);
  });

  it("is asked about secrets only where there are some", async () => {
    await make({ executionRoleArn: role });
  });

  const mistakes: Record<string, [Parameters<typeof make>[0], RegExp]> = {
    "left as it is while nobody says that it may read": [
      { secrets: { URL: "/shop/URL" }, executionRoleArn: role },
      /`shop`: there are `secrets`, and nothing is attached.*`executionRoleMayReadSecrets: true`.*`executionRoleName`/,
    ],
    "said not to read": [
      { secrets: { URL: "/shop/URL" }, executionRoleArn: role, executionRoleMayReadSecrets: false },
      /there are `secrets`/,
    ],
    "left as it is while it would need keys": [
      {
        secrets: { URL: "/shop/URL" },
        executionRoleArn: role,
        executionRoleMayReadSecrets: true,
        secretsKeyArns: [key],
      },
      /`secretsKeyArns` has no effect with `executionRoleArn`/,
    ],
    "given in both ways": [
      { executionRoleArn: role, executionRoleName: "tasks" },
      /`executionRoleName` and `executionRoleArn` exclude each other/,
    ],
    "named by its ARN": [{ executionRoleName: role }, /`executionRoleName` must be the name of a role/],
    "given by its name": [{ executionRoleArn: "tasks" }, /`executionRoleArn` must be the ARN of a role/],
    "said to read while there is none": [
      { executionRoleMayReadSecrets: true },
      /`executionRoleMayReadSecrets` belongs to `executionRoleArn`/,
    ],
    "to decrypt nothing": [{ secretsKeyArns: [key] }, /`secretsKeyArns` needs `secrets`/],
  };
  for (const [mistake, [args, message]] of Object.entries(mistakes)) {
    it(`is not ${mistake}`, async () => {
      await assert.rejects(make(args), message);
    });
  }
});

describe("a task role", () => {
  const reads: Record<string, Parameters<typeof make>[0]> = {
    "that are known": { secrets: { KEY: `${secret}:key::` }, taskRoleStatements: read(secret) },
    "by a pattern": { secrets: { KEY: secret }, taskRoleStatements: read("arn:*:secret:shop/*") },
    "by a pattern of actions": {
      secrets: { KEY: secret },
      taskRoleStatements: [{ actions: ["secretsmanager:*"], resources: ["*"] }],
    },
    "in batches": {
      secrets: { KEY: secret },
      taskRoleStatements: [{ actions: ["SecretsManager:BatchGetSecretValue"], resources: [secret] }],
    },
  };
  for (const [words, args] of Object.entries(reads)) {
    it(`does not read the secrets of its containers ${words}`, async () => {
      await assert.rejects(
        make(args),
        /^Error: `shop`: `.*` in `taskRoleStatements` would let the application read a secret that is in `secrets`.*`taskRoleMayReadSecrets: true`/i,
      );
    });
    it(`reads the secrets of its containers ${words} where that is asked for`, async () => {
      const resources = await make({ ...args, taskRoleMayReadSecrets: true });
      assert.equal(documentOf(resources, "shop-application").role, "shop-task-0000000");
    });
  }

  it("reads other secrets", async () => {
    await make({ secrets: { KEY: secret }, taskRoleStatements: read(other) });
    await make({ secrets: { URL: "/shop/URL" }, taskRoleStatements: read("*") });
  });
});
