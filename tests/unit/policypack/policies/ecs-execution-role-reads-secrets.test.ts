import {
  allow,
  type Case,
  containers,
  deny,
  document,
  parameterArn,
  readFiles,
  readParameters,
  testCases,
} from "../../../support/cases";
import {
  type Json,
  outputsAreNotText,
  type PackConfig,
  readsSecrets,
  ssmGrant,
  undetermined,
} from "../../../support/pack";
import {
  account,
  fromElsewhere,
  type Handle,
  type Input,
  type Inputs,
  interpolate,
  jsonText,
  losingEdges,
  type Options,
  type Stack,
} from "../../../support/stack";

/** The other policy about secrets has a table of its own. */
const alone = { [ssmGrant]: "disabled" } as const;

const definition = "aws:ecs/taskDefinition:TaskDefinition::shop";
const unreadable = (...secrets: string[]) =>
  `mandatory ${readsSecrets} ${secrets.map((secret) => `secret-unreadable/${secret}`).join(",")} ${definition}`;
const undecryptable = (secret: string) =>
  `mandatory ${readsSecrets} secret-undecryptable/${secret} ${definition}`;
const malformed = (...secrets: string[]) =>
  `mandatory ${readsSecrets} ${secrets.map((secret) => `secret-malformed/${secret}`).join(",")} ${definition}`;
const unclear = (...secrets: string[]) =>
  `advisory ${undetermined} ${secrets.map((secret) => `secret-unclear/${secret}`).join(",")} ${definition}`;
const secretsUnclear = `advisory ${undetermined} secrets-unclear ${definition}`;
const presumed = (finding: string) => `${finding} presumed`;
const first = "app/secret_0";

const region = "eu-central-1";
const secretArn = `arn:aws:secretsmanager:${region}:${account}:secret:shop-AbCdEf`;
const readSecret = (resource: Input = secretArn) => allow("secretsmanager:GetSecretValue", resource);
const restricted = { Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } };

interface Roles {
  readonly task: Handle;
  readonly execution: Handle;
}

/** What a case changes in a stack whose one container takes one parameter and whose roles allow nothing. */
interface Edit {
  readonly executionRole?: Inputs;
  readonly onExecution?: Input;
  readonly onTask?: Input;
  readonly secrets?: readonly Input[];
  /** The containers, where they are more than one with secrets. */
  readonly containers?: Input;
  /** Inputs of the task definition. */
  readonly definition?: (roles: Roles) => Inputs;
  readonly also?: (stack: Stack, roles: Roles) => void;
}

function base(edit: Edit | ((stack: Stack) => Edit) = {}): (stack: Stack) => void {
  return (stack) => {
    const of = typeof edit === "function" ? edit(stack) : edit;
    const task = stack.role("task");
    const execution = stack.role("execution", of.executionRole);
    const policy = (name: string, role: Handle, policyDocument: Input | undefined) => {
      if (policyDocument !== undefined)
        stack.rolePolicy(name, { role: role.name, policy: jsonText(policyDocument) });
    };
    policy("execution-reads", execution, of.onExecution);
    policy("task-reads", task, of.onTask);
    stack.taskDefinition("shop", {
      taskRoleArn: task.arn,
      executionRoleArn: execution.arn,
      containerDefinitions: jsonText(of.containers ?? containers(of.secrets)),
      ...of.definition?.({ task, execution }),
    });
    of.also?.(stack, { task, execution });
  };
}

type Expected = Pick<Case, "finds" | "findsAtFirst" | "says" | "config">;

/** A case that is rejected, by the one secret of the base unless it says otherwise. */
const found = (it: string, edit: Parameters<typeof base>[0], expected: Expected = {}): Case => ({
  it,
  program: base(edit),
  finds: [unreadable(first)],
  ...expected,
});
const passes = (it: string, edit: Parameters<typeof base>[0], expected: Expected = {}): Case => ({
  it,
  program: base(edit),
  ...expected,
});

