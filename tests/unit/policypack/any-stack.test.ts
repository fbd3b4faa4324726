/** What holds for every stack. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { propertiesOfSdk } from "../../../policypack/adapter/sdk";
import { DocumentError, readDocument } from "../../../policypack/iam/documents";
import { buildModel } from "../../../policypack/model/model";
import { outputsInText } from "../../../policypack/policies/ecs-outputs-are-not-text";
import { rules } from "../../../policypack/rules";
import { allow, containers, deny, describeFinding, readFiles, readParameters } from "../../support/cases";
import {
  callersAfterCallees,
  clientsAfterServers,
  clientsRedeploy,
  type Diagnostic,
  endpointsAreValid,
  type Json,
  type JsonObject,
  judge,
  outputsAreNotText,
  type PackConfig,
  readsSecrets,
  rolesLetTasksStart,
  rolesLetTasksWork,
  rolesTrustEcs,
  type SeenResource,
  scheduledTasksMayRun,
  ssmGrant,
  undetermined,
  unknown,
} from "../../support/pack";
import { build, type Recipe, recipes } from "../../support/random-stacks";
import { resource } from "../../support/resources";
import { type Handle, jsonText, type Moment, moments, Stack } from "../../support/stack";

const runs = { numRuns: 100 };
const moment = fc.constantFrom<Moment>(...moments);
const plain = (thing: string) => thing;

/** Findings with resources by their places in the program, so that no name is left in them. */
function nameless(diagnostics: readonly Diagnostic[], program: readonly SeenResource[]): string[] {
  const placeOf = (urn: string) => program.findIndex((resource) => resource.urn === urn);
  const placeNamed = (name: string) => program.findIndex((resource) => resource.name.toLowerCase() === name);
  return diagnostics
    .map(({ policy, level, urn, ids, presumed }) => {
      const places = ids.map((id) => {
        const [kind, name] = id.split("/");
        return name === undefined ? kind : `${kind}/${placeNamed(name)}`;
      });
      return `${policy} ${level} ${placeOf(urn)} ${places.sort().join(",")} ${presumed}`;
    })
    .sort();
}

/** A client that waits for some of its servers keeps the others in its one finding. */
function eachId(diagnostic: Diagnostic): string[] {
  return diagnostic.ids.map((id) => describeFinding({ ...diagnostic, ids: [id] }));
}

/** Without it a client is judged by whether it exists, too, in which the two previews differ. */
const strict: PackConfig = { [clientsAfterServers]: { clients: "all", servers: "all" } };

