/** What messages offer in Java is taken by its compiler, with Pulumi's own packages. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { java } from "../../policypack/code/java";
import type { Piece } from "../../policypack/code/tree";
import { formsOffered } from "../support/offered-code";
import { argumentTypesIn, knownTo, oddPieces, ownerOf, referencesIn, variableOf } from "./pieces";
import { attempt, cacheFor, needs } from "./tools";

const { dependencies } = require("../../package.json") as { dependencies: Record<string, string> };

/** The second is of the last major version before, for where the first cannot be had. */
const versions = [dependencies["@pulumi/aws"] ?? "", "6.83.0"];
const sdk = "1.36.1";

const cache = cacheFor("java");
const folder = join(cache, "program");

function projectWith(version: string): string {
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>offered</groupId>
  <artifactId>offered</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>com.pulumi</groupId><artifactId>pulumi</artifactId><version>${sdk}</version></dependency>
    <dependency><groupId>com.pulumi</groupId><artifactId>aws</artifactId><version>${version}</version></dependency>
  </dependencies>
</project>
`;
}

const known = `import com.pulumi.core.Output;
import com.pulumi.resources.*;
import java.util.List;

class Known extends CustomResource {
    Known() { super("test:index:Known", "known", ResourceArgs.Empty, (CustomResourceOptions) null); }
    Output<String> arn() { return null; }
    Output<String> name() { return null; }
    Output<List<com.pulumi.aws.rds.outputs.InstanceMasterUserSecret>> masterUserSecrets() { return null; }
}
`;

const around = ["CustomResourceOptions.builder().dependsOn(", ").build()"] as const;

/** A class that has the piece in it, the classes that it names, and the variables that it takes for granted. */
function classOf(piece: Piece, index: number): string {
  const names = referencesIn(piece).map((reference) => variableOf(java, reference, around));
  const variables = [...new Set(names)].map((name) => {
    const [outer = "", field] = name.replace("()", "").split(".");
    return field === undefined
      ? `Known ${outer} = null;`
      : `var ${outer} = new Object() { Known ${field}() { return null; } };`;
  });
  return [
    "import static com.pulumi.codegen.internal.Serialization.*;",
    "import com.pulumi.core.Output;",
    "import com.pulumi.resources.*;",
    "import java.util.*;",
    ...importsOf(piece),
    `class Piece${index} {`,
    "void run() {",
    ...variables,
    ...statements(piece),
    "}",
    "}",
  ].join("\n");
}

function importsOf(piece: Piece): string[] {
  const own = piece.kind === "resource" ? [piece.type] : [];
  const owner = piece.kind === "arguments" ? [ownerOf(piece.members)] : [];
  const nested = [...argumentTypesIn(piece), ...owner.filter(({ isNested }) => isNested)];
  const direct = [...own, ...owner.filter(({ isNested }) => !isNested)];
  const names = [
    ...direct.flatMap(({ module, name }) => [`${module}.${name}`, `${module}.${name}Args`]),
    ...nested.map(({ module, name }) => `${module}.inputs.${name}Args`),
  ];
  return [...new Set(names)].map((name) => `import com.pulumi.aws.${name};`);
}

function statements(piece: Piece): string[] {
  const code = java.lines(piece).join("\n");
  switch (piece.kind) {
    case "resource":
      return [code];
    case "dependsOn":
      return ["var options =", code, ";"];
    case "arguments":
      return [`${ownerOf(piece.members).name}Args.builder()`, code, ".build();"];
    case "members":
      return [...valuesIn(code), "jsonObject(", withoutComma(code), ");"];
    case "entry":
      return ["List.of(", withoutComma(code), ");"];
    case "value":
      return [...valuesIn(code), "jsonArray(", withoutComma(code), ");"];
  }
}

/** The values of outputs of which a comment says where they come from. */
function valuesIn(code: string): string[] {
  return [...code.matchAll(/^\/\/ inside of .*\.applyValue\((\w+) -> …\)$/gm)].map(
    ([, name]) => `String ${name} = "";`,
  );
}

function withoutComma(code: string): string {
  return code.replace(/,$/, "");
}

describe("what messages offer in Java", () => {
  let classPath = "";
  let used: string | undefined;

  before(function () {
    this.timeout(900_000);
    needs(this, "Java", { javac: "-version", mvn: "--version" });
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    const file = join(folder, "classpath");
    const args = ["--batch-mode", "--quiet", `-Dmaven.repo.local=${join(cache, "repository")}`];
    const failures: string[] = [];
    used = versions.find((version) => {
      writeFileSync(join(folder, "pom.xml"), projectWith(version));
      const goal = ["dependency:build-classpath", `-Dmdep.outputFile=${file}`];
      const { ok, stdout, said } = attempt("mvn", [...args, ...goal], { cwd: folder });
      if (!ok)
        failures.push(
          /Could not find artifact \S+|\S+ was not found/.exec(stdout)?.[0] ?? `${stdout}${said}`,
        );
      return ok;
    });
    assert.ok(used, failures.join("\n"));
    console.log(
      `    with com.pulumi:aws ${used}${failures.map((why) => ` (not a newer one: ${why})`).join("")}`,
    );
    classPath = readFileSync(file, "utf8").trim();
  });

  const compile = (pieces: readonly Piece[]) => {
    const sources = new Map([["Known.java", known]]);
    for (const [index, piece] of pieces.entries()) sources.set(`Piece${index}.java`, classOf(piece, index));
    for (const [name, text] of sources) writeFileSync(join(folder, name), text);
    const options = ["-encoding", "UTF-8", "-proc:none", "-Xmaxerrs", "1000", "-d", join(folder, "classes")];
    return attempt("javac", [...options, "-cp", [classPath, folder].join(delimiter), ...sources.keys()], {
      cwd: folder,
    });
  };

  it("is taken by its compiler", async () => {
    const { ok, said } = compile(knownTo(used ?? "", [...(await formsOffered()), ...oddPieces]));
    assert.ok(ok, said);
  }).timeout(600_000);

  it("is not taken where it is wrong", () => {
    const { ok, said } = compile([{ kind: "arguments", members: { desiredCount: "one" } }]);
    assert.ok(
      !ok && /no suitable method found for desiredCount\(String\)|incompatible types/.test(said),
      said,
    );
  }).timeout(120_000);
});
