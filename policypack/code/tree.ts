/**
 * Code that messages offer, as data: each language prints it in its own way. Names of properties and types are those
 * of the provider's schema, resources go by their logical names.
 */

/** The type of a resource, or of an object among its arguments: `ec2` and `SecurityGroup`. */
export interface TypeName {
  readonly module: string;
  readonly name: string;
}

export type Expression = string | number | boolean | Node;

export type Node = List | Document | Arguments | Texts | JsonText | Trust | Reference | Concatenation;

/** What the reader is to put there, or what is left out, in words of ours. */
export interface Comment {
  readonly kind: "comment";
  readonly text: string;
}

export interface List {
  readonly kind: "list";
  readonly items: readonly (Expression | Comment)[];
  /** What it holds, where that is not texts. */
  readonly of?: TypeName;
  /** Whether each item has a line of its own in TypeScript. */
  readonly isLong?: boolean;
}

export type Members = Readonly<Record<string, Expression>>;

/** An object of JSON, whose keys every language leaves as they are. */
export interface Document {
  readonly kind: "document";
  readonly members: Members;
  /** Whether each member has a line of its own in TypeScript. */
  readonly isLong?: boolean;
}

/** An object among the arguments of a resource. */
export interface Arguments {
  readonly kind: "arguments";
  readonly type: TypeName;
  readonly members: Members;
}

/** Texts by keys of the program's own. */
export interface Texts {
  readonly kind: "texts";
  readonly members: Members;
  readonly comment?: Comment;
}

/** The text of a document. */
export interface JsonText {
  readonly kind: "json";
  readonly of: Document;
}

/** The document that lets a service of AWS assume a role. */
export interface Trust {
  readonly kind: "trust";
  readonly service: string;
}

/** A resource, or what the provider tells of it. */
export interface Reference {
  readonly kind: "reference";
  readonly name: string;
  /** What it is, where another resource has the same variable. */
  readonly suffix?: string;
  /** Logical name of the component that gives it out. */
  readonly inside?: string;
  /** Properties, and places in lists. */
  readonly path: readonly (string | number)[];
}

/** Texts and properties, one after the other. */
export interface Concatenation {
  readonly kind: "concatenation";
  readonly parts: readonly (string | Reference)[];
}

/** What stands below a sentence, to be pasted. */
export type Piece =
  /** A statement. */
  | {
      readonly kind: "resource";
      readonly type: TypeName;
      /** Logical name; a variable of that name holds it where it is to be named again. */
      readonly name: string;
      readonly members: Members;
      readonly isNamed?: boolean;
    }
  /** An option of a resource, or of a component: it waits for these and so many others. */
  | {
      readonly kind: "dependsOn";
      readonly awaited: readonly Reference[];
      readonly more: number;
      readonly ofComponent?: boolean;
    }
  /** Among the arguments of a resource, or of an object of them. */
  | { readonly kind: "arguments"; readonly members: Members }
  /** Members of an object of JSON. */
  | { readonly kind: "members"; readonly members: Members }
  /** One more in a list of arguments. */
  | { readonly kind: "entry"; readonly entry: Expression }
  /** A value of JSON: alone, or one of several in a list. */
  | { readonly kind: "value"; readonly of: Document; readonly isOneOfSeveral?: boolean };

/** What languages have words of their own for: text made of a document with outputs in it, what waits for outputs. */
export type Idiom = "json" | "apply";

/** Prints pieces in one language. */
export interface Printer {
  /** Lines, without the indentation that messages give them. */
  lines(piece: Piece): string[];
  /** In one line, for a sentence. */
  inline(piece: Piece): string;
  /** How an argument, an option or a property is called. */
  property(name: string): string;
  readonly idioms: Readonly<Record<Idiom, string>>;
  /** Whether what is named stands above. */
  readonly isOrdered: boolean;
}

export function comment(text: string): Comment {
  return { kind: "comment", text };
}

export function codeList(items: List["items"], rest: Pick<List, "of" | "isLong"> = {}): List {
  return { kind: "list", items, ...rest };
}

export function document(members: Members, isLong = false): Document {
  return { kind: "document", members, isLong };
}

/** A resource by its logical name, or a property of it. */
export function reference(name: string, ...path: Reference["path"]): Reference {
  return { kind: "reference", name, path };
}

export function statement(type: TypeName, name: string, members: Members, isNamed = false): Piece {
  return { kind: "resource", type, name, members, isNamed };
}

export function asArguments(members: Members): Piece {
  return { kind: "arguments", members };
}

/** Members of an object of JSON. */
export function asMembers(members: Members): Piece {
  return { kind: "members", members };
}

export function typed(type: TypeName, members: Members): Arguments {
  return { kind: "arguments", type, members };
}

/** A list of one object of arguments. */
export function typedList(of: TypeName, members: Members): List {
  return codeList([typed(of, members)], { of });
}

/** A policy document, whose statements stand below each other if there are several. */
export function policyDocument(statements: readonly Document[], isLong = statements.length > 1): JsonText {
  return {
    kind: "json",
    of: document({ Version: "2012-10-17", Statement: codeList(statements, { isLong }) }, true),
  };
}

/** Whether the reader may have to put outputs into it. */
export function isPlain(expression: Expression | Comment): boolean {
  if (typeof expression !== "object") return true;
  switch (expression.kind) {
    case "list":
      return expression.items.every(isPlain);
    case "document":
      return Object.values(expression.members).every(isPlain);
    default:
      return false;
  }
}

/** What a trust policy says where there is no helper for it. */
export function trustDocument({ service }: Trust): Document {
  const allowed = { Effect: "Allow", Action: "sts:AssumeRole", Principal: document({ Service: service }) };
  return policyDocument([document(allowed)]).of;
}

/** Lines of a message that hold a piece. */
export function pasted(printer: Printer, piece: Piece): string[] {
  return printer.lines(piece).map((line) => (line === "" ? line : `    ${line}`));
}

/** Each once. */
export function distinct<T extends Expression | Comment>(all: readonly T[]): T[] {
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}