describe("whatever the stack", () => {
  it("the order of its resources does not matter", async () => {
    const property = fc.asyncProperty(
      recipes,
      moment,
      fc.infiniteStream(fc.nat()),
      async (recipe, when, numbers) => {
        const seen = build(recipe, plain).seen(when);
        const shuffled = seen
          .map((resource) => ({ resource, at: numbers.next().value }))
          .sort((one, other) => one.at - other.at)
          .map(({ resource }) => resource);
        const [one, other] = [await judge(seen), await judge(shuffled)];
        assert.deepEqual(nameless(other.diagnostics, seen), nameless(one.diagnostics, seen));
      },
    );
    await fc.assert(property, runs);
  });

  it("its names do not matter", async () => {
    const property = fc.asyncProperty(recipes, moment, async (recipe, when) => {
      const seen = build(recipe, plain).seen(when);
      const renamed = build(recipe, (thing) => `Z${[...thing].reverse().join("")}`).seen(when);
      const [one, other] = [await judge(seen), await judge(renamed)];
      assert.deepEqual(nameless(other.diagnostics, renamed), nameless(one.diagnostics, seen));
    });
    await fc.assert(property, runs);
  });

  it("what is not known makes no proven violation, and silences none", async () => {
    const property = fc.asyncProperty(recipes, async (recipe) => {
      const stack = build(recipe, plain);
      const violations = (diagnostics: readonly Diagnostic[]) =>
        diagnostics.filter(({ policy }) => policy !== undetermined);
      const later = (await judge(stack.seen("update preview"), strict)).diagnostics;
      const first = (await judge(stack.seen("first preview"), strict)).diagnostics;
      for (const { policy, urn, presumed } of violations(first)) {
        const stays = later.some((other) => other.policy === policy && other.urn === urn);
        assert.ok(presumed || stays, `${policy} found something at ${urn} that is nothing once it is known`);
      }
      for (const { policy, urn } of violations(later)) {
        // What is open about a task definition's own roles is told of the task definition.
        const told = first.some(
          (other) =>
            (other.urn === urn && (other.policy === policy || other.policy === undetermined)) ||
            (other.policy === undetermined && other.urn.includes("aws:ecs/taskDefinition:")),
        );
        assert.ok(told, `${policy} said nothing of ${urn} before it was known`);
      }
    });
    await fc.assert(property, runs);
  });

  it("what takes permissions from an execution role clears no violation", async () => {
    const property = fc.asyncProperty(recipes, moment, fc.nat(9), async (recipe, when, choice) => {
      const before = build(recipe, plain);
      const after = build(recipe, plain);
      const role = executionRoleOf(recipe, choice);
      if (role === undefined || isTaskRole(recipe, choice)) return;
      after.rolePolicy("denies", { role, policy: JSON.stringify(deny("ssm:*", "*")) });
      const found = await violationsAboutSecrets(before, when);
      const left = await violationsAboutSecrets(after, when);
      assert.deepEqual(
        found.filter((violation) => !left.includes(violation)),
        [],
      );
    });
    await fc.assert(property, runs);
  });

  it("what gives permissions to an execution role adds no violation", async () => {
    const property = fc.asyncProperty(recipes, moment, fc.nat(9), async (recipe, when, choice) => {
      const before = build(recipe, plain);
      const after = build(recipe, plain);
      const role = executionRoleOf(recipe, choice);
      if (role === undefined || isTaskRole(recipe, choice)) return;
      const all = allow(["ssm:*", "secretsmanager:*", "kms:*"], "*");
      after.rolePolicy("allows", { role, policy: JSON.stringify(all) });
      const found = await violationsAboutSecrets(before, when);
      const left = await violationsAboutSecrets(after, when);
      assert.deepEqual(
        left.filter((violation) => !found.includes(violation)),
        [],
      );
    });
    await fc.assert(property, runs);
  });

  it("a client that waits for the missing servers has no finding any more, and no other comes", async () => {
    const property = fc.asyncProperty(recipes, moment, async (recipe, when) => {
      const seen = build(recipe, plain).seen(when);
      const before = (await judge(seen)).diagnostics;
      const violation = before.find(({ policy }) => policy === clientsAfterServers);
      if (!violation) return;
      const missing = violation.ids.map((id) => id.replace("client-without-server/", ""));
      const servers = seen.flatMap(({ name, urn }) => (missing.includes(name) ? [urn] : []));
      const cured = seen.map((resource) =>
        resource.urn === violation.urn
          ? { ...resource, dependencies: [...resource.dependencies, ...servers] }
          : resource,
      );
      const after = (await judge(cured)).diagnostics;
      assert.ok(!after.some(({ policy, urn }) => policy === clientsAfterServers && urn === violation.urn));
      const known = before.flatMap(eachId);
      assert.deepEqual(
        after.flatMap(eachId).filter((finding) => !known.includes(finding)),
        [],
      );
    });
    await fc.assert(property, runs);
  });
});

