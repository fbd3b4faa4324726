/** Writes down what policies tell, where `ecs-guardrails preview` asks for it. */
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import type { RecordedLine } from "../judging/records";
import { recordFolder } from "../judging/records";
import type { Run } from "../judging/run";
import type { Told } from "../judging/told";
import { written } from "../judging/written";

/** The policy whose configuration tells what the picture has to know. */
const policyAboutSecrets = "ecs-execution-role-reads-secrets";

export class Recorder {
  /** None where nobody asks. */
  static from(environment: NodeJS.ProcessEnv): Recorder | undefined {
    const folder = environment[recordFolder];
    return folder ? new Recorder(join(folder, `${process.pid}.jsonl`)) : undefined;
  }

  constructor(private readonly file: string) {}

  /** Keeps what a policy has told. */
  told(policy: string, told: Told): void {
    const { notes } = told;
    const reports = written(policy, told);
    if (reports.length > 0 || notes.length > 0) this.write({ kind: "told", reports, notes });
  }

  /** Keeps what a policy has been shown of a stack. */
  shown(policy: string, { model, seen, isNew, declarations }: Run): void {
    const { stack: urn, partial } = model;
    if (isNew) this.write({ kind: "stack", urn, resources: seen, partial });
    if (!isNew && policy !== policyAboutSecrets) return;
    // Loaded only here: no other preview needs it.
    const { pictureOf } = require("../pictures/picture") as typeof import("../pictures/picture");
    // Drawn at once, in case that no later policy runs, and again when it is known what configuration declares.
    const picture = pictureOf(model, declarations.get(policyAboutSecrets) ?? []);
    this.write({ kind: "picture", picture });
  }

  /** A preview is not to fail because nobody can read of it afterwards. */
  private write(line: RecordedLine): void {
    try {
      appendFileSync(this.file, `${JSON.stringify(line)}\n`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      console.log(`ecs-guardrails could not write down what it found: ${reason}`);
    }
  }
}
