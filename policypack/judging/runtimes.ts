/** What the runtime of a project tells of the language that its program is written in. */
import type { Language } from "../code/languages";

/** What something tells of the language of a program. */
export interface Evidence {
  readonly language: Language;
  /** Whether it can be no other. */
  readonly isCertain: boolean;
}

/** By runtime. Some run other languages, too: F#, Kotlin, and what a compiler makes YAML of. */
const runtimes: Readonly<Record<string, Evidence>> = {
  nodejs: { language: "typescript", isCertain: true },
  bun: { language: "typescript", isCertain: true },
  python: { language: "python", isCertain: true },
  go: { language: "go", isCertain: true },
  dotnet: { language: "csharp", isCertain: false },
  java: { language: "java", isCertain: false },
  yaml: { language: "yaml", isCertain: false },
};

/** Undefined where nothing is known, as of runtimes whose languages messages do not offer. */
export function languageOfRuntime(runtime: string | undefined): Evidence | undefined {
  return runtime !== undefined && Object.hasOwn(runtimes, runtime) ? runtimes[runtime] : undefined;
}

/** The tag of a stack in which the CLI keeps the runtime of its project. */
export const runtimeTag = "pulumi:runtime";