describe("whatever services there are", () => {
  const places = fc.tuple(fc.nat(9), fc.nat(9));

  it("one more edge between two of them adds no violation, and no question about others", async () => {
    const property = fc.asyncProperty(recipes, moment, places, async (recipe, when, [one, other]) => {
      const seen = build(recipe, plain).seen(when);
      const services = seen.filter(({ type }) => type === "aws:ecs/service:Service");
      if (services.length < 2) return;
      const [first, second] = [one % services.length, other % services.length].sort();
      const [waiting, awaited] = [services[second ?? 0], services[first ?? 0]];
      const wider = seen.map((resource) =>
        resource === waiting && awaited
          ? { ...resource, dependencies: [...resource.dependencies, awaited.urn] }
          : resource,
      );
      const [before, after] = [(await judge(seen)).diagnostics, (await judge(wider)).diagnostics];
      const violations = (all: readonly Diagnostic[]) => all.filter(({ policy }) => policy !== undetermined);
      const known = before.flatMap(eachId);
      assert.deepEqual(
        violations(after)
          .flatMap(eachId)
          .filter((finding) => !known.includes(finding)),
        [],
      );
      // A client that waits for one server need not wait for all: what was found of another may become a question.
      const about = (all: readonly Diagnostic[]) =>
        all.flatMap(({ urn, ids }) => ids.map((id) => `${urn} ${id.slice(id.indexOf("/") + 1)}`));
      const told = about(before);
      assert.deepEqual(
        about(after).filter((thing) => !told.includes(thing)),
        [],
      );
    });
    await fc.assert(property, runs);
  });

  it("others without Service Connect change nothing", async () => {
    const property = fc.asyncProperty(recipes, moment, async (recipe, when) => {
      const [alone, beside] = [build(recipe, plain), build(recipe, plain)];
      const disabled = { enabled: false, namespace: "literal", services: [{ portName: "http" }] };
      beside.service(
        "unrelated",
        {},
        { dependsOn: [beside.service("off", { serviceConnectConfiguration: disabled })] },
      );
      assert.deepEqual(
        (await judge(beside.seen(when))).diagnostics.map(describeFinding),
        (await judge(alone.seen(when))).diagnostics.map(describeFinding),
      );
    });
    await fc.assert(property, runs);
  });
});

/** The AWS name of the execution role of some task definition; undefined where it has none of the stack. */
function executionRoleOf({ definitions, roles }: Recipe, choice: number): string | undefined {
  const role = definitions[choice % Math.max(definitions.length, 1)]?.executionRole;
  return typeof role === "number" ? `role-${role % roles.length}-0a1b2c3` : undefined;
}

/** Whether that role is the task role of some task definition as well: then it gives to the application, too. */
function isTaskRole(recipe: Recipe, choice: number): boolean {
  const name = executionRoleOf(recipe, choice);
  return recipe.definitions.some(({ taskRole }) => `role-${taskRole % recipe.roles.length}-0a1b2c3` === name);
}

/** Violations of the two policies about secrets, one for each id; which permission a secret lacks does not count. */
async function violationsAboutSecrets(stack: Stack, when: Moment): Promise<string[]> {
  const { diagnostics } = await judge(stack.seen(when));
  return diagnostics
    .filter(({ policy }) => policy === ssmGrant || policy === readsSecrets)
    .flatMap(({ ids, policy, urn }) =>
      ids.map((id) => `${policy} ${id.replace(/^secret-un(read|decrypt)able/, "secret")} ${urn}`),
    );
}

/** JSON as programs hold it, with the words that the pack looks for, and now and then an unknown. */
const words = [
  unknown,
  "[secret]",
  "",
  "Allow",
  "Deny",
  "*",
  "ssm:GetParameters",
  "arn:aws:ssm:*:*:parameter/*",
  "arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess",
  JSON.stringify(readParameters),
  JSON.stringify(containers()),
  "FARGATE",
  "awsvpc",
  "true",
  "123456789012.dkr.ecr.eu-central-1.amazonaws.com/any:1",
  "arn:aws:s3:::any/file.env",
];
const keys = [
  "Statement",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
  "name",
  "policy",
  "secrets",
  "valueFrom",
  "environment",
  "enabled",
  "namespace",
  "services",
  "clientAlias",
  "dnsName",
  "portName",
  "role",
  "actions",
  "resources",
  "reason",
  "externalRoles",
  "exemptions",
  "roles",
  "presumed",
  "expires",
  "finding",
  "secretOptions",
  "logConfiguration",
  "repositoryCredentials",
  "credentialsParameter",
  "credentialSpecs",
  "fsxWindowsFileServerVolumeConfiguration",
  "authorizationConfig",
  "Principal",
  "AWS",
  "StringEquals",
  "secretArn",
  "image",
  "environmentFiles",
  "awslogs-group",
  "awslogs-create-group",
  "cloudWatchLogGroupName",
  "executeCommandConfiguration",
  "logging",
  "iam",
  "accessPointId",
  "taskDefinitionArn",
  "networkConfiguration",
];
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.oneof(fc.constantFrom<Json>(...words), fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>),
    fc.array(tie("json"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...keys), tie("json"), { maxKeys: 5 }),
  ),
}));
const anyValue = fc.oneof(
  json,
  json.map((value) => JSON.stringify(value)),
);
const object = fc.dictionary(fc.constantFrom(...keys), json) as fc.Arbitrary<JsonObject>;

