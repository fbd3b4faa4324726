/** Parsers of the languages in which messages offer code. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { parseDocument } from "yaml";
import type { Language } from "../../policypack/code/languages";
import type { Piece } from "../../policypack/code/tree";

type TreeSitter = typeof import("@vscode/tree-sitter-wasm");
type Parser = InstanceType<TreeSitter["Parser"]>;

const file = createRequire(__filename).resolve("@vscode/tree-sitter-wasm");

/** Each piece stands where a program would have it: what is around it is empty otherwise. */
const surroundings: Readonly<Record<Language, Readonly<Record<Piece["kind"], (code: string) => string>>>> = {
  typescript: {
    resource: (code) => code,
    dependsOn: (code) => `f(${code});`,
    arguments: (code) => `f({\n${code}\n});`,
    members: (code) => `f({\n${code}\n});`,
    entry: (code) => `f([\n${code}\n]);`,
    value: (code) => `f([\n${code}\n]);`,
  },
  python: {
    resource: (code) => code,
    dependsOn: (code) => `f(\n${code}\n)`,
    arguments: (code) => `f(\n${code}\n)`,
    members: (code) => `f({\n${code}\n})`,
    entry: (code) => `f([\n${code}\n])`,
    value: (code) => `f([\n${code}\n])`,
  },
  go: {
    resource: (code) => `package main\nfunc main() error {\n${code}\nreturn nil\n}\n`,
    dependsOn: (code) => goCall(code),
    arguments: (code) => goCall(`&T{\n${code}\n},`),
    members: (code) => goCall(`map[string]interface{}{\n${code}\n},`),
    entry: (code) => goCall(`[]T{\n${code}\n},`),
    value: (code) => goCall(`[]T{\n${code}${code.endsWith(",") ? "" : ","}\n},`),
  },
  csharp: {
    resource: csharpIn,
    dependsOn: (code) => csharpIn(`f(${code});`),
    arguments: (code) => csharpIn(`f(new T {\n${code}\n});`),
    members: (code) => csharpIn(`f(new T {\n${code}\n});`),
    entry: (code) => csharpIn(`f(new[] {\n${code}\n});`),
    value: (code) => csharpIn(`f(new[] {\n${code}\n});`),
  },
  java: {
    resource: javaIn,
    dependsOn: (code) => javaIn(`f(${code});`),
    arguments: (code) => javaIn(`f(T.builder()\n${code}\n.build());`),
    members: (code) => javaIn(`f(\n${code}\nlast);`),
    entry: (code) => javaIn(`f(\n${code}\nlast);`),
    value: (code) => javaIn(`f(\n${code.endsWith(",") ? code : `${code},`}\nlast);`),
  },
  yaml: {
    resource: (code) => code,
    dependsOn: (code) => code,
    arguments: (code) => code,
    members: (code) => code,
    entry: (code) => code,
    value: (code) => code,
  },
};

function goCall(argument: string): string {
  return `package main\nfunc main() {\nf(\n${argument}\n)\n}\n`;
}

function csharpIn(code: string): string {
  return `class C { void M() {\n${code}\n} }`;
}

function javaIn(code: string): string {
  return `class C { void m() {\n${code}\n} }`;
}

/** Throws where the code of a piece is none of its language. */
export type AssertParses = (language: Language, piece: Piece, code: string) => void;

/** Loads the parsers, which takes a second. */
export async function codeParsers(): Promise<AssertParses> {
  const { Parser, Language: Grammar } = require("@vscode/tree-sitter-wasm") as TreeSitter;
  const folder = dirname(file);
  await Parser.init({ locateFile: (name: string) => join(folder, name) });
  const grammars = { typescript: "typescript", python: "python", go: "go", csharp: "c-sharp", java: "java" };
  const parsers = new Map<string, Parser>();
  for (const [language, grammar] of Object.entries(grammars)) {
    const parser = new Parser();
    parser.setLanguage(await Grammar.load(readFileSync(join(folder, `tree-sitter-${grammar}.wasm`))));
    parsers.set(language, parser);
  }
  return (language, piece, code) => {
    const program = surroundings[language][piece.kind](code);
    if (language === "yaml") {
      const { errors, warnings } = parseDocument(program);
      assert.deepEqual([...errors, ...warnings], [], program);
      return;
    }
    const root = parsers.get(language)?.parse(program)?.rootNode;
    assert.ok(root && !root.hasError, `${language} does not take this:\n${program}\n${root}`);
  };
}
