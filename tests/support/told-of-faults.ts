/** What whoever runs a preview is told when something goes wrong: tests/engine/faults.test.ts has it go wrong. */

/** A part of what is printed, and the exit code. */
interface Told {
  readonly says: string;
  readonly code: number;
}

export interface FaultRow {
  readonly fault: string;
  /** `pulumi preview --policy-pack`; undefined where the fault does not concern it. */
  readonly cli?: Told;
  /** `ecs-guardrails preview`. */
  readonly command: Told;
}

const notJudged = { says: "not judged  preview: The pack did not run, or was ended before", code: 3 };

/** All of them are of a stack that the pack rejects, with exit code 1 of both, where nothing goes wrong. */
export const toldOfFaults = {
  absent: {
    fault: "the configuration file is not there",
    cli: { says: "no such file or directory", code: 1 },
    command: { says: "error: The configuration could not be read", code: 2 },
  },
  broken: {
    fault: "it is broken off",
    cli: { says: "error: unexpected end of JSON input", code: 1 },
    command: { says: "broken.json is not JSON.", code: 2 },
  },
  list: {
    fault: "it holds no object",
    cli: { says: "error: json: cannot unmarshal array", code: 1 },
    command: { says: "must hold an object: policies and their settings.", code: 2 },
  },
  wrongType: {
    fault: "a policy is set to what is no level",
    cli: { says: "5 is not a valid value; must be a string or object", code: 1 },
    command: { says: "`ecs-service-connect-clients-after-servers` must be a level or an object.", code: 2 },
  },
  wrongLevel: {
    fault: "a level is misspelt",
    cli: { says: '"madatory" is not a valid enforcement level', code: 1 },
    command: {
      says: "`ecs-service-connect-clients-after-servers` must be one of advisory, mandatory, disabled.",
      code: 2,
    },
  },
  noReason: {
    fault: "an exemption has no reason",
    cli: { says: "exemptions.0: reason is required", code: 1 },
    command: { says: "exemptions.0.reason` is missing.", code: 2 },
  },
  misspeltOption: {
    fault: "an option is misspelt",
    cli: { says: "Finding: config/servres", code: 1 },
    command: { says: "servres` is not one of", code: 2 },
  },
  unknownPolicy: {
    fault: "the name of a policy is misspelt",
    cli: { says: "ecs-guardrails judged", code: 1 },
    command: { says: "`ecs-nothing` is no policy; there are", code: 1 },
  },
  large: {
    fault: "30,000 exemptions cover nothing in the stack",
    cli: { says: "29990 more exemptions cover nothing here", code: 1 },
    command: { says: "1 finding: 1 rejected.", code: 1 },
  },
  providerKilled: {
    fault: "the provider is killed half-way",
    cli: { says: "pulumi-resource-aws exited prematurely", code: 1 },
    command: notJudged,
  },
  packKilled: {
    fault: "the pack is killed while it judges",
    cli: { says: "error: error reading from server", code: 1 },
    command: notJudged,
  },
  interrupted: {
    fault: "the preview is interrupted (SIGINT)",
    cli: { says: "^C received; cancelling.", code: 1 },
    command: notJudged,
  },
  interruptedTwice: {
    fault: "it is interrupted twice",
    cli: { says: "^C received; terminating", code: 1 },
    command: notJudged,
  },
  noTemporaryFolder: {
    fault: "there is no folder for temporary files",
    command: { says: "error: There is no place for temporary files (TMPDIR)", code: 2 },
  },
  noRoom: {
    fault: "there is no room for what the pack writes down",
    command: { says: "ecs-guardrails could not write down what it found: ENOSPC", code: 3 },
  },
  noRoomAtLast: {
    fault: "there is no room for the last of it",
    command: { says: "not judged  preview: The pack could not write down all that it found", code: 3 },
  },
  late: {
    fault: "an exemption has expired by the clock of the machine",
    cli: { says: "An exemption from this expired on 2027-06-30", code: 1 },
    command: { says: "1 finding: 1 rejected.", code: 1 },
  },
  early: {
    fault: "it has not, because the clock is far behind",
    cli: { says: "is exempt (until 2027-06-30): known", code: 0 },
    command: { says: "1 finding: 1 exempted.", code: 0 },
  },
} satisfies Readonly<Record<string, FaultRow>>;

export type FaultName = keyof typeof toldOfFaults;

/** As docs/proof.md has it. */
export function faultTable(): string {
  const cell = (told: Told | undefined) =>
    told ? [`\`${told.says.replaceAll("`", "")}\``, `${told.code}`] : ["–", "–"];
  const rows = Object.values<FaultRow>(toldOfFaults).map(({ fault, cli, command }) => [
    fault,
    ...cell(cli),
    ...cell(command),
  ]);
  const head = [
    "fault",
    "`pulumi preview --policy-pack` says",
    "exit code",
    "`ecs-guardrails preview` says",
    "exit code",
  ];
  return [head, head.map((_, column) => (column % 2 === 0 && column > 0 ? "---:" : "---")), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
