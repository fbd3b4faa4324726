/** What a project's own file tells of its language. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Language, languages } from "../code/languages";
import type { LanguageOfProject } from "../judging/language";

const files = ["Pulumi.yaml", "Pulumi.yml"];

/**
 * The language of a project, from the file that a shell in its folder, or in one below it, has above it; undefined where
 * that is the file of another project. The CLI starts the pack in the pack's folder, and leaves PWD as the shell has it.
 */
export function languageOfProject({ PWD: folder }: NodeJS.ProcessEnv): LanguageOfProject {
  return (project) => languageAbove(folder, project);
}

function languageAbove(folder: string | undefined, project: string): Language | undefined {
  for (let at = folder; at; at = dirname(at)) {
    const text = firstRead(files.map((file) => join(at, file)));
    if (text !== undefined) return nameIn(text) === project ? runtimeIn(text) : undefined;
    if (at === dirname(at)) return undefined;
  }
  return undefined;
}

function firstRead(paths: readonly string[]): string | undefined {
  for (const path of paths) {
    try {
      return readFileSync(path, "utf8");
    } catch {
      // There is none, or none for us.
    }
  }
  return undefined;
}

/** Of the forms that the CLI writes; of another nothing is known. */
function nameIn(text: string): string | undefined {
  return /^name:[ \t]*(["']?)([\w.-]+)\1[ \t]*(?:#.*)?$/m.exec(text)?.[2];
}

function runtimeIn(text: string): Language | undefined {
  const [, inline] = /^runtime:[ \t]*["']?(\w+)["']?[ \t]*(?:#.*)?$/m.exec(text) ?? [];
  const [, below] =
    /^runtime:[ \t]*\r?\n(?:[ \t]+.*\r?\n|[ \t]*\r?\n)*?[ \t]+name:[ \t]*["']?(\w+)/m.exec(text) ?? [];
  const runtime = inline ?? below;
  if (runtime === "nodejs") return "typescript";
  if (runtime === "dotnet") return "csharp";
  return languages.find((language) => language === runtime);
}
