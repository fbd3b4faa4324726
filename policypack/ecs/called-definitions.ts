/** The task definitions of a stack by what services and schedules may call them. */
import { Called } from "../stack/called";
import type { Graph } from "../stack/graph";
import type { Resource } from "../stack/resources";
import { taskDefinitionType } from "../stack/types";
import { read, text, type Value } from "../stack/values";
import type { TaskDefinition } from "./task-definitions";

/** The task definition that a value names; undefined where it is made elsewhere, or which one it is is open. */
export interface MeantDefinition {
  readonly definition: TaskDefinition | undefined;
  /** Presumed where the way to it leads through a packaged component. */
  readonly certainty: "proven" | "presumed";
}

export class CalledDefinitions {
  private readonly byUrn: ReadonlyMap<string, TaskDefinition>;
  private readonly called: Called;

  constructor(
    graph: Graph,
    readonly all: readonly TaskDefinition[],
  ) {
    this.byUrn = new Map(all.map((definition) => [definition.resource.urn, definition]));
    this.called = new Called(graph, { [taskDefinitionType]: ["arn", "arnWithoutRevision", "family"] });
    for (const { resource } of all) {
      // `family:revision` stands at the end of the ARN.
      const arn = read(resource, "outputs", ["arn"], text);
      if (arn.kind === "known") this.called.add(arn.value.replace(/^.*\//, ""), resource);
    }
  }

  /** What a value in a property of a resource names. */
  meant(holder: Resource, property: string, named: Value<string>): MeantDefinition {
    const only = this.called.meant(holder, property, named);
    return {
      definition: only && this.byUrn.get(only.resource.urn),
      certainty: only?.packaged ? "presumed" : "proven",
    };
  }
}
