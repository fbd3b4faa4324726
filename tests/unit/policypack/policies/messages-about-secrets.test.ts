/** What the two policies about secrets say, word for word: their messages are read by whom a preview has rejected. */
import assert from "node:assert/strict";
import {
  allow,
  containers,
  deny,
  document,
  messageOf,
  parameterArn,
  readParameters,
} from "../../../support/cases";
import { type PackConfig, readsSecrets, ssmGrant, undetermined } from "../../../support/pack";
import {
  account,
  type Input,
  type Inputs,
  jsonText,
  losingEdges,
  type Moment,
  Stack,
} from "../../../support/stack";

interface Edit {
  readonly onTask?: Input;
  readonly onExecution?: Input;
  readonly executionRole?: Inputs;
  readonly secrets?: readonly Input[];
  readonly definition?: Inputs;
  readonly also?: (stack: Stack) => void;
}

function program(edit: Edit | ((stack: Stack) => Edit)): Stack {
  const stack = new Stack();
  const { onTask, onExecution, executionRole, secrets, definition, also } =
    typeof edit === "function" ? edit(stack) : edit;
  const task = stack.role("task", { name: "shop-task" });
  const execution = stack.role("execution", { name: "shop-execution", ...executionRole });
  if (onTask !== undefined) stack.rolePolicy("task-reads", { role: task.name, policy: jsonText(onTask) });
  if (onExecution !== undefined)
    stack.rolePolicy("execution-reads", { role: execution.name, policy: jsonText(onExecution) });
  stack.taskDefinition("shop", {
    taskRoleArn: task.arn,
    executionRoleArn: execution.arn,
    containerDefinitions: jsonText(containers(secrets)),
    ...definition,
  });
  also?.(stack);
  return stack;
}

const elsewhere: Inputs = { executionRoleArn: `arn:aws:iam::${account}:role/platform/ecsTaskExecutionRole` };

