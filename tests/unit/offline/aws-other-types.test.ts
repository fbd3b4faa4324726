import * as assert from "node:assert";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import type { ResourceType } from "../../../offline/aws/declarations";
import { generate, target } from "../../../offline/aws/generate-types";
import type { Properties, Value } from "../../../offline/aws/properties";
import { containsUnknown, UNKNOWN } from "../../../offline/aws/properties";
import { Provider } from "../../../offline/aws/provider";

const text = readFileSync(target, "utf8");
const { types, about }: { types: Record<string, string>; about: Properties } = JSON.parse(text);

const main: Record<string, ResourceType> = JSON.parse(
  readFileSync(target.replace("other-types.generated", "types"), "utf8"),
).types;

const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:123456789012:${resource}`;
const NAME = /^thing-[0-9a-f]{7}$/;

interface Sample {
  /** What the type demands, and nothing more. */
  program: Properties;
  /** Of the preview of a new resource: what the program leaves open, by what becomes of it. */
  unknown: string[];
  null: string[];
  known?: Record<string, Value | RegExp>;
  /** What a real create returns. */
  made: Record<string, Value | RegExp>;
}

const SAMPLES: Record<string, Sample> = {
  "aws:rds/cluster:Cluster": {
    program: { engine: "aurora-postgresql", manageMasterUserPassword: true },
    unknown: ["arn", "endpoint", "masterUserSecrets", "port", "clusterIdentifier", "tagsAll"],
    null: ["tags", "engineMode", "masterPasswordWo", "iops"],
    known: { region: "eu-west-1" },
    made: { arn: /^arn:aws:rds:eu-west-1:123456789012:cluster:tf-\d+$/, port: 5432, iops: null },
  },
  "aws:rds/instance:Instance": {
    program: { instanceClass: "db.t4g.micro", engine: "mysql" },
    unknown: ["address", "endpoint", "engineVersion", "allocatedStorage"],
    null: ["password", "deletionProtection"],
    known: { identifier: /^thing[0-9a-f]{7}$/ },
    made: { port: 3306, endpoint: /^thing[0-9a-f]{7}\.c[0-9a-f]{12}\.eu-west-1\.rds\.amazonaws\.com:3306$/ },
  },
  "aws:rds/subnetGroup:SubnetGroup": {
    program: { subnetIds: ["subnet-1"] },
    unknown: ["arn", "vpcId", "supportedNetworkTypes"],
    null: ["tags"],
    known: { name: NAME, description: "Managed by Pulumi" },
    made: { supportedNetworkTypes: [] },
  },
  "aws:lambda/function:Function": {
    program: { role: "arn:aws:iam::123456789012:role/app" },
    unknown: ["arn", "invokeArn", "qualifiedArn", "version", "sourceCodeSize", "architectures"],
    null: ["handler", "runtime", "timeout", "environment", "layers"],
    known: { name: NAME },
    made: { arn: /:function:thing-/, invokeArn: /:lambda:path\/.*\/invocations$/, sourceCodeSize: 0 },
  },
  "aws:efs/fileSystem:FileSystem": {
    program: {},
    unknown: ["arn", "dnsName", "name", "encrypted", "numberOfMountTargets", "sizeInBytes"],
    null: ["throughputMode", "lifecyclePolicies"],
    known: { creationToken: NAME },
    made: { id: /^fs-[0-9a-f]{17}$/, dnsName: /^fs-[0-9a-f]{17}\.efs\.eu-west-1\.amazonaws\.com$/ },
  },
  "aws:apigatewayv2/api:Api": {
    program: { protocolType: "HTTP" },
    unknown: ["apiEndpoint", "executionArn", "ipAddressType"],
    null: ["corsConfiguration", "routeKey", "version"],
    known: { name: NAME },
    made: { apiEndpoint: /^https:\/\/[0-9a-f]{10}\.execute-api\.eu-west-1\.amazonaws\.com$/ },
  },
  "aws:appautoscaling/target:Target": {
    program: {
      maxCapacity: 4,
      minCapacity: 1,
      resourceId: "service/main/web",
      scalableDimension: "ecs:service:DesiredCount",
      serviceNamespace: "ecs",
    },
    unknown: ["arn", "roleArn", "suspendedState"],
    null: ["tags"],
    made: { id: "service/main/web", roleArn: /^arn:aws:iam::123456789012:role\/aws-service-role\// },
  },
  "aws:dynamodb/table:Table": {
    program: {},
    unknown: ["arn", "streamArn", "attributes", "hashKey", "readCapacity"],
    null: ["billingMode", "rangeKey", "streamEnabled"],
    known: { name: NAME },
    made: { arn: /^arn:aws:dynamodb:eu-west-1:123456789012:table\/thing-/, readCapacity: 0 },
  },
  "aws:elasticache/cluster:Cluster": {
    program: {},
    unknown: ["arn", "cacheNodes", "port", "engine"],
    null: ["snapshotName", "preferredAvailabilityZones"],
    known: { clusterId: NAME },
    made: { port: 6379 },
  },
  "aws:route53/record:Record": {
    program: { name: "app.example.com", type: "A", zoneId: "Z1" },
    unknown: ["fqdn", "allowOverwrite"],
    null: ["records", "ttl", "aliases"],
    made: { id: "Z1_app.example.com_A", fqdn: "app.example.com", allowOverwrite: false },
  },
  "aws:acm/certificate:Certificate": {
    program: { domainName: "example.com" },
    unknown: ["arn", "domainValidationOptions", "status", "validationMethod", "pendingRenewal"],
    null: ["privateKey", "certificateBody"],
    made: { pendingRenewal: false, status: "PENDING_VALIDATION" },
  },
  "aws:ecs/capacityProvider:CapacityProvider": {
    program: {},
    unknown: ["arn"],
    null: ["autoScalingGroupProvider", "cluster"],
    known: { name: NAME },
    made: { arn: /^arn:aws:ecs:eu-west-1:123456789012:capacity-provider\/thing-/ },
  },
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": {
    program: { clusterName: "main" },
    unknown: [],
    null: ["capacityProviders", "defaultCapacityProviderStrategies"],
    made: { id: "main", capacityProviders: null },
  },
  "aws:ecs/expressGatewayService:ExpressGatewayService": {
    program: {
      executionRoleArn: "arn:aws:iam::123456789012:role/a",
      infrastructureRoleArn: "arn:aws:iam::123456789012:role/b",
      primaryContainer: { image: "nginx" },
    },
    unknown: ["serviceArn", "serviceName", "cluster", "ingressPaths", "networkConfigurations"],
    null: ["taskRoleArn", "timeouts"],
    made: { cluster: "default", serviceArn: /:service\/default\/thing-/, ingressPaths: [], cpu: "" },
  },
  "aws:iam/instanceProfile:InstanceProfile": {
    program: {},
    unknown: ["arn", "createDate", "uniqueId", "namePrefix"],
    null: ["path", "role"],
    known: { name: NAME },
    made: { arn: /^arn:aws:iam::123456789012:instance-profile\/thing-/, createDate: /^\d{4}-\d\d-\d\dT/ },
  },
  "aws:sns/topic:Topic": {
    program: {},
    unknown: ["arn", "owner", "policy", "signatureVersion", "beginningArchiveTime"],
    null: ["displayName", "fifoTopic", "kmsMasterKeyId"],
    known: { name: NAME },
    made: { owner: "123456789012", policy: "" },
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    program: {},
    unknown: ["arn"],
    null: ["threshold", "alarmActions", "dimensions"],
    known: { name: NAME },
    made: { arn: /^arn:aws:cloudwatch:eu-west-1:123456789012:alarm:thing-/ },
  },
};

function configured(): Provider {
  const provider = new Provider();
  provider.configure({ region: "eu-west-1" });
  return provider;
}

function check(token: string, news: Properties, olds: Properties = {}) {
  return configured().check(urnOf(token), olds, news, { seed: Buffer.from("seed") });
}

function urnOf(token: string): string {
  return `urn:pulumi:dev::shop::${token}::thing`;
}

function assertHolds(found: Properties, expected: Record<string, Value | RegExp>): void {
  for (const [name, value] of Object.entries(expected)) {
    if (value instanceof RegExp) {
      assert.match(String(found[name]), value, name);
    } else {
      assert.deepStrictEqual(found[name], value, name);
    }
  }
}

/** What a JSON value may be of a property with this letter. */
function isOfType(letter: string, value: Value): boolean {
  switch (letter) {
    case "n":
      return typeof value === "number";
    case "b":
      return typeof value === "boolean";
    case "a":
      return Array.isArray(value);
    case "m":
    case "o":
      return typeof value === "object" && !Array.isArray(value);
    default:
      return typeof value === "string";
  }
}

function declared(token: string): { name: string; mark: string; letter: string }[] {
  return (types[token]?.match(/\S+/g) ?? []).map((property) => {
    const [, name = "", mark = "", letter = ""] = /^(\w+)([!?~=])([nbamod]?)$/.exec(property) ?? [];
    assert.notStrictEqual(name, "", `${token}: ${property}`);
    return { name, mark, letter };
  });
}

for (const [token, sample] of Object.entries(SAMPLES)) {
  describe(`the AWS stand-in's ${token}, outside the main table`, () => {
    it("demands what the declaration demands", () => {
      assert.deepStrictEqual(check(token, sample.program).failures, []);
      for (const { name } of declared(token).filter(({ mark }) => mark === "!")) {
        const { [name]: _, ...rest } = sample.program;
        const { failures } = check(token, rest);
        assert.strictEqual(failures.length, 1, name);
        assert.match(failures[0] ?? "", new RegExp(`^Missing required argument\\..*'thing\\.${name}'\\.$`));
      }
    });

    it("previews null for what is optional, and as unknown what AWS decides", () => {
      const planned = configured().previewCreate(urnOf(token), check(token, sample.program).inputs);
      const names = [...declared(token).map(({ name }) => name), "id"];
      assert.deepStrictEqual(Object.keys(planned).sort(), names.sort());
      assertHolds(planned, Object.fromEntries(["id", ...sample.unknown].map((name) => [name, UNKNOWN])));
      assertHolds(planned, Object.fromEntries(sample.null.map((name) => [name, null])));
      assertHolds(planned, { ...sample.program, ...sample.known });
      for (const { name } of declared(token).filter(({ mark }) => mark === "=")) {
        assert.strictEqual(planned[name], UNKNOWN, name);
      }
    });

    it("knows everything once it is made, in the JSON types of the declaration, and then plans no change", async () => {
      const provider = configured();
      const { inputs } = check(token, sample.program);
      const { id, outputs } = await provider.create(urnOf(token), inputs);
      assert.ok(id !== "" && !containsUnknown(outputs));
      assertHolds(outputs, sample.made);
      for (const { name, letter } of declared(token)) {
        const value = outputs[name] ?? null;
        assert.ok(value === null || isOfType(letter, value), `${name}: ${JSON.stringify(value)}`);
      }
      assert.deepStrictEqual(check(token, sample.program, inputs).inputs, inputs);
      assert.deepStrictEqual(provider.diff(urnOf(token), inputs, outputs, inputs).differences, []);
      assert.deepStrictEqual(provider.update(urnOf(token), id, outputs, inputs), outputs);
    });
  });
}

