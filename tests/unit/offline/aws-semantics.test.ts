import * as assert from "node:assert";
import type { Properties, Value } from "../../../offline/aws/properties";
import { UNKNOWN } from "../../../offline/aws/properties";
import { Provider } from "../../../offline/aws/provider";

const ROLE = "aws:iam/role:Role";
const SERVICE = "aws:ecs/service:Service";
const TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";
const PARAMETER = "aws:ssm/parameter:Parameter";
const assumeRolePolicy = '{"Version":"2012-10-17","Statement":[]}';

function urnOf(token: string, name = "thing"): string {
  return `urn:pulumi:dev::shop::${token}::${name}`;
}

function configured(inputs: Properties = {}): Provider {
  const provider = new Provider();
  provider.configure(inputs);
  return provider;
}

function check(token: string, news: Properties, olds: Properties = {}, provider = configured()) {
  return provider.check(urnOf(token), olds, news, { seed: Buffer.from("seed") });
}

/** What the preview of a new resource returns. */
function preview(token: string, program: Properties, provider = configured()): Properties {
  const { inputs, failures } = check(token, program, {}, provider);
  assert.deepStrictEqual(failures, []);
  return provider.previewCreate(urnOf(token), inputs);
}

/** What the preview of an update returns, and which changes it found. */
async function update(token: string, before: Properties, after: Properties) {
  const provider = configured();
  const olds = check(token, before).inputs;
  const news = check(token, after, olds).inputs;
  const { id, outputs } = await provider.create(urnOf(token), olds);
  const { differences, deleteBeforeReplace } = provider.diff(urnOf(token), olds, outputs, news);
  const changed = differences.map(({ property, replaces }) => (replaces ? `${property} replaces` : property));
  const planned = provider.previewUpdate(urnOf(token), outputs, news);
  return {
    outputs,
    planned,
    changed,
    deleteBeforeReplace,
    made: provider.update(urnOf(token), id, outputs, news),
  };
}

function members(value: Value | undefined): Properties {
  assert.ok(typeof value === "object" && value !== null && !Array.isArray(value));
  return value;
}