describe("what ecs-ssm-grant-on-execution-role says", () => {
  const message = (edit: Parameters<typeof program>[0], config?: PackConfig, moment?: Moment) =>
    messageOf(ssmGrant, program(edit), config, moment);

  it("of a read on the task role only", async () => {
    assert.equal(
      await message({ onTask: readParameters }),
      `Tasks of \`shop\` cannot start with a secret from Parameter Store: ECS fetches it with execution role \`execution\`, which may not read it, and this stack gives the read to task role \`task\`.
What fails: a task with a secret in Parameter Store stops before its containers start:
    ResourceInitializationError: unable to pull secrets or registry auth: …
    AccessDeniedException: … is not authorized to perform: ssm:GetParameters
Why: statement 1 of \`task-reads\` gives the read to the task role, which only the running application uses.
Change: give the read to the execution role, and take it from the task role unless the application needs it:
    const shopSecretReads = new aws.iam.RolePolicy("shop-secret-reads", {
      role: execution.name,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "ssm:GetParameters", Resource: ["${parameterArn}"] }],
      }),
    });
and let the service wait for it, with \`{ dependsOn: [shopSecretReads] }\`.
It must be \`ssm:GetParameters\`, in the plural: ECS calls no other.
To accept it: "exemptions": [{ "resource": "task-reads", "finding": "task-role-only", "reason": "…" }] in the configuration of this policy.
Finding: task-role-only`,
    );
  });

  it("of an execution role made elsewhere, and of a policy of AWS's", async () => {
    const said = await message((stack) => ({
      definition: elsewhere,
      secrets: ["/shop/DATABASE_URL"],
      also: () =>
        stack.attachment("task-attachment", {
          role: "shop-task",
          policyArn: "arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess",
        }),
    }));
    assert.equal(
      said,
      `Tasks of \`shop\` cannot start with a secret from Parameter Store: ECS fetches it with execution role \`ecsTaskExecutionRole\`, which is made elsewhere and gets no such read here, and this stack gives the read to task role \`task\`.
What fails: a task with a secret in Parameter Store stops before its containers start:
    ResourceInitializationError: unable to pull secrets or registry auth: …
    AccessDeniedException: … is not authorized to perform: ssm:GetParameters
Why: AWS's policy \`AmazonSSMReadOnlyAccess\`, attached by \`task-attachment\`, gives the read to the task role, which only the running application uses.
Change: give the read to the execution role, and take it from the task role unless the application needs it:
    const shopSecretReads = new aws.iam.RolePolicy("shop-secret-reads", {
      role: "ecsTaskExecutionRole",
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "ssm:GetParameters", Resource: [/* ARNs of the parameters */] }],
      }),
    });
and let the service wait for it, with \`{ dependsOn: [shopSecretReads] }\`.
It must be \`ssm:GetParameters\`, in the plural: ECS calls no other.
Or, if \`ecsTaskExecutionRole\` has it from where it is made, declare that in a file for \`--policy-pack-config\`:
    { "ecs-ssm-grant-on-execution-role": { "externalRoles": [{ "role": "ecsTaskExecutionRole", "actions": ["ssm:GetParameters"], "resources": ["arn:aws:…"], "reason": "…" }] },
      "ecs-execution-role-reads-secrets": { "externalRoles": [{ "role": "ecsTaskExecutionRole", "actions": ["ssm:GetParameters"], "resources": ["arn:aws:…"], "reason": "…" }] } }
To accept it: "exemptions": [{ "resource": "task-attachment", "finding": "task-role-only", "reason": "…" }] in the configuration of this policy.
Finding: task-role-only`,
    );
  });

  it("of a missing execution role", async () => {
    const said = await message({ onTask: readParameters, definition: { executionRoleArn: undefined } });
    assert.match(
      said,
      /^Tasks of `shop` cannot start with a secret from Parameter Store: ECS fetches it with an execution role, of which there is none, and this stack gives the read to task role `task`\.\nWhat fails: AWS registers no task definition that has secrets and no `executionRoleArn`\.\nWhy: /,
    );
    assert.match(
      said,
      /^Change: give the task definition an `executionRoleArn`, and its role the read:\n.*\n {6}role: executionRole\.name,$/m,
    );
    assert.match(said, /\nFinding: no-execution-role$/);
  });

  it("of containers that take no secrets", async () => {
    const said = await message({ onTask: readParameters, secrets: [] });
    assert.match(
      said,
      /\nThe containers of `shop` take none so far\. If the application reads its parameters itself, set "when": "referenced" in the configuration of this policy\. Otherwise:\nWhat fails: /,
    );
  });

  it("of several task definitions, of which some take no secrets", async () => {
    const two = (shop: readonly Input[], jobs: readonly Input[]): Edit => ({
      onTask: readParameters,
      secrets: shop,
      also: (stack) =>
        void stack.taskDefinition("jobs", {
          taskRoleArn: `arn:aws:iam::${account}:role/shop-task`,
          executionRoleArn: `arn:aws:iam::${account}:role/shop-execution`,
          containerDefinitions: jsonText(containers(jobs)),
        }),
    });
    assert.match(await message(two([], [])), /^The containers of `jobs` and `shop` take none so far\. /m);
    for (const one of [two([], [parameterArn]), two([parameterArn], [])]) {
      const said = await message(one);
      assert.match(
        said,
        /^Tasks of `jobs` and `shop` cannot start with a secret from Parameter Store: ECS fetches it with /,
      );
      assert.doesNotMatch(said, /take none so far/);
    }
  });

  it("of several parameters: in order, each once, and not of many", async () => {
    const arns = (count: number) =>
      Array.from({ length: count }, (_, at) => `${parameterArn}_${String.fromCharCode(65 + at)}`);
    const listed = async (secrets: readonly string[]) => {
      const said = await message({ onTask: readParameters, secrets });
      return /Resource: \[(.*)\] \}\],$/m.exec(said)?.[1];
    };
    const quoted = (texts: readonly string[]) => texts.map((text) => `"${text}"`).join(", ");
    assert.equal(await listed([...arns(3).reverse(), ...arns(2)]), quoted(arns(3)));
    assert.equal(await listed(arns(10)), quoted(arns(10)));
    assert.equal(await listed(arns(11)), "/* ARNs of the parameters */");
  });

  it("of several execution roles, for tasks of other stacks", async () => {
    const stack = new Stack();
    stack.rolePolicy("reads", { role: stack.role("shop-task").name, policy: jsonText(readParameters) });
    for (const name of ["shop-execution", "jobs-execution"]) stack.role(name, { name });
    const roles = { task: ["*-task"], execution: ["*-execution"] };
    assert.match(
      await messageOf(ssmGrant, stack, { [ssmGrant]: { roles } }),
      /^Tasks that run with `shop-task` cannot start with a secret from Parameter Store: ECS fetches it with the execution role, and none of `jobs-execution` and `shop-execution` may read it, and this stack gives the read to task role `shop-task`\.\n/,
    );
  });

  it("of a denial, and of a boundary", async () => {
    const denied = await message({
      onTask: readParameters,
      onExecution: document(
        { Effect: "Allow", Action: "ssm:*", Resource: "*" },
        { Effect: "Deny", Action: "ssm:Get*", Resource: "*" },
      ),
    });
    assert.match(
      denied,
      /^Change: statement 2 of `execution-reads` denies `ssm:GetParameters` to `execution`, and a denial wins over whatever allows it\. Take the parameters out of that denial\.$/m,
    );
    assert.doesNotMatch(denied, /secretReads/);
    const bounded = await message({
      onTask: readParameters,
      onExecution: readParameters,
      executionRole: { permissionsBoundary: "arn:aws:iam::aws:policy/AmazonS3FullAccess" },
    });
    assert.match(
      bounded,
      /^Change: the permissions boundary of `execution` does not let it call `ssm:GetParameters`, whatever its policies allow\. Allow it in the boundary, or give the role another one\.$/m,
    );
  });

  it("of a read that is presumed", async () => {
    const said = await message(
      (stack) => {
        const parameter = stack.parameter("database-url");
        return { onTask: allow("ssm:GetParameters", parameter.arn), secrets: [parameter.arn] };
      },
      {},
      "first preview",
    );
    assert.match(
      said,
      /^Why: `task-reads` presumably gives the read to the task role, which only the running application uses\. Its document is not known in this preview, and it has an edge to the parameter to which the containers have one\. If it gives something else, such as `ssm:PutParameter` alone, accept the finding as below\.$/m,
    );
    assert.match(said, /\nFinding: task-role-only \(presumed\)$/);
  });

  it("of a read that is known, by containers that are not", async () => {
    const said = await message(
      (stack) => ({ onTask: allow("*", "*"), secrets: [stack.parameter("database-url").arn] }),
      {},
      "first preview",
    );
    assert.match(
      said,
      /^Why: statement 1 of `task-reads` gives the read to the task role, .* is presumed from the edges between the resources\.$/m,
    );
    assert.match(said, /\nFinding: task-role-only \(presumed\)$/);
  });
});

