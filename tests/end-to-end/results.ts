import { join } from "node:path";

/** What a run has found, as it is stored. */
export interface Results {
  readonly date: string;
  readonly versions: Readonly<Record<"cli" | "aws" | "bridge" | "provider" | "moto", string>>;
  readonly stacks: Readonly<Record<string, StackResult>>;
}

export interface StackResult {
  /** The pack's findings in the preview with the real provider, as `policy: id`; those with the stand-in are the same. */
  readonly findings: readonly string[];
  /** How many resources the pack judged. */
  readonly judged: number;
  /** Nothing for a stack that is not deployed. */
  readonly deployed?: Deployed;
}

export interface Deployed {
  /** Whether `pulumi up` ran with the pack; incidents are deployed without, for comparison. */
  readonly withPack: boolean;
  /** How many resources of AWS were made. */
  readonly created: number;
  /** What a second preview, with the pack, would change; and what the pack finds in it. */
  readonly changes: readonly string[];
  readonly findingsAfter: readonly string[];
  /** What stands in the account. */
  readonly services: readonly string[];
  readonly secrets: number;
  readonly unreadableSecrets: number;
  readonly clientsBeforeServers: readonly string[];
  /** How many resources `pulumi destroy` removed. */
  readonly deleted: number;
}

export const FILE = join(__dirname, "results.generated.json");
