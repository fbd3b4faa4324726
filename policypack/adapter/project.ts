/** What a project's own file, and what lies beside it, tell of its language. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Language } from "../code/languages";
import type { LanguageOfProject } from "../judging/language";
import { projectFolder } from "../judging/records";
import { type Evidence, languageOfRuntime } from "../judging/runtimes";
import { commandAbove } from "./command";

/** A file of a project, as far as it matters. */
interface ProjectFile {
  readonly name: string | undefined;
  readonly runtime: string | undefined;
  /** Whether something else makes the program, from files of another kind, or something is said that is not read here. */
  readonly isOdd: boolean;
  /** Where the program is, if not beside the file. */
  readonly main: string | undefined;
}

/**
 * The language of a project, from its file. The CLI starts the pack in the pack's folder, and leaves the variables of
 * the shell as they are: what the CLI itself reads is known where its process shows its folder, or where
 * `ecs-guardrails preview` has told it. Otherwise the shell's folder is as good as a guess.
 *
 * @param processes where the system tells of them
 */
export function languageOfProject(environment: NodeJS.ProcessEnv, processes = "/proc"): LanguageOfProject {
  return (project) => {
    const command = commandAbove(processes);
    if (command) return languageAbove(command.folder, project, command.runsProgram);
    const told = environment[projectFolder];
    if (told) return languageAbove(told, project, true);
    const { PWD: shell, PULUMI_OPTION_CWD: folder = "." } = environment;
    return shell ? languageAbove(resolve(shell, folder), project, false) : undefined;
  };
}

/** The same for stacks that are judged from a folder, which may be that of another project of the same name. */
export function languageInFolder(folder: string): LanguageOfProject {
  return (project) => languageAbove(folder, project, false);
}

/** From the file that the CLI finds from a folder; undefined where it is that of another project. */
function languageAbove(folder: string, project: string, isCertain: boolean): Evidence | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const file = fileIn(at);
    if (file) {
      const evidence = file.name === project ? languageIn(file, at) : undefined;
      // Of several files the CLI takes one.
      const isOnly = namesIn(at).filter((name) => Object.hasOwn(readers, name)).length === 1;
      return evidence && { ...evidence, isCertain: isCertain && isOnly && evidence.isCertain };
    }
    if (at === dirname(at)) return undefined;
  }
}

const readers = { "Pulumi.yaml": readYaml, "Pulumi.yml": readYaml, "Pulumi.json": readJson };

function fileIn(folder: string): ProjectFile | undefined {
  for (const [name, read] of Object.entries(readers)) {
    try {
      return read(readFileSync(join(folder, name), "utf8"));
    } catch {
      // There is none, or none for us.
    }
  }
  return undefined;
}

/** Of the forms that the CLI writes; of another nothing is known. */
function readYaml(text: string): ProjectFile {
  const [, inline] = /^runtime:[ \t]*["']?(\w+)["']?[ \t]*(?:#.*)?$/m.exec(text) ?? [];
  const [, below = ""] =
    /^runtime:[ \t]*(?:#.*)?\r?\n((?:[ \t]+.*(?:\r?\n|$)|[ \t]*(?:#.*)?\r?\n)+)/m.exec(text) ?? [];
  const [, indent = ""] = /^([ \t]+)[^\s#]/m.exec(below) ?? [];
  const [, named] =
    new RegExp(`^${indent}name:[ \\t]*["']?(\\w+)["']?[ \\t]*(?:#.*)?$`, "m").exec(below) ?? [];
  const main = scalarIn(text, "main");
  const isUnread = main === undefined && /^["']?main["']?[ \t]*:/m.test(text);
  return {
    name: scalarIn(text, "name"),
    runtime: inline ?? named,
    isOdd: isUnread || /\b(?:compiler|binary)\b/.test(below),
    main,
  };
}

function scalarIn(text: string, key: string): string | undefined {
  return new RegExp(`^${key}:[ \\t]*(["']?)([^\\s"'#]+)\\1[ \\t]*(?:#.*)?$`, "m").exec(text)?.[2];
}

function readJson(text: string): ProjectFile {
  const { name, runtime, main } = JSON.parse(text);
  return {
    name,
    runtime: typeof runtime === "object" ? runtime?.name : runtime,
    isOdd: runtime?.options?.compiler !== undefined || runtime?.options?.binary !== undefined,
    main,
  };
}

function languageIn({ runtime, main = ".", isOdd }: ProjectFile, folder: string): Evidence | undefined {
  const evidence = languageOfRuntime(runtime);
  if (!evidence || evidence.isCertain) return evidence;
  const program = resolve(folder, main);
  const shows: Partial<Record<Language, () => boolean>> = {
    csharp: () => holdsOnly([program], /\.csproj$/, /\.(?:fs|vb)proj$/),
    java: () => isJava(program),
  };
  return { ...evidence, isCertain: !isOdd && (shows[evidence.language]?.() ?? true) };
}

/** Programs in Java stand where Maven and Gradle look for them, and those in other languages beside. */
function isJava(program: string): boolean {
  const sources = ["src/main", "app/src/main"].map((folder) => join(program, folder));
  return holdsOnly(sources, /^java$/, /^(?:kotlin|scala|groovy|clojure)$/);
}

function holdsOnly(folders: readonly string[], wanted: RegExp, others: RegExp): boolean {
  const names = folders.flatMap(namesIn);
  return names.some((name) => wanted.test(name)) && !names.some((name) => others.test(name));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
