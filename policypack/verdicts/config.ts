/** Reads a policy's configuration; what is wrong with it becomes findings, never an exception. */

/** A mistake in configuration: the key, and what it must be. */
export interface ConfigMistake {
  readonly key: string;
  readonly fault: string;
}

/** Configuration as the engine hands it over. */
export type RawConfig = Readonly<Record<string, unknown>>;

/** One property of a JSON schema, as far as this pack uses the language. */
export interface PropertySchema {
  readonly type: "string" | "array" | "object";
  /** Names it in a form. */
  readonly title: string;
  readonly description: string;
  readonly default?: string | readonly never[] | Readonly<Record<string, never>>;
  readonly enum?: string[];
  readonly minLength?: number;
  readonly minItems?: number;
  /** A regular expression; ours ask for more where a date is meant. */
  readonly pattern?: string;
  readonly items?: PropertySchema;
  readonly properties?: Record<string, PropertySchema>;
  readonly required?: string[];
  readonly additionalProperties?: false;
}

export type ConfigSchema = Readonly<Record<string, PropertySchema>>;

/** What a presumed violation leads to. */
export type Presumed = "enforce" | "list";

export const presumedSchema: PropertySchema = {
  type: "string",
  title: "Presumed violations",
  description:
    "What follows from a violation that rests on an edge between resources while the value is not known: `enforce` reports it at the policy's level, `list` leaves it to ecs-guardrails-undetermined.",
  enum: ["enforce", "list"],
  default: "enforce",
};

/** A text that must be a day, too: no pattern tells that of the 2025-13-45. */
export const datePattern = "^\\d{4}-\\d{2}-\\d{2}$";

/** Whatever a schema does not allow, by its own rules: the CLI does not notice a misspelt key. */
export function configMistakes(raw: RawConfig, schema: ConfigSchema): ConfigMistake[] {
  const known = Object.keys(schema);
  return Object.entries(raw).flatMap(([key, value]) => {
    const property = Object.hasOwn(schema, key) ? schema[key] : undefined;
    if (!property) {
      const fault =
        known.length > 0 ? `is not one of ${known.join(", ")}` : "is set, and there are no options";
      return [{ key, fault }];
    }
    return value === undefined ? [] : schemaMistakes(key, value, property);
  });
}

function schemaMistakes(key: string, value: unknown, schema: PropertySchema): ConfigMistake[] {
  switch (schema.type) {
    case "string":
      if (typeof value !== "string") return [{ key, fault: "must be a text" }];
      if (schema.enum && !schema.enum.includes(value))
        return [{ key, fault: `must be one of ${schema.enum.join(", ")}` }];
      if (value.includes("…")) return [{ key, fault: "still holds the `…` of an example" }];
      if (schema.pattern === datePattern && !isDate(value))
        return [{ key, fault: "must be a day, as YYYY-MM-DD" }];
      return value.trim().length < (schema.minLength ?? 0) ? [{ key, fault: "must not be empty" }] : [];
    case "array": {
      if (!Array.isArray(value)) return [{ key, fault: "must be a list" }];
      if (value.length < (schema.minItems ?? 0)) return [{ key, fault: "must not be empty" }];
      const { items } = schema;
      return items ? value.flatMap((item, index) => schemaMistakes(`${key}.${index}`, item, items)) : [];
    }
    case "object": {
      if (typeof value !== "object" || value === null || Array.isArray(value))
        return [{ key, fault: "must be an object" }];
      const missing = (schema.required ?? []).filter((name) => !Object.hasOwn(value, name));
      return [
        ...missing.map((name) => ({ key: `${key}.${name}`, fault: "is missing" })),
        ...configMistakes(value as RawConfig, schema.properties ?? {}).map((mistake) => ({
          ...mistake,
          key: `${key}.${mistake.key}`,
        })),
      ];
    }
  }
}

/** Whether there is such a day: 2025-13-45 fits a pattern, too. */
export function isDate(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}

/** A choice among texts; the default where the configuration says nothing or something else. */
export function choice<const T extends string>(
  raw: RawConfig,
  key: string,
  choices: readonly T[],
  otherwise: T,
): T {
  return choices.find((candidate) => candidate === raw[key]) ?? otherwise;
}

/** A list of texts. */
export function texts(raw: RawConfig, key: string, schema: PropertySchema): string[] {
  return wellFormed<string>(raw[key], schema);
}

/** The entries of a list that have the form that its schema wants. */
export function wellFormed<T>(value: unknown, { items }: PropertySchema): T[] {
  if (!Array.isArray(value) || !items) return [];
  return value.filter((entry): entry is T => schemaMistakes("", entry, items).length === 0);
}