describe("what is listed of reads that cannot be told", () => {
  const listed = async (edit: Parameters<typeof program>[0], moment: Moment = "update preview") => {
    const message = await messageOf(undetermined, program(edit), { [readsSecrets]: "disabled" }, moment);
    return message.split("\n").slice(0, 2);
  };
  const question = (tasks: string, reasons: string) =>
    `ecs-ssm-grant-on-execution-role cannot tell: whether the task role${tasks} may read Parameter Store while the execution role may not: ${reasons}.`;
  const nameIt =
    "To settle it: Name the role by an output of its own resource or, where it is made elsewhere, by its ARN or name, and declare in `externalRoles` what it may do there.";
  const restricted = { Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } };
  const conditional = allow("ssm:GetParameters", "*", restricted);

  it("tells of roles of the task definition that are not known", async () => {
    for (const [property, role] of [
      ["taskRoleArn", "the task role"],
      ["executionRoleArn", "the execution role"],
    ] as const) {
      const said = await listed((stack) => {
        const lost = losingEdges(stack.role("lost").arn);
        return { onTask: readParameters, definition: { [property]: lost } };
      }, "first preview");
      assert.deepEqual(said, [
        question(
          "",
          `${role} is not known before the update: \`${property}\` of \`shop\` comes from outside this stack's resources`,
        ),
        nameIt,
      ]);
    }
  });

  it("tells of a read whose role is not known, which may be either", async () => {
    const said = await listed(
      (stack) => ({
        also: () =>
          stack.rolePolicy("reads", {
            role: losingEdges(stack.role("lost").id),
            policy: JSON.stringify(readParameters),
          }),
      }),
      "first preview",
    );
    assert.deepEqual(said, [
      question(
        " of `shop`",
        "`reads` may be attached to `execution`: its role is not known; " +
          "the role of `reads` is not known before the update: `role` of `reads` comes from outside this stack's resources",
      ),
      nameIt,
    ]);
  });

  it("tells of several reasons, and of all tasks that they are about", async () => {
    const said = await listed({
      onTask: conditional,
      executionRole: { managedPolicyArns: [`arn:aws:iam::${account}:policy/platform`] },
      also: (stack) =>
        void stack.taskDefinition("jobs", {
          taskRoleArn: `arn:aws:iam::${account}:role/shop-task`,
          executionRoleArn: `arn:aws:iam::${account}:role/shop-execution`,
        }),
    });
    assert.deepEqual(said, [
      question(
        " of `jobs` and `shop`",
        "a condition, a variable or a permissions boundary restricts what `task-reads` allows; " +
          "the policy in `managedPolicyArns` of `execution` is made elsewhere",
      ),
      "To settle it: Give the role what it needs by a policy of this stack, or accept the question in `exemptions`: what a policy made elsewhere allows is not seen from here. " +
        "Leave out conditions and variables of which a preview cannot know what the request will hold, name a key by its ARN, and write all six fields of an ARN; or accept the question in `exemptions`.",
    ]);
  });

  it("tells of a document that is none, on a role of no tasks", async () => {
    const said = await listed({
      also: (stack) =>
        void stack.rolePolicy("broken", { role: stack.role("lambda").name, policy: "{ not JSON" }),
    });
    assert.deepEqual(said, [
      "ecs-ssm-grant-on-execution-role cannot tell: what this document allows: `policy` of `broken` is not a JSON document.",
      "To settle it: Correct the value: AWS refuses it as it is.",
    ]);
  });
});

