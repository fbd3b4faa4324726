import { join } from "node:path";

/** What a run has found, as it is stored. */
export interface Results {
  readonly date: string;
  readonly versions: Readonly<Record<"cli" | "aws" | "bridge" | "provider" | "moto", string>>;
  readonly stacks: Readonly<Record<string, StackResult>>;
}

/** Of a stack with the real provider; what is not of its account was the same with the stand-in. */
export interface StackResult {
  /** What the pack says of the first preview, as `policy: id`. */
  readonly findings: readonly string[];
  /** How many resources the pack judged. */
  readonly judged: number;
  /** Nothing where moto lacks what the stack needs. */
  readonly deployed?: Deployed;
}

export interface Deployed {
  /** Whether `pulumi up` ran with the pack. */
  readonly withPack: boolean;
  /** How many resources of AWS were made. */
  readonly created: number;
  /** What two later previews would change, the second after a refresh; and how many findings they have. */
  readonly changes: readonly string[];
  readonly findingsAfter: number;
  readonly account: Account;
  /** How many resources of AWS were removed, and how many services stand afterwards. */
  readonly deleted: number;
  readonly left: number;
}

/** What stood in the account once all was made. */
export interface Account {
  /** How many calls the provider had made. */
  readonly calls: number;
  readonly services: readonly string[];
  /** Secrets of tasks, and those of them that their execution role may not read. */
  readonly secrets: number;
  readonly unreadableSecrets: number;
  /** Clients of Service Connect, each with a server: how many there are, and which clients did not wait. */
  readonly waits: number;
  readonly missingWaits: readonly string[];
}

export const FILE = join(__dirname, "results.generated.json");