describe("a create preview of the AWS stand-in", () => {
  it("takes an explicit empty value of an optional and computed property for none", () => {
    const role = preview(ROLE, {
      assumeRolePolicy,
      managedPolicyArns: [],
      inlinePolicies: [],
      namePrefix: "",
    });
    assert.strictEqual(role.managedPolicyArns, UNKNOWN);
    assert.strictEqual(role.inlinePolicies, UNKNOWN);
    assert.strictEqual(role.namePrefix, UNKNOWN);
  });

  it("keeps an explicit empty value of a property that is only optional", () => {
    const role = preview(ROLE, { assumeRolePolicy, description: "" });
    assert.strictEqual(role.description, "");
    assert.deepStrictEqual(preview(SERVICE, { loadBalancers: [] }).loadBalancers, []);
  });

  it("leaves computed members of a block that is set unknown, and gives the others their default", () => {
    const services = [{ portName: "http", clientAlias: [{ port: 80 }] }];
    const planned = preview(SERVICE, {
      networkConfiguration: { subnets: ["b", "a"] },
      serviceConnectConfiguration: { enabled: true, services },
    });
    assert.deepStrictEqual(planned.networkConfiguration, {
      assignPublicIp: false,
      securityGroups: null,
      subnets: ["a", "b"],
    });
    const configuration = members(planned.serviceConnectConfiguration);
    assert.strictEqual(configuration.namespace, UNKNOWN);
    assert.deepStrictEqual(configuration.services, [
      {
        portName: "http",
        discoveryName: UNKNOWN,
        ingressPortOverride: null,
        timeout: null,
        tls: null,
        clientAlias: [{ port: 80, dnsName: UNKNOWN, testTrafficRules: [] }],
      },
    ]);
  });

  it("gives members that a set's element leaves out their zero value", () => {
    const [balancer] = preview(SERVICE, { loadBalancers: [{ containerName: "a", containerPort: 80 }] })
      .loadBalancers as Value[];
    assert.deepStrictEqual(balancer, {
      advancedConfiguration: null,
      containerName: "a",
      containerPort: 80,
      elbName: "",
      targetGroupArn: "",
    });
  });

  it("makes a map or an array of values with one unknown unknown as a whole", () => {
    const planned = preview(SERVICE, {
      tags: { known: "x", unknown: UNKNOWN },
      networkConfiguration: { subnets: [UNKNOWN, "b"] },
    });
    assert.strictEqual(planned.tags, UNKNOWN);
    assert.strictEqual(planned.tagsAll, UNKNOWN);
    assert.strictEqual(members(planned.networkConfiguration).subnets, UNKNOWN);
  });

  it("keeps blocks with an unknown member in parts, and arrays of the plugin framework's types", () => {
    const service = preview(SERVICE, { placementConstraints: [{ type: "memberOf", expression: UNKNOWN }] });
    assert.deepStrictEqual(service.placementConstraints, [{ type: "memberOf", expression: UNKNOWN }]);
    const exclusive = preview("aws:iam/rolePoliciesExclusive:RolePoliciesExclusive", {
      roleName: "a",
      policyNames: [UNKNOWN, "b"],
    });
    assert.deepStrictEqual(exclusive.policyNames, ["b", UNKNOWN]);
  });

  it("takes an empty map or set for none, an empty list for one, and an unknown region for the provider's", () => {
    const planned = preview(SERVICE, {
      tags: {},
      networkConfiguration: { subnets: ["a"], securityGroups: [] },
      orderedPlacementStrategies: [],
      region: UNKNOWN,
    });
    assert.strictEqual(planned.tags, null);
    assert.strictEqual(members(planned.networkConfiguration).securityGroups, null);
    assert.deepStrictEqual(planned.orderedPlacementStrategies, []);
    assert.strictEqual(planned.region, "us-east-1");
  });

  it("keeps an empty array in an object that is no block", () => {
    const rule = { fromPort: 0, toPort: 0, protocol: "-1", securityGroups: [] };
    const group = preview("aws:ec2/securityGroup:SecurityGroup", { ingress: [rule] });
    const [planned] = Array.isArray(group.ingress) ? group.ingress : [];
    assert.deepStrictEqual(members(planned).securityGroups, []);
  });

  it("plans no percentages of a deployment for a daemon, unless they are unusual", () => {
    const planned = preview(SERVICE, { schedulingStrategy: "DAEMON", deploymentMinimumHealthyPercent: 50 });
    assert.strictEqual(planned.deploymentMaximumPercent, null);
    assert.strictEqual(planned.deploymentMinimumHealthyPercent, 50);
  });

  it("plans no header that the protocol of a listener does not have", () => {
    const headers = {
      routingHttpResponseServerEnabled: false,
      routingHttpRequestXAmznTlsVersionHeaderName: "some",
    };
    const listener = { loadBalancerArn: "a", defaultActions: [{ type: "forward" }], ...headers };
    const planned = (protocol: string) => preview("aws:lb/listener:Listener", { ...listener, protocol });
    const [tcp, http, https] = ["TCP", "HTTP", "HTTPS"].map(planned);
    const values = [tcp, http, https].map((one) => Object.keys(headers).map((name) => one?.[name]));
    assert.deepStrictEqual(values, [
      [UNKNOWN, UNKNOWN],
      [false, UNKNOWN],
      [false, "some"],
    ]);
  });

  it("knows the tags of the resource merged over the provider's", () => {
    const provider = configured({ defaultTags: '{"tags":{"team":"a","stage":"dev"}}' });
    const planned = preview(ROLE, { assumeRolePolicy, tags: { team: "b" } }, provider);
    assert.deepStrictEqual(planned.tagsAll, { team: "b", stage: "dev" });
    assert.deepStrictEqual(planned.tags, { team: "b" });
  });

  it("knows the Region of the resource, else of its provider, and none for IAM", () => {
    const provider = configured({ region: "eu-west-1" });
    assert.strictEqual(preview("aws:ecs/cluster:Cluster", {}, provider).region, "eu-west-1");
    assert.strictEqual(
      preview("aws:ecs/cluster:Cluster", { region: "us-west-2" }, provider).region,
      "us-west-2",
    );
    assert.ok(!("region" in preview(ROLE, { assumeRolePolicy }, provider)));
  });

  it("normalizes a policy document in the output and keeps the program's text in the input", () => {
    const policy = '{ "Version": "2012-10-17", "Statement": [], "Id": "<a>" }';
    assert.strictEqual(check("aws:iam/rolePolicy:RolePolicy", { role: "r", policy }).inputs.policy, policy);
    const escaped = '"Id":"\\u003ca\\u003e","Statement":[]';
    assert.strictEqual(
      preview("aws:iam/rolePolicy:RolePolicy", { role: "r", policy }).policy,
      `{"Version":"2012-10-17",${escaped}}`,
    );
    assert.strictEqual(
      preview("aws:iam/policy:Policy", { policy }).policy,
      `{${escaped},"Version":"2012-10-17"}`,
    );
  });

  it("normalizes container definitions: order, case of keys, zero and foreign members", () => {
    const containerDefinitions = JSON.stringify([
      {
        name: "web",
        Image: "nginx",
        cpu: 0,
        foreign: 1,
        environment: [
          { name: "B", value: "2" },
          { name: "A", value: "1" },
        ],
      },
      {
        name: "app",
        image: "a",
        portMappings: [{ containerPort: 0 }],
        command: [],
        ulimits: [{ name: "core" }],
      },
    ]);
    assert.strictEqual(
      preview(TASK_DEFINITION, { family: "f", containerDefinitions }).containerDefinitions,
      '[{"command":[],"image":"a","name":"app","portMappings":[],"ulimits":[{"hardLimit":0,"name":"core","softLimit":0}]},' +
        '{"environment":[{"name":"A","value":"1"},{"name":"B","value":"2"}],"image":"nginx","name":"web"}]',
    );
  });

  it("leaves triggers without forceNewDeployment unknown", () => {
    assert.strictEqual(preview(SERVICE, { triggers: { a: "b" } }).triggers, UNKNOWN);
    assert.deepStrictEqual(preview(SERVICE, { triggers: { a: "b" }, forceNewDeployment: true }).triggers, {
      a: "b",
    });
  });

  it("plans for a network load balancer no default that only an application one has", () => {
    const planned = preview("aws:lb/loadBalancer:LoadBalancer", {
      loadBalancerType: "network",
      subnets: ["a"],
    });
    assert.strictEqual(planned.idleTimeout, null);
    assert.strictEqual(planned.enableCrossZoneLoadBalancing, false);
  });

  it("leaves no reuse period to a queue whose key SQS manages", () => {
    const queue = preview("aws:sqs/queue:Queue", { sqsManagedSseEnabled: true });
    assert.strictEqual(queue.kmsDataKeyReusePeriodSeconds, 0);
  });

  it("writes protocols as the provider does", () => {
    const defaultActions = [{ type: "forward" }];
    const listener = preview("aws:lb/listener:Listener", {
      loadBalancerArn: "a",
      defaultActions,
      protocol: "https",
    });
    assert.strictEqual(listener.protocol, "HTTPS");
    const ingress = [{ fromPort: 80, toPort: 80, protocol: "6" }];
    const [rule] = preview("aws:ec2/securityGroup:SecurityGroup", { ingress }).ingress as Properties[];
    assert.strictEqual(rule?.protocol, "tcp");
    assert.strictEqual(rule?.self, false);
  });

  it("never returns a write-only value", () => {
    assert.strictEqual(
      preview(PARAMETER, { type: "String", valueWo: "hidden", valueWoVersion: 1 }).valueWo,
      null,
    );
  });
});

