/** The language of the code in messages: what configuration says, or what the program is written in. */
import { type Language, languages, printerFor, titles } from "../code/languages";
import type { Printer } from "../code/tree";
import { once } from "../stack/once";
import type { PropertySchema, RawConfig } from "../verdicts/config";
import { stackType } from "./run";
import { type Evidence, languageOfRuntime } from "./runtimes";
import type { Coding } from "./told";

export const languageSchema: PropertySchema = {
  type: "string",
  title: "Language",
  description:
    "The language of the code in messages. `auto` is that of ecs-outputs-are-not-text, which is asked first, and there that of the program as far as it shows, otherwise TypeScript.",
  enum: ["auto", ...languages],
  default: "auto",
};

/** Tells the language of a project, where something is known of it. */
export type LanguageOfProject = (project: string) => Evidence | undefined;

/** What the policies of one process know of the language. */
export class LanguageOfMessages {
  private ofPack: Language | undefined;
  private ofProgram: Language | undefined;
  private runtime: string | undefined;
  /** Whether a message of the stack has said that the language is a guess. */
  private hasSaid = false;
  /** Whether the policy that is asked first is asked at all, and not disabled. */
  private isAsked = false;

  /** What is known of the project: files are looked up once, and only where something is printed. */
  private ofProject = once((): { readonly evidence?: Evidence | undefined } => ({}));

  /** @param lookUp what is known of a project by its name */
  constructor(private readonly lookUp: LanguageOfProject) {}

  /**
   * Begins with a stack.
   * @param config of the policy that is asked first: what it names all others take that name none
   */
  begin(config: RawConfig): void {
    this.isAsked = true;
    this.ofPack = namedIn(config);
    this.ofProgram = undefined;
    this.runtime = undefined;
    this.hasSaid = false;
  }

  /**
   * Takes a resource for what it tells of the program.
   * @param runtime that of the project, where the engine tells it
   */
  see(urn: string, type: string, runtime: string | undefined): void {
    if (type === stackType) this.beginProject(urn.split("::")[1] ?? "");
    this.runtime ??= runtime;
    if (!isInComponent(urn))
      this.ofProgram ??= dynamic.find(([beginning]) => type.startsWith(beginning))?.[1];
  }

  private beginProject(name: string): void {
    this.ofProject = once(() => ({ evidence: this.lookUp(name) }));
  }

  /** Begins with a stack where nobody has begun before, since the policy that is asked first is disabled. */
  beginUnasked(stack: string): void {
    if (this.isAsked) return;
    this.hasSaid = false;
    this.see(stack, stackType, undefined);
  }

  /** How a policy with this configuration offers code. */
  coding(config: RawConfig): Coding {
    const named = namedIn(config) ?? this.ofPack;
    const evidence = named ? { language: named, isCertain: true } : this.evidence();
    const printer = printerFor(evidence?.language ?? "typescript");
    return {
      printer,
      message: (write) =>
        evidence?.isCertain ? [write(printer)] : this.withGuess(evidence?.language, printer, write),
    };
  }

  /**
   * The file that the CLI itself reads says what is run. Of all else one may be of another time or place: what they
   * tell is certain where no other contradicts.
   */
  private evidence(): Evidence | undefined {
    const { evidence: ofProject } = this.ofProject();
    if (ofProject?.isCertain) return ofProject;
    const ofProgram = this.ofProgram && { language: this.ofProgram, isCertain: true };
    const all = [ofProgram, languageOfRuntime(this.runtime), ofProject].filter((one) => one !== undefined);
    const [first] = all;
    if (!first) return undefined;
    const agree = all.every(({ language }) => language === first.language);
    return { language: first.language, isCertain: agree && all.some(({ isCertain }) => isCertain) };
  }

  /** The first message of a stack that offers code says how to have it in another language. */
  private withGuess(
    language: Language | undefined,
    printer: Printer,
    write: (printer: Printer) => string,
  ): string[] {
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
      property: (name) => {
        const own = printer.property(name);
        // The provider's own names are nobody's guess.
        offers ||= own !== name;
        return own;
      },
    };
    const text = write(offering);
    if (!offers || this.hasSaid) return [text];
    this.hasSaid = true;
    const what = language ? `${titles[language]} as far as can be seen` : "TypeScript by default";
    const how = this.isAsked
      ? "the option `language` of ecs-outputs-are-not-text sets another for all messages"
      : "the option `language` of each policy sets another; ecs-outputs-are-not-text, whose option is for all messages, is disabled";
    return [text, `The code is ${what}: ${how}.`];
  }
}

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