describe("what ecs-execution-role-reads-secrets says", () => {
  const message = (edit: Parameters<typeof program>[0], config: PackConfig = {}, moment?: Moment) =>
    messageOf(readsSecrets, program(edit), { [ssmGrant]: "disabled", ...config }, moment);

  it("of a role and a secret of one name", async () => {
    const stack = new Stack();
    const execution = stack.role("api-key");
    const parameter = stack.parameter("api_key");
    stack.taskDefinition("shop", {
      executionRoleArn: execution.arn,
      containerDefinitions: jsonText(containers([parameter.arn])),
    });
    const said = await messageOf(readsSecrets, stack);
    assert.match(said, /\n {6}role: apiKeyRole\.name,\n/);
    assert.match(said, /Resource: \[apiKey\.arn\]/);
  });

  it("of a parameter and a secret of the stack, and of one elsewhere", async () => {
    const said = await message((stack) => {
      const secret = `arn:aws:secretsmanager:eu-central-1:${account}:secret:shop-AbCdEf`;
      return { secrets: [stack.parameter("database-url").arn, secret, "/other/TOKEN"] };
    });
    assert.equal(
      said,
      `Tasks of task definition \`shop\` cannot start: ECS fetches \`app/SECRET_0\`, \`app/SECRET_1\` and \`app/SECRET_2\` with execution role \`execution\`, which may not read them.
What fails: ECS fetches secrets with the execution role before the containers start, and each task stops:
    ResourceInitializationError: unable to pull secrets or registry auth: …
    AccessDeniedException: … is not authorized to perform: ssm:GetParameters
    AccessDeniedException: … is not authorized to perform: secretsmanager:GetSecretValue
Why: nothing allows \`execution\` \`ssm:GetParameters\` on the parameter; nothing allows \`execution\` \`secretsmanager:GetSecretValue\` on the secret.
Change: give the read to the execution role:
    const shopSecretReads = new aws.iam.RolePolicy("shop-secret-reads", {
      role: execution.name,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: "ssm:GetParameters", Resource: [databaseUrl.arn, /* ARN of the parameter */] },
          { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: ["arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-AbCdEf"] },
        ],
      }),
    });
and let the service wait for it, with \`{ dependsOn: [shopSecretReads] }\`.
To accept all of it, in the configuration of this policy:
    "exemptions": [
      { "resource": "shop", "finding": "secret-unreadable/app/secret_0", "reason": "…" },
      { "resource": "shop", "finding": "secret-unreadable/app/secret_1", "reason": "…" },
      { "resource": "shop", "finding": "secret-unreadable/app/secret_2", "reason": "…" },
    ]
Finding: secret-unreadable/app/secret_0, secret-unreadable/app/secret_1, secret-unreadable/app/secret_2`,
    );
  });

  it("of a permission on the wrong role", async () => {
    const said = await message({ onTask: readParameters, onExecution: allow("ssm:GetParameter", "*") });
    assert.match(
      said,
      /^Tasks of task definition `shop` cannot start: ECS fetches `app\/SECRET_0` with execution role `execution`, which may not read it; the permission is on task role `task`\.\n/,
    );
    assert.match(
      said,
      /^Why: statement 1 of `execution-reads` allows `ssm:GetParameter`, and ECS calls `ssm:GetParameters` only; statement 1 of `task-reads` gives it to `task`, which only the running application uses\.$/m,
    );
  });

  it("of a permission on the wrong role for a part of the secrets only", async () => {
    const said = await message({ onTask: readParameters, secrets: [parameterArn, "/other/TOKEN"] });
    assert.match(
      said,
      /^Tasks of task definition `shop` cannot start: ECS fetches `app\/SECRET_0` and `app\/SECRET_1` with execution role `execution`, which may not read them\.\n/,
    );
    assert.match(said, /; statement 1 of `task-reads` gives it to `task`, /);
  });

  it("of a statement that the program does not have any more, nothing", async () => {
    const said = await message({
      also: (stack) =>
        void stack.rolePolicy(
          "old-reads",
          { role: "shop-execution", policy: JSON.stringify(allow("ssm:GetParameter", "*")) },
          { notInProgram: true },
        ),
    });
    assert.match(said, /^Why: nothing allows `execution` `ssm:GetParameters` on the parameter\.$/m);
  });

  it("of a key", async () => {
    const said = await message((stack) => {
      const parameter = stack.parameter("token", { keyId: stack.key("shop-key").arn });
      return { secrets: [parameter.arn], onExecution: allow("ssm:GetParameters", "*") };
    });
    assert.match(
      said,
      /^Tasks of task definition `shop` cannot start: ECS fetches `app\/SECRET_0` with execution role `execution`, which may not decrypt it\.\n/,
    );
    assert.match(
      said,
      /^ {4}AccessDeniedException: The ciphertext refers to a customer master key that does not exist, … or you are not allowed to access\.$/m,
    );
    assert.match(
      said,
      /Statement: \[\{ Effect: "Allow", Action: "kms:Decrypt", Resource: \[shopKey\.arn\] \}\],$/m,
    );
  });

  it("of a missing execution role", async () => {
    const said = await message((stack) => {
      const parameter = stack.parameter("token", { keyId: stack.key("shop-key").arn });
      return { secrets: [parameter.arn], definition: { executionRoleArn: undefined } };
    });
    assert.match(
      said,
      /^Tasks of task definition `shop` cannot start: ECS fetches `app\/SECRET_0` with an execution role, and there is none\.\nWhat fails: ECS fetches secrets with the execution role, and AWS registers no task definition that has secrets and none:\n {4}ClientException: When you are specifying container secrets, you must also specify a value for 'executionRoleArn'\.\nChange: give `shop` an `executionRoleArn`, and its role the read:\n/,
    );
    assert.match(said, /\n {6}role: executionRole\.name,\n/);
    assert.match(
      said,
      /Action: "ssm:GetParameters", Resource: \[token\.arn\] \},\n.*Action: "kms:Decrypt", Resource: \[shopKey\.arn\] \},/,
    );
    assert.doesNotMatch(said, /^Why: /m);
  });

  it("of a role made elsewhere that is declared", async () => {
    const said = await message(
      { definition: elsewhere },
      {
        [readsSecrets]: {
          externalRoles: [
            { role: "ecsTaskExecutionRole", actions: ["s3:*"], resources: ["*"], reason: "files only" },
          ],
        },
      },
    );
    assert.match(said, /^ {6}role: "ecsTaskExecutionRole",$/m);
    assert.match(
      said,
      /^Or, if `ecsTaskExecutionRole` has it from where it is made, declare that in a file for `--policy-pack-config`:\n {4}\{ "ecs-ssm-grant-on-execution-role": \{ "externalRoles": \[\{ "role": "ecsTaskExecutionRole", "actions": \["ssm:GetParameters"\], "resources": \["arn:aws:ssm:eu-central-1:123456789012:parameter\/shop\/DATABASE_URL"\], "reason": "…" \}\] \},\n {6}"ecs-execution-role-reads-secrets": \{ "externalRoles": \[\{ "role": "ecsTaskExecutionRole", "actions": \["ssm:GetParameters"\], "resources": \["arn:aws:ssm:eu-central-1:123456789012:parameter\/shop\/DATABASE_URL"\], "reason": "…" \}\] \} \}$/m,
    );
  });

  it("of a denial, and of a boundary", async () => {
    const denied = await message({
      onExecution: document(
        { Effect: "Allow", Action: "ssm:*", Resource: "*" },
        { Effect: "Deny", Action: "ssm:Get*", Resource: "*" },
      ),
    });
    assert.match(
      denied,
      /^Why: statement 2 of `execution-reads` denies `execution` `ssm:GetParameters`, and a denial wins over whatever allows it\.\nChange: take what is needed out of that denial\.$/m,
    );
    const bounded = await message({
      onExecution: readParameters,
      executionRole: { permissionsBoundary: "arn:aws:iam::aws:policy/AmazonS3FullAccess" },
    });
    assert.match(
      bounded,
      /^Why: the permissions boundary of `execution` does not let it call `ssm:GetParameters`, whatever its policies allow\.\nChange: allow it in the boundary, or give the role another one\.$/m,
    );
  });

  it("of a role made elsewhere that reads secrets of two kinds", async () => {
    const secret = `arn:aws:secretsmanager:eu-central-1:${account}:secret:shop-AbCdEf`;
    const externalRoles = [{ role: "*", actions: ["s3:*"], resources: ["*"], reason: "files only" }];
    const said = await message(
      { definition: elsewhere, secrets: [parameterArn, secret] },
      { [readsSecrets]: { externalRoles } },
    );
    assert.match(said, /"actions": \["ssm:GetParameters", "secretsmanager:GetSecretValue"\]/);
  });

  it("of a denial in the policy of the secret", async () => {
    const said = await message((stack) => {
      const all = { ...deny("secretsmanager:*", "*").Statement[0], Principal: "*" };
      const secret = stack.secret("token", { policy: jsonText(document(all)) });
      return { secrets: [secret.arn], onExecution: allow("secretsmanager:GetSecretValue", "*") };
    });
    assert.match(
      said,
      /^Why: the policy of `token` denies it to `execution`\.\nChange: take the role out of that denial\.$/m,
    );
  });

  it("of what is presumed", async () => {
    const said = await message(
      (stack) => ({ secrets: [stack.parameter("database-url").arn] }),
      {},
      "first preview",
    );
    assert.match(
      said,
      /^Tasks of task definition `shop` cannot start: ECS fetches parameter `database-url` with execution role `execution`, which may not read it\.\n/,
    );
    assert.match(
      said,
      /^Not all values are known in this preview; what is not is presumed from the edges between the resources and from their names\.\nIf a policy is made inside of `apply`/m,
    );
    assert.match(said, /Resource: \[databaseUrl\.arn\]/);
  });

  it("of what the containers may hold for something else", async () => {
    const edit = (stack: Stack) => {
      const token = stack.secret("token");
      return { secrets: [token.arn] };
    };
    const said = await message(edit, {}, "first preview");
    assert.match(said, /^If a policy is made inside of `apply`, it is not in this preview\b/m);
    assert.match(
      said,
      /^Or, if the containers have secret `token` for something else than `secrets`, such as its name for another tool: accept the finding as below, or set "presumed": "list" for this policy\./m,
    );
    assert.doesNotMatch(await message(edit), /for something else/);
  });

  it("of references that ECS cannot read", async () => {
    const secret = `arn:aws:secretsmanager:eu-central-1:${account}:secret:shop-AbCdEf`;
    assert.equal(
      await message({ secrets: [`${secret}:user`, `${secret}:password`] }),
      `Tasks of task definition \`shop\` cannot start, for ECS cannot read \`app/SECRET_0\` and \`app/SECRET_1\`: each reference is not of the form in which ECS takes a part of a secret.
What fails: AWS refuses the task definition, or each task stops before its containers start:
    ResourceInitializationError: unable to pull secrets or registry auth: …
Change: Three parts follow the secret's ARN, each of which may be empty: write \`<secret ARN>:<JSON key>::\`, with both colons at the end.
To accept all of it, in the configuration of this policy:
    "exemptions": [
      { "resource": "shop", "finding": "secret-malformed/app/secret_0", "reason": "…" },
      { "resource": "shop", "finding": "secret-malformed/app/secret_1", "reason": "…" },
    ]
Finding: secret-malformed/app/secret_0, secret-malformed/app/secret_1`,
    );
  });

  it("of those of several references that no exemption covers", async () => {
    const secret = `arn:aws:secretsmanager:eu-central-1:${account}:secret:shop-AbCdEf`;
    const exempt = { resource: "shop", finding: "secret-malformed/app/secret_0", reason: "goes away" };
    const said = await message(
      { secrets: [`${secret}:user`, `${secret}:password`] },
      { [readsSecrets]: { exemptions: [exempt] } },
    );
    assert.match(
      said,
      /^Tasks of task definition `shop` cannot start, for ECS cannot read `app\/SECRET_1`: the reference is not of the form /,
    );
  });

  it("of containers in whatever order", async () => {
    const takes = (name: string) => ({ name, secrets: [{ name: "URL", valueFrom: parameterArn }] });
    const containerDefinitions = JSON.stringify([takes("web"), takes("app")]);
    assert.match(
      await message({ definition: { containerDefinitions } }),
      /^Tasks of task definition `shop` cannot start: ECS fetches `app\/URL` and `web\/URL` with execution role `execution`, which may not read them\.\n/,
    );
    const malformed = containerDefinitions.replaceAll("parameter/", "parameter//");
    assert.match(
      await message({ definition: { containerDefinitions: malformed } }),
      /^Tasks of task definition `shop` cannot start, for ECS cannot read `app\/URL` and `web\/URL`: /,
    );
  });

  it("of a parameter of another account", async () => {
    const said = await message({ secrets: [parameterArn.replace(account, "999999999999")] });
    assert.match(
      said,
      /^Tasks of task definition `shop` cannot start, for ECS cannot read `app\/SECRET_0`: the reference is a parameter of another account\.\nWhat fails: ECS reads no parameter that is shared from another account, whatever the execution role may do; each task stops:\n {4}ResourceInitializationError: .*\nChange: Keep the parameter in the account of the task, /,
    );
  });

  it("of a plain name, which may be the secret itself, without the name", async () => {
    const said = await message({ secrets: ["correct-horse-battery-staple"] });
    assert.match(said, /Resource: \[\/\* ARN of the parameter \*\/\]/);
    assert.doesNotMatch(said, /correct-horse/);
  });

  it("of a secret by name, and of a file whose name is not plain, without the names", async () => {
    const said = await message({
      definition: {
        containerDefinitions: JSON.stringify([
          {
            name: "app",
            repositoryCredentials: { credentialsParameter: "shop-registry" },
            credentialSpecs: ["credentialspec:arn:aws:s3:::files/of the shop.json"],
          },
        ]),
      },
    });
    assert.match(
      said,
      /Action: "secretsmanager:GetSecretValue", Resource: \[\/\* ARN of the secret \*\/\] \},\n.*Action: "s3:GetObject", Resource: \[\/\* ARN of the file \*\/\] \},/,
    );
    assert.doesNotMatch(said, /shop-registry|of the shop/);
  });

  it("of ten secrets, each of them", async () => {
    const ten = Array.from({ length: 10 }, (_, at) => `${parameterArn}_${at}`);
    const said = await message({ secrets: ten });
    assert.ok(said.includes(`Resource: [${ten.map((arn) => `"${arn}"`).join(", ")}]`), said);
  });

  it("of many secrets, without a message of megabytes", async () => {
    const many = Array.from(
      { length: 140 },
      (_, at) => `arn:aws:ssm:eu-central-1:${account}:parameter/shop/${at}`,
    );
    const said = await message({ secrets: many });
    assert.ok(said.length < 8000, `${said.length} characters`);
    assert.match(
      said,
      /^Tasks of task definition `shop` cannot start: ECS fetches .* and 130 more with execution role `execution`, /,
    );
    assert.match(said, /\/\* and the others \*\//);
    assert.match(said, /Finding: .*, 40 more$/);
  });

  it("of a secret that RDS keeps", async () => {
    const arn = `arn:aws:secretsmanager:eu-central-1:${account}:secret:rds!db-0123-AbCdEf`;
    const said = await message((stack) => {
      const database = stack.custom(
        "aws:rds/instance:Instance",
        "orders-db",
        { manageMasterUserPassword: true },
        {},
        { computed: { masterUserSecrets: [{ secretArn: arn }], secret: arn } },
      );
      return { secrets: [database.output("secret")] };
    });
    assert.match(said, /Resource: \[ordersDb\.masterUserSecrets\[0\]\.secretArn\]/);
  });

  it("of a key that is named by its alias, and of files", async () => {
    const said = await message((stack) => {
      const secret = stack.secret("token", { kmsKeyId: "alias/shop" });
      return {
        secrets: [secret.arn],
        onExecution: document(
          { Effect: "Allow", Action: "secretsmanager:*", Resource: "*" },
          { Effect: "Deny", Action: "kms:*", Resource: "arn:aws:kms:*:*:key/other" },
        ),
        definition: { executionRoleArn: undefined },
      };
    });
    assert.match(said, /Action: "kms:Decrypt", Resource: \[\/\* ARN of the key, not of its alias \*\/\]/);
  });

  it("of several faults of several statements, and not of all", async () => {
    const arns = ["one", "two", "three", "four"].map(
      (name) => `arn:aws:ssm:eu-central-1:${account}:parameter/shop/${name}`,
    );
    const impossible = { Condition: { Null: { "aws:SecureTransport": "true" } } };
    const onExecution = document(
      ...arns
        .slice(0, 3)
        .map((Resource) => ({ Effect: "Allow", Action: "ssm:GetParameters", Resource, ...impossible })),
    );
    const faults = [1, 2, 3].map(
      (number) =>
        `statement ${number} of \`execution-reads\` allows it under a condition on \`aws:SecureTransport\` that does not hold`,
    );
    const why = async (secrets: readonly string[]) =>
      /^Why: (.*)$/m.exec(await message({ secrets, onExecution }))?.[1];
    assert.equal(await why(arns.slice(0, 3)), `${faults.join("; ")}.`);
    assert.equal(await why(arns), `${faults.join("; ")}; and so on for the others.`);
    assert.equal(await why(arns.slice(3)), "statement 1 of `execution-reads` allows it on other ARNs only.");
  });
});

