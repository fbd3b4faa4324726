import * as assert from "node:assert";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Properties } from "../../../offline/aws/properties";
import { Provider } from "../../../offline/aws/provider";

function call(token: string, args: Properties = {}, configuration: Properties = {}): Properties {
  const provider = new Provider();
  provider.configure(configuration);
  const answered = provider.invoke(token, args);
  assert.ok(answered !== undefined && "result" in answered);
  return answered.result;
}

/** Results that a function of @pulumi/aws declares as never undefined. */
function declaredResults(path: string): string[] {
  const file = join(dirname(require.resolve("@pulumi/aws/package.json")), `${path}.d.ts`);
  const body = /interface Get\w+Result \{([\s\S]*?)\n\}/.exec(readFileSync(file, "utf8"))?.[1] ?? "";
  const results = [...body.matchAll(/^ {4}readonly (\w+):/gm)].map(([, result]) => result ?? "");
  assert.ok(results.length > 1);
  return results;
}

function statementsOf(args: Properties): unknown[] {
  return JSON.parse(String(call("aws:iam/getPolicyDocument:getPolicyDocument", args).json)).Statement;
}

describe("getPolicyDocument of the AWS stand-in", () => {
  it("writes one element as text and more in reverse order, and allows unless told otherwise", () => {
    const statements: Properties[] = [
      { sid: "one", actions: ["ssm:GetParameter"], resources: ["*"] },
      { effect: "Deny", notActions: ["a:B", "c:D"], notResources: ["x", "y"] },
    ];
    assert.deepStrictEqual(statementsOf({ statements }), [
      { Sid: "one", Effect: "Allow", Action: "ssm:GetParameter", Resource: "*" },
      { Effect: "Deny", NotAction: ["c:D", "a:B"], NotResource: ["y", "x"] },
    ]);
  });

  it("writes principals and conditions by type and test", () => {
    const [statement] = statementsOf({
      statements: [
        {
          actions: ["sts:AssumeRole"],
          principals: [
            { type: "Service", identifiers: ["ecs-tasks.amazonaws.com"] },
            { type: "AWS", identifiers: ["a", "b"] },
          ],
          conditions: [{ test: "StringEquals", variable: "aws:username", values: ["&{aws:username}"] }],
        },
      ],
    });
    assert.deepStrictEqual(statement, {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { AWS: ["b", "a"], Service: "ecs-tasks.amazonaws.com" },
      Condition: { StringEquals: { "aws:username": "$" + "{aws:username}" } },
    });
    const anyone = statementsOf({
      statements: [{ actions: ["a"], principals: [{ type: "*", identifiers: ["*"] }] }],
    });
    assert.deepStrictEqual(anyone, [{ Effect: "Allow", Action: "a", Principal: "*" }]);
  });

  it("adds to source documents and lets overriding ones take the place of a statement with their Sid", () => {
    const document = (Sid: string, Action: string) =>
      JSON.stringify({ Statement: [{ Sid, Effect: "Allow", Action }] });
    assert.deepStrictEqual(
      statementsOf({
        sourcePolicyDocuments: [document("a", "s3:Get")],
        statements: [{ sid: "b", actions: ["s3:Put"] }],
        overridePolicyDocuments: [document("a", "s3:List")],
      }),
      [
        { Sid: "a", Effect: "Allow", Action: "s3:List" },
        { Sid: "b", Effect: "Allow", Action: "s3:Put" },
      ],
    );
  });

  it("indents the text, and gives it without spaces too", () => {
    const { json, minifiedJson } = call("aws:iam/getPolicyDocument:getPolicyDocument", { statements: [] });
    assert.strictEqual(json, '{\n  "Version": "2012-10-17",\n  "Statement": []\n}');
    assert.strictEqual(minifiedJson, '{"Version":"2012-10-17","Statement":[]}');
  });
});

