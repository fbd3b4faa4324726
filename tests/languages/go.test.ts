/** What messages offer in Go is taken by its compiler, with Pulumi's own modules. */
import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { go } from "../../policypack/code/go";
import type { Piece } from "../../policypack/code/tree";
import { formsOffered } from "../support/offered-code";
import { argumentTypesIn, knownTo, oddPieces, ownerOf, referencesIn, variableOf } from "./pieces";
import { attempt, cacheFor, needs, run } from "./tools";

const { dependencies } = require("../../package.json") as { dependencies: Record<string, string> };

/** The second is of the last major version before, for where the first cannot be had. */
const versions = [
  { module: "github.com/pulumi/pulumi-aws/sdk/v7", version: `v${dependencies["@pulumi/aws"]}` },
  { module: "github.com/pulumi/pulumi-aws/sdk/v6", version: "v6.83.4" },
];

const cache = cacheFor("go");
const folder = join(cache, "program");
const environment = {
  GOMODCACHE: join(cache, "modules"),
  GOCACHE: join(cache, "build"),
  GOFLAGS: "-modcacherw -mod=mod",
  GOWORK: "off",
};

const around = ["pulumi.DependsOn([]pulumi.Resource{", "})"] as const;

/** A function that has the piece in it, and the variables that it takes for granted. */
function functionOf(piece: Piece, index: number): string {
  const variables = new Map(
    referencesIn(piece).map((reference) => {
      const [outer = "", field] = variableOf(go, reference, around).split(".");
      return [outer, field === undefined ? "known{}" : `struct{ ${field} *known }{}`];
    }),
  );
  const declared = [...variables].map(([name, value]) => `${name} := &${value}`);
  return [
    `func Piece${index}(ctx *pulumi.Context) error {`,
    ...declared,
    ...statements(piece),
    "return nil",
    "}",
  ].join("\n");
}

function statements(piece: Piece): string[] {
  const code = go.lines(piece).join("\n");
  switch (piece.kind) {
    case "resource": {
      const [, variable] = /^([\p{L}_][\p{L}\p{N}_]*), err := /u.exec(code) ?? [];
      return variable === undefined ? [code] : [code, `_ = ${variable}`];
    }
    case "dependsOn":
      return ["_ = []pulumi.ResourceOption{", code, "}"];
    case "arguments": {
      const { module, name } = ownerOf(piece.members);
      return [`_ = ${module}.${name}Args{`, code, "}"];
    }
    case "members":
      return ["_ = map[string]interface{}{", code, "}"];
    case "entry": {
      const { entry } = piece;
      const type = typeof entry === "object" && entry.kind === "arguments" ? entry.type : undefined;
      return [`_ = ${type ? `${type.module}.${type.name}Array` : "pulumi.StringArray"}{`, code, "}"];
    }
    case "value":
      return ["_ = []interface{}{", code.endsWith(",") ? code : `${code},`, "}"];
  }
}

function programOf(pieces: readonly Piece[], module: string): string {
  const modules = new Set(pieces.flatMap((piece) => modulesIn(piece)));
  const imports = [...modules, "rds"].map((name) => `"${module}/go/aws/${name}"`);
  return [
    "package offered",
    "import (",
    '"github.com/pulumi/pulumi/sdk/v3/go/pulumi"',
    ...imports,
    ")",
    "type known struct {",
    "pulumi.CustomResourceState",
    "Arn pulumi.StringOutput",
    "Name pulumi.StringOutput",
    "MasterUserSecrets rds.InstanceMasterUserSecretArrayOutput",
    "}",
    ...pieces.map(functionOf),
  ].join("\n");
}

function modulesIn(piece: Piece): string[] {
  const own =
    piece.kind === "resource" ? [piece.type] : piece.kind === "arguments" ? [ownerOf(piece.members)] : [];
  return [...own, ...argumentTypesIn(piece)].map(({ module }) => module);
}

describe("what messages offer in Go", () => {
  let used: (typeof versions)[number] | undefined;

  before(function () {
    this.timeout(600_000);
    needs(this, "Go", { go: "version" });
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    writeFileSync(join(folder, "go.mod"), "module offered\n\ngo 1.24\n");
    const failures: string[] = [];
    used = versions.find(({ module, version }) => {
      const { ok, said } = attempt("go", ["get", `${module}@${version}`], { cwd: folder, environment });
      if (!ok) failures.push(said.trim().split("\n").at(-1)?.trim() ?? "");
      return ok;
    });
    assert.ok(used, failures.join("\n"));
    console.log(
      `    with ${used.module} ${used.version}${failures.map((why) => ` (not a newer one: ${why})`).join("")}`,
    );
  });

  it("is taken by its compiler", async () => {
    const pieces = knownTo(used?.version ?? "", [...(await formsOffered()), ...oddPieces]);
    writeFileSync(join(folder, "pieces.go"), programOf(pieces, used?.module ?? ""));
    run("go", ["build", "-gcflags=-e", "."], { cwd: folder, environment });
    run("go", ["vet", "."], { cwd: folder, environment });
  }).timeout(1_200_000);

  it("is not taken where it is wrong", () => {
    const wrong: Piece = { kind: "arguments", members: { desiredCount: "one" } };
    writeFileSync(join(folder, "pieces.go"), programOf([wrong], used?.module ?? ""));
    const { ok, said } = attempt("go", ["build", "."], { cwd: folder, environment });
    assert.ok(!ok && /cannot use pulumi\.String\("one"\)/.test(said), said);
  }).timeout(600_000);
});
