import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ResourceType } from "./declarations";
import { otherType } from "./other-types";

type TypeTable = Record<string, Omit<ResourceType, "token">>;

const table: TypeTable = JSON.parse(readFileSync(join(__dirname, "types.json"), "utf8")).types;

/** The declaration of a type: from the table, else from the declarations of @pulumi/aws. */
export function resourceType(token: string): ResourceType {
  const declaration = table[token];
  const type = declaration === undefined ? otherType(token) : { ...declaration, token };
  if (type === undefined) {
    throw new Error(`the stand-in for the AWS provider does not know the resource type '${token}'`);
  }
  return type;
}

/** The types of the table. */
export function tableTokens(): string[] {
  return Object.keys(table);
}

/** `ecs` of `aws:ecs/service:Service`. */
export function moduleOf(token: string): string {
  return token.split(":")[1]?.split("/")[0] ?? "";
}
