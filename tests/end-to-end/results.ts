import { join } from "node:path";

/** What a run has found, as it is stored. */
export interface Results {
  readonly date: string;
  readonly versions: Readonly<Record<"cli" | "aws" | "bridge" | "provider" | "moto", string>>;
  readonly stacks: Readonly<Record<string, StackResult>>;
}

export interface StackResult {
  /** What the pack says of the preview with the real provider, as `policy: id`; of that with the stand-in it says the same. */
  readonly findings: readonly string[];
  /** How many resources the pack judged. */
  readonly judged: number;
  readonly deployed: Deployed;
}

export interface Deployed {
  /** Whether `pulumi up` ran with the pack. */
  readonly withPack: boolean;
  /** How many resources of AWS were made, and how many calls it took up to the last preview. */
  readonly created: number;
  readonly calls: number;
  /** What two later previews would change, the second after a refresh; and what the pack finds in them. */
  readonly changes: readonly string[];
  readonly findingsAfter: readonly string[];
  /** What stands in the account. */
  readonly services: readonly string[];
  readonly secrets: number;
  readonly unreadableSecrets: number;
  /** Clients of Service Connect that did not wait for a server. */
  readonly notAwaited: readonly string[];
  /** How many resources of AWS were removed, and how many services stand afterwards. */
  readonly deleted: number;
  readonly left: number;
}

export const FILE = join(__dirname, "results.generated.json");
