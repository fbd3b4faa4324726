/** Another version of the CLI than the one that the other tests run on. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { findPrograms, foldersOnPath } from "../../offline/pulumi/programs";
import { resolvePulumi } from "../../offline/pulumi/resolve";
import versions from "../../offline/versions.json";
import { root } from "../../offline/workspace";

const hostFolder = "pulumi-language-nodejs";

/**
 * Finds a version of the CLI in the cache, else downloads it, else builds it from its Go modules, which takes minutes.
 * @param version such as "3.250.0"
 * @param folder for the Go module that names the version
 */
export function anotherCli(version: string, folder: string) {
  const path = foldersOnPath(process.env).filter((each) => findPrograms("pulumi", [each]).length === 0);
  return resolvePulumi({
    environment: { ...process.env, PATH: path.join(delimiter) },
    log: (line) => console.log(line),
    versions: { ...versions, pulumi: version },
    goModule: {
      folder: moduleOf(version, folder),
      cliPackage: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
      hostFolder,
    },
  });
}

/** Our Go module with other versions of Pulumi's. */
function moduleOf(version: string, folder: string): string {
  const ours = join(root, "offline/go");
  const module = join(folder, `go-${version}`);
  mkdirSync(module);
  cpSync(join(ours, hostFolder), join(module, hostFolder), { recursive: true });
  const text = readFileSync(join(ours, "go.mod"), "utf8");
  const [goVersion = ""] = /^go \S+$/m.exec(text) ?? [];
  const replaced = /^replace .*$/m.exec(text) ?? [];
  const pulumi = "github.com/pulumi/pulumi";
  writeFileSync(
    join(module, "go.mod"),
    [
      "module ecs-guardrails/another",
      goVersion,
      `tool ${pulumi}/pkg/v3/cmd/pulumi`,
      `require ${pulumi}/pkg/v3 v${version}`,
      `require ${pulumi}/sdk/v3 v${version}`,
      ...replaced,
      "",
    ].join("\n"),
  );
  execFileSync("go", ["mod", "tidy"], { cwd: module, env: { ...process.env, GOWORK: "off" }, stdio: "pipe" });
  return module;
}
