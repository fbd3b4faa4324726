import * as assert from "node:assert";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Properties, Value } from "../../../offline/aws/properties";
import { Provider } from "../../../offline/aws/provider";

const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const CLUSTER = "aws:ecs/cluster:Cluster";
const TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";
const trust = '{"Statement":[],"Version":"2012-10-17"}';
const document = '{"Version":"2012-10-17","Statement":[]}';
const PREFIX = "arn:aws:ecs:eu-west-1:123456789012:";

let folder: string;
let provider: Provider;

function configured(region = "eu-west-1"): Provider {
  const started = new Provider();
  started.configure({ region });
  return started;
}

function urnOf(token: string): string {
  return `urn:pulumi:dev::shop::${token}::thing`;
}

/** Writes a line by hand, as a test may. */
function exists(type: string, id: string, properties: Properties | null): void {
  appendFileSync(process.env.ECS_STAND_IN_ACCOUNT ?? "", `${JSON.stringify({ type, id, properties })}\n`);
}

function checked(token: string, program: Properties, olds: Properties = {}): Properties {
  const { inputs, failures } = provider.check(urnOf(token), olds, program, { seed: Buffer.from("seed") });
  assert.deepStrictEqual(failures, []);
  return inputs;
}

async function made(token: string, program: Properties) {
  const inputs = checked(token, program);
  return { inputs, ...(await provider.create(urnOf(token), inputs)) };
}

function refreshed(
  token: string,
  { id, inputs, outputs }: { id: string; inputs: Properties; outputs: Properties },
) {
  return configured().read(urnOf(token), id, inputs, outputs);
}

function answer(token: string, args: Properties): Properties {
  const answered = provider.invoke(token, args);
  assert.ok(answered !== undefined && "result" in answered);
  return answered.result;
}