describe("Check of the AWS stand-in", () => {
  it("turns an object into JSON text, unknown as a whole if any part is", () => {
    const policy = { Version: "2012-10-17", Statement: [{ Resource: "a&b", Effect: "Allow" }] };
    const text = '{"Statement":[{"Effect":"Allow","Resource":"a\\u0026b"}],"Version":"2012-10-17"}';
    assert.strictEqual(check("aws:iam/policy:Policy", { policy }).inputs.policy, text);
    const unknown: Properties = { ...policy, Statement: [{ Resource: UNKNOWN }] };
    assert.strictEqual(check("aws:iam/policy:Policy", { policy: unknown }).inputs.policy, UNKNOWN);
  });

  it("names a resource anew for another seed, and keeps the name it has", () => {
    const provider = configured();
    const name = (seed: string, olds: Properties) =>
      provider.check(urnOf(ROLE), olds, { assumeRolePolicy }, { seed: Buffer.from(seed) }).inputs;
    const first = name("one", {});
    assert.notStrictEqual(name("two", {}).name, first.name);
    assert.strictEqual(name("one", {}).name, first.name);
    assert.strictEqual(name("two", first).name, first.name);
    assert.notStrictEqual(name("two", { assumeRolePolicy, name: "chosen", __defaults: [] }).name, "chosen");
  });

  it("gives no name beside a prefix", () => {
    const { inputs } = check(ROLE, { assumeRolePolicy, namePrefix: "app-" });
    assert.ok(!("name" in inputs));
    assert.strictEqual(preview(ROLE, { assumeRolePolicy, namePrefix: "app-" }).name, UNKNOWN);
  });

  it("fits names to the type", () => {
    const fit = (token: string, program: Properties, property = "name") =>
      check(token, program).inputs[property];
    assert.match(String(fit("aws:kms/alias:Alias", { targetKeyId: "k" })), /^alias\/thing-[0-9a-f]{7}$/);
    assert.match(String(fit("aws:sqs/queue:Queue", { fifoQueue: true })), /^thing-[0-9a-f]{7}\.fifo$/);
    assert.match(String(fit("aws:s3/bucket:Bucket", {}, "bucket")), /^thing-[0-9a-f]{7}$/);
    const urn = urnOf("aws:lb/targetGroup:TargetGroup", "a-name-of-twenty-five-chars");
    const { failures } = configured().check(urn, {}, {}, { seed: new Uint8Array() });
    assert.match(failures.join(), /longer than maximum length 32/);
  });

  it("follows the project's autonaming", () => {
    const named = (mode: "propose" | "enforce" | "disable") =>
      configured().check(
        urnOf(ROLE),
        {},
        { assumeRolePolicy },
        { seed: new Uint8Array(), proposal: { name: "x", mode } },
      );
    assert.strictEqual(named("enforce").inputs.name, "x");
    assert.ok(!("name" in named("disable").inputs));
  });

  it("lists the defaults of nested blocks in the blocks, and keeps nested names", () => {
    const program = { assumeRolePolicy, inlinePolicies: [{ policy: "{}" }] };
    const first = check(ROLE, program).inputs;
    const [policy] = first.inlinePolicies as Properties[];
    assert.deepStrictEqual(policy?.__defaults, ["name"]);
    assert.deepStrictEqual(check(ROLE, program, first).inputs.inlinePolicies, first.inlinePolicies);
  });

  it("names the missing argument of a nested block", () => {
    const { failures } = check(SERVICE, { serviceConnectConfiguration: { enabled: true, services: [{}] } });
    assert.deepStrictEqual(failures, [
      'Missing required argument. The argument "port_name" is required, but no definition was found.. ' +
        "Examine values at 'thing.serviceConnectConfiguration.services[0].portName'.",
    ]);
  });

  it("rejects a policy that is no JSON object and containers that do not decode", () => {
    assert.match(
      check(ROLE, { assumeRolePolicy: "text" }).failures.join(),
      /"assume_role_policy" contains an invalid JSON/,
    );
    const definition = { family: "f", containerDefinitions: '[{"name":"a","memory":"512"}]' };
    assert.match(check(TASK_DEFINITION, definition).failures.join(), /cannot unmarshal string into .*memory/);
  });

  it("puts the merged tags into the inputs", () => {
    const provider = configured({ defaultTags: { tags: { team: "a" } } });
    assert.deepStrictEqual(check(ROLE, { assumeRolePolicy }, {}, provider).inputs.tagsAll, { team: "a" });
    assert.deepStrictEqual(check(ROLE, { assumeRolePolicy }).inputs.tagsAll, {});
  });
});

