import * as assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { findGo, goBuild } from "../../../offline/pulumi/build.js";
import { type Modules, resolveGoProgram } from "../../../offline/pulumi/go-program.js";
import { findPrograms, foldersOnPath } from "../../../offline/pulumi/programs.js";
import { cacheFolder, resolvePulumi } from "../../../offline/pulumi/resolve.js";
import { isAtLeast, parseVersion } from "../../../offline/pulumi/versions.js";
import { resolveYamlHost } from "../../../offline/pulumi/yaml.js";

const VERSION = "3.259.0";
const CLI_ENTRY = /^pulumi-v3\.259\.0-\w+-\w+-build-[0-9a-f]{12}$/;
const HOST_ENTRY = /^pulumi-language-nodejs-\w+-\w+-[0-9a-f]{12}$/;

describe("finding a Pulumi CLI", function () {
  if (process.platform === "win32") return; // The stand-ins for `pulumi` and `go` are shell scripts.
  this.timeout(20_000);

  let folder: string;
  let bin: string;
  let cache: string;
  let server: Server | undefined;
  let lines: string[];

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "offline-pulumi-"));
    bin = path.join(folder, "bin");
    cache = path.join(folder, "cache");
    lines = [];
    for (const tool of ["tar", "gzip", "sleep", "chmod"]) {
      const [file] = findPrograms(tool, foldersOnPath(process.env));
      assert.ok(file, `${tool} is needed`);
      fs.mkdirSync(bin, { recursive: true });
      fs.symlinkSync(file, path.join(bin, tool));
    }
    const go = path.join(folder, "go");
    write(path.join(go, "go.mod"), "module example.com/cli\n");
    write(path.join(go, "go.sum"), "");
    write(path.join(go, "host", "main.go"), "package main\n");
  });

  afterEach(async () => {
    await server?.close();
    server = undefined;
    fs.rmSync(folder, { recursive: true, force: true });
  });

  /** Nothing listens there. */
  const NOWHERE = "http://127.0.0.1:1024";

  const options = (downloadBase = server?.url ?? NOWHERE) => ({
    environment: { PATH: bin },
    cache,
    downloadBase,
    downloadTimes: { answerMs: 400, stallMs: 400 },
    lockTimes: { heartbeatMs: 50, staleMs: 60_000, pollMs: 20 },
    versions: { pulumi: VERSION, oldestPulumi: "3.249.0", oldestGo: "1.25.11" },
    goModule: { folder: path.join(folder, "go"), cliPackage: "example.com/cli", hostFolder: "host" },
  });
  const resolve = (downloadBase?: string) =>
    resolvePulumi({
      ...options(downloadBase),
      log: (line) => lines.push(line),
      terminal: { write: () => assert.fail("only a terminal gets rewritten lines") },
    });
  /** Resolves in a process of its own, which can be killed. */
  const spawnResolve = () => {
    const module = path.join(__dirname, "../../../offline/pulumi/resolve.js");
    const program = `require(process.argv[1]).resolvePulumi(JSON.parse(process.argv[2]))
      .then((found) => console.log(found.source), (error) => console.error('FAILED', error.message))`;
    const child = spawn(process.execPath, ["-e", program, module, JSON.stringify(options())]);
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (data) => {
      stdout += data;
    });
    child.stderr.on("data", (data) => {
      stderr += data;
    });
    const ended = new Promise<{ stdout: string; stderr: string; signal: NodeJS.Signals | null }>((done) =>
      child.on("close", (_code, signal) => done({ stdout: stdout.trim(), stderr, signal })),
    );
    return { child, ended };
  };
  const messages = () => lines.join("\n");
  const builds = () => read(path.join(folder, "builds")).split("\n").filter(Boolean);
  const entries = () => (fs.existsSync(cache) ? fs.readdirSync(cache).sort() : []);
  const installGo = (build?: string, version?: string) =>
    script(path.join(bin, "go"), fakeGo(path.join(folder, "builds"), build, version));

  describe("on PATH", () => {
    it("takes one that is new enough and leaves PATH alone", async () => {
      installPulumi(bin, "3.249.0");
      const found = await resolve();
      assert.deepEqual(found, {
        pulumi: path.join(bin, "pulumi"),
        path: [],
        version: "3.249.0",
        source: "path",
      });
      assert.deepEqual(lines, []);
      assert.ok(!fs.existsSync(cache));
    });

    it("finds the language host beside the target of a link", async () => {
      installPulumi(path.join(folder, "elsewhere"), "3.300.0");
      fs.symlinkSync(path.join(folder, "elsewhere", "pulumi"), path.join(bin, "pulumi"));
      assert.equal((await resolve()).source, "path");
    });

    it("passes over an old one with a message, for a newer one further down", async () => {
      installPulumi(bin, "3.100.2");
      const other = path.join(folder, "other");
      installPulumi(other, "3.250.0");
      const found = await resolvePulumi({
        ...options(),
        environment: { PATH: `${bin}${path.delimiter}${other}` },
        log: (line) => lines.push(line),
      });
      assert.deepEqual(found.path, [other]);
      assert.equal(found.version, "3.250.0");
      assert.equal(lines.length, 1);
      assert.ok(
        messages().startsWith(
          `The Pulumi CLI at ${path.join(bin, "pulumi")} is version 3.100.2, and 3.249.0`,
        ),
      );
    });

    it("goes on to the next source when it is too old", async () => {
      installPulumi(bin, "3.248.9");
      installGo();
      assert.equal((await resolve()).source, "build");
      assert.match(messages(), /is version 3\.248\.9, and 3\.249\.0 or newer is needed/);
    });

    it("goes on to the next source when it has no Node.js language host", async () => {
      script(path.join(bin, "pulumi"), "echo v3.259.0");
      installGo();
      assert.equal((await resolve()).source, "build");
      assert.match(messages(), /has no `pulumi-language-nodejs`/);
    });

    it("goes on to the next source when it does not work", async () => {
      script(path.join(bin, "pulumi"), "echo broken installation >&2; exit 3");
      installGo();
      assert.equal((await resolve()).source, "build");
      assert.match(messages(), /does not work: .*exit code 3 and said: broken installation/);
    });
  });

  describe("downloading", () => {
    it("keeps the release, and the next run asks nobody", async () => {
      server = await serve(releaseArchive(folder, VERSION));
      const found = await resolve();
      assert.equal(found.source, "download");
      assert.deepEqual(found.path, [path.dirname(found.pulumi)]);
      assert.equal(execFileSync(found.pulumi, ["version"], { encoding: "utf8" }), "v3.259.0\n");
      assert.deepEqual(entries(), [`pulumi-v3.259.0-${process.platform}-${process.arch}-download`]);
      assert.deepEqual(fs.readdirSync(path.dirname(path.dirname(found.pulumi))), ["pulumi"]);
      const ending = process.platform === "linux" ? "linux" : "darwin";
      assert.deepEqual(server.requests, [`/pulumi-v3.259.0-${ending}-${process.arch}.tar.gz`]);

      assert.deepEqual(await resolve(), { ...found, source: "cache" });
      assert.equal(server.requests.length, 1);
    });

    it("replaces a damaged cache entry", async () => {
      server = await serve(releaseArchive(folder, VERSION));
      const { pulumi } = await resolve();
      fs.writeFileSync(pulumi, "");
      assert.equal((await resolve()).source, "download");
      assert.equal((await resolve()).source, "cache");
      assert.equal(entries().length, 1);
    });

    const cases: { what: string; answer: () => Answer; reason: RegExp }[] = [
      { what: "nobody answers", answer: () => () => {}, reason: /no answer within 0\.4 s/ },
      {
        what: "the server says 404",
        answer: () => (response) => response.writeHead(404).end(),
        reason: /the server answered 404 Not Found/,
      },
      {
        what: "the answer stalls",
        answer: () => (response) => response.write("some bytes"),
        reason: /the download stopped for 0\.4 s/,
      },
      {
        what: "the archive is truncated",
        answer: () => firstHalf(releaseArchive(folder, VERSION)),
        reason: /the archive could not be unpacked \(/,
      },
      {
        what: "the connection breaks off",
        answer: () => (response) => {
          response.writeHead(200, { "content-length": 1000 });
          response.write("some bytes", () => response.destroy());
        },
        reason: /no connection \(/,
      },
      {
        what: "the archive holds another version",
        answer: () => releaseArchive(folder, "3.1.0"),
        reason: /`pulumi version` says 3\.1\.0 instead of 3\.259\.0/,
      },
    ];
    for (const { what, answer, reason } of cases) {
      it(`goes on to build when ${what}, and leaves nothing behind`, async () => {
        server = await serve(answer());
        installGo();
        const start = Date.now();
        assert.equal((await resolve()).source, "build");
        assert.ok(Date.now() - start < 4_500);
        assert.match(messages(), reason);
        assertOnlyBuilt(entries());
      });
    }
  });

  describe("building", () => {
    it("builds the CLI and the language host once", async () => {
      installGo();
      const found = await resolve();
      assert.equal(found.source, "build");
      assertOnlyBuilt(entries());
      assert.deepEqual(
        found.path.map((entry) => path.dirname(entry)),
        [cache],
      );
      assert.equal(found.pulumi, path.join(found.path[0] ?? "", "pulumi"));
      assert.match(messages(), /about 8 minutes/);
      assert.match(messages(), /Built the Pulumi CLI in \d+ s\./);
      assert.match(builds()[0] ?? "", /-mod=readonly .*version\.Version=v3\.259\.0 .* example\.com\/cli$/);
      assert.match(builds()[1] ?? "", / \.\/host$/);
      // The CLI warns of a language host that does not stand beside it.
      assert.deepEqual(fs.readdirSync(found.path[0] ?? "").sort(), ["pulumi", "pulumi-language-nodejs"]);

      assert.deepEqual(await resolve(), { ...found, source: "cache" });
      assert.equal(builds().length, 2);
    });

    it("builds the YAML language host once, and only where the CLI has none", async () => {
      installGo();
      const cli = await resolve();
      const yaml = {
        ...options(),
        yamlModule: { folder: path.join(folder, "go"), package: "example.com/yaml" },
        log: (line: string) => lines.push(line),
      };
      const [built = ""] = await resolveYamlHost(cli, yaml);
      assert.deepEqual(fs.readdirSync(built), ["pulumi-language-yaml"]);
      assert.match(builds()[2] ?? "", / example\.com\/yaml$/);
      assert.deepEqual(await resolveYamlHost(cli, yaml), [built]);
      assert.equal(builds().length, 3);

      script(path.join(bin, "pulumi-language-yaml"), "");
      assert.deepEqual(await resolveYamlHost(cli, yaml), []);
    });

    it("builds a program from a copy of a module that Go downloads", async () => {
      installGo();
      write(path.join(folder, "module", "main.go"), "package main\n");
      const program = {
        name: "tool",
        key: "v1",
        what: "the tool",
        duration: "a minute",
        package: "./cmd/tool",
        anyFolder: true,
        moduleFolder: async ({ folder: copy, download }: Modules) => {
          fs.cpSync(await download("example.com/tool", "v1"), copy, { recursive: true });
          return copy;
        },
      };
      const settings = { ...options(), log: (line: string) => lines.push(line) };
      const built = await resolveGoProgram(program, settings);
      assert.deepEqual(fs.readdirSync(built), ["tool"]);
      assert.match(builds()[0] ?? "", / -trimpath .*\.\/cmd\/tool$/);
      assert.match(messages(), /Building the tool from its Go modules: once, a minute\./);
      assert.equal(await resolveGoProgram(program, settings), built);
      assert.equal(builds().length, 1);

      assert.notEqual(await resolveGoProgram({ ...program, key: "v2" }, settings), built);
      const missing = {
        ...program,
        key: "v3",
        moduleFolder: ({ download }: Modules) => download("missing", "v1"),
      };
      await assert.rejects(
        resolveGoProgram(missing, settings),
        /`go mod download missing` failed: not found/,
      );
      assert.equal(entries().filter((name) => name.startsWith("tool-")).length, 2);
    });

    it("builds the language host alone, and first, when only its sources have changed", async () => {
      installGo();
      await resolve();
      fs.writeFileSync(path.join(folder, "go", "host", "main.go"), "package main // changed\n");
      server = await serve(releaseArchive(folder, VERSION));
      assert.equal((await resolve()).source, "cache");
      assert.equal(builds().length, 3);
      assert.match(builds()[2] ?? "", / \.\/host$/);
      assert.deepEqual(server.requests, []);
    });

    it("builds everything again when go.sum has changed", async () => {
      installGo();
      await resolve();
      fs.writeFileSync(path.join(folder, "go", "go.sum"), "changed\n");
      assert.equal((await resolve()).source, "build");
      assert.equal(builds().length, 4);
    });

    it("gives Go the environment without PULUMI_*", async () => {
      installGo('echo "seen: $PULUMI_HOME $OTHER" >&2; exit 1');
      const environment = { PATH: bin, PULUMI_HOME: "hidden", OTHER: "shown" };
      await assert.rejects(resolvePulumi({ ...options(), environment, log: () => {} }), (error: Error) =>
        error.message.includes("seen:  shown"),
      );
    });

    it("shows what the compiler said when it fails, and leaves nothing behind", async () => {
      installGo('echo "main.go:3: undefined: thing" >&2; exit 2');
      await assert.rejects(
        resolve(),
        /building it from Go modules: `go build` ended with exit code 2:\n\s+main\.go:3: undefined: thing/,
      );
      assert.match(messages(), /undefined: thing/);
      assert.deepEqual(entries(), []);
    });
  });

  describe("without a way to get one", () => {
    it("says what to install and what was tried", async () => {
      await assert.rejects(resolve(), (error: Error) => {
        assert.match(error.message, /^There is no Pulumi CLI/);
        assert.match(
          error.message,
          /3\.249\.0 or newer: https:\/\/www\.pulumi\.com\/docs\/iac\/download-install\//,
        );
        assert.match(error.message, /Go, version 1\.25\.11 or newer, .*https:\/\/go\.dev\/dl\//);
        assert.match(error.message, /- on PATH: there is no `pulumi`\n/);
        assert.ok(
          error.message.includes(`- in the cache, ${cache}: there is no usable Pulumi CLI v3.259.0\n`),
        );
        assert.match(error.message, /- downloading it: no connection \(.*ECONNREFUSED.*\)\n/);
        assert.match(error.message, /- building it from Go modules: there is no `go` on PATH$/);
        return true;
      });
      assert.deepEqual(entries(), []);
    });

    it("names both versions when Go is too old", async () => {
      installGo("exit 1", "1.22.5");
      const message = `the Go at ${path.join(bin, "go")} is 1.22.5, and Go 1.25.11 or newer is needed`;
      await assert.rejects(resolve(), (error: Error) => error.message.endsWith(message));
    });

    it("takes an older Go that can fetch a newer one", async () => {
      script(path.join(bin, "go"), '[ "$GOTOOLCHAIN" = local ] && echo go1.22.5 || echo go1.25.11');
      const { environment, goModule } = options();
      const found = await findGo({ environment, oldestGo: "1.25.11", moduleFolder: goModule.folder });
      assert.equal(found, path.join(bin, "go"));
    });

    it("names the cache folder when it cannot be made", async () => {
      fs.writeFileSync(cache, "a file in its place");
      await assert.rejects(resolve(), (error: Error) => {
        assert.ok(error.message.includes(cache) && error.message.includes("`ECS_GUARDRAILS_CACHE`"));
        return true;
      });
    });
  });

  describe("interrupted or run twice", () => {
    const slowBuild = "sleep 0.5";
    const started = () => until(() => builds().length > 0, "the build to start");

    it("cleans up when it is told to end", async () => {
      installGo("sleep 30");
      const { child, ended } = spawnResolve();
      await started();
      child.kill("SIGTERM");
      assert.equal((await ended).signal, "SIGTERM");
      assert.deepEqual(entries(), []);

      installGo();
      assert.equal((await resolve()).source, "build");
    });

    it("leaves no broken cache when it is killed, and the next run works", async () => {
      installGo('echo $$ > "$2.pid"; exec sleep 30');
      const { child, ended } = spawnResolve();
      await started();
      child.kill("SIGKILL");
      await ended.finally(() => endOrphan(cache));
      assert.deepEqual(
        entries().map((name) => name.replace(/-[^-]*$/, "").split("-")[0]),
        ["pulumi", "tmp"],
      );

      installGo();
      assert.equal((await resolve()).source, "build");
      assertOnlyBuilt(entries());
    });

    it("builds once when two run at the same time", async () => {
      installGo(slowBuild);
      const first = spawnResolve();
      await started();
      const second = spawnResolve();
      const [one, two] = await Promise.all([first.ended, second.ended]);
      assert.equal(one.stdout, "build");
      assert.equal(two.stdout, "cache");
      assert.match(two.stderr, new RegExp(`Another run \\(process ${first.child.pid}\\) .* waiting`));
      assert.equal(builds().length, 2);
      assertOnlyBuilt(entries());
    });

    it("downloads once when two run at the same time", async () => {
      const archive = releaseArchive(folder, VERSION);
      server = await serve((response) => setTimeout(() => response.end(archive), 300));
      const found = await Promise.all([resolve(), resolve()]);
      assert.deepEqual(found.map(({ source }) => source).sort(), ["cache", "download"]);
      assert.equal(server.requests.length, 1);
    });

    it("takes over the lock of a process that is gone", async () => {
      const { pid } = spawnSync(process.execPath, ["--version"]);
      writeLock(`${pid} ${os.hostname()} token`);
      installGo();
      assert.equal((await resolve()).source, "build");
      assert.doesNotMatch(messages(), /waiting/);
    });

    it("takes over a lock whose owner on another machine shows no sign of life", async () => {
      const file = writeLock("1 another-machine token");
      const old = new Date(Date.now() - 61_000);
      fs.utimesSync(file, old, old);
      installGo();
      assert.equal((await resolve()).source, "build");
    });

    it("waits for an owner on another machine that shows signs of life", async () => {
      const file = writeLock("1 another-machine token");
      installGo();
      const resolving = resolve();
      await until(() => messages().includes("waiting"), "the message");
      assert.deepEqual(builds(), []);
      fs.rmSync(file);
      assert.equal((await resolving).source, "build");
    });

    const writeLock = (content: string) => {
      const file = path.join(cache, `pulumi-v3.259.0-${process.platform}-${process.arch}.lock`);
      write(file, content);
      return file;
    };
  });

  describe("building with a real Go", () => {
    let goFolder: string;
    let go: string;

    before(function () {
      const [found] = findPrograms("go", foldersOnPath(process.env));
      if (!found) this.skip();
      go = found;
    });
    beforeEach(() => {
      goFolder = path.join(folder, "tiny");
      write(path.join(goFolder, "go.mod"), "module example.com/tiny\n\ngo 1.21\n");
      write(path.join(goFolder, "word", "word.go"), `package word\n\nconst Word = "word-${Date.now()}"\n`);
    });
    const build = (terminal: { isTTY?: boolean; write(text: string): unknown }) =>
      goBuild({
        go,
        what: "the tiny program",
        moduleFolder: goFolder,
        package: "example.com/tiny",
        output: path.join(folder, "tiny-program"),
        ldflags: "-X main.version=v1.2.3",
        environment: process.env,
        log: (line) => lines.push(line),
        terminal,
      });
    const main = (expression: string) =>
      write(
        path.join(goFolder, "main.go"),
        `package main\n\nimport "example.com/tiny/word"\n\nvar version = "none"\n\nfunc main() { println(version, ${expression}) }\n`,
      );

    it("shows progress on a terminal in one line", async () => {
      main("word.Word");
      let screen = "";
      await build({
        isTTY: true,
        write: (text) => {
          screen += text;
        },
      });
      assert.match(screen, /Looking up Go modules for the tiny program, \d+ s/);
      assert.doesNotMatch(screen, /\n/);
      assert.ok(screen.endsWith("\r\x1b[K"), "the line is cleared at the end");
      assert.match(messages(), /^Built the tiny program in \d+ s\.$/);
      assert.match(
        spawnSync(path.join(folder, "tiny-program"), { encoding: "utf8" }).stderr,
        /^v1\.2\.3 word-\d+\n$/,
      );
    });

    it("shows the compiler’s message when the program is wrong", async () => {
      main("word.Wrong");
      await assert.rejects(
        build({ write: () => {} }),
        /`go build` ended with exit code 1:\n(.*\n)*.*main\.go:7:\d+: undefined: word\.Wrong/,
      );
      assert.ok(!fs.existsSync(path.join(folder, "tiny-program")));
    });
  });

  it("logs a line for every tenth of the packages when there is no terminal", async () => {
    const packages = Array.from({ length: 20 }, (_, index) => `example.com/p${index}`);
    script(
      path.join(bin, "go"),
      `case "$1" in
        list) echo ${packages.join("; echo ")} ;;
        build) echo "# a warning" >&2; echo ${packages.join(" >&2; echo ")} >&2 ;;
      esac`,
    );
    await goBuild({
      ...{
        go: path.join(bin, "go"),
        what: "it",
        moduleFolder: folder,
        package: "p",
        output: path.join(folder, "o"),
        ldflags: "",
      },
      ...{ environment: { PATH: bin }, log: (line) => lines.push(line), terminal: { write: assert.fail } },
    });
    const shown = lines.map((line) => /\d+ %|Linking it|Built it/.exec(line)?.[0]);
    assert.deepEqual(shown, [...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `${n}0 %`), "Linking it", "Built it"]);
    assert.match(lines[0] ?? "", /^ {2}Compiling it: 10 % \(2 of at most 20 packages\), \d+ s$/);
  });
});