describe("what is listed of secrets that cannot be told", () => {
  const listed = async (edit: Parameters<typeof program>[0], moment: Moment = "update preview") => {
    const message = await messageOf(undetermined, program(edit), { [ssmGrant]: "disabled" }, moment);
    return message.split("\n");
  };

  it("tells of a condition", async () => {
    const restricted = { Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } };
    assert.deepEqual(await listed({ onExecution: allow("ssm:GetParameters", "*", restricted) }), [
      "ecs-execution-role-reads-secrets cannot tell: whether ECS can read `app/SECRET_0` for task definition `shop`: statement 1 of `execution-reads` may allow it to `execution`, under a condition, a variable or an ARN that this preview does not settle.",
      "To settle it: Leave out conditions and variables of which a preview cannot know what the request will hold, name a key by its ARN, and write all six fields of an ARN; or accept the question in `exemptions`.",
      "Finding: secret-unclear/app/secret_0",
    ]);
  });

  it("tells of a role that is not known", async () => {
    const said = await listed({ definition: { executionRoleArn: "arn:aws:s3:::files" } });
    assert.deepEqual(said.slice(0, 2), [
      "ecs-execution-role-reads-secrets cannot tell: whether ECS can read `app/SECRET_0` for task definition `shop`: the execution role is not known: `executionRoleArn` of `shop` is no role ARN or role name.",
      "To settle it: Correct the value: AWS refuses it as it is.",
    ]);
  });

  it("tells of several reasons, each once, for those secrets that no exemption covers", async () => {
    const made = program((stack) => ({
      secrets: [parameterArn, `${parameterArn}_TOO`],
      executionRole: {
        managedPolicyArns: ["platform", "more"].map((name) => `arn:aws:iam::${account}:policy/${name}`),
      },
      onExecution: allow("ssm:GetParameters", stack.parameter("other").arn),
    }));
    const exempt = { resource: "shop", finding: "secret-unclear/app/secret_0", reason: "goes away" };
    const config = { [ssmGrant]: "disabled", [readsSecrets]: { exemptions: [exempt] } } as const;
    const said = await messageOf(undetermined, made, config, "first preview");
    assert.equal(
      said.split("\n")[0],
      "ecs-execution-role-reads-secrets cannot tell: whether ECS can read `app/SECRET_1` for task definition `shop`: `policy` of `execution-reads` is not known before the update; the policy in `managedPolicyArns` of `execution` is made elsewhere.",
    );
  });

  it("tells of a reference that comes from nowhere", async () => {
    const said = await listed(
      (stack) => ({
        secrets: [],
        also: () =>
          stack.custom("aws:ecs/expressGatewayService:ExpressGatewayService", "express", {
            executionRoleArn: `arn:aws:iam::${account}:role/shop-execution`,
            primaryContainer: {
              image: "shop",
              secrets: [{ name: "TOKEN", valueFrom: losingEdges(stack.parameter("token").arn) }],
            },
          }),
      }),
      "first preview",
    );
    assert.deepEqual(said.slice(0, 2), [
      "ecs-execution-role-reads-secrets cannot tell: whether ECS can read `primary/TOKEN` for Express service `express`: what `primary/TOKEN` is taken from is not known before the update.",
      "To settle it: What rests on new resources is judged again during the update and in the next preview.",
    ]);
  });

  it("tells of a task role that is not known, and may read in place of ECS", async () => {
    const said = await listed(
      (stack) => ({
        secrets: [stack.parameter("one").arn],
        definition: { taskRoleArn: losingEdges(stack.role("lost").arn) },
      }),
      "first preview",
    );
    assert.equal(
      said[0],
      "ecs-execution-role-reads-secrets cannot tell: whether ECS can read parameter `one` for task definition `shop`: the task role is not known before the update: `taskRoleArn` of `shop` comes from outside this stack's resources.",
    );
  });

  it("tells of a database to which an edge leads", async () => {
    const said = await listed((stack) => {
      const database = stack.custom(
        "aws:rds/cluster:Cluster",
        "orders",
        { manageMasterUserPassword: true },
        {},
        { computed: { endpoint: "db" } },
      );
      return {
        secrets: [],
        definition: {
          containerDefinitions: jsonText([
            { name: "app", environment: [{ name: "DB", value: database.output("endpoint") }] },
          ]),
        },
      };
    }, "first preview");
    assert.deepEqual(said.slice(0, 2), [
      "ecs-execution-role-reads-secrets cannot tell: whether ECS can read `orders` for task definition `shop`: the containers may take something else from `orders` than its ARN.",
      "To settle it: Where ECS is to fetch it, under `secrets`, give the read to the execution role. Where the application takes it, accept the question in `exemptions`; it is settled once the containers are known.",
    ]);
  });

  it("tells of what the application may read itself", async () => {
    const said = await listed((stack) => {
      const [one, two] = [stack.parameter("one"), stack.parameter("two")];
      return {
        secrets: [one.arn, two.arn],
        onExecution: allow("ssm:GetParameters", "arn:aws:ssm:*:*:parameter/shop/one"),
        onTask: allow("ssm:GetParameters", "arn:aws:ssm:*:*:parameter/shop/two"),
      };
    }, "first preview");
    assert.deepEqual(said.slice(0, 2), [
      "ecs-execution-role-reads-secrets cannot tell: whether ECS can read parameter `two` for task definition `shop`: the task role reads parameter `two`, and the application may do so itself.",
      "To settle it: Where ECS is to fetch it, under `secrets`, give the read to the execution role. Where the application takes it, accept the question in `exemptions`; it is settled once the containers are known.",
    ]);
  });

  it("tells of containers that have lost their edges, and of parts that are malformed", async () => {
    const said = await listed(
      (stack) => ({
        definition: {
          containerDefinitions: losingEdges(jsonText(containers([stack.parameter("one").arn]))),
          volumes: 7,
        },
        onExecution: allow("ssm:*", "*"),
      }),
      "first preview",
    );
    assert.deepEqual(said.slice(0, 2), [
      "ecs-execution-role-reads-secrets cannot tell: which secrets ECS fetches for task definition `shop`, if any: `containerDefinitions` of `shop` is not known before the update, and nothing tells what it depends on; in `volumes` of `shop`, the property is not a list.",
      "To settle it: Correct the value: AWS refuses it as it is. Write the containers with `pulumi.jsonStringify`, which keeps their edges to the parameters and secrets that they name. An exported state shows no secrets: judge the stack itself.",
    ]);
  });

  it("tells of a reference of which AWS does not say enough", async () => {
    const secret = `arn:aws:secretsmanager:eu-central-1:${account}:secret:shop-AbCdEf`;
    const registry = [{ name: "app", repositoryCredentials: { credentialsParameter: `${secret}:user::` } }];
    assert.deepEqual(
      (await listed({ definition: { containerDefinitions: JSON.stringify(registry) } })).slice(0, 2),
      [
        "ecs-execution-role-reads-secrets cannot tell: whether ECS can read `app/repository-credentials` of task definition `shop`: the reference selects a part of a secret, of which AWS does not say whether ECS takes it for a registry.",
        "To settle it: Give the ARN of a secret that holds the user name and the password, with nothing after it.",
      ],
    );
  });

  it("tells of a secret in another Region", async () => {
    const secret = `arn:aws:secretsmanager:us-east-1:${account}:secret:shop-AbCdEf`;
    const said = await listed({
      secrets: [secret],
      onExecution: allow("secretsmanager:GetSecretValue", "*"),
    });
    assert.deepEqual(said.slice(0, 2), [
      "ecs-execution-role-reads-secrets cannot tell: whether ECS can read `app/SECRET_0` for task definition `shop`: `app/SECRET_0` is in another Region than the task, and AWS does not say whether ECS reads it there.",
      "To settle it: Use a secret in the Region of the task, or a replica of it there.",
    ]);
  });

  it("tells of the policy of a secret that is none", async () => {
    const said = await listed((stack) => {
      stack.secret("token", { policy: "[]" });
      return { secrets: [] };
    });
    assert.deepEqual(said, [
      "ecs-execution-role-reads-secrets cannot tell: what this policy says of who may read or decrypt: `policy` of `token` is not a JSON object.",
      "To settle it: Correct the value: AWS refuses it as it is.",
      "Finding: policy-malformed",
    ]);
  });
});