describe("an update of the AWS stand-in", () => {
  it("keeps computed values and shows the program's new ones", async () => {
    const service = await update(SERVICE, { desiredCount: 1 }, { desiredCount: 2, taskDefinition: UNKNOWN });
    assert.deepStrictEqual(service.changed, ["desiredCount", "taskDefinition"]);
    assert.deepStrictEqual(service.planned, { ...service.outputs, desiredCount: 2, taskDefinition: UNKNOWN });
  });

  it("finds no change in an equivalent document or an equivalent container", async () => {
    const document = (action: Value): Properties => ({
      policy: { Statement: [{ Effect: "Allow", Action: action }] },
    });
    const policy = await update("aws:iam/policy:Policy", document("s3:Get"), document(["s3:Get"]));
    assert.deepStrictEqual(policy.changed, []);
    const containers = (more: object) => ({
      family: "f",
      containerDefinitions: JSON.stringify([{ name: "a", image: "b", ...more }]),
    });
    assert.deepStrictEqual(
      (await update(TASK_DEFINITION, containers({}), containers({ essential: true }))).changed,
      [],
    );
    assert.deepStrictEqual(
      (await update(TASK_DEFINITION, containers({}), containers({ essential: false }))).changed,
      ["containerDefinitions replaces"],
    );
  });

  it("finds an element of a set in the state by its content, wherever it stands", async () => {
    const definition = (volumes: Properties[]) => ({ family: "f", containerDefinitions: "[]", volumes });
    const volumes: Properties[] = [{ name: "cache" }, { name: "files", hostPath: "/srv" }, { name: "logs" }];
    const turned = [{ name: "new" }, ...[...volumes].reverse()];
    const { planned } = await update(TASK_DEFINITION, definition(volumes), definition(turned));
    const configured = (planned.volumes as Properties[]).map((volume) => [
      volume.name,
      volume.configureAtLaunch,
    ]);
    // What AWS decided of a volume stays with it; of a new one it has yet to decide.
    assert.deepStrictEqual(Object.fromEntries(configured), {
      new: UNKNOWN,
      cache: false,
      files: false,
      logs: false,
    });
  });

  it("keeps the order of a set once AWS has filled in what was not known", async () => {
    for (const names of [
      ["a", "b"],
      ["cache", "files", "logs"],
      ["x", "y", "z", "w"],
    ]) {
      const volumes: Properties[] = names.map((name) => ({ name }));
      const definition = { family: "f", containerDefinitions: "[]", volumes };
      assert.deepStrictEqual((await update(TASK_DEFINITION, definition, definition)).changed, []);
    }
  });

  it("takes an element of a set that lacks something for another one", async () => {
    const definition = (volume: Properties) => ({
      family: "f",
      containerDefinitions: "[]",
      volumes: [volume],
    });
    const { planned } = await update(
      TASK_DEFINITION,
      definition({ name: "files", hostPath: "/srv" }),
      definition({ name: "files" }),
    );
    const [volume] = planned.volumes as Properties[];
    assert.deepStrictEqual([volume?.hostPath, volume?.configureAtLaunch], ["", UNKNOWN]);
  });

  it("finds no change in an equivalent document in a set, wherever it stands", async () => {
    const policy = (name: string, Action: Value) => ({
      name,
      policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action }] }),
    });
    const { changed } = await update(
      ROLE,
      { assumeRolePolicy, inlinePolicies: [policy("reads", "s3:Get"), policy("writes", "s3:Put")] },
      { assumeRolePolicy, inlinePolicies: [policy("writes", ["s3:Put"]), policy("reads", ["s3:Get"])] },
    );
    assert.deepStrictEqual(changed, []);
  });

  it("replaces a task definition whose role becomes unknown", async () => {
    const definition = {
      family: "f",
      containerDefinitions: "[]",
      taskRoleArn: "arn:aws:iam::123456789012:role/a",
    };
    const { changed } = await update(TASK_DEFINITION, definition, { ...definition, taskRoleArn: UNKNOWN });
    assert.deepStrictEqual(changed, ["taskRoleArn replaces"]);
  });

  it("numbers the version of a parameter, unknown in the preview", async () => {
    const parameter = await update(PARAMETER, { type: "String", value: "a" }, { type: "String", value: "b" });
    assert.strictEqual(parameter.planned.version, UNKNOWN);
    assert.strictEqual(parameter.outputs.version, 1);
    assert.strictEqual(parameter.made.version, 2);
  });

  it("ignores a change of triggers without forceNewDeployment", async () => {
    assert.deepStrictEqual((await update(SERVICE, {}, { triggers: { a: "b" } })).changed, []);
  });

  it("deletes first what the program named itself, and an attachment", async () => {
    const named = (description: string) => ({ name: "chosen", description });
    const namespace = "aws:servicediscovery/httpNamespace:HttpNamespace";
    assert.strictEqual((await update(namespace, named("a"), named("b"))).deleteBeforeReplace, true);
    assert.strictEqual(
      (await update(namespace, { description: "a" }, { description: "b" })).deleteBeforeReplace,
      false,
    );
    const attachment = (policyArn: string) => ({ role: "r", policyArn });
    const token = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
    assert.strictEqual((await update(token, attachment("a"), attachment("b"))).deleteBeforeReplace, true);
  });

  it("replaces a resource whose provider moves to another Region", async () => {
    const token = "aws:ecs/cluster:Cluster";
    const inputs = check(token, {}).inputs;
    const { outputs } = await configured().create(urnOf(token), inputs);
    const moved = configured({ region: "eu-west-1" }).diff(urnOf(token), inputs, outputs, inputs).differences;
    assert.deepStrictEqual(moved, [{ property: "region", kind: "update", replaces: true }]);
  });
});

