import * as assert from "node:assert";
import type { ChildProcess } from "node:child_process";
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { installAwsStandIn } from "../../../offline/aws/install";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const PARAMETER = "urn:pulumi:dev::shop::my:component:Type$aws:ssm/parameter:Parameter::db::password";

type Members = { [name: string]: JavaScriptValue };

describe("the AWS stand-in as a plugin", () => {
  const folder = mkdtempSync(join(tmpdir(), "aws-stand-in-"));
  const log = join(folder, "calls");
  let plugin: ChildProcess;
  let client: ResourceProviderClient;

  before(async () => {
    const installed = installAwsStandIn(folder, "7.48.0");
    const env = { ...process.env, ECS_STAND_IN_CALL_LOG: log, ECS_STAND_IN_CREATE_MILLISECONDS: "50" };
    plugin = spawn(join(installed, "pulumi-resource-aws"), ["127.0.0.1:1"], {
      env,
      stdio: ["pipe", "pipe", "inherit"],
    });
    const port = await new Promise<string>((resolve, reject) => {
      plugin.stdout?.once("data", (text) => resolve(String(text).trim()));
      plugin.once("error", reject);
      plugin.once("exit", () => reject(new Error("the plugin ended before it named its port")));
    });
    assert.match(port, /^\d+$/);
    client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  });

  after(() => {
    client?.close();
    plugin?.kill();
    rmSync(folder, { recursive: true });
  });

  function call<Request, Response>(
    method: (
      request: Request,
      callback: (fault: grpc.ServiceError | null, response: Response) => void,
    ) => unknown,
    request: Request,
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      method.call(client, request, (fault: grpc.ServiceError | null, response: Response) =>
        fault === null ? resolve(response) : reject(fault),
      );
    });
  }

  function create(program: Members, preview: boolean): Promise<messages.CreateResponse> {
    const request = new messages.CreateRequest()
      .setUrn(PARAMETER)
      .setPreview(preview)
      .setProperties(Struct.fromJavaScript(program));
    return call<messages.CreateRequest, messages.CreateResponse>(client.create, request);
  }

  it("announces previews, and neither secrets nor resource references, like a bridged provider", async () => {
    const response = await call<messages.ConfigureRequest, messages.ConfigureResponse>(
      client.configure,
      new messages.ConfigureRequest().setArgs(Struct.fromJavaScript({ region: "eu-west-1" })),
    );
    assert.strictEqual(response.getSupportspreview(), true);
    assert.strictEqual(response.getAcceptsecrets(), false);
    assert.strictEqual(response.getAcceptresources(), false);
  });

  it("keeps the provider's configuration and names a Region where none is given", async () => {
    const checked = async (news: Members) => {
      const request = new messages.CheckRequest().setNews(Struct.fromJavaScript(news));
      const response = await call<messages.CheckRequest, messages.CheckResponse>(client.checkConfig, request);
      return response.getInputs()?.toJavaScript();
    };
    assert.deepStrictEqual(await checked({ profile: "x" }), { profile: "x", region: "us-east-1" });
    assert.deepStrictEqual(await checked({ region: "eu-west-1" }), { region: "eu-west-1" });
  });

  it("writes unknowns as the engine's sentinel, null where nothing is set, and secrets as secrets", async () => {
    const response = await create(
      { name: "db", type: "String", value: "hunter2", description: UNKNOWN, tags: { a: UNKNOWN } },
      true,
    );
    const outputs = response.getProperties()?.toJavaScript() ?? {};
    assert.strictEqual(response.getId(), "");
    assert.strictEqual(outputs.id, UNKNOWN);
    assert.strictEqual(outputs.arn, UNKNOWN);
    assert.strictEqual(outputs.description, UNKNOWN);
    assert.strictEqual(outputs.tags, UNKNOWN);
    assert.strictEqual(outputs.allowedPattern, null);
    assert.strictEqual(outputs.region, "eu-west-1");
    assert.deepStrictEqual(outputs.value, { ...SECRET, value: "hunter2" });
  });

  it("takes its time for a real create and records it", async () => {
    const began = performance.now();
    const response = await create({ name: "/db", type: "String", value: "hunter2" }, false);
    assert.ok(performance.now() - began >= 45);
    assert.strictEqual(response.getId(), "/db");
    const outputs = response.getProperties()?.toJavaScript() ?? {};
    assert.strictEqual(outputs.arn, "arn:aws:ssm:eu-west-1:123456789012:parameter/db");
    const calls = readFileSync(log, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.deepStrictEqual(
      calls.map(({ call, urn }) => [call, urn]),
      [
        ["create", PARAMETER],
        ["created", PARAMETER],
      ],
    );
  });

  it("answers a difference with what must be replaced", async () => {
    const inputs = { name: "/db", type: "String", value: "hunter2", __defaults: [] };
    const request = new messages.DiffRequest()
      .setUrn(PARAMETER)
      .setOlds(Struct.fromJavaScript({ ...inputs, arn: "arn", id: "/db", version: 1 }))
      .setOldInputs(Struct.fromJavaScript(inputs))
      .setNews(Struct.fromJavaScript({ ...inputs, name: "/other", value: UNKNOWN }));
    const response = await call<messages.DiffRequest, messages.DiffResponse>(client.diff, request);
    assert.strictEqual(response.getChanges(), messages.DiffResponse.DiffChanges.DIFF_SOME);
    assert.deepStrictEqual(response.getReplacesList(), ["name"]);
    assert.deepStrictEqual(response.getDiffsList().sort(), ["name", "value"]);
    assert.strictEqual(response.getDeletebeforereplace(), true);
  });

  it("answers a wrong program with the resource and the property", async () => {
    const request = new messages.CheckRequest()
      .setUrn(PARAMETER)
      .setNews(Struct.fromJavaScript({ value: "x" }));
    const response = await call<messages.CheckRequest, messages.CheckResponse>(client.check, request);
    assert.deepStrictEqual(
      response.getFailuresList().map((failure) => failure.getReason()),
      [
        'Missing required argument. The argument "type" is required, but no definition was found.. ' +
          "Examine values at 'db::password.type'.",
      ],
    );
  });

  it("names a function that it does not know", async () => {
    const request = new messages.InvokeRequest().setTok("aws:foo/getBar:getBar");
    await assert.rejects(
      call<messages.InvokeRequest, messages.InvokeResponse>(client.invoke, request),
      /does not know the function 'aws:foo\/getBar:getBar'/,
    );
  });

  it("answers what it does not serve with UNIMPLEMENTED", async () => {
    await assert.rejects(
      call<messages.CallRequest, messages.CallResponse>(client.call, new messages.CallRequest()),
      { code: grpc.status.UNIMPLEMENTED },
    );
  });

  it("ends with the engine that started it", async () => {
    const exited = new Promise((resolve) => plugin.once("exit", resolve));
    plugin.stdin?.end();
    assert.strictEqual(await exited, 0);
  });
});

describe("installing the AWS stand-in", () => {
  it("leaves one complete plugin, also where two install at once over an interrupted installation", async () => {
    const home = mkdtempSync(join(tmpdir(), "aws-stand-in-"));
    try {
      installAwsStandIn(home, "7.48.0");
      writeFileSync(join(home, "plugins", "resource-aws-v7.48.0.partial"), "");
      const script = `require(${JSON.stringify(require.resolve("../../../offline/aws/install"))}).installAwsStandIn(process.argv[1], "7.48.0")`;
      const install = () => promisify(execFile)(process.execPath, ["-e", script, home]);
      await Promise.all([install(), install()]);
      assert.deepStrictEqual(readdirSync(join(home, "plugins")), ["resource-aws-v7.48.0"]);
      assert.deepStrictEqual(readdirSync(join(home, "plugins", "resource-aws-v7.48.0")), [
        "pulumi-resource-aws",
      ]);
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});