/** A stack with any JSON wherever the pack reads some. */
function stackOf(value: () => Json, names: () => Json = value): Stack {
  const stack = new Stack();
  const task = stack.role("task", {
    inlinePolicies: value(),
    managedPolicyArns: value(),
    permissionsBoundary: value(),
    description: value(),
  });
  const execution = stack.role("execution", { inlinePolicies: [{ name: "x", policy: value() }] });
  stack.rolePolicy("reads", { role: task.name, policy: value() });
  stack.rolePolicy("document-reads", { role: task.name, policy: JSON.stringify(readParameters) });
  stack.rolePolicy("elsewhere-reads", { role: names(), policy: value() });
  stack.attachment("attached", { role: task.name, policyArn: value() });
  stack.custom("aws:iam/policyAttachment:PolicyAttachment", "many", { roles: names(), policyArn: value() });
  stack.taskDefinition("shop", {
    taskRoleArn: task.arn,
    executionRoleArn: execution.arn,
    containerDefinitions: value(),
  });
  const parameter = stack.custom("aws:ssm/parameter:Parameter", "any-parameter", {
    name: "/shop/any",
    type: value(),
    keyId: value(),
    value: value(),
    tags: value(),
    tagsAll: value(),
  });
  const secret = stack.custom(
    "aws:secretsmanager/secret:Secret",
    "any-secret",
    { kmsKeyId: value(), policy: value(), namePrefix: value(), tagsAll: value() },
    {},
    { computed: { arn: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:any-AbCdEf" } },
  );
  stack.custom("aws:secretsmanager/secretVersion:SecretVersion", "any-version", {
    secretId: value(),
    secretString: value(),
  });
  stack.custom("aws:secretsmanager/secretPolicy:SecretPolicy", "any-policy", {
    secretArn: secret.arn,
    policy: value(),
  });
  stack.custom("aws:kms/key:Key", "any-key", { policy: value(), tagsAll: value() });
  stack.custom("aws:kms/keyPolicy:KeyPolicy", "any-key-policy", { keyId: value(), policy: value() });
  stack.custom("aws:kms/grant:Grant", "any-grant", {
    keyId: value(),
    granteePrincipal: value(),
    operations: value(),
  });
  stack.custom("aws:kms/alias:Alias", "any-alias", { targetKeyId: value() });
  stack.custom("aws:rds/cluster:Cluster", "any-database", {
    manageMasterUserPassword: value(),
    masterUserSecretKmsKeyId: value(),
    masterUserSecrets: value(),
  });
  stack.taskDefinition("secrets", {
    taskRoleArn: task.arn,
    executionRoleArn: execution.arn,
    volumes: value(),
    containerDefinitions: jsonText([
      {
        name: "app",
        secrets: [{ name: "A", valueFrom: secret.arn }, { name: "B", valueFrom: "/shop/any" }, value()],
        logConfiguration: value(),
        repositoryCredentials: value(),
        credentialSpecs: value(),
      },
    ]),
  });
  stack.taskDefinition("edges", {
    executionRoleArn: execution.arn,
    containerDefinitions: jsonText([{ name: "app", environment: [parameter.id, value()] }]),
  });
  stack.custom("aws:ecs/expressGatewayService:ExpressGatewayService", "express", {
    taskRoleArn: task.arn,
    executionRoleArn: execution.arn,
    primaryContainer: value(),
  });
  stack.custom("aws:ecs/expressGatewayService:ExpressGatewayService", "express-parts", {
    executionRoleArn: execution.arn,
    primaryContainer: { secrets: value(), repositoryCredentials: value() },
  });
  stack.taskDefinition("jobs", {
    taskRoleArn: names(),
    executionRoleArn: names(),
    containerDefinitions: value(),
  });
  stack.cluster("main", { serviceConnectDefaults: value() });
  stack.service("web", {
    cluster: "main-0a1b2c3",
    serviceConnectConfiguration: value(),
    desiredCount: value(),
    launchType: value(),
    deploymentController: value(),
  });
  stack.service(
    "left-behind",
    {
      serviceConnectConfiguration: { enabled: true, namespace: "shop" },
      forceNewDeployment: value(),
      triggers: value(),
    },
    { exists: true },
  );
  const ports = stack.taskDefinition("ports", {
    networkMode: value(),
    runtimePlatform: value(),
    containerDefinitions: jsonText([{ name: "app", portMappings: value(), command: value() }]),
  });
  for (const name of ["ports", "more-ports"]) {
    stack.service(name, {
      taskDefinition: ports.arn,
      serviceConnectConfiguration: {
        enabled: true,
        namespace: "shop",
        services: [{ portName: value(), discoveryName: value(), clientAlias: value() }],
      },
    });
  }
  stack.service("jobs", {
    cluster: names(),
    serviceConnectConfiguration: { enabled: true, namespace: value() },
    waitForSteadyState: value(),
    taskDefinition: value(),
  });
  stack.service("api", {
    serviceConnectConfiguration: { enabled: true, namespace: "shop", services: [value()] },
  });
  needsIn(stack, { task, execution }, value);
  return stack;
}

/** What needs permissions of its roles, and what starts tasks by itself. */
function needsIn(
  stack: Stack,
  { task, execution }: { readonly task: Handle; readonly execution: Handle },
  value: () => Json,
): void {
  const text = { type: "s3", "config-file-type": "s3" };
  const needs = stack.taskDefinition("needs", {
    requiresCompatibilities: value(),
    networkMode: value(),
    taskRoleArn: task.arn,
    executionRoleArn: execution.arn,
    volumes: [
      { name: "a", efsVolumeConfiguration: value() },
      {
        name: "b",
        efsVolumeConfiguration: {
          fileSystemId: value(),
          authorizationConfig: { iam: "ENABLED", accessPointId: value() },
        },
      },
    ],
    containerDefinitions: jsonText([
      { name: "app", image: value(), logConfiguration: { logDriver: "awslogs", options: value() } },
      {
        name: "more",
        environmentFiles: [value(), { ...text, value: value() }],
        firelensConfiguration: { options: value() },
        logConfiguration: { logDriver: "awsfirelens", options: { Name: "s3", bucket: value() } },
      },
      { name: "router", firelensConfiguration: { options: { ...text, "config-file-value": value() } } },
    ]),
  });
  stack.taskDefinition("without", {
    requiresCompatibilities: ["FARGATE"],
    containerDefinitions: jsonText([{ name: "app", image: value(), environmentFiles: value() }]),
  });
  stack.custom("aws:cloudwatch/logGroup:LogGroup", "any-logs", { name: "/any", tags: value() });
  stack.custom("aws:ecr/repository:Repository", "any-images", { name: "any", tags: value() });
  stack.custom("aws:ecr/repositoryPolicy:RepositoryPolicy", "any-images", {
    repository: value(),
    policy: value(),
  });
  stack.custom("aws:ecr/pullThroughCacheRule:PullThroughCacheRule", "any", { ecrRepositoryPrefix: value() });
  stack.custom("aws:efs/fileSystem:FileSystem", "any-files", { encrypted: true, tags: value() });
  stack.custom("aws:efs/fileSystemPolicy:FileSystemPolicy", "any-files", {
    fileSystemId: value(),
    policy: value(),
  });
  const cluster = stack.cluster("sessions", { configuration: value() });
  stack.service("needs", {
    cluster: cluster.arn,
    taskDefinition: needs.arn,
    enableExecuteCommand: value(),
    launchType: value(),
    capacityProviderStrategies: value(),
    serviceConnectConfiguration: { enabled: false, logConfiguration: value() },
  });
  const runner = stack.role("runner", { inlinePolicies: [{ name: "runs", policy: value() }] });
  for (const [name, parameters] of [
    ["any", value()],
    ["known", { taskDefinitionArn: needs.arn, networkConfiguration: value() }],
  ] as const)
    stack.custom("aws:scheduler/schedule:Schedule", name, {
      target: { arn: value(), roleArn: name === "any" ? value() : runner.arn, ecsParameters: parameters },
    });
  stack.custom("aws:scheduler/schedule:Schedule", "whole", { target: value() });
  stack.custom("aws:cloudwatch/eventTarget:EventTarget", "any", {
    arn: value(),
    roleArn: runner.arn,
    ecsTarget: value(),
  });
}

function configured(some: JsonObject, others: JsonObject): PackConfig {
  return {
    [outputsAreNotText]: some,
    [ssmGrant]: some,
    [readsSecrets]: { ...some, ...others },
    [clientsAfterServers]: others,
    [endpointsAreValid]: some,
    [callersAfterCallees]: others,
    [clientsRedeploy]: some,
    [rolesLetTasksStart]: some,
    [rolesLetTasksWork]: others,
    [rolesTrustEcs]: some,
    [scheduledTasksMayRun]: { ...some, ...others },
    [undetermined]: others,
  };
}

function isNoDocument(value: Json): boolean {
  return !holds(value, unknown) && !holds(value, "[secret]") && readDocument(value) instanceof DocumentError;
}

function isListOfObjects(value: unknown): boolean {
  return (
    Array.isArray(value) && value.every((member) => typeof member === "object" && !Array.isArray(member))
  );
}

function holds(value: Json, text: string): boolean {
  if (typeof value !== "object" || value === null) return value === text;
  return Object.values(value).some((member: Json) => holds(member, text));
}

describe("a document that nests as deep as IAM's quota lets it", () => {
  let nested: Json = "x";
  for (let level = 0; level < 5000; level++) nested = level % 2 === 0 ? { x: nested } : [nested];
  const documents: Readonly<Record<string, Json>> = {
    statement: { Statement: nested },
    resource: { Statement: [{ Effect: "Allow", Action: "*", Resource: nested }] },
    condition: {
      Statement: [{ Effect: "Allow", Action: "*", Resource: "*", Condition: { Null: { x: nested } } }],
    },
  };
  for (const [place, document] of Object.entries(documents)) {
    it(`is malformed, as the value of a ${place}`, () => {
      assert.ok(readDocument(document) instanceof DocumentError);
      const model = buildModel({
        stack: "stack",
        resources: [
          resource("role", { type: "aws:iam/role:Role", outputs: { name: "role" } }),
          resource("reads", {
            type: "aws:iam/rolePolicy:RolePolicy",
            inputs: { role: "role", policy: propertiesOfSdk({ document }).read().document },
          }),
        ],
        leftOut: [],
        abandoned: [],
        partial: false,
      });
      const kinds = rules.map((rule) => rule.evaluate(model, {}).undetermined.map(({ ids }) => ids));
      assert.deepEqual(kinds.flat(2), ["document-malformed"]);
      assert.deepEqual(
        outputsInText({ urn: "urn", type: "aws:iam/policy:Policy", name: "reads", inputs: { document } }),
        [],
      );
    });
  }
});

describe("whatever JSON stands in the properties", () => {
  const listOf = (values: fc.Arbitrary<Json>) => fc.infiniteStream(values);

  it("no policy throws or falls silent", async () => {
    const property = fc.asyncProperty(
      listOf(anyValue),
      moment,
      object,
      object,
      async (values, when, some, others) => {
        const stack = stackOf(() => values.next().value);
        const config = configured(some, others);
        const { diagnostics } = await judge(stack.seen(when), config);
        // This is how the SDK reports an unknown that was read, in place of what the policy had to say.
        assert.ok(diagnostics.every(({ message }) => !message.startsWith("can't run")));
        assert.ok(diagnostics.every(({ ids }) => ids.every((id) => id !== "")));
      },
    );
    await fc.assert(property, runs);
  });

  it("every document that is none has a verdict on the resource that holds it", async () => {
    const malformed = fc.oneof(
      fc.constantFrom<Json>(
        "{",
        "[]",
        "7",
        '"text"',
        "{}",
        '{"Statement":[{"Effect":"Maybe"}]}',
        '{"Statement":[],"Statement":{}}',
        7,
        true,
        [1],
      ),
      json.filter((value) => typeof value === "object" && value !== null && isNoDocument(value)),
    );
    const property = fc.asyncProperty(malformed, moment, fc.nat(5), async (bad, when, place) => {
      const stack = new Stack();
      const policy = (at: number) => (at === place ? bad : JSON.stringify(readFiles));
      const role = stack.role("role", { inlinePolicies: [{ name: "x", policy: policy(0) }] });
      const secret = stack.secret("secret", { policy: policy(3) });
      const attached = stack.policy("attached", policy(1));
      const holders = [
        role,
        attached,
        stack.rolePolicy("own", { role: role.name, policy: policy(2) }),
        secret,
        stack.custom("aws:kms/keyPolicy:KeyPolicy", "key-policy", {
          keyId: stack.key("key").id,
          policy: policy(4),
        }),
        stack.taskDefinition("shop", {
          containerDefinitions: place === 5 ? bad : JSON.stringify(containers([])),
        }),
      ];
      stack.attachment("attachment", { role: role.name, policyArn: attached.arn });
      const { diagnostics } = await judge(stack.seen(when));
      const urn = holders[place]?.urn;
      const found = diagnostics.some((verdict) => verdict.urn === urn);
      // A list of objects is what containers are, whatever the objects hold.
      if (place === 5 && isListOfObjects(typeof bad === "string" ? JSON.parse(bad === "{" ? "0" : bad) : bad))
        return;
      assert.ok(found, `${urn} ${JSON.stringify(bad)}`);
    });
    await fc.assert(property, runs);
  });

  it("no message holds a value", async () => {
    const marker = "hunter2";
    const isName = (text: string) => text === unknown || text === "[secret]" || text.startsWith("arn:");
    const mark = (value: Json): Json => {
      if (typeof value === "string") return isName(value) ? value : `${value}${marker}`;
      if (Array.isArray(value)) return value.map(mark);
      if (typeof value !== "object" || value === null) return value;
      // A name of a container or a variable stands in messages.
      return Object.fromEntries(
        Object.entries(value).map(([key, member]) => [key, key === "name" ? "plain" : mark(member)]),
      );
    };
    const marked = fc.oneof(
      json.map(mark),
      json.map((value) => JSON.stringify(mark(value))),
      json.map((value) => `${JSON.stringify(value)}${marker}`),
    );
    const property = fc.asyncProperty(listOf(marked), moment, object, async (values, when, options) => {
      // What stands where a role or a cluster is named may be its name, which messages may say.
      const stack = stackOf(
        () => values.next().value,
        () => "shared",
      );
      const config = configured(mark(options) as JsonObject, mark(options) as JsonObject);
      const { diagnostics, printed } = await judge(stack.seen(when), config);
      for (const message of [...diagnostics.map((diagnostic) => diagnostic.message), ...printed]) {
        assert.ok(!message.includes(marker), message);
      }
    });
    await fc.assert(property, runs);
  });
});