describe("other functions of the AWS stand-in", () => {
  const region = { region: "eu-west-1" };

  it("answer for the provider's account and Region, or the Region that is asked for", () => {
    assert.strictEqual(call("aws:index/getCallerIdentity:getCallerIdentity").accountId, "123456789012");
    assert.strictEqual(call("aws:index/getRegion:getRegion", {}, region).name, "eu-west-1");
    assert.strictEqual(
      call("aws:index/getPartition:getPartition", {}, { region: "cn-north-1" }).partition,
      "aws-cn",
    );
    const zones = call(
      "aws:index/getAvailabilityZones:getAvailabilityZones",
      { region: "us-west-2" },
      region,
    );
    assert.deepStrictEqual(zones.names, ["us-west-2a", "us-west-2b", "us-west-2c"]);
  });

  for (const [token, args, arn] of [
    ["aws:iam/getRole:getRole", { name: "app" }, "arn:aws:iam::123456789012:role/app"],
    [
      "aws:ssm/getParameter:getParameter",
      { name: "/a/b" },
      "arn:aws:ssm:eu-west-1:123456789012:parameter/a/b",
    ],
    [
      "aws:secretsmanager/getSecret:getSecret",
      { name: "db" },
      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf",
    ],
    [
      "aws:ecs/getCluster:getCluster",
      { clusterName: "main" },
      "arn:aws:ecs:eu-west-1:123456789012:cluster/main",
    ],
    [
      "aws:ecs/getService:getService",
      { clusterArn: "arn:aws:ecs:eu-west-1:123456789012:cluster/main", serviceName: "web" },
      "arn:aws:ecs:eu-west-1:123456789012:service/main/web",
    ],
    [
      "aws:ecs/getTaskDefinition:getTaskDefinition",
      { taskDefinition: "web:3" },
      "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:3",
    ],
    ["aws:ec2/getVpc:getVpc", { id: "vpc-1" }, "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1"],
  ] as const) {
    it(`answer ${token} with the ARN`, () => {
      assert.strictEqual(call(token, args, region).arn, arn);
    });
  }

  const answers: [string, Properties][] = [
    ["getCallerIdentity", {}],
    ["getRegion", {}],
    ["getPartition", {}],
    ["getAvailabilityZones", {}],
    ["iam/getPolicyDocument", { statements: [] }],
    ["iam/getRole", { name: "app" }],
    ["ec2/getVpc", { default: true }],
    ["ec2/getSubnets", {}],
    ["ec2/getSecurityGroup", { name: "default" }],
    ["ssm/getParameter", { name: "/a" }],
    ["secretsmanager/getSecret", { name: "db" }],
    ["ecs/getCluster", { clusterName: "main" }],
    ["ecs/getService", { clusterArn: "main", serviceName: "web" }],
    ["ecs/getTaskDefinition", { taskDefinition: "web" }],
  ];
  for (const [path, args] of answers) {
    it(`answer all that ${path} declares as a result`, () => {
      const name = path.split("/").at(-1) ?? "";
      const token = path.includes("/") ? `aws:${path}:${name}` : `aws:index/${name}:${name}`;
      const answer = call(token, args, region);
      const missing = declaredResults(path).filter((result) => (answer[result] ?? null) === null);
      assert.deepStrictEqual(missing, []);
    });
  }

  it("name the zones of a Region by ids that are the same in every account", () => {
    const zones = (of: string) => call("aws:index/getAvailabilityZones:getAvailabilityZones", { region: of });
    assert.deepStrictEqual(zones("eu-west-1").zoneIds, ["euw1-az1", "euw1-az2", "euw1-az3"]);
    assert.deepStrictEqual(zones("ap-southeast-2").zoneIds, ["apse2-az1", "apse2-az2", "apse2-az3"]);
    assert.strictEqual((zones("us-gov-west-1").zoneIds as string[])[0], "usgw1-az1");
  });

  it("list the subnets of a VPC", () => {
    assert.strictEqual((call("aws:ec2/getSubnets:getSubnets").ids as string[]).length, 3);
  });

  it("name the argument that is missing", () => {
    const answered = new Provider().invoke("aws:iam/getRole:getRole", {});
    assert.ok(answered !== undefined && "failures" in answered);
    assert.deepStrictEqual(
      answered.failures.map(({ property }) => property),
      ["name"],
    );
  });

  it("do not exist by any other name", () => {
    assert.strictEqual(new Provider().invoke("aws:foo/getBar:getBar", {}), undefined);
  });
});
