/** The language of the code in messages: what configuration says, or what the program is written in. */
import { type Language, languages, printerFor } from "../code/languages";
import type { Printer } from "../code/tree";
import type { PropertySchema, RawConfig } from "../verdicts/config";
import { stackType } from "./run";
import type { Coding } from "./told";

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
  /** Whether a message of the stack has said that the language is a guess. */
  private hasSaid = false;

  /** @param ofProject what is known of a project by its name; asked when something is printed */
  constructor(private readonly ofProject: LanguageOfProject) {}

  /**
   * Begins with a stack.
   * @param config of the policy that is asked first: what it names all others take that name none
   */
  begin(config: RawConfig): void {
    this.ofPack = namedIn(config);
    this.ofProgram = undefined;
    this.hasSaid = false;
  }

  /** Takes a resource for what it tells of the program. */
  see(urn: string, type: string): void {
    if (type === stackType) this.project = urn.split("::")[1] ?? "";
    if (!isInComponent(urn))
      this.ofProgram ??= dynamic.find(([beginning]) => type.startsWith(beginning))?.[1];
  }

  /** How a policy with this configuration offers code. */
  coding(config: RawConfig): Coding {
    const known = namedIn(config) ?? this.ofPack ?? this.ofProgram ?? this.ofProject(this.project);
    const printer = printerFor(known ?? "typescript");
    const isCertain = known !== undefined;
    return { printer, message: (write) => (isCertain ? [write(printer)] : this.withGuess(printer, write)) };
  }

  /** The first message of a stack that offers code says how to have it in another language. */
  private withGuess(printer: Printer, write: (printer: Printer) => string): string[] {
    let offers = false;
    const offering: Printer = {
      ...printer,
      lines: (piece) => {
        offers = true;
        return printer.lines(piece);
      },
      inline: (piece) => {
        offers = true;
        return printer.inline(piece);
      },
    };
    const text = write(offering);
    if (!offers || this.hasSaid) return [text];
    this.hasSaid = true;
    return [text, guessed];
  }
}

const guessed =
  "The code is TypeScript by default: the option `language` of ecs-outputs-are-not-text sets another for all messages.";

/** A component may come from a package in another language than the program's. */
function isInComponent(urn: string): boolean {
  return urn.split("::")[2]?.includes("$") ?? false;
}

/** Resources whose provider is a part of the program itself. */
const dynamic: readonly (readonly [string, Language])[] = [
  ["pulumi-nodejs:dynamic", "typescript"],
  ["pulumi-python:dynamic", "python"],
];

function namedIn({ language }: RawConfig): Language | undefined {
  return languages.find((one) => one === language);
}