describe("the cache folder", () => {
  it("is ECS_GUARDRAILS_CACHE when that is set", () => {
    const wanted = path.resolve("somewhere");
    assert.equal(cacheFolder({ ECS_GUARDRAILS_CACHE: wanted, HOME: "/home/me" }), wanted);
  });

  it("is in the platform’s cache folder otherwise", function () {
    if (process.platform !== "linux") this.skip();
    assert.equal(cacheFolder({ HOME: "/home/me" }), "/home/me/.cache/ecs-guardrails");
    assert.equal(cacheFolder({ HOME: "/home/me", XDG_CACHE_HOME: "/xdg" }), "/xdg/ecs-guardrails");
    assert.equal(
      cacheFolder({ HOME: "/home/me", XDG_CACHE_HOME: "relative" }),
      "/home/me/.cache/ecs-guardrails",
    );
  });
});

describe("comparing versions", () => {
  const cases: [found: string, needed: string, enough: boolean][] = [
    ["v3.249.0", "3.249.0", true],
    ["v3.248.10", "3.249.0", false],
    ["v4.0.0", "3.249.0", true],
    ["v3.249.0-alpha.x1", "3.249.0", false],
    ["v3.250.0-dev.0", "3.249.0", true],
    ["go version go1.26 linux/amd64", "1.25.11", true],
    ["go version go1.25.9 linux/amd64", "1.25.11", false],
  ];
  for (const [found, needed, enough] of cases) {
    it(`${found} is ${enough ? "" : "not "}at least ${needed}`, () => {
      const version = parseVersion(found);
      assert.ok(version);
      assert.equal(isAtLeast(version, needed), enough);
    });
  }

  it("finds no version in other text", () => {
    assert.equal(parseVersion("command not found"), undefined);
  });
});

