/** All that the rooms above ask about secrets. */
import type { Graph } from "../stack/graph";
import { Keys } from "./keys";
import { StackSecrets } from "./stack-secrets";
import { TaskSecrets } from "./task-secrets";

export interface Secrets {
  /** What this stack makes. */
  readonly made: StackSecrets;
  /** The keys that encrypt it. */
  readonly keys: Keys;
  /** What its tasks take. */
  readonly taken: TaskSecrets;
}

export function secretsIn(graph: Graph): Secrets {
  return { made: new StackSecrets(graph), keys: new Keys(graph), taken: new TaskSecrets(graph) };
}