describe("types of the AWS stand-in outside the main table", () => {
  it("are what the generator reads from the installed @pulumi/aws", () => {
    const folder = dirname(require.resolve("@pulumi/aws/package.json"));
    assert.ok(generate(folder) === text, "run `node offline/aws/generate-types.js`");
    assert.match(String(about.licence), /^Apache-2\.0/);
    assert.ok(Object.keys(types).length > 1700);
  });

  it("are declared as the main table declares its own, but for a default of Pulumi's", () => {
    const marks = { required: "!", optional: "?", "optional+computed": "~", computed: "=" };
    const letters = { string: "", number: "n", boolean: "b", array: "a", map: "m", object: "o" };
    const unlike: string[] = [];
    for (const [token, { attributes, autonaming }] of Object.entries(main)) {
      const generated = new Map(declared(token).map((property) => [property.name, property]));
      assert.deepStrictEqual([...generated.keys()].sort(), Object.keys(attributes).sort(), token);
      for (const [name, attribute] of Object.entries(attributes)) {
        const named = attribute.whenUnset === "autoName" || autonaming?.property === name;
        const { mark, letter } = generated.get(name) ?? {};
        const same =
          mark === (named ? "~" : marks[attribute.class]) &&
          letter?.replace("d", "") === letters[attribute.type];
        if (!same) unlike.push(`${token} ${name}`);
      }
    }
    assert.deepStrictEqual(unlike, [
      // The provider computes it, whatever the declaration says.
      "aws:secretsmanager/secret:Secret replicas",
      "aws:ec2/securityGroup:SecurityGroup description",
    ]);
  });

  it("can all be checked, previewed, made and updated", async () => {
    const provider = configured();
    for (const token of Object.keys(types).filter((type) => !(type in main))) {
      const required = declared(token).filter(({ mark }) => mark === "!");
      const values: Record<string, Value> = {
        n: 1,
        b: true,
        a: ["x"],
        m: { a: "x" },
        o: { a: "x" },
        d: "{}",
      };
      const program: Properties = Object.fromEntries(
        required.map(({ name, letter }) => [name, values[letter] ?? "{}"]),
      );
      const { inputs, failures } = check(token, program);
      assert.deepStrictEqual(failures, [], token);
      assert.ok(containsUnknown(provider.previewCreate(urnOf(token), inputs)), token);
      const { id, outputs } = await provider.create(urnOf(token), inputs);
      assert.ok(id !== "" && !containsUnknown(outputs), token);
      assert.deepStrictEqual(provider.diff(urnOf(token), inputs, outputs, inputs).differences, [], token);
    }
  });

  it("have an ARN of the usual form and outputs in the form that their names promise", async () => {
    const { outputs } = await configured().create(urnOf("aws:cognito/userPoolDomain:UserPoolDomain"), {});
    assert.strictEqual(outputs.awsAccountId, "123456789012");
    assert.match(String(outputs.cloudfrontDistributionZoneId), /^Z[A-Z2-7]{13}$/);
    const stream = await configured().create(urnOf("aws:kinesis/stream:Stream"), { name: "events" });
    assert.strictEqual(stream.outputs.arn, arn("kinesis", "stream/events"));
  });

  it("keep the password that RDS manages in a secret with a name of RDS's", async () => {
    for (const [token, kind] of [
      ["aws:rds/cluster:Cluster", "cluster"],
      ["aws:rds/instance:Instance", "db"],
    ] as const) {
      const secretsOf = async (program: Properties) => {
        const { inputs } = check(token, { instanceClass: "db.t4g.micro", engine: "mysql", ...program });
        return (await configured().create(urnOf(token), inputs)).outputs.masterUserSecrets as Properties[];
      };
      const [secret, ...others] = await secretsOf({ manageMasterUserPassword: true });
      assert.match(
        String(secret?.secretArn),
        new RegExp(
          `^${arn("secretsmanager", `secret:rds!${kind}`)}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-\\w{6}$`,
        ),
        token,
      );
      assert.match(
        String(secret?.kmsKeyId),
        /^arn:aws:kms:eu-west-1:123456789012:key\/[0-9a-f-]{36}$/,
        token,
      );
      assert.deepStrictEqual(others, [], token);
      assert.deepStrictEqual(await secretsOf({}), [], token);
    }
  });

  it("merge the tags of the provider", () => {
    const provider = configured();
    provider.configure({ defaultTags: '{"tags":{"team":"a"}}' });
    const { inputs } = provider.check(
      urnOf("aws:sns/topic:Topic"),
      {},
      { tags: { stage: "dev" } },
      {
        seed: new Uint8Array(),
      },
    );
    assert.deepStrictEqual(provider.previewCreate(urnOf("aws:sns/topic:Topic"), inputs).tagsAll, {
      team: "a",
      stage: "dev",
    });
  });

  it("are named in the way of the type, and replaced for another name", async () => {
    assert.match(
      String(check("aws:sns/topic:Topic", { fifoTopic: true }).inputs.name),
      /^thing-[0-9a-f]{7}\.fifo$/,
    );
    assert.strictEqual(check("aws:s3/bucketObjectv2:BucketObjectv2", { bucket: "b" }).inputs.key, "thing");
    assert.match(String(check("aws:athena/database:Database", {}).inputs.name), /^thing_[0-9a-f]{7}$/);
    assert.strictEqual(check("aws:iam/user:User", { name: "me" }).inputs.name, "me");
    const [before, after] = [
      { name: "a", __defaults: [] },
      { name: "b", __defaults: [] },
    ];
    const { outputs } = await configured().create(urnOf("aws:iam/user:User"), before);
    assert.deepStrictEqual(configured().diff(urnOf("aws:iam/user:User"), before, outputs, after), {
      differences: [{ property: "name", kind: "update", replaces: true }],
      deleteBeforeReplace: true,
    });
  });

  it("turn a document into text, and never return a write-only value", () => {
    const document = { Statement: [], Version: "2012-10-17" };
    const { inputs } = check("aws:iam/groupPolicy:GroupPolicy", { group: "g", policy: document });
    assert.strictEqual(inputs.policy, '{"Statement":[],"Version":"2012-10-17"}');
    const written = check("aws:rds/cluster:Cluster", {
      engine: "mysql",
      masterPasswordWo: "hidden",
      masterPasswordWoVersion: 1,
    }).inputs;
    const planned = configured().previewCreate(urnOf("aws:rds/cluster:Cluster"), written);
    assert.strictEqual(planned.masterPasswordWo, null);
  });

  it("do not exist by any other name", () => {
    assert.throws(() => check("aws:foo/bar:Bar", {}), /does not know the resource type 'aws:foo\/bar:Bar'/);
  });
});