type Answer = Buffer | ((response: http.ServerResponse) => unknown);

interface Server {
  url: string;
  requests: (string | undefined)[];
  close(): Promise<unknown>;
}

async function serve(answer: Answer): Promise<Server> {
  const requests: (string | undefined)[] = [];
  const server = http.createServer((request, response) => {
    requests.push(request.url);
    if (Buffer.isBuffer(answer)) response.end(answer);
    else answer(response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const close = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, requests, close };
}

function installPulumi(folder: string, version: string): void {
  script(path.join(folder, "pulumi"), `echo v${version}`);
  script(path.join(folder, "pulumi-language-nodejs"), "");
}

function firstHalf(content: Buffer): Buffer {
  return content.subarray(0, content.length / 2);
}

/** A release as pulumi.com has it. */
function releaseArchive(folder: string, version: string): Buffer {
  const root = fs.mkdtempSync(path.join(folder, "release-"));
  installPulumi(path.join(root, "pulumi"), version);
  return execFileSync("tar", ["-czf", "-", "-C", root, "pulumi"]);
}

/** A stand-in for `go` whose `build` notes its arguments, does `build` and writes a script as the program. */
function fakeGo(builds: string, build = "", version = "1.25.11"): string {
  return `case "$1" in
    version) echo "go version go${version} linux/amd64" ;;
    list) echo example.com/dependency; echo example.com/cli ;;
    mod)
      case "$4" in
        missing@*) echo '{ "Error": "not found" }'; exit 1 ;;
        *) echo '{ "Dir": "${path.join(path.dirname(builds), "module")}" }' ;;
      esac ;;
    build)
      all="$*"
      while [ "$1" != -o ]; do shift; done
      echo "$all" >> '${builds}'
      ${build}
      printf '#!/bin/sh\\necho v${VERSION}\\n' > "$2"
      chmod 755 "$2" ;;
    esac`;
}

function script(file: string, body: string): void {
  write(file, `#!/bin/sh\n${body}\n`);
  fs.chmodSync(file, 0o755);
}

function write(file: string, content: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content);
}

function read(file: string): string {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
}

function assertOnlyBuilt(entries: string[]): void {
  assert.equal(entries.length, 2, entries.join());
  assert.match(entries[0] ?? "", HOST_ENTRY);
  assert.match(entries[1] ?? "", CLI_ENTRY);
}

/** Ends the stand-in for `go` whose parent was killed; it left its process id beside its output. */
function endOrphan(cache: string): void {
  for (const name of fs.readdirSync(cache)) {
    const pid = Number(read(path.join(cache, name, "pulumi.pid")));
    if (pid > 0) process.kill(pid, "SIGKILL");
  }
}

async function until(condition: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (condition()) return;
    await new Promise((done) => setTimeout(done, 10));
  }
  assert.fail(`waited in vain for ${what}`);
}
