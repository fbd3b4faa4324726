/** The language of the code in messages: what configuration says, or what the program is written in. */
import { type Language, languages, printerFor } from "../code/languages";
import type { Printer } from "../code/tree";
import type { PropertySchema, RawConfig } from "../verdicts/config";
import { stackType } from "./run";

export const languageSchema: PropertySchema = {
  type: "string",
  title: "Language",
  description:
    "The language of the code in messages. `auto` is that of ecs-outputs-are-not-text, which is asked first, and there that of the program as far as it shows, otherwise TypeScript.",
  enum: ["auto", ...languages],
  default: "auto",
};

/** Tells the language of a project, where it is known. */
export type LanguageOfProject = (project: string) => Language | undefined;

/** What the policies of one process know of the language. */
export class LanguageOfMessages {
  private ofPack: Language | undefined;
  private ofProgram: Language | undefined;
  private project = "";

  /** @param ofProject what is known of a project by its name; asked when something is printed */
  constructor(private readonly ofProject: LanguageOfProject) {}

  /**
   * Begins with a stack.
   * @param config of the policy that is asked first: what it names all others take that name none
   */
  begin(config: RawConfig): void {
    this.ofPack = namedIn(config);
    this.ofProgram = undefined;
  }

  /** Takes a resource for what it tells of the program. */
  see(urn: string, type: string): void {
    if (type === stackType) this.project = urn.split("::")[1] ?? "";
    this.ofProgram ??= dynamic.find(([beginning]) => type.startsWith(beginning))?.[1];
  }

  /** What prints the code of a policy with this configuration. */
  printer(config: RawConfig): Printer {
    return printerFor(
      namedIn(config) ?? this.ofPack ?? this.ofProgram ?? this.ofProject(this.project) ?? "typescript",
    );
  }
}

/** Resources whose provider is a part of the program itself. */
const dynamic: readonly (readonly [string, Language])[] = [
  ["pulumi-nodejs:dynamic", "typescript"],
  ["pulumi-python:dynamic", "python"],
];

function namedIn({ language }: RawConfig): Language | undefined {
  return languages.find((one) => one === language);
}
