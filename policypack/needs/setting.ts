/** What the readers of needs are given. */

import { propertyName } from "../code/words";
import type { Launch } from "../ecs/launch";
import type { ContextValue } from "../iam/conditions";
import type { ArnPlace } from "../stack/places";
import type { Property } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { interpret, knownOr, type Reader, type Source } from "../stack/values";
import type { Targets } from "./targets";

/** A resource that says what tasks need, and where they run. */
export interface Setting {
  readonly subject: Resource;
  /** The property that says it, and where that comes from. */
  readonly property: string;
  readonly source: Source;
  readonly place: ArnPlace;
  readonly launch: Launch;
  readonly targets: Targets;
}

/** What a request without an ARN says of its Region, which conditions ask for. */
export function keysOfRegion(region: string): ReadonlyMap<string, ContextValue> {
  return new Map(/[*?]/.test(region) ? [] : [["aws:requestedregion", { kind: "is", value: region }]]);
}

/**
 * Reads parts of properties, and keeps what is wrong with them; what is absent or not known says nothing here.
 * ecs-execution-role-reads-secrets tells of what is wrong with the parts that it reads as well.
 */
export class Parts {
  readonly faults: string[] = [];

  constructor(private readonly setting: Setting) {}

  /** A part that another policy reads as well, which tells what is wrong with it. */
  shared<T>(property: Property, reader: Reader<T>): T | undefined {
    return knownOr(interpret(property, reader, this.setting.source), undefined);
  }

  known<T>(property: Property, reader: Reader<T>, what: string): T | undefined {
    const value = interpret(property, reader, this.setting.source);
    if (value.kind === "malformed") {
      const { subject, property: whole } = this.setting;
      this.faults.push(
        `in \`${propertyName(whole)}\` of \`${subject.name}\`, ${what} is not ${value.expected}`,
      );
    }
    return value.kind === "known" ? value.value : undefined;
  }
}
