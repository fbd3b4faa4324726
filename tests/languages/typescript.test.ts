/** What messages offer in TypeScript is taken by its compiler, with the packages that are here. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../offline/workspace";
import type { Piece } from "../../policypack/code/tree";
import { typescript } from "../../policypack/code/typescript";
import { formsOffered } from "../support/offered-code";
import { oddPieces, ownerOf, referencesIn, variableOf } from "./pieces";
import { attempt, cacheFor } from "./tools";

const folder = cacheFor("typescript");

const beginning = `import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
type Known = pulumi.CustomResource & {
  arn: pulumi.Output<string>;
  name: pulumi.Output<string>;
  masterUserSecrets: pulumi.Output<aws.types.output.rds.InstanceMasterUserSecret[]>;
};`;

const around = ["{ dependsOn: [", "] }"] as const;

/** A function that has the piece in it, and takes the variables that the piece takes for granted. */
function functionOf(piece: Piece, index: number): string {
  const variables = new Map(
    referencesIn(piece).map((reference) => {
      const [outer = "", field] = variableOf(typescript, reference, around).split(".");
      return [outer, field === undefined ? "Known" : `{ ${field}: Known }`];
    }),
  );
  const taken = [...variables].map(([name, type]) => `${name}: ${type}`);
  return [`export function piece${index}(${taken.join(", ")}) {`, ...statements(piece), "}"].join("\n");
}

function statements(piece: Piece): string[] {
  const code = typescript.lines(piece).join("\n");
  switch (piece.kind) {
    case "resource":
      return [code];
    case "dependsOn":
      return [`const options: pulumi.ResourceOptions = ${code};`];
    case "arguments": {
      const { module, name, isNested } = ownerOf(piece.members);
      const type = isNested ? `aws.types.input.${module}.${name}` : `aws.${module}.${name}Args`;
      return [`const args: Partial<${type}> = {`, code, "};"];
    }
    case "members":
      return ["const members = {", code, "};"];
    case "entry": {
      const { entry } = piece;
      const type = typeof entry === "object" && entry.kind === "arguments" ? entry.type : undefined;
      return [
        `const list: ${type ? `aws.types.input.${type.module}.${type.name}` : "string"}[] = [`,
        code,
        "];",
      ];
    }
    case "value":
      return ["const list = [", code, "];"];
  }
}

function compile(pieces: readonly Piece[]) {
  const compilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: "es2022",
    module: "nodenext",
    types: [],
    paths: { "@pulumi/*": [join(root, "node_modules/@pulumi/*")] },
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["pieces.ts"] }));
  writeFileSync(join(folder, "pieces.ts"), [beginning, ...pieces.map(functionOf)].join("\n"));
  return attempt(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", folder]);
}

describe("what messages offer in TypeScript", () => {
  it("is taken by its compiler", async () => {
    const { ok, stdout } = compile([...(await formsOffered()), ...oddPieces]);
    assert.ok(ok, stdout);
  }).timeout(600_000);

  it("is not taken where it is wrong", () => {
    const { ok, stdout } = compile([{ kind: "arguments", members: { desiredCount: "one" } }]);
    assert.ok(!ok && /Type 'string' is not assignable to type 'Input<number/.test(stdout), stdout);
  }).timeout(300_000);
});