describe("what the AWS stand-in makes and reads", () => {
  it("makes a name of a prefix, another one each time, and keeps it", async () => {
    const provider = configured();
    const inputs = check(ROLE, { assumeRolePolicy, namePrefix: "app-" }).inputs;
    const { id, outputs } = await provider.create(urnOf(ROLE), inputs);
    assert.match(id, /^app-\d{17}[0-9a-f]{9}$/);
    assert.strictEqual(outputs.name, id);
    assert.strictEqual(outputs.arn, `arn:aws:iam::123456789012:role/${id}`);
    assert.notStrictEqual((await provider.create(urnOf(ROLE), inputs)).id, id);
    assert.deepStrictEqual(provider.diff(urnOf(ROLE), inputs, outputs, inputs).differences, []);
    assert.strictEqual(provider.update(urnOf(ROLE), id, outputs, inputs).name, id);
    const secret = "aws:secretsmanager/secret:Secret";
    const named = (await provider.create(urnOf(secret), check(secret, { namePrefix: "shop-" }).inputs))
      .outputs;
    const name = String(named.name);
    assert.match(name, /^shop-\d{17}[0-9a-f]{9}$/);
    assert.ok(String(named.arn).startsWith(`arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}-`));
  });

  it("gives a replacement of a task definition the next revision", async () => {
    const provider = configured();
    const inputs = check(TASK_DEFINITION, { family: "web", containerDefinitions: "[]" }).inputs;
    const first = (await provider.create(urnOf(TASK_DEFINITION), inputs)).outputs;
    const next = configured();
    next.diff(urnOf(TASK_DEFINITION), inputs, first, inputs);
    const { id, outputs } = await next.create(urnOf(TASK_DEFINITION), inputs);
    assert.strictEqual(id, "web");
    assert.strictEqual(outputs.arn, "arn:aws:ecs:us-east-1:123456789012:task-definition/web:2");
  });

  it("works in the account of the role and the partition of the Region that the provider names", async () => {
    const assumeRoles = '[{"roleArn":"arn:aws-cn:iam::999988887777:role/deployer"}]';
    const provider = configured({ region: "cn-north-1", assumeRoles });
    const { outputs } = await provider.create(urnOf(ROLE), { assumeRolePolicy, name: "app", path: "/svc/" });
    assert.strictEqual(outputs.arn, "arn:aws-cn:iam::999988887777:role/svc/app");
  });

  it("gives an id also to a resource that has none among its properties", async () => {
    const token = "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive";
    const { id, outputs } = await configured().create(urnOf(token), { roleName: "app", policyNames: [] });
    assert.strictEqual(id, "app");
    assert.deepStrictEqual(outputs, { roleName: "app", policyNames: [] });
  });

  it("refreshes to the state it is given", () => {
    const state = { arn: "arn:x", description: null };
    assert.deepStrictEqual(configured().read(urnOf(ROLE), "app", { name: "app" }, state), {
      id: "app",
      inputs: { name: "app" },
      outputs: state,
    });
  });

  it("reads a role by its name, the same each time", () => {
    const read = () => configured().read(urnOf(ROLE), "ecsTaskExecutionRole", {}, {}).outputs;
    assert.strictEqual(read().arn, "arn:aws:iam::123456789012:role/ecsTaskExecutionRole");
    assert.strictEqual(read().name, "ecsTaskExecutionRole");
    assert.deepStrictEqual(read(), read());
  });

  it("knows the ARN of what is imported by name, and finds no change in what it cannot know", () => {
    const token = "aws:ecs/cluster:Cluster";
    const arn = "arn:aws:ecs:us-east-1:123456789012:cluster/main";
    const found = configured().read(urnOf(token), "main", {}, {});
    assert.strictEqual(found.id, arn);
    assert.strictEqual(found.outputs.arn, arn);
    const news = check(token, {
      name: "main",
      settings: [{ name: "containerInsights", value: "enabled" }],
    }).inputs;
    assert.deepStrictEqual(
      configured().diff(urnOf(token), found.inputs, found.outputs, news).differences,
      [],
    );
  });

  it("does not guess what an imported service left to its program", () => {
    const id = "arn:aws:ecs:eu-west-1:123456789012:service/main/web";
    const found = configured().read(urnOf(SERVICE), id, {}, {});
    assert.deepStrictEqual(found.outputs, { id, arn: id, name: "web", cluster: "main", region: "eu-west-1" });
    const news = check(SERVICE, {
      name: "web",
      cluster: "main",
      launchType: "FARGATE",
      region: "eu-west-1",
    }).inputs;
    assert.deepStrictEqual(
      configured().diff(urnOf(SERVICE), found.inputs, found.outputs, news).differences,
      [],
    );
  });

  it("fills in the names that ECS gives a Service Connect service and its alias", async () => {
    const services = [{ portName: "http", clientAlias: [{ port: 80 }] }];
    const inputs = check(SERVICE, {
      serviceConnectConfiguration: { enabled: true, namespace: "shop", services },
    }).inputs;
    const { outputs } = await configured().create(urnOf(SERVICE), inputs);
    const [service] = members(outputs.serviceConnectConfiguration).services as Properties[];
    assert.strictEqual(service?.discoveryName, "http");
    assert.deepStrictEqual(service?.clientAlias, [{ port: 80, dnsName: "http.shop", testTrafficRules: [] }]);
  });
});