describe("ecs-execution-role-reads-secrets", () => {
  describe("parameters", () => {
    testCases(
      [
        found(
          "finds one that nothing allows to read",
          {},
          {
            says: [
              /^Tasks of task definition `shop` cannot start: ECS fetches `app\/SECRET_0` with execution role `execution`, which may not read it\.$/m,
              /nothing allows/,
            ],
          },
        ),
        passes("passes one that the execution role may read", { onExecution: readParameters }),
        found(
          "finds one that the task role may read",
          { onTask: readParameters },
          {
            says: [
              /which may not read it; the permission is on task role `task`\.$/m,
              /statement 1 of `task-reads` gives it to `task`/,
            ],
          },
        ),
        found(
          "finds the singular action",
          { onExecution: allow("ssm:GetParameter", parameterArn) },
          {
            says: [
              /statement 1 of `execution-reads` allows `ssm:GetParameter`, and ECS calls `ssm:GetParameters` only/,
            ],
          },
        ),
        found("finds a read by path", { onExecution: allow("ssm:GetParametersByPath", "*") }),
        passes("passes a pattern of actions", { onExecution: allow("ssm:GetParameter*", parameterArn) }),
        found("finds a read of another path", {
          onExecution: allow("ssm:GetParameters", "arn:aws:ssm:*:*:parameter/other/*"),
        }),
        found(
          "finds a read of ARNs with two slashes",
          { onExecution: allow("ssm:GetParameters", "arn:aws:ssm:*:*:parameter//shop/*") },
          { says: [/names an ARN with two slashes after `parameter`/] },
        ),
        found(
          "finds a read of ARNs without a slash",
          { onExecution: allow("ssm:GetParameters", "arn:aws:ssm:*:*:parametershop/*") },
          { says: [/names an ARN without a slash after `parameter`/] },
        ),
        found(
          "finds a read in another Region",
          { onExecution: allow("ssm:GetParameters", parameterArn.replace(region, "us-east-1")) },
          { says: [/names another Region or account/] },
        ),
        found("finds a read in another account", {
          onExecution: allow("ssm:GetParameters", parameterArn.replace(account, "999999999999")),
        }),
        found(
          "finds a read that is denied",
          {
            onExecution: document(
              { Effect: "Allow", Action: "ssm:*", Resource: "*" },
              { Effect: "Deny", Action: "ssm:Get*", Resource: "arn:aws:ssm:*:*:parameter/shop/*" },
            ),
          },
          { says: [/statement 2 of `execution-reads` denies `execution`/] },
        ),
        passes("passes a read beside a denial of others", {
          onExecution: document(
            { Effect: "Allow", Action: "ssm:*", Resource: "*" },
            { Effect: "Deny", Action: "ssm:Get*", Resource: "arn:aws:ssm:*:*:parameter/other/*" },
          ),
        }),
        found(
          "finds a read that a boundary takes away",
          {
            onExecution: readParameters,
            executionRole: { permissionsBoundary: "arn:aws:iam::aws:policy/AmazonS3FullAccess" },
          },
          { says: [/the permissions boundary of `execution`/] },
        ),
        found("finds AWS's usual policy alone", {
          executionRole: {
            managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"],
          },
        }),
        passes("passes a policy of AWS's that reads parameters", {
          executionRole: { managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess"] },
        }),
        passes(
          "lists a read under a condition that is not known",
          {
            onExecution: allow("ssm:GetParameters", "*", restricted),
          },
          {
            finds: [unclear(first)],
            says: [/statement 1 of `execution-reads` may allow it to `execution`, under a condition/],
          },
        ),
        passes(
          "lists a read that a conditional denial may take away",
          {
            onExecution: document(
              { Effect: "Allow", Action: "ssm:*", Resource: "*" },
              { Effect: "Deny", Action: "ssm:*", Resource: "*", ...restricted },
            ),
          },
          { finds: [unclear(first)], says: [/statement 2 of `execution-reads` may deny it/] },
        ),
        passes("passes a read with a denial of whatever is not encrypted on its way", {
          onExecution: document(
            { Effect: "Allow", Action: "ssm:GetParameters", Resource: parameterArn },
            {
              Effect: "Deny",
              Action: "*",
              Resource: "*",
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
          ),
        }),
        passes("passes a plain name in the Region and account of the read", {
          secrets: ["/shop/DATABASE_URL"],
          onExecution: allow("ssm:GetParameters", parameterArn),
        }),
        passes("passes a plain name without a slash", {
          secrets: ["DATABASE_URL"],
          onExecution: allow("ssm:GetParameters", "arn:aws:ssm:*:*:parameter/DATABASE_URL"),
        }),
        found("finds a plain name whose read is for another Region", {
          secrets: ["/shop/DATABASE_URL"],
          onExecution: allow("ssm:GetParameters", parameterArn.replace(region, "us-east-1")),
        }),
        passes("passes a version of a parameter", {
          secrets: [`${parameterArn}:3`],
          onExecution: allow("ssm:GetParameters", parameterArn),
        }),
        found(
          "finds one of two, and names it",
          {
            secrets: [parameterArn, "/other/TOKEN"],
            onExecution: readParameters,
          },
          { finds: [unreadable("app/secret_1")] },
        ),
        found(
          "finds one that is denied and one that nothing allows in two reports",
          {
            secrets: [parameterArn, "/other/TOKEN"],
            onExecution: document(
              { Effect: "Allow", Action: "ssm:*", Resource: `${parameterArn}*` },
              { Effect: "Deny", Action: "ssm:*", Resource: `${parameterArn}*` },
            ),
          },
          { finds: [unreadable(first), unreadable("app/secret_1")] },
        ),
        found(
          "finds one that the task role reads where the execution role reads another",
          {
            secrets: [parameterArn, "/other/TOKEN"],
            onExecution: readParameters,
            onTask: allow("ssm:GetParameters", "arn:aws:ssm:*:*:parameter/other/*"),
          },
          { finds: [unreadable("app/secret_1")] },
        ),
        found(
          "finds two in one report",
          { secrets: [parameterArn, "/other/TOKEN"] },
          {
            finds: [unreadable(first, "app/secret_1")],
          },
        ),
        found(
          "finds a definition without an execution role",
          { definition: () => ({ executionRoleArn: undefined }) },
          { says: [/ECS fetches `app\/SECRET_0` with an execution role, and there is none/] },
        ),
        passes("passes one role for both that may read", {
          onTask: readParameters,
          definition: ({ task }) => ({ executionRoleArn: task.arn }),
        }),
        found(
          "finds one role for both that may not read",
          {
            onTask: readFiles,
            definition: ({ task }) => ({ executionRoleArn: task.arn }),
          },
          { says: [/with execution role `task`, which may not read it/] },
        ),
        passes("passes containers without secrets", { secrets: [] }),
      ],
      alone,
    );
  });

  describe("secrets of Secrets Manager", () => {
    const of = (valueFrom: string, granted?: Input): Edit => ({
      secrets: [valueFrom],
      ...(granted === undefined ? {} : { onExecution: granted }),
    });
    const partial = secretArn.replace("-AbCdEf", "");
    const ofStage = (stage: string) =>
      allow("secretsmanager:GetSecretValue", secretArn, {
        Condition: { StringEquals: { "secretsmanager:VersionStage": stage } },
      });
    testCases(
      [
        found("finds one that nothing allows to read", of(secretArn), {
          says: [/not authorized to perform: secretsmanager:GetSecretValue/],
        }),
        found("finds one where parameters may be read", of(secretArn, allow("ssm:*", "*"))),
        passes("passes one whose ARN is allowed", of(secretArn, readSecret())),
        passes("passes a part of it, whose ARN is allowed", of(`${secretArn}:password::`, readSecret())),
        passes("passes a version of it", of(`${secretArn}::AWSPREVIOUS:`, readSecret())),
        found(
          "finds one whose read is for a version stage, which ECS does not name by itself",
          of(secretArn, ofStage("AWSCURRENT")),
        ),
        passes(
          "passes one whose reference names that stage",
          of(`${secretArn}::AWSCURRENT:`, ofStage("AWSCURRENT")),
        ),
        found(
          "finds one whose reference names another stage",
          of(`${secretArn}::AWSPREVIOUS:`, ofStage("AWSCURRENT")),
        ),
        passes(
          "passes one whose read is for a stage where any is named",
          of(
            secretArn,
            allow("secretsmanager:GetSecretValue", secretArn, {
              Condition: { StringEqualsIfExists: { "secretsmanager:VersionStage": "AWSCURRENT" } },
            }),
          ),
        ),
        found(
          "finds a read of the part",
          of(`${secretArn}:password::`, readSecret(`${secretArn}:password::`)),
          {
            says: [/names a part of the secret, and IAM compares the ARN without it/],
          },
        ),
        found("finds a read without the characters that AWS adds", of(secretArn, readSecret(partial)), {
          says: [/without the hyphen and the six characters that AWS adds/],
        }),
        passes("passes a pattern for those characters", of(secretArn, readSecret(`${partial}-??????`))),
        passes("passes a wider pattern", of(secretArn, readSecret(`${partial}*`))),
        found("finds a pattern for too many of them", of(secretArn, readSecret(`${partial}-???????`))),
        found(
          "finds a description in place of a read",
          of(secretArn, allow("secretsmanager:DescribeSecret", "*")),
          {
            says: [
              /allows `secretsmanager:DescribeSecret`, and ECS calls `secretsmanager:GetSecretValue` only/,
            ],
          },
        ),
        passes(
          "passes an ARN without the characters where both forms are allowed",
          of(partial, readSecret(`${partial}*`)),
        ),
        passes(
          "passes such an ARN where only the whole one is allowed: it is resolved",
          of(partial, readSecret(`${partial}-??????`)),
        ),
        passes("lists such an ARN where only it is allowed", of(partial, readSecret(partial)), {
          finds: [unclear(first)],
          says: [/six characters that AWS adds.*\nTo settle it: Give the whole ARN/],
        }),
        found(
          "finds such an ARN that ends like a whole one where the characters of AWS are allowed besides",
          of(`${partial}-secret`, readSecret(`${partial}-secret-??????`)),
          { says: [/takes the reference for a whole ARN, because the name in it ends in a hyphen and six/] },
        ),
        passes(
          "passes such an ARN that ends like a whole one where it is allowed as it stands",
          of(`${partial}-secret`, readSecret(`${partial}-secret`)),
        ),
        {
          it: "names the boundary that leaves a whole ARN open",
          program: base({
            secrets: [secretArn],
            onExecution: readSecret(),
            executionRole: { permissionsBoundary: `arn:aws:iam::${account}:policy/boundary` },
          }),
          finds: [unclear(first)],
          says: [/policy in `permissionsBoundary` of `execution` is made elsewhere/],
        },
        found("finds such an ARN where neither is allowed", of(partial, readSecret(`${partial}/*`))),
        passes(
          "lists one in another Region that may be read",
          of(secretArn.replace(region, "us-east-1"), readSecret("*")),
          { finds: [unclear(first)], says: [/in another Region than the task/] },
        ),
        found(
          "finds one in another Region that may not be read",
          of(secretArn.replace(region, "us-east-1"), readSecret()),
        ),
        passes(
          "passes one of another account that the role may read",
          of(secretArn.replace(account, "999999999999"), readSecret("*")),
        ),
        found(
          "finds one of another account that the role may not read",
          of(secretArn.replace(account, "999999999999"), readSecret()),
        ),
        found(
          "finds a reference in Parameter Store without the secret",
          of("/aws/reference/secretsmanager/shop", allow("ssm:GetParameters", "*")),
          { says: [/secretsmanager:GetSecretValue/] },
        ),
        found(
          "finds a reference in Parameter Store without the parameter",
          of("/aws/reference/secretsmanager/shop", readSecret("*")),
          { says: [/ssm:GetParameters/] },
        ),
        passes(
          "passes a reference in Parameter Store with both",
          of(
            "/aws/reference/secretsmanager/shop",
            document(
              { Effect: "Allow", Action: "ssm:GetParameters", Resource: "*" },
              { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: `${partial}-??????` },
            ),
          ),
        ),
      ],
      alone,
    );
  });

  describe("references that ECS cannot read", () => {
    const reference = (it: string, valueFrom: string, says: RegExp): Case =>
      found(
        it,
        { secrets: [valueFrom], onExecution: allow("*", "*") },
        { finds: [malformed(first)], says: [says] },
      );
    testCases(
      [
        reference(
          "finds a part of a secret with one colon",
          `${secretArn}:password`,
          /both colons at the end/,
        ),
        reference(
          "finds a part of a secret with too many",
          `${secretArn}:password:::`,
          /both colons at the end/,
        ),
        reference(
          "finds a stage and an id",
          `${secretArn}:password:AWSCURRENT:0123`,
          /by its stage and by its id/,
        ),
        reference(
          "finds two slashes",
          parameterArn.replace("/shop", "//shop"),
          /two slashes after `parameter`/,
        ),
        reference(
          "finds an empty Region",
          parameterArn.replace(":eu-central-1:", "::"),
          /without a Region or an account of twelve digits/,
        ),
        reference(
          "finds an empty account",
          parameterArn.replace(`:${account}:`, "::"),
          /without a Region or an account of twelve digits/,
        ),
        reference(
          "finds an account of eleven digits",
          parameterArn.replace(account, account.slice(1)),
          /without a Region or an account of twelve digits/,
        ),
        reference(
          "finds a missing slash",
          parameterArn.replace("/shop", "shop"),
          /an ARN that no parameter has/,
        ),
        reference(
          "finds an ARN of another service",
          "arn:aws:s3:::shop/secret",
          /something that ECS cannot read there/,
        ),
        reference(
          "finds another kind of Secrets Manager",
          `arn:aws:secretsmanager:${region}:${account}:rotation:x`,
          /an ARN that no secret has/,
        ),
        reference("finds a name with a part behind it", "shop:password::", /neither an ARN nor the name/),
        reference(
          "finds a text that is no name",
          "postgres://user:hunter2@db",
          /neither an ARN nor the name/,
        ),
        found(
          "finds the text of an Output",
          { secrets: ["Calling [toString] on an [Output<T>] is not supported."] },
          {
            finds: [malformed(first)],
            says: [/holds the text of an Output/],
            config: { [outputsAreNotText]: "disabled" },
          },
        ),
        found(
          "finds a parameter of another account, whatever the role may do",
          { secrets: [parameterArn.replace(account, "999999999999")], onExecution: allow("*", "*") },
          {
            finds: [`mandatory ${readsSecrets} secret-of-another-account/${first} ${definition}`],
            // Before it is made, nothing tells the account of the task.
            findsAtFirst: [],
            says: [],
          },
        ),
        found(
          "finds the value of a parameter in place of its ARN",
          (stack) => {
            stack.parameter("token", { value: "correct-horse" });
            return { secrets: ["correct-horse"], onExecution: allow("*", "*") };
          },
          { finds: [malformed(first)], says: [/is the secret that `token` holds, and not its ARN/] },
        ),
        found(
          "finds the value of a secret's version in place of its ARN",
          (stack) => {
            const secret = stack.secret("token");
            stack.custom("aws:secretsmanager/secretVersion:SecretVersion", "token-value", {
              secretId: secret.id,
              secretString: "correct-horse",
            });
            return { secrets: ["correct-horse"], onExecution: allow("*", "*") };
          },
          { finds: [malformed(first)] },
        ),
        passes("passes what a plain parameter publishes: the ARN of a secret", (stack) => {
          stack.parameter("published", { type: "String", value: secretArn });
          return { secrets: [secretArn], onExecution: readSecret() };
        }),
        passes("passes what a plain parameter publishes: the name of another", (stack) => {
          stack.parameter("published", { type: "String", value: "DATABASE_URL" });
          return { secrets: ["DATABASE_URL"], onExecution: allow("ssm:*", "*") };
        }),
        passes("passes an ARN that a secret parameter holds", (stack) => {
          stack.parameter("published", { value: parameterArn });
          return { onExecution: readParameters };
        }),
        passes("passes a parameter whose name is a value, too", (stack) => {
          stack.parameter("token", { name: "same", value: "same" });
          return { secrets: ["same"], onExecution: allow("ssm:*", "*") };
        }),
        found(
          "tells faults apart",
          {
            secrets: [`${secretArn}:password`, parameterArn.replace("/shop", "//shop"), `${secretArn}:user`],
          },
          { finds: [malformed(first, "app/secret_2"), malformed("app/secret_1")] },
        ),
        passes(
          "lists a secret that is no object",
          {
            containers: [{ name: "app", secrets: ["hunter2"] }],
          },
          { finds: [secretsUnclear], says: [/entry 1 of secrets of container app is not an object/] },
        ),
        passes(
          "lists secrets that are no list",
          { containers: [{ name: "app", secrets: "hunter2" }] },
          {
            finds: [secretsUnclear],
          },
        ),
        passes(
          "lists a secret without a reference",
          {
            containers: [{ name: "app", secrets: [{ name: "TOKEN" }] }],
          },
          { finds: [secretsUnclear], says: [/TOKEN in secrets of container app names no secret/] },
        ),
        passes(
          "lists a reference that is a number",
          {
            containers: [{ name: "app", secrets: [{ name: "TOKEN", valueFrom: 7 }] }],
          },
          { finds: [secretsUnclear] },
        ),
        passes(
          "lists containers that are no list",
          { containers: { name: "app" } },
          {
            finds: [secretsUnclear],
            says: [/`containerDefinitions` of `shop` is not a JSON list of containers/],
          },
        ),
        passes("lists a container that is a text", { containers: ["app"] }, { finds: [secretsUnclear] }),
        found(
          "finds what is wrong beside what is malformed",
          {
            containers: [
              { name: "app", secrets: ["hunter2", { name: "SECRET_0", valueFrom: parameterArn }] },
            ],
          },
          { finds: [unreadable(first), secretsUnclear] },
        ),
      ],
      alone,
    );
  });

  describe("every place of a secret", () => {
    const app = (edit: { readonly [key: string]: Input }): Edit => ({
      containers: [{ name: "app", ...edit }],
    });
    const options = {
      logDriver: "splunk",
      secretOptions: [{ name: "splunk-token", valueFrom: parameterArn }],
    };
    const registry = (credentialsParameter: string) =>
      app({ repositoryCredentials: { credentialsParameter } });
    const share = (credentialsParameter: Input): Edit => ({
      secrets: [],
      definition: () => ({
        volumes: [
          {
            name: "files",
            fsxWindowsFileServerVolumeConfiguration: {
              fileSystemId: "fs-1",
              authorizationConfig: { credentialsParameter, domain: "shop.local" },
            },
          },
        ],
      }),
    });
    const spec = (...credentialSpecs: string[]) => app({ credentialSpecs });
    const express = (edit: Inputs) => (stack: Stack) => {
      const execution = stack.role("express-execution");
      stack.custom("aws:ecs/expressGatewayService:ExpressGatewayService", "express", {
        executionRoleArn: execution.arn,
        infrastructureRoleArn: "arn:aws:iam::123456789012:role/infrastructure",
        ...edit,
      });
    };
    const ofExpress = (id: string) =>
      `mandatory ${readsSecrets} ${id} aws:ecs/expressGatewayService:ExpressGatewayService::express`;
    testCases(
      [
        found("finds an option of a log driver", app({ logConfiguration: options }), {
          finds: [unreadable("app/splunk-token")],
        }),
        found(
          "finds an option in keys of another case",
          app({ LogConfiguration: { SecretOptions: options.secretOptions } }),
          {
            finds: [unreadable("app/splunk-token")],
          },
        ),
        found("finds credentials of a registry", registry(secretArn), {
          finds: [unreadable("app/repository-credentials")],
        }),
        passes("passes credentials of a registry by ARN", {
          ...registry(secretArn),
          onExecution: readSecret(),
        }),
        passes("passes credentials of a registry by name", {
          ...registry("shop"),
          onExecution: readSecret(secretArn.replace("AbCdEf", "??????")),
        }),
        found(
          "finds a parameter as credentials of a registry",
          {
            ...registry(parameterArn),
            onExecution: allow("*", "*"),
          },
          { finds: [malformed("app/repository-credentials")] },
        ),
        passes(
          "lists a part of a secret as credentials of a registry",
          {
            ...registry(`${secretArn}:user::`),
            onExecution: allow("*", "*"),
          },
          { finds: [unclear("app/repository-credentials")] },
        ),
        found("finds credentials of a volume in Secrets Manager", share(secretArn), {
          finds: [
            unreadable("volumes/files"),
            // The same role may not look the share up, either.
            `advisory ${undetermined} share-not-permitted/files ${definition}`,
          ],
        }),
        passes("passes credentials of a volume in Parameter Store", {
          ...share(parameterArn),
          onExecution: document(...readParameters.Statement, {
            Effect: "Allow",
            Action: "fsx:DescribeFileSystems",
            Resource: "*",
          }),
        }),
        found("finds a credential specification in Parameter Store", spec(`credentialspec:${parameterArn}`), {
          finds: [unreadable("app/credential-spec")],
        }),
        found(
          "finds one in S3, for a container outside the domain",
          spec("credentialspecdomainless:arn:aws:s3:::shop/spec.json"),
          {
            finds: [unreadable("app/credential-spec")],
          },
        ),
        passes("passes one in S3 that the execution role may get", {
          ...spec("credentialspec:arn:aws:s3:::shop-files/spec.json"),
          onExecution: readFiles,
        }),
        passes("passes one in a file of the host", spec("credentialspec:file://spec.json")),
        found(
          "finds secrets of a second container",
          {
            containers: [
              { name: "app" },
              { name: "sidecar", secrets: [{ name: "TOKEN", valueFrom: parameterArn }] },
            ],
          },
          { finds: [unreadable("sidecar/token")] },
        ),
        {
          it: "finds a log option of Service Connect, on the service",
          program: (stack) => {
            const execution = stack.role("execution");
            const made = stack.taskDefinition("shop", {
              executionRoleArn: execution.arn,
              containerDefinitions: JSON.stringify([
                { name: "app", portMappings: [{ name: "http", containerPort: 80 }] },
              ]),
            });
            stack.service("web", {
              taskDefinition: made.arn,
              serviceConnectConfiguration: {
                enabled: true,
                namespace: "x",
                services: [{ portName: "http", clientAlias: [{ port: 80 }] }],
                logConfiguration: options,
              },
            });
          },
          finds: [
            `mandatory ${readsSecrets} secret-unreadable/service-connect/splunk-token aws:ecs/service:Service::web`,
          ],
        },
        {
          it: "does not judge a log option of a service that is left out",
          program: (stack) =>
            void stack.service(
              "web",
              {
                serviceConnectConfiguration: {
                  enabled: true,
                  namespace: "x",
                  services: [{ portName: "http", clientAlias: [{ port: 80 }] }],
                  logConfiguration: options,
                },
              },
              { leftOut: true },
            ),
        },
        {
          it: "lists a log option of Service Connect where the task definition is made elsewhere",
          program: (stack) =>
            void stack.service("web", {
              serviceConnectConfiguration: {
                enabled: true,
                namespace: "x",
                services: [{ portName: "http", clientAlias: [{ port: 80 }] }],
                logConfiguration: options,
              },
            }),
          finds: [
            `advisory ${undetermined} secret-unclear/service-connect/splunk-token aws:ecs/service:Service::web`,
          ],
        },
        {
          it: "finds a secret of an Express service",
          program: express({
            primaryContainer: { image: "shop", secrets: [{ name: "TOKEN", valueFrom: parameterArn }] },
          }),
          finds: [ofExpress("secret-unreadable/primary/token")],
        },
        {
          it: "presumes the secret of an Express service from its edge",
          program: (stack) =>
            express({
              primaryContainer: {
                image: "shop",
                secrets: [{ name: "TOKEN", valueFrom: stack.parameter("token").arn }],
              },
            })(stack),
          finds: [ofExpress("secret-unreadable/primary/token")],
          findsAtFirst: [presumed(ofExpress("secret-unreadable/primary/token"))],
        },
        {
          it: "lists a secret of an Express service that comes from nowhere",
          program: (stack) =>
            express({
              primaryContainer: {
                image: "shop",
                secrets: [{ name: "TOKEN", valueFrom: losingEdges(stack.parameter("token").arn) }],
              },
            })(stack),
          finds: [ofExpress("secret-unreadable/primary/token")],
          findsAtFirst: [
            `advisory ${undetermined} secret-unclear/primary/token aws:ecs/expressGatewayService:ExpressGatewayService::express`,
          ],
        },
        {
          it: "presumes the secrets of an Express service from several edges",
          program: (stack) =>
            express({
              primaryContainer: {
                image: "shop",
                secrets: [
                  { name: "ONE", valueFrom: stack.parameter("one").arn },
                  { name: "TWO", valueFrom: stack.parameter("two").arn },
                ],
              },
            })(stack),
          finds: [ofExpress("secret-unreadable/primary/one,secret-unreadable/primary/two")],
          findsAtFirst: [presumed(ofExpress("secret-unreadable/one,secret-unreadable/two"))],
        },
        {
          it: "passes an Express service whose role reads the secret",
          program: (stack) => {
            const token = stack.secret("token");
            const execution = stack.role("execution");
            stack.rolePolicy("reads", { role: execution.name, policy: jsonText(readSecret(token.arn)) });
            stack.custom("aws:ecs/expressGatewayService:ExpressGatewayService", "express", {
              executionRoleArn: execution.arn,
              primaryContainer: {
                image: "shop",
                secrets: [{ name: "TOKEN", valueFrom: interpolate`${token.arn}:key::` }],
                repositoryCredentials: { credentialsParameter: token.arn },
              },
            });
          },
        },
      ],
      alone,
    );
  });

  describe("containers that are not known before the update", () => {
    const takes =
      (of: (stack: Stack) => Handle, more: (stack: Stack, secret: Handle) => Edit) => (stack: Stack) => {
        const secret = of(stack);
        return { secrets: [secret.arn], ...more(stack, secret) };
      };
    const newParameter = (stack: Stack) => stack.parameter("database-url");
    const newSecret = (stack: Stack) => stack.secret("token", { name: "shop/token" });
    const nothing = () => ({});
    const atFirst = (id: string): Expected => ({
      finds: [unreadable(first)],
      findsAtFirst: [presumed(unreadable(id))],
    });
    testCases(
      [
        found("presumes a parameter from its edge", takes(newParameter, nothing), {
          ...atFirst("database-url"),
          says: [
            /ECS fetches (parameter `database-url`|`app\/SECRET_0`) with execution role `execution`, which may not read it/,
          ],
        }),
        found("presumes a secret from its edge", takes(newSecret, nothing), atFirst("token")),
        found(
          "presumes one that exists from its edge, while something else in the containers is new",
          (stack) => {
            const url = stack.custom("aws:sqs/queue:Queue", "jobs", {}, {}, { computed: { url: "x" } });
            const parameter = stack.parameter("database-url", {}, { exists: true });
            return {
              containers: [
                {
                  name: "app",
                  secrets: [{ name: "SECRET_0", valueFrom: parameter.arn }],
                  environment: [{ name: "QUEUE", value: url.output("url") }],
                },
              ],
            };
          },
          atFirst("database-url"),
        ),
        found(
          "presumes a secret from an edge to its version",
          takes((stack) => {
            const secret = newSecret(stack);
            return stack.custom(
              "aws:secretsmanager/secretVersion:SecretVersion",
              "token-value",
              { secretId: secret.id, secretString: "x" },
              {},
              {
                computed: {
                  arn: `arn:aws:secretsmanager:${region}:${account}:secret:shop/token-AbCdEf`,
                  id: "x",
                },
              },
            );
          }, nothing),
          atFirst("token"),
        ),
        passes(
          "passes a parameter that an unknown document names",
          takes(newParameter, (_, parameter) => ({ onExecution: allow("ssm:GetParameters", parameter.arn) })),
        ),
        passes(
          "passes a secret that an unknown document names",
          takes(newSecret, (_, secret) => ({ onExecution: readSecret(secret.arn) })),
        ),
        passes(
          "passes a parameter whose name a known document covers",
          takes(newParameter, () => ({
            onExecution: allow("ssm:GetParameters", `arn:aws:ssm:${region}:${account}:parameter/shop/*`),
          })),
        ),
        passes(
          "passes a parameter of a name that AWS chooses, where all are covered",
          takes(
            (stack) => stack.parameter("token", { name: "token-0a1b2c3" }),
            () => ({
              onExecution: allow("ssm:GetParameters", "arn:aws:ssm:*:*:parameter/*"),
            }),
          ),
        ),
        found(
          "finds a parameter whose name no known document covers",
          takes(newParameter, () => ({
            onExecution: allow("ssm:GetParameters", "arn:aws:ssm:*:*:parameter/other/*"),
          })),
          atFirst("database-url"),
        ),
        passes(
          "passes a secret under a pattern for the characters that AWS adds",
          takes(newSecret, () => ({
            onExecution: readSecret(`arn:aws:secretsmanager:${region}:${account}:secret:shop/token-??????`),
          })),
        ),
        found(
          "finds a secret under its name without them",
          takes(newSecret, () => ({
            onExecution: readSecret(`arn:aws:secretsmanager:${region}:${account}:secret:shop/token`),
          })),
          atFirst("token"),
        ),
        found(
          "finds a secret under a guess of them",
          takes(newSecret, () => ({
            onExecution: readSecret(`arn:aws:secretsmanager:${region}:${account}:secret:shop/token-GuEsS1`),
          })),
          atFirst("token"),
        ),
        passes(
          "passes a secret of which AWS completes the name",
          takes(
            (stack) => stack.secret("token", { namePrefix: "shop-" }),
            () => ({
              onExecution: readSecret("arn:aws:secretsmanager:*:*:secret:shop-*"),
            }),
          ),
        ),
        found(
          "finds a secret in the Region of another provider",
          takes(
            (stack) =>
              stack.secret(
                "token",
                { name: "t" },
                { provider: stack.provider("us", { region: "us-east-1" }) },
              ),
            () => ({ onExecution: readSecret(`arn:aws:secretsmanager:${region}:*:secret:t-??????`) }),
          ),
          atFirst("token"),
        ),
        passes(
          "lists a parameter while a document has lost its edges",
          takes(newParameter, (stack, parameter) => ({
            also: (_, { execution }) =>
              stack.rolePolicy("reads", {
                role: execution.name,
                policy: losingEdges(jsonText(allow("ssm:GetParameters", parameter.arn))),
              }),
          })),
          {
            findsAtFirst: [unclear("database-url")],
            says: [],
          },
        ),
        passes(
          "lists a parameter while an unknown document names something else",
          takes(newParameter, (stack) => ({
            onExecution: allow(
              ["ssm:GetParameters", "s3:GetObject"],
              ["arn:aws:ssm:*:*:parameter/shop/*", stack.parameter("other").arn],
            ),
          })),
          { findsAtFirst: [unclear("database-url")] },
        ),
        passes(
          "lists what the task role reads where the execution role reads others",
          (stack) => {
            const [one, two] = [stack.parameter("one"), stack.parameter("two")];
            return {
              containers: [
                {
                  name: "app",
                  secrets: [{ name: "SECRET_0", valueFrom: one.arn }],
                  environment: [{ name: "SETTINGS", value: two.name }],
                },
              ],
              onExecution: allow("ssm:GetParameters", one.arn),
              onTask: allow("ssm:GetParameters", two.arn),
            };
          },
          { findsAtFirst: [unclear("two")] },
        ),
        found(
          "finds what the task role reads where the execution role reads none, and lists it before it is known",
          takes(newParameter, (_, parameter) => ({ onTask: allow("ssm:GetParameters", parameter.arn) })),
          {
            findsAtFirst: [unclear("database-url")],
            says: [/the permission is on task role|the application may do so itself/],
          },
        ),
        found(
          "finds a secret that the task role reads, and lists it before it is known",
          takes(newSecret, (_, secret) => ({ onTask: readSecret(secret.arn) })),
          { findsAtFirst: [unclear("token")] },
        ),
        passes("passes where the application is given the name of a secret that it reads itself", (stack) => {
          const token = newSecret(stack);
          return {
            containers: [{ name: "app", environment: [{ name: "TOKEN_NAME", value: token.output("name") }] }],
            onTask: readSecret(token.arn),
          };
        }),
        passes(
          "lists what an unknown document lets the task role read",
          takes(newParameter, (stack, parameter) => ({
            also: (_, { task }) =>
              stack.rolePolicy("reads", {
                role: task.name,
                policy: losingEdges(jsonText(allow("ssm:GetParameters", parameter.arn))),
              }),
          })),
          { finds: [unreadable(first)], findsAtFirst: [unclear("database-url")] },
        ),
        passes(
          "lists what the task role is known to read where the execution role is known to read others",
          (stack) => {
            const [one, two] = [stack.parameter("one"), stack.parameter("two")];
            return {
              containers: [
                {
                  name: "app",
                  secrets: [{ name: "SECRET_0", valueFrom: one.arn }],
                  environment: [{ name: "SETTINGS", value: two.name }],
                },
              ],
              onExecution: allow("ssm:GetParameters", "arn:aws:ssm:*:*:parameter/shop/one"),
              onTask: allow("ssm:GetParameters", "arn:aws:ssm:*:*:parameter/shop/two"),
            };
          },
          { findsAtFirst: [unclear("two")] },
        ),
        found(
          "finds what neither role reads where the execution role reads others",
          (stack) => ({
            secrets: [stack.parameter("one").arn, stack.parameter("two").arn],
            onExecution: allow("ssm:GetParameters", "arn:aws:ssm:*:*:parameter/shop/one"),
          }),
          { finds: [unreadable("app/secret_1")], findsAtFirst: [presumed(unreadable("two"))] },
        ),
        passes(
          "lists what the task role reads where there is no execution role",
          (stack) => {
            const settings = stack.parameter("settings");
            return {
              containers: [{ name: "app", environment: [{ name: "SETTINGS", value: settings.arn }] }],
              onTask: allow("ssm:GetParameters", "arn:aws:ssm:*:*:parameter/shop/*"),
              definition: () => ({ executionRoleArn: undefined }),
            };
          },
          { findsAtFirst: [unclear("settings")] },
        ),
        passes(
          "lists a parameter while the task role is not known",
          takes(newParameter, () => ({
            definition: ({ task }) => ({ taskRoleArn: losingEdges(task.arn) }),
          })),
          { finds: [unreadable(first)], findsAtFirst: [unclear("database-url")] },
        ),
        found(
          "presumes what the only role inside a packaged component may not read",
          {
            also: (stack) => {
              const application = stack.component("application", { packaged: true });
              const inside = stack.role("inside", {}, { parent: application });
              stack.taskDefinition("packaged", {
                executionRoleArn: application.passes(inside.arn),
                containerDefinitions: JSON.stringify(containers()),
              });
            },
            onExecution: readParameters,
          },
          {
            finds: [unreadable(first).replace("::shop", "::packaged")],
            findsAtFirst: [presumed(unreadable(first).replace("::shop", "::packaged"))],
          },
        ),
        passes(
          "lists containers that have lost their edges, whatever the execution role reads",
          {
            definition: () => ({}),
            onExecution: allow("*", "*"),
            also: (stack, { execution }) => {
              const parameter = stack.parameter("token");
              stack.taskDefinition("lost", {
                executionRoleArn: execution.arn,
                containerDefinitions: losingEdges(jsonText(containers([parameter.arn]))),
              });
            },
          },
          {
            findsAtFirst: [secretsUnclear.replace("::shop", "::lost")],
          },
        ),
        passes("passes containers without edges to secrets, whatever the execution role reads", (stack) => {
          const queue = stack.custom(
            "aws:sqs/queue:Queue",
            "jobs",
            {},
            {},
            { computed: { url: "https://sqs" } },
          );
          return {
            containers: [{ name: "app", environment: [{ name: "QUEUE", value: queue.output("url") }] }],
          };
        }),
        {
          it: "lists the secrets of a packaged component, of which the containers may take something else",
          program: (stack) => {
            const application = stack.component("application", { packaged: true });
            const token = stack.secret("token", { name: "token" }, { parent: application });
            base({ secrets: [application.passes(token.arn)] })(stack);
          },
          finds: [unreadable(first)],
          findsAtFirst: [unclear("token")],
        },
        {
          it: "presumes them where its outputs keep their edges to them",
          program: (stack) => {
            const application = stack.component("application", { packaged: true });
            const token = stack.secret("token", { name: "token" }, { parent: application });
            base({ secrets: [application.passes(token.arn, { keepingEdges: true })] })(stack);
          },
          finds: [unreadable(first)],
          findsAtFirst: [presumed(unreadable("token"))],
        },
        {
          it: "lists a plain parameter, of which the containers may take what it publishes",
          program: base(takes((stack) => stack.parameter("tag", { type: "String" }), nothing)),
          finds: [unreadable(first)],
          findsAtFirst: [unclear("tag")],
        },
        {
          it: "leaves presumed ones to the list where configuration wants that",
          program: base(takes(newParameter, nothing)),
          config: { [readsSecrets]: { presumed: "list" } },
          finds: [unreadable(first)],
          findsAtFirst: [presumed(`advisory ${undetermined} secret-unreadable/database-url ${definition}`)],
        },
      ],
      alone,
    );
  });

  describe("secrets that RDS keeps", () => {
    const arn = `arn:aws:secretsmanager:${region}:${account}:secret:rds!cluster-01234567-89ab-cdef-0123-456789abcdef-AbCdEf`;
    const cluster = (stack: Stack, inputs: Inputs = { manageMasterUserPassword: true }) =>
      stack.custom(
        "aws:rds/cluster:Cluster",
        "database",
        inputs,
        {},
        {
          computed: {
            masterUserSecrets: [{ secretArn: arn, secretStatus: "active" }],
            endpoint: "db.local",
            secret: arn,
          },
        },
      );
    const taking =
      (more: (database: Handle) => Edit = () => ({}), inputs?: Inputs) =>
      (stack: Stack) => {
        const database = cluster(stack, inputs);
        return { secrets: [database.output("secret")], ...more(database) };
      };
    testCases(
      [
        passes("lists one while only an edge tells of it", taking(), {
          finds: [unreadable(first)],
          findsAtFirst: [unclear("database")],
        }),
        passes(
          "passes one under a pattern",
          taking(() => ({
            onExecution: readSecret("arn:aws:secretsmanager:*:*:secret:rds!cluster-*"),
          })),
        ),
        passes(
          "passes one that an unknown document names",
          taking((database) => ({
            onExecution: readSecret(database.output("secret")),
          })),
        ),
        found(
          "finds one under a pattern for instances",
          taking(() => ({
            onExecution: readSecret("arn:aws:secretsmanager:*:*:secret:rds!db-*"),
          })),
          { findsAtFirst: [unclear("database")] },
        ),
        passes("passes an endpoint of a cluster whose password is not kept so", (stack) => ({
          containers: [
            { name: "app", environment: [{ name: "HOST", value: cluster(stack, {}).output("endpoint") }] },
          ],
          onExecution: readParameters,
        })),
      ],
      alone,
    );
  });

  describe("keys of KMS", () => {
    const keyed =
      (more: (key: Handle, parameter: Handle) => Edit, keyInputs: Inputs = {}) =>
      (stack: Stack) => {
        const key = stack.key("key", keyInputs);
        const parameter = stack.parameter("token", { keyId: key.arn });
        return { secrets: [parameter.arn], ...more(key, parameter) };
      };
    const reads = (parameter: Handle, ...more: { readonly [key: string]: Input }[]) =>
      document({ Effect: "Allow", Action: "ssm:GetParameters", Resource: parameter.arn }, ...more);
    const decrypt = (Resource: Input, more: object = {}) => ({
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource,
      ...more,
    });
    /** A key of which a grant lets the execution role decrypt. */
    const granted =
      (keyId: (key: Handle) => Input) =>
      (stack: Stack): Edit => ({
        secrets: [],
        also: (made, { execution }) => {
          const key = made.key("key");
          made.custom("aws:kms/grant:Grant", "grant", {
            keyId: keyId(key),
            granteePrincipal: execution.arn,
            operations: ["Decrypt"],
          });
          const parameter = stack.parameter("token", { keyId: key.arn });
          made.rolePolicy("reads", {
            role: execution.name,
            policy: jsonText(allow("ssm:GetParameters", parameter.arn)),
          });
          made.taskDefinition("keyed", {
            executionRoleArn: execution.arn,
            containerDefinitions: jsonText(containers([parameter.arn])),
          });
        },
      });
    /** Documents of their own, so that what names the key does not make the other one unknown. */
    const twoPolicies = (decryption: { readonly [key: string]: Input }) => (): Edit => ({
      onExecution: readShop,
      also: (stack, { execution }) =>
        stack.rolePolicy("decrypts", { role: execution.name, policy: jsonText(document(decryption)) }),
    });
    const atFirst = { findsAtFirst: [presumed(undecryptable("token"))], finds: [undecryptable(first)] };
    const keyPolicy = (...statements: { readonly [key: string]: Input }[]) => ({
      policy: jsonText(document(...statements)),
    });
    /** Known in every preview, so that only what is said of the key may be open. */
    const readShop = allow("ssm:GetParameters", "arn:aws:ssm:*:*:parameter/shop/*");
    const root = `arn:aws:iam::${account}:root`;
    /** https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html, key policies */
    const throughAws =
      (service: string, more: { readonly [key: string]: string } = {}) =>
      (stack: Stack) => {
        const policy = keyPolicy({
          Effect: "Allow",
          Principal: { AWS: "*" },
          Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant"],
          Resource: "*",
          Condition: {
            StringEquals: {
              "kms:CallerAccount": account,
              "kms:ViaService": `${service}.${region}.amazonaws.com`,
              ...more,
            },
          },
        });
        const secret = stack.secret("token", { kmsKeyId: stack.key("key", policy).arn });
        return { secrets: [secret.arn], onExecution: allow("secretsmanager:GetSecretValue", "*") };
      };
    testCases(
      [
        found(
          "finds a parameter that it may not decrypt",
          keyed(() => ({ onExecution: readShop })),
          { ...atFirst, says: [/may not decrypt/, /ciphertext refers to a customer master key/, /key\.arn/] },
        ),
        found(
          "finds one that it may not decrypt and one that it may not read in two reports",
          keyed((_, parameter) => ({ onExecution: readShop, secrets: [parameter.arn, secretArn] })),
          { finds: [undecryptable(first), unreadable("app/secret_1")], findsAtFirst: atFirst.findsAtFirst },
        ),
        found(
          "lists a parameter that it may not decrypt while a document is not known",
          keyed((_, parameter) => ({ onExecution: allow("ssm:GetParameters", parameter.arn) })),
          { finds: [undecryptable(first)], findsAtFirst: [unclear("token")] },
        ),
        passes(
          "passes one that a document over the key lets it decrypt",
          keyed((key, parameter) => ({
            onExecution: reads(parameter, decrypt(key.arn)),
          })),
        ),
        passes("passes one that it may decrypt with any key", keyed(twoPolicies(decrypt("*")))),
        found(
          "finds one under the alias of the key",
          keyed(twoPolicies(decrypt(`arn:aws:kms:*:*:alias/shop`))),
          {
            ...atFirst,
            says: [/names the ARN of an alias, and IAM compares that of the key/],
          },
        ),
        passes(
          "passes one by way of Parameter Store",
          keyed(
            twoPolicies(
              decrypt("*", {
                Condition: { StringEquals: { "kms:ViaService": `ssm.${region}.amazonaws.com` } },
              }),
            ),
          ),
        ),
        found(
          "finds one by way of Secrets Manager only",
          keyed(
            twoPolicies(
              decrypt("*", {
                Condition: { StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` } },
              }),
            ),
          ),
          atFirst,
        ),
        passes(
          "passes one by the ARN in its encryption context",
          keyed(
            twoPolicies(
              decrypt("*", {
                Condition: {
                  StringLike: { "kms:EncryptionContext:PARAMETER_ARN": "arn:aws:ssm:*:*:parameter/shop/*" },
                },
              }),
            ),
          ),
        ),
        passes(
          "lists one under a condition that is not known",
          keyed(twoPolicies(decrypt("*", restricted))),
          {
            finds: [unclear(first)],
            findsAtFirst: [unclear("token")],
          },
        ),
        passes("passes AWS's own key", (stack) => ({
          secrets: [stack.parameter("token", { keyId: "alias/aws/ssm" }).arn],
          onExecution: allow("ssm:GetParameters", "*"),
        })),
        passes("passes a parameter that is not encrypted", (stack) => ({
          secrets: [stack.parameter("token", { type: "String", keyId: stack.key("key").arn }).arn],
          onExecution: allow("ssm:GetParameters", "*"),
        })),
        passes("passes a key whose policy names the role", (stack) => {
          const parameterKey = (execution: Handle) =>
            stack.key(
              "key",
              keyPolicy({
                Effect: "Allow",
                Principal: { AWS: execution.arn },
                Action: "kms:Decrypt",
                Resource: "*",
              }),
            );
          return {
            secrets: [],
            also: (made, { execution }) => {
              const parameter = made.parameter("token", { keyId: parameterKey(execution).arn });
              made.rolePolicy("reads", {
                role: execution.name,
                policy: jsonText(allow("ssm:GetParameters", parameter.arn)),
              });
              made.taskDefinition("keyed", {
                executionRoleArn: execution.arn,
                containerDefinitions: jsonText(containers([parameter.arn])),
              });
            },
          };
        }),
        found(
          "finds a key whose policy leaves it to the account, as the default one does",
          keyed(
            () => ({ onExecution: readShop }),
            keyPolicy({ Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" }),
          ),
          atFirst,
        ),
        passes(
          "passes a key that all of the account may use through Secrets Manager, as AWS documents it",
          throughAws("secretsmanager"),
        ),
        found("finds such a key where it is for Parameter Store", throughAws("ssm"), {
          finds: [undecryptable(first)],
          findsAtFirst: [presumed(undecryptable("token"))],
        }),
        found(
          "finds such a key where it is for another account, once that of the task is known",
          throughAws("secretsmanager", { "kms:CallerAccount": "210987654321" }),
          { finds: [undecryptable(first)], findsAtFirst: [] },
        ),
        passes(
          "lists a key whose policy names somebody that is not known",
          keyed(
            () => ({ onExecution: readShop }),
            keyPolicy({
              Effect: "Allow",
              Principal: { AWS: "AROAEXAMPLEID" },
              Action: "kms:*",
              Resource: "*",
            }),
          ),
          { finds: [unclear(first)], findsAtFirst: [unclear("token")] },
        ),
        found(
          "finds a key whose policy denies it",
          keyed(
            (key, parameter) => ({ onExecution: reads(parameter, decrypt(key.arn)) }),
            keyPolicy(
              { Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" },
              { Effect: "Deny", Principal: "*", Action: "kms:Decrypt", Resource: "*" },
            ),
          ),
          { ...atFirst, says: [/the policy of `key` denies it/] },
        ),
        passes(
          "passes a key with a grant for the role",
          granted((key) => key.id),
        ),
        passes(
          "lists one with a grant of some key for the role",
          granted((key) => losingEdges(key.id)),
          { findsAtFirst: [unclear("token").replace("::shop", "::keyed")] },
        ),
        found(
          "finds the key behind an alias",
          (stack) => {
            const key = stack.key("key");
            const alias = stack.custom(
              "aws:kms/alias:Alias",
              "alias",
              { name: "alias/shop", targetKeyId: key.id },
              {},
              { computed: { arn: `arn:aws:kms:${region}:${account}:alias/shop`, id: "alias/shop" } },
            );
            const secret = stack.secret("token", { name: "t", kmsKeyId: alias.arn });
            return { secrets: [secret.arn], onExecution: readSecret("*") };
          },
          { ...atFirst, says: [/Access to KMS is not allowed/] },
        ),
        passes(
          "lists a key that is made elsewhere",
          (stack) => {
            const arn = `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`;
            const secret = stack.secret("token", { name: "t", kmsKeyId: arn });
            return { secrets: [secret.arn], onExecution: readSecret("*") };
          },
          {
            finds: [unclear(first)],
            findsAtFirst: [unclear("token")],
            says: [/the key is made elsewhere/],
          },
        ),
        passes("passes a key that is made elsewhere, with which it may decrypt", (stack) => {
          const arn = `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`;
          const secret = stack.secret("token", { name: "t", kmsKeyId: arn });
          return {
            secrets: [secret.arn],
            onExecution: allow("secretsmanager:GetSecretValue", secret.arn),
            also: (made, { execution }) =>
              made.rolePolicy("decrypts", { role: execution.name, policy: jsonText(document(decrypt(arn))) }),
          };
        }),
      ],
      alone,
    );
  });

  describe("policies of secrets themselves", () => {
    const withPolicy =
      (statement: (roles: Roles) => { readonly [key: string]: Input }, onExecution?: Input) =>
      (stack: Stack) => {
        const secret = stack.secret("token", { name: "t" });
        return {
          secrets: [secret.arn],
          ...(onExecution === undefined ? {} : { onExecution }),
          also: (made: Stack, roles: Roles) =>
            void made.custom("aws:secretsmanager/secretPolicy:SecretPolicy", "token-policy", {
              secretArn: secret.arn,
              policy: jsonText(document(statement(roles))),
            }),
        };
      };
    const all = { Action: "secretsmanager:GetSecretValue", Resource: "*" };
    testCases(
      [
        passes(
          "pass where one names the role",
          withPolicy(({ execution }) => ({
            Effect: "Allow",
            Principal: { AWS: execution.arn },
            ...all,
          })),
        ),
        found(
          "find where one names another role",
          withPolicy(({ task }) => ({
            Effect: "Allow",
            Principal: { AWS: task.arn },
            ...all,
          })),
          { finds: [unreadable(first)], findsAtFirst: [unclear("token")] },
        ),
        found(
          "find where one denies it to everybody",
          withPolicy(() => ({ Effect: "Deny", Principal: "*", ...all }), readSecret("*")),
          { finds: [unreadable(first)], findsAtFirst: [presumed(unreadable("token"))] },
        ),
        passes(
          "pass where one denies what is not encrypted on its way",
          withPolicy(
            () => ({
              Effect: "Deny",
              Principal: "*",
              ...all,
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            }),
            readSecret("*"),
          ),
        ),
      ],
      alone,
    );
  });

  describe("JSON keys of secrets", () => {
    /** The part `key` of a secret whose version holds this text. */
    const holding =
      (
        secretString: Input | undefined,
        {
          selector = "password::",
          version = {},
          also,
        }: {
          readonly selector?: string;
          readonly version?: Options;
          readonly also?: (stack: Stack, secret: Handle) => void;
        } = {},
      ) =>
      (stack: Stack): Edit => {
        const secret = stack.secret("token", { name: "t" }, { exists: true });
        stack.custom(
          "aws:secretsmanager/secretVersion:SecretVersion",
          "token",
          { secretId: secret.id, ...(secretString !== undefined && { secretString }) },
          version,
          { computed: { id: "t|1", versionId: "1" } },
        );
        also?.(stack, secret);
        return { secrets: [interpolate`${secret.arn}:${selector}`], onExecution: readSecret("*") };
      };
    const keyMissing = `mandatory ${readsSecrets} secret-key-missing/${first} ${definition}`;
    const missing = { finds: [unclear(first)], findsAtFirst: [keyMissing] };
    testCases(
      [
        passes("pass where the version holds the key", holding('{"password":"hunter2"}')),
        passes(
          "find a key that a new version does not hold, and list it once it is made",
          holding('{"user":"shop"}'),
          {
            ...missing,
            says: [/names a JSON key that (?:the version of )?secret `token`/],
          },
        ),
        passes("find a key in what is no JSON", holding("hunter2"), missing),
        passes("find a key in a list", holding("[]"), missing),
        passes("find a key that only all objects have", holding("{}", { selector: "toString::" }), missing),
        passes("pass the whole of it", holding("hunter2", { selector: "::" })),
        passes(
          "pass a version that the reference names",
          holding("hunter2", { selector: "password:AWSPREVIOUS:" }),
        ),
        passes(
          "pass where the program leaves its value alone",
          holding("{}", { version: { ignoreChanges: ["secretString"] } }),
        ),
        passes("pass where its value is not known", (stack) => holding(stack.role("reader").arn)(stack), {
          finds: [unclear(first)],
          findsAtFirst: [],
        }),
        passes("pass where it holds no text", holding(undefined)),
        passes(
          "pass where the secret rotates",
          holding("{}", {
            also: (stack, secret) =>
              void stack.custom("aws:secretsmanager/secretRotation:SecretRotation", "rotation", {
                secretId: secret.id,
              }),
          }),
        ),
        passes(
          "pass where it has several versions",
          holding("{}", {
            also: (stack, secret) =>
              void stack.custom("aws:secretsmanager/secretVersion:SecretVersion", "another", {
                secretId: secret.id,
                secretString: "{}",
              }),
          }),
        ),
      ],
      alone,
    );
  });

  describe("policies of secrets beside those of roles", () => {
    const elsewhere = `arn:aws:iam::${account}:policy/boundary`;
    const all = { Action: "secretsmanager:GetSecretValue", Resource: "*" };
    const toRole = ({ execution }: Roles) => ({ Effect: "Allow", Principal: { AWS: execution.arn }, ...all });
    const toAnyoneWhoIs = ({ execution }: Roles) => ({
      Effect: "Allow",
      Principal: "*",
      ...all,
      Condition: { ArnEquals: { "aws:PrincipalArn": execution.arn } },
    });
    /** A stack whose secret has a policy of these statements. */
    const guarded =
      (
        statements: (roles: Roles) => readonly { readonly [key: string]: Input }[],
        edit: Edit | ((stack: Stack) => Edit) = {},
      ) =>
      (stack: Stack): Edit => {
        const secret = stack.secret("token", { name: "t" });
        const more = typeof edit === "function" ? edit(stack) : edit;
        return {
          secrets: [secret.arn],
          ...more,
          also: (made, roles) => {
            made.custom("aws:secretsmanager/secretPolicy:SecretPolicy", "token-policy", {
              secretArn: secret.arn,
              policy: jsonText(document(...statements(roles))),
            });
            more.also?.(made, roles);
          },
        };
      };
    const bounded = (policy: Input) => (stack: Stack) => ({
      executionRole: { permissionsBoundary: stack.policy("boundary", policy).arn },
    });
    const atFirst = { findsAtFirst: [unclear("token")] };
    const open = { finds: [unclear(first)], findsAtFirst: [unclear("token")] };
    const unless = (Condition: { readonly [key: string]: Input }) => ({
      Effect: "Deny",
      Principal: "*",
      ...all,
      Condition,
    });
    testCases(
      [
        passes(
          "list an Allow beside a Deny that rests on what no preview knows",
          guarded((roles) => [toRole(roles), unless({ StringNotEquals: { "aws:SourceVpce": "vpce-1" } })]),
          { finds: [unclear(first)], findsAtFirst: [] },
        ),
        passes(
          "list an Allow beside such a Deny of the role's own",
          guarded((roles) => [toRole(roles)], {
            onExecution: deny("secretsmanager:GetSecretValue", "*", restricted),
          }),
          open,
        ),
        found(
          "find an Allow that the role itself denies",
          guarded((roles) => [toRole(roles)], { onExecution: deny("secretsmanager:*", "*") }),
          atFirst,
        ),
        passes(
          "list an Allow under a boundary that is made elsewhere",
          guarded((roles) => [toRole(roles)], { executionRole: { permissionsBoundary: elsewhere } }),
          open,
        ),
        passes(
          "list an Allow under a boundary with an open condition",
          guarded((roles) => [toRole(roles)], bounded(allow("*", "*", restricted))),
          open,
        ),
        found(
          "find an Allow for the role's ARN that its boundary does not speak of",
          guarded((roles) => [toRole(roles)], bounded(allow("s3:*", "*"))),
          atFirst,
        ),
        passes(
          "pass an Allow for anyone who is the role, of which its boundary does not speak",
          guarded((roles) => [toAnyoneWhoIs(roles)], bounded(allow("s3:*", "*"))),
          atFirst,
        ),
        found(
          "find such an Allow where the boundary denies it",
          guarded(
            (roles) => [toAnyoneWhoIs(roles)],
            bounded(
              document(
                { Effect: "Allow", Action: "s3:*", Resource: "*" },
                { Effect: "Deny", Action: "secretsmanager:*", Resource: "*" },
              ),
            ),
          ),
          atFirst,
        ),
        found(
          "find a read that nothing gives, beside a Deny that is open: a denial never gives",
          guarded(() => [unless({ StringNotEquals: { "aws:SourceVpce": "vpce-1" } })]),
          { findsAtFirst: [presumed(unreadable("token"))] },
        ),
        found(
          "find an Allow beside a Deny for all but another role",
          guarded((roles) => [
            toRole(roles),
            { Effect: "Deny", NotPrincipal: { AWS: roles.task.arn }, ...all },
          ]),
          { findsAtFirst: [] },
        ),
        passes("pass a policy for a secret made elsewhere, by the same ARN", {
          secrets: [secretArn],
          also: (made, { execution }) =>
            void made.custom("aws:secretsmanager/secretPolicy:SecretPolicy", "legacy-policy", {
              secretArn,
              policy: jsonText(document({ Effect: "Allow", Principal: { AWS: execution.arn }, ...all })),
            }),
        }),
        found("find one that denies it there", {
          secrets: [secretArn],
          onExecution: readSecret(),
          also: (made) =>
            void made.custom("aws:secretsmanager/secretPolicy:SecretPolicy", "legacy-policy", {
              secretArn,
              policy: jsonText(document({ Effect: "Deny", Principal: "*", ...all })),
            }),
        }),
        found("find one for another secret made elsewhere", {
          secrets: [secretArn],
          also: (made, { execution }) =>
            void made.custom("aws:secretsmanager/secretPolicy:SecretPolicy", "legacy-policy", {
              secretArn: secretArn.replace("shop-", "orders-"),
              policy: jsonText(document({ Effect: "Allow", Principal: { AWS: execution.arn }, ...all })),
            }),
        }),
      ],
      alone,
    );
  });

  describe("grants of keys beside policies", () => {
    const granting =
      (edit: {
        readonly grant?: (parameter: Handle) => Inputs;
        readonly key?: Inputs;
        readonly onExecution?: Input;
      }) =>
      (stack: Stack): Edit => {
        const key = stack.key("key", edit.key ?? {});
        const parameter = stack.parameter("token", { keyId: key.arn });
        return {
          secrets: [parameter.arn],
          onExecution: edit.onExecution ?? allow("ssm:GetParameters", "*"),
          also: (made, { execution }) =>
            void made.custom("aws:kms/grant:Grant", "grant", {
              keyId: key.id,
              granteePrincipal: execution.arn,
              operations: ["Decrypt"],
              ...edit.grant?.(parameter),
            }),
        };
      };
    const context = (pairs: { readonly [key: string]: Input }) => () => ({
      constraints: [{ encryptionContextSubset: pairs }],
    });
    const findsKey = {
      finds: [undecryptable(first)],
      findsAtFirst: [presumed(undecryptable("token"))],
    };
    testCases(
      [
        passes("pass one for the role", granting({})),
        found(
          "find one that the role's own Deny takes away",
          granting({
            onExecution: document(
              { Effect: "Allow", Action: "ssm:GetParameters", Resource: "*" },
              { Effect: "Deny", Action: "kms:Decrypt", Resource: "*" },
            ),
          }),
          findsKey,
        ),
        found(
          "find one beside a key's policy that denies it",
          granting({
            key: {
              policy: jsonText(
                document(
                  {
                    Effect: "Allow",
                    Principal: { AWS: `arn:aws:iam::${account}:root` },
                    Action: "kms:*",
                    Resource: "*",
                  },
                  { Effect: "Deny", Principal: "*", Action: "kms:Decrypt", Resource: "*" },
                ),
              ),
            },
          }),
          findsKey,
        ),
        passes(
          "pass one for what the parameter is encrypted with",
          granting({
            grant: (parameter) => ({
              constraints: [{ encryptionContextSubset: { PARAMETER_ARN: parameter.arn } }],
            }),
          }),
          { findsAtFirst: [unclear("token")] },
        ),
        found(
          "find one for another parameter",
          granting({ grant: context({ PARAMETER_ARN: `${parameterArn}2` }) }),
          findsKey,
        ),
        found(
          "find one for what no parameter is encrypted with",
          granting({ grant: context({ tenant: "shop" }) }),
          findsKey,
        ),
      ],
      alone,
    );
  });

  describe("names of secrets and keys in place of ARNs", () => {
    const byReference = (name: string) => `/aws/reference/secretsmanager/${name}`;
    const reads = (...arns: Input[]) =>
      document(
        { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: arns },
        { Effect: "Allow", Action: "ssm:GetParameters", Resource: "*" },
      );
    const elsewhere = `arn:aws:secretsmanager:${region}:${account}:secret:legacy-AbC123`;
    const registry = (credentialsParameter: Input) => [
      { name: "app", repositoryCredentials: { credentialsParameter } },
    ];
    const inRegions = (edit: (key: Handle, alias: Handle) => Input) => (stack: Stack) => {
      for (const name of ["eu-central-1", "us-east-1"]) {
        const provider = stack.provider(name, { region: name });
        const key = stack.key(`key-${name}`, {}, { provider });
        const alias = stack.custom(
          "aws:kms/alias:Alias",
          `alias-${name}`,
          { name: "alias/shop", targetKeyId: key.arn },
          { provider },
          { computed: { arn: `arn:aws:kms:${name}:${account}:alias/shop`, id: "alias/shop" } },
        );
        const parameter = stack.parameter(
          `db-${name}`,
          { name: "/shop/db", keyId: alias.name },
          { provider },
        );
        const execution = stack.role(`execution-${name}`);
        stack.rolePolicy(`reads-${name}`, {
          role: execution.name,
          policy: jsonText(
            document(
              { Effect: "Allow", Action: "ssm:GetParameters", Resource: parameter.arn },
              { Effect: "Allow", Action: "kms:Decrypt", Resource: edit(key, alias) },
            ),
          ),
        });
        stack.taskDefinition(
          `shop-${name}`,
          { executionRoleArn: execution.arn, containerDefinitions: jsonText(containers([parameter.arn])) },
          { provider },
        );
      }
    };
    testCases(
      [
        passes("pass a secret of the stack by its reference in Parameter Store", (stack) => {
          const secret = stack.secret("legacy", { name: "legacy" });
          return { secrets: [byReference("legacy")], onExecution: reads(secret.arn) };
        }),
        found(
          "find one that the role may not read",
          (stack) => {
            stack.secret("legacy", { name: "legacy" });
            return { secrets: [byReference("legacy")], onExecution: allow("ssm:GetParameters", "*") };
          },
          { findsAtFirst: [presumed(unreadable(first))] },
        ),
        found(
          "presumably find one that may be of the stack, where a secret's name is not known",
          (stack) => {
            const name = stack.custom(
              "test:index:Name",
              "name",
              {},
              {},
              { computed: { id: "x", text: "legacy" } },
            );
            stack.secret("legacy", { name: name.output("text") });
            return { secrets: [byReference("legacy")], onExecution: allow("ssm:GetParameters", "*") };
          },
          { findsAtFirst: [presumed(unreadable(first))] },
        ),
        passes(
          "list one made elsewhere whose six characters the role knows and the reference does not",
          { secrets: [byReference("legacy")], onExecution: reads(elsewhere) },
          { finds: [unclear(first)], says: [/does not tell the six characters/] },
        ),
        passes("pass one made elsewhere with room for the characters", {
          secrets: [byReference("legacy")],
          onExecution: reads(elsewhere.replace("AbC123", "??????")),
        }),
        found("find one made elsewhere of another name", {
          secrets: [byReference("legacy")],
          onExecution: reads(elsewhere.replace("legacy", "modern")),
        }),
        passes("pass a registry's secret of the stack by its name", (stack) => {
          const secret = stack.secret("registry", { name: "registry" });
          return { containers: registry(secret.name), onExecution: readSecret(secret.arn) };
        }),
        passes(
          "list a registry's secret made elsewhere by its name",
          { containers: registry("legacy"), onExecution: readSecret(elsewhere) },
          { finds: [unclear("app/repository-credentials")] },
        ),
        passes(
          "list an ARN without its six characters that the role knows",
          { secrets: [elsewhere.replace("-AbC123", "")], onExecution: readSecret(elsewhere) },
          { finds: [unclear(first)] },
        ),
        passes("pass that of a secret of the stack", (stack) => {
          const secret = stack.secret("legacy", { name: "legacy" });
          return { secrets: [elsewhere.replace("-AbC123", "")], onExecution: readSecret(secret.arn) };
        }),
        found(
          "find the name of a secret, which ECS takes for that of a parameter",
          (stack) => {
            const secret = stack.secret("token", { name: "shop-token" });
            return { secrets: [secret.name], onExecution: allow("*", "*") };
          },
          {
            finds: [malformed(first)],
            says: [/is the name of the secret `token`, which ECS takes for that of a parameter/],
          },
        ),
        passes("pass the name of a parameter that is the name of a secret, too", (stack) => {
          stack.secret("token", { name: "shop-token" });
          const parameter = stack.parameter("token-parameter", { name: "shop-token" });
          return { secrets: [parameter.name], onExecution: allow("ssm:GetParameters", "*") };
        }),
        found(
          "find the plain name of a parameter in another Region",
          (stack) => {
            const provider = stack.provider("us", { region: "us-east-1" });
            const parameter = stack.parameter("token", { name: "/shop/token" }, { provider });
            return { secrets: [parameter.name], onExecution: allow("*", "*") };
          },
          { finds: [malformed(first)], says: [/which is in another Region/] },
        ),
        {
          it: "pass one alias in two Regions, each with its own key",
          program: inRegions((key) => key.arn),
        },
        {
          it: "find the alias in place of the key in both",
          program: inRegions((_, alias) => alias.arn),
          finds: ["eu-central-1", "us-east-1"].map((name) =>
            undecryptable(first).replace("::shop", `::shop-${name}`),
          ),
          findsAtFirst: ["eu-central-1", "us-east-1"].map((name) =>
            unclear(`db-${name}`).replace("::shop", `::shop-${name}`),
          ),
        },
        found(
          "find a key whose policy leaves nothing to roles",
          (stack) => {
            const key = stack.key("locked", {
              policy: JSON.stringify(
                document({
                  Effect: "Allow",
                  Principal: { AWS: `arn:aws:iam::${account}:role/admin` },
                  Action: "kms:*",
                  Resource: "*",
                }),
              ),
            });
            const parameter = stack.parameter("token", { keyId: key.arn });
            return {
              secrets: [parameter.arn],
              onExecution: document(
                { Effect: "Allow", Action: "ssm:GetParameters", Resource: parameter.arn },
                { Effect: "Allow", Action: "kms:Decrypt", Resource: "*" },
              ),
            };
          },
          {
            finds: [undecryptable(first)],
            findsAtFirst: [presumed(undecryptable("token"))],
            says: [
              /the policy of `locked` neither allows it to `execution` nor leaves it to the policies/,
              /Change: let the policy of `locked` allow `kms:Decrypt` to the role/,
            ],
          },
        ),
        found(
          "find the read that a role with inline policies lacks, and say where it belongs",
          { executionRole: { inlinePolicies: [{ name: "files", policy: JSON.stringify(readFiles) }] } },
          {
            says: [
              /one more entry in its `inlinePolicies`, beside which no other policy stays:\n {4}\{ name: "shop-secret-reads", policy: JSON\.stringify\(\{/,
            ],
          },
        ),
      ],
      alone,
    );
  });

  describe("secrets of another account", () => {
    const abroad = "arn:aws:secretsmanager:eu-central-1:999999999999:secret:t-AbCdEf";
    const withPolicy =
      (statement: { readonly [key: string]: Input } | undefined, onExecution: Input) => (stack: Stack) => {
        const secret = stack.secret(
          "token",
          { name: "t", ...(statement && { policy: jsonText(document(statement)) }) },
          { outputs: { arn: abroad, id: abroad } },
        );
        return { secrets: [secret.arn], onExecution };
      };
    const all = { Action: "secretsmanager:GetSecretValue", Resource: "*" };
    const roleArn = `arn:aws:iam::${account}:role/execution-0a1b2c3`;
    testCases(
      [
        passes(
          "pass where both the role and the secret allow it",
          withPolicy({ Effect: "Allow", Principal: { AWS: roleArn }, ...all }, readSecret("*")),
        ),
        passes(
          "pass where the secret leaves it to the role's account",
          withPolicy(
            { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, ...all },
            readSecret("*"),
          ),
        ),
        passes("are listed where the secret has no policy", withPolicy(undefined, readSecret("*")), {
          finds: [unclear(first)],
          findsAtFirst: [],
          says: [],
        }),
        passes(
          "are listed where the secret allows another account",
          withPolicy({ Effect: "Allow", Principal: { AWS: "888888888888" }, ...all }, readSecret("*")),
          { finds: [unclear(first)], findsAtFirst: [] },
        ),
        found(
          "are found where only the secret allows it",
          withPolicy({ Effect: "Allow", Principal: "*", ...all }, readFiles),
          { findsAtFirst: [] },
        ),
      ],
      alone,
    );
  });

  describe("tags in conditions", () => {
    const tagged =
      (tags: Inputs["tags"], condition: { readonly [key: string]: Input }, more: Edit = {}) =>
      (stack: Stack) => ({
        secrets: [stack.parameter("token", tags === undefined ? {} : { tags }).arn],
        onExecution: allow("ssm:GetParameters", "*", { Condition: condition }),
        ...more,
      });
    const ofTeam = { StringEquals: { "ssm:resourceTag/team": "shop" } };
    testCases(
      [
        passes("pass where the parameter has the tag", tagged({ team: "shop" }, ofTeam)),
        found("find where it has another value", tagged({ team: "bank" }, ofTeam), {
          finds: [unreadable(first)],
          findsAtFirst: [presumed(unreadable("token"))],
        }),
        found("find where it has none", tagged({}, ofTeam), {
          finds: [unreadable(first)],
          findsAtFirst: [presumed(unreadable("token"))],
        }),
        passes(
          "pass where role and parameter have the same",
          tagged(
            { team: "shop" },
            { StringEquals: { "aws:ResourceTag/team": "${aws:PrincipalTag/team}" } },
            { executionRole: { tags: { team: "shop" } } },
          ),
        ),
        passes(
          "list a parameter that is made elsewhere",
          {
            onExecution: allow("ssm:GetParameters", "*", { Condition: ofTeam }),
          },
          { finds: [unclear(first)] },
        ),
        passes("put the role's tag into the ARNs of a document", {
          onExecution: allow("ssm:GetParameters", "arn:aws:ssm:*:*:parameter/${aws:PrincipalTag/team}/*"),
          executionRole: { tags: { team: "shop" } },
        }),
      ],
      alone,
    );
  });

  describe("an execution role that is made elsewhere", () => {
    const arn = `arn:aws:iam::${account}:role/platform/ecsTaskExecutionRole`;
    const elsewhere: Edit = { definition: () => ({ executionRoleArn: arn }) };
    const declare = (actions: Json, resources: Json = ["arn:aws:ssm:*:*:parameter/shop/*"]): PackConfig => ({
      [readsSecrets]: {
        externalRoles: [{ role: "*ecsTaskExecutionRole", actions, resources, reason: "platform stack" }],
      },
    });
    const attached = (granted: Input) => (stack: Stack, _: Roles) =>
      void stack.rolePolicy("reads", { role: "ecsTaskExecutionRole", policy: jsonText(granted) });
    testCases(
      [
        passes("is listed where nothing is known of it", elsewhere, {
          finds: [unclear(first)],
          says: [
            /is made elsewhere, and what it may do there is not declared\.\nTo settle it: Declare in `externalRoles`, in the configuration of both policies about secrets, what the role may do, or give it the read by a policy of this stack\.\n/,
          ],
        }),
        passes(
          "is listed where the task role may read",
          { ...elsewhere, onTask: readParameters },
          {
            finds: [unclear(first)],
          },
        ),
        passes(
          "is listed where a StackReference gives its ARN",
          { definition: () => ({ executionRoleArn: fromElsewhere(arn) }) },
          { finds: [unclear(first)] },
        ),
        {
          it: "is listed where a deployed stack shows it among what it has made",
          program: (stack) => {
            const execution = stack.role("execution", {}, { onlyRead: true, exists: true });
            stack.taskDefinition("shop", {
              executionRoleArn: execution.arn,
              containerDefinitions: JSON.stringify(containers()),
            });
          },
          finds: [unclear(first)],
        },
        passes("passes with what is attached here", { ...elsewhere, also: attached(readParameters) }),
        passes(
          "is listed where what is attached here does not do",
          { ...elsewhere, also: attached(readFiles) },
          {
            finds: [unclear(first)],
          },
        ),
        found("is found where what is attached here denies it", {
          ...elsewhere,
          also: attached(deny("ssm:*", "*")),
        }),
        passes("passes with what is declared", elsewhere, { config: declare(["ssm:GetParameters"]) }),
        found("is found where what is declared does not do", elsewhere, {
          config: declare(["ssm:GetParameter"]),
          says: [/"externalRoles": \[\{ "role": "ecsTaskExecutionRole"/],
        }),
        found("is found where other secrets are declared", elsewhere, {
          config: declare(["ssm:GetParameters"], ["arn:aws:ssm:*:*:parameter/other/*"]),
        }),
        passes("is listed where another role is declared", elsewhere, {
          config: {
            [readsSecrets]: {
              externalRoles: [{ role: "other", actions: ["*"], resources: ["*"], reason: "another" }],
            },
          },
          finds: [unclear(first)],
        }),
        passes(
          "is listed where its ARN is not known",
          {
            definition: ({ execution }) => ({ executionRoleArn: losingEdges(execution.arn) }),
          },
          { finds: [unreadable(first)], findsAtFirst: [unclear(first)] },
        ),
        passes(
          "tells parameters of its account from others",
          {
            ...elsewhere,
            secrets: [parameterArn.replace(account, "999999999999")],
            also: attached(allow("ssm:*", "*")),
          },
          { finds: [`mandatory ${readsSecrets} secret-of-another-account/${first} ${definition}`] },
        ),
      ],
      alone,
    );
  });

  describe("operations on a part of the stack", () => {
    testCases(
      [
        passes(
          "list a secret whose read is left out",
          {
            also: (stack, { execution }) =>
              stack.rolePolicy(
                "reads",
                { role: execution.name, policy: jsonText(readParameters) },
                { leftOut: true },
              ),
          },
          { finds: [unclear(first)], says: [/`reads` is left out of this operation/] },
        ),
        passes(
          "list a secret whose read the program does not have any more",
          {
            also: (stack, { execution }) =>
              stack.rolePolicy(
                "reads",
                { role: execution.name, policy: jsonText(readParameters) },
                { notInProgram: true },
              ),
          },
          { finds: [unclear(first)] },
        ),
        {
          it: "do not judge a task definition that is left out",
          program: (stack) =>
            void stack.taskDefinition(
              "shop",
              { executionRoleArn: stack.role("execution").arn, containerDefinitions: jsonText(containers()) },
              { leftOut: true },
            ),
        },
      ],
      alone,
    );
  });

  describe("beside the other policy", () => {
    const taskRoleOnly = `mandatory ${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::task-reads`;
    testCases([
      {
        it: "finds the first incident in its own way",
        program: base({ onTask: readParameters }),
        finds: [taskRoleOnly, unreadable(first)],
      },
      { it: "passes its cure with it", program: base({ onExecution: readParameters }) },
      {
        it: "finds alone that the execution role reads another parameter",
        program: base({
          onTask: readParameters,
          onExecution: allow("ssm:GetParameters", "arn:aws:ssm:*:*:parameter/x"),
        }),
        finds: [unreadable(first)],
      },
      {
        it: "lists what it cannot tell where the other one decides",
        program: base({
          onTask: readParameters,
          definition: () => ({ executionRoleArn: `arn:aws:iam::${account}:role/ecsTaskExecutionRole` }),
        }),
        finds: [taskRoleOnly, unclear(first)],
      },
    ]);
  });
});