describe("the account of the AWS stand-in", () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "aws-stand-in-"));
    process.env.ECS_STAND_IN_ACCOUNT = join(folder, "account.jsonl");
    provider = configured();
  });

  afterEach(() => {
    delete process.env.ECS_STAND_IN_ACCOUNT;
    rmSync(folder, { recursive: true });
  });

  it("gets a line for what is made, changed and deleted", async () => {
    const { id, outputs } = await made(CLUSTER, { name: "main" });
    const changed = provider.update(
      urnOf(CLUSTER),
      id,
      outputs,
      checked(CLUSTER, { name: "main", tags: { a: "b" } }),
    );
    provider.delete(urnOf(CLUSTER), id, changed);
    const lines = readFileSync(process.env.ECS_STAND_IN_ACCOUNT ?? "", "utf8")
      .trimEnd()
      .split("\n");
    const place = {
      type: CLUSTER,
      id: `${PREFIX}cluster/main`,
      account: "123456789012",
      region: "eu-west-1",
    };
    assert.deepStrictEqual(
      lines.map((line) => JSON.parse(line)),
      [outputs, changed, null].map((properties) => ({ ...place, properties })),
    );
  });

  it("lets a refreshed role hold all its policies, whoever made them, and finds no difference in them", async () => {
    const role = await made(ROLE, { name: "app", assumeRolePolicy: trust });
    assert.deepStrictEqual(role.outputs.inlinePolicies, []);
    await made(ROLE_POLICY, { name: "two", role: "app", policy: document });
    await made(ROLE_POLICY, { name: "one", role: "app", policy: document });
    await made(ROLE_POLICY, { name: "three", role: "other", policy: document });
    await made(ATTACHMENT, { role: "app", policyArn: "arn:aws:iam::aws:policy/B" });
    await made("aws:iam/policyAttachment:PolicyAttachment", {
      name: "all",
      roles: ["other", "app"],
      policyArn: "arn:aws:iam::aws:policy/A",
    });
    const { inputs, outputs } = refreshed(ROLE, role);
    assert.deepStrictEqual(outputs, {
      ...role.outputs,
      inlinePolicies: [
        { name: "one", policy: document },
        { name: "two", policy: document },
      ],
      managedPolicyArns: ["arn:aws:iam::aws:policy/A", "arn:aws:iam::aws:policy/B"],
    });
    assert.deepStrictEqual(inputs, role.inputs);
    assert.deepStrictEqual(provider.diff(urnOf(ROLE), inputs, outputs, role.inputs).differences, []);
  });

  it("forgets the policy of a role that is deleted, also one that a refresh had found and an update carried on", async () => {
    const role = await made(ROLE, { name: "app", assumeRolePolicy: trust });
    const policy = await made(ROLE_POLICY, { name: "one", role: "app", policy: document });
    const found = refreshed(ROLE, role);
    const inputs = checked(ROLE, { name: "app", assumeRolePolicy: trust, description: "x" });
    const outputs = provider.update(urnOf(ROLE), "app", found.outputs, inputs);
    assert.deepStrictEqual(outputs.inlinePolicies, [{ name: "one", policy: document }]);
    provider.delete(urnOf(ROLE_POLICY), policy.id, policy.outputs);
    assert.deepStrictEqual(refreshed(ROLE, { id: "app", inputs, outputs }).outputs.inlinePolicies, []);
  });

  it("shows a role that declares its policies as changed if it has more, and takes those away", async () => {
    // Several, because the order that AWS answers is not the provider's.
    const inlinePolicies = ["a", "b", "c", "d", "e"].map((name) => ({ name, policy: document }));
    const role = await made(ROLE, { name: "app", assumeRolePolicy: trust, inlinePolicies });
    assert.deepStrictEqual(refreshed(ROLE, role).outputs, role.outputs);
    const policy = await made(ROLE_POLICY, { name: "more", role: "app", policy: document });
    const { inputs, outputs } = refreshed(ROLE, role);
    const { differences } = provider.diff(urnOf(ROLE), inputs, outputs, role.inputs);
    assert.deepStrictEqual(
      differences.map(({ property }) => property),
      ["inlinePolicies"],
    );
    provider.update(urnOf(ROLE), "app", outputs, role.inputs);
    assert.strictEqual(refreshed(ROLE_POLICY, policy).id, "");
  });

  it("lets an exclusive list take away what it does not name, and see what came later", async () => {
    const policies = await Promise.all(
      ["one", "two"].map((name) => made(ROLE_POLICY, { name, role: "app", policy: document })),
    );
    const token = "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive";
    const list = await made(token, { roleName: "app", policyNames: ["one"] });
    assert.deepStrictEqual(
      policies.map((policy) => refreshed(ROLE_POLICY, policy).id),
      ["app:one", ""],
    );
    await made(ROLE_POLICY, { name: "three", role: "app", policy: document });
    const { inputs, outputs } = refreshed(token, list);
    assert.deepStrictEqual(outputs.policyNames, ["one", "three"]);
    assert.deepStrictEqual(inputs.policyNames, ["one", "three"]);
  });

  it("lets an exclusive list of managed policies attach what it names, and take away the rest", async () => {
    const [named, unnamed, later] = ["A", "B", "C"].map((name) => `arn:aws:iam::aws:policy/${name}`);
    assert.ok(named !== undefined && unnamed !== undefined && later !== undefined);
    const role = await made(ROLE, { name: "app", assumeRolePolicy: trust });
    const attached = await made(ATTACHMENT, { role: "app", policyArn: unnamed });
    const elsewhere = await made(ATTACHMENT, { role: "other", policyArn: unnamed });
    const token = "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive";
    const list = await made(token, { roleName: "app", policyArns: [named] });
    await made(token, { roleName: "other", policyArns: [unnamed] });
    assert.strictEqual(list.id, "app");
    assert.strictEqual(refreshed(ATTACHMENT, attached).id, "");
    assert.strictEqual(refreshed(ATTACHMENT, elsewhere).id, elsewhere.id);
    assert.deepStrictEqual(refreshed(ROLE, role).outputs.managedPolicyArns, [named]);
    await made(ATTACHMENT, { role: "app", policyArn: later });
    const { inputs, outputs } = refreshed(token, list);
    assert.deepStrictEqual(
      [inputs.policyArns, outputs.policyArns],
      [
        [named, later],
        [named, later],
      ],
    );
  });

  it("tells of a change and a deletion behind the back of the stack", async () => {
    const cluster = await made(CLUSTER, { name: "main", tags: { a: "b" } });
    exists(CLUSTER, cluster.id, { tags: { a: "changed" } });
    const { inputs, outputs } = refreshed(CLUSTER, cluster);
    assert.deepStrictEqual([inputs.tags, outputs.tags], [{ a: "changed" }, { a: "changed" }]);
    assert.strictEqual(outputs.arn, cluster.outputs.arn);
    exists(CLUSTER, cluster.id, null);
    assert.deepStrictEqual(refreshed(CLUSTER, cluster), { id: "", inputs: {}, outputs: {} });
  });

  it("leaves the state of what it says nothing of as it is", () => {
    const state = { arn: "arn:x", description: null };
    assert.deepStrictEqual(provider.read(urnOf(ROLE), "app", { name: "app" }, state), {
      id: "app",
      inputs: { name: "app" },
      outputs: state,
    });
  });

  it("completes what a test says exists, by its id or its name", () => {
    exists(ROLE, "app", { assumeRolePolicy: trust, path: "/svc/" });
    exists(ROLE_POLICY, "app:one", { role: "app", policy: document });
    const { inputs, outputs } = provider.read(urnOf(ROLE), "app", {}, {});
    assert.strictEqual(inputs.assumeRolePolicy, trust);
    assert.strictEqual(outputs.maxSessionDuration, 3600);
    assert.strictEqual(outputs.arn, "arn:aws:iam::123456789012:role/svc/app");
    assert.deepStrictEqual(outputs.inlinePolicies, [{ name: "one", policy: document }]);
    // Written by hand in another form, it is still the same document.
    exists(ROLE, "app", { assumeRolePolicy: { Version: "2012-10-17", Statement: [] }, path: "/svc/" });
    assert.deepStrictEqual(refreshed(ROLE, { id: "app", inputs, outputs }), { id: "app", inputs, outputs });
    exists(CLUSTER, `${PREFIX}cluster/main`, { tags: { a: "b" } });
    assert.deepStrictEqual(provider.read(urnOf(CLUSTER), "main", {}, {}).outputs.tags, { a: "b" });
  });

  it("keeps two Regions apart, except for IAM, and the revisions of a task definition", async () => {
    const group = "aws:cloudwatch/logGroup:LogGroup";
    await made(group, { name: "logs", retentionInDays: 7 });
    const elsewhere = configured("us-west-2").read(urnOf(group), "logs", {}, {});
    assert.strictEqual(elsewhere.outputs.retentionInDays, undefined);
    assert.strictEqual(configured().read(urnOf(group), "logs", {}, {}).outputs.retentionInDays, 7);
    await made(ROLE, { name: "app", assumeRolePolicy: trust });
    assert.strictEqual(
      configured("us-west-2").read(urnOf(ROLE), "app", {}, {}).outputs.assumeRolePolicy,
      trust,
    );
    const first = await made(TASK_DEFINITION, { family: "web", containerDefinitions: "[]" });
    const second = await made(TASK_DEFINITION, { family: "web", containerDefinitions: "[]", cpu: "256" });
    provider.delete(urnOf(TASK_DEFINITION), first.id, first.outputs);
    assert.strictEqual(refreshed(TASK_DEFINITION, first).id, "");
    assert.strictEqual(refreshed(TASK_DEFINITION, second).outputs.cpu, "256");
  });

  it("names the line that is not a resource", () => {
    appendFileSync(process.env.ECS_STAND_IN_ACCOUNT ?? "", '{"type":"aws:iam/role:Role"}\n');
    assert.throws(() => provider.read(urnOf(ROLE), "app", {}, {}), /account\.jsonl:1: a resource has a type/);
  });

  describe("is where functions look first:", () => {
    it("getRole", async () => {
      const role = await made(ROLE, {
        name: "app",
        assumeRolePolicy: trust,
        path: "/svc/",
        tags: { a: "b" },
      });
      const found = answer("aws:iam/getRole:getRole", { name: "app" });
      for (const name of ["arn", "assumeRolePolicy", "uniqueId", "path", "tags"]) {
        assert.deepStrictEqual(found[name], role.outputs[name], name);
      }
      assert.strictEqual(found.id, "app");
    });

    it("getParameter", async () => {
      await made("aws:ssm/parameter:Parameter", { name: "/a", type: "String", value: "plain" });
      await made("aws:ssm/parameter:Parameter", { name: "/b", type: "SecureString", value: "hidden" });
      const read = (name: string) => {
        const { value, insecureValue, type } = answer("aws:ssm/getParameter:getParameter", { name });
        return [type, value, insecureValue];
      };
      assert.deepStrictEqual(read("/a"), ["String", "plain", "plain"]);
      assert.deepStrictEqual(read("/b"), ["SecureString", "hidden", ""]);
    });

    it("getSecret, by name or ARN", async () => {
      const token = "aws:secretsmanager/getSecret:getSecret";
      const { id } = await made("aws:secretsmanager/secret:Secret", { name: "db", kmsKeyId: "k" });
      assert.strictEqual(answer(token, { name: "db" }).arn, id);
      assert.strictEqual(answer(token, { arn: id }).kmsKeyId, "k");
      assert.match(String(answer(token, { name: "other" }).arn), /:secret:other-AbCdEf$/);
    });

    it("getCluster and getService", async () => {
      const defaults = { namespace: "arn:aws:servicediscovery:eu-west-1:123456789012:namespace/ns-1" };
      const cluster = await made(CLUSTER, { name: "main", serviceConnectDefaults: defaults });
      const found = answer("aws:ecs/getCluster:getCluster", { clusterName: "main" });
      assert.deepStrictEqual(found.serviceConnectDefaults, [defaults]);
      assert.strictEqual(found.clusterName, "main");
      const program = { name: "web", cluster: cluster.id, desiredCount: 3, taskDefinition: "web:7" };
      await made("aws:ecs/service:Service", program);
      const args = { clusterArn: cluster.id, serviceName: "web" };
      const service = answer("aws:ecs/getService:getService", args);
      assert.strictEqual(service.desiredCount, 3);
      assert.strictEqual(service.taskDefinition, "web:7");
      assert.deepStrictEqual([service.clusterArn, service.serviceName], [cluster.id, "web"]);
    });

    it("getTaskDefinition, by family or revision", async () => {
      const token = "aws:ecs/getTaskDefinition:getTaskDefinition";
      const first = await made(TASK_DEFINITION, { family: "web", containerDefinitions: "[]", cpu: "2048" });
      const second = await made(TASK_DEFINITION, { family: "web", containerDefinitions: "[]", cpu: "1024" });
      const read = (taskDefinition: Value) => answer(token, { taskDefinition });
      assert.deepStrictEqual([read("web").arn, read("web").cpu], [second.outputs.arn, "1024"]);
      assert.deepStrictEqual([read("web:1").cpu, read(first.outputs.arn ?? "").cpu], ["2048", "2048"]);
    });

    it("and they fail for what was deleted", () => {
      exists(ROLE, "app", null);
      const answered = provider.invoke("aws:iam/getRole:getRole", { name: "app" });
      assert.deepStrictEqual(answered, {
        failures: [{ property: "", reason: "reading Role (app): couldn't find resource" }],
      });
    });
  });
});
