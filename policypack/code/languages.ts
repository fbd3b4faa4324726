/** The languages in which messages offer code. */
import type { Printer } from "./tree";

export const languages = ["typescript", "python", "go", "csharp", "java", "yaml"] as const;

export type Language = (typeof languages)[number];

/** As they are called. */
export const titles: Readonly<Record<Language, string>> = {
  typescript: "TypeScript",
  python: "Python",
  go: "Go",
  csharp: "C#",
  java: "Java",
  yaml: "YAML",
};

/** Each is loaded when something is printed in it: most previews print nothing, and none prints in two. */
const printers: Readonly<Record<Language, () => Printer>> = {
  typescript: () => (require("./typescript") as typeof import("./typescript")).typescript,
  python: () => (require("./python") as typeof import("./python")).python,
  go: () => (require("./go") as typeof import("./go")).go,
  csharp: () => (require("./csharp") as typeof import("./csharp")).csharp,
  java: () => (require("./java") as typeof import("./java")).java,
  yaml: () => (require("./yaml") as typeof import("./yaml")).yaml,
};

export function printerFor(language: Language): Printer {
  return printers[language]();
}
