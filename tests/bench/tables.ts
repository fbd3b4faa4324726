/** The figures as tables in Markdown. */
import type { LayoutFigures } from "./layouts";
import type { Kind } from "./requests";
import type { ScanFigures, Watched } from "./scans";
import type { Shares } from "./shares";
import { median, ratio } from "./statistics";

interface PackFigures {
  /** Milliseconds. */
  readonly ready: number;
  readonly resources: number;
  readonly stack: number;
  /** MiB. */
  readonly memory: number | undefined;
}

const packNames = {
  empty: "empty pack",
  awsguard: "AWSGuard",
  ours: "ours",
  own: "ours, in a pack of your own",
} as const;
type PackName = keyof typeof packNames;

export interface Results {
  readonly machine: Readonly<Record<"date" | "processor" | "memory" | "system" | "node" | "cli", string>>;
  readonly repetitions: number;
  readonly previews: readonly {
    readonly kind: Kind;
    readonly resources: number;
    readonly seconds: Readonly<Record<"none" | "empty" | "awsguard" | "ours", readonly number[]>>;
  }[];
  readonly packs: readonly {
    readonly kind: Kind;
    readonly resources: number;
    readonly figures: Readonly<Record<PackName, readonly PackFigures[]>>;
  }[];
  readonly shares: readonly {
    readonly kind: Kind;
    readonly resources: number;
    readonly runs: readonly Shares[];
  }[];
  readonly layouts: readonly LayoutFigures[];
  readonly scans?: ScanFigures;
}

const kindNames = { ecs: "ECS", others: "no ECS" };

export function tablesOf(results: Results): string {
  const { machine, repetitions, previews, packs, layouts } = results;
  return [
    `Measured on ${machine.date}: ${machine.processor}, ${machine.memory}, ${machine.system}, Node.js ${machine.node}, Pulumi CLI ${machine.cli}. Medians of ${repetitions} runs, by turns; ratios are medians of the ratios within each turn.`,
    ...section("A preview", "`pulumi preview` of a new stack, in seconds.", previewTable(previews)),
    ...section(
      "The process of the pack",
      "From its start until it serves; all requests about single resources of a preview; the one about the stack (milliseconds); and the most memory that it has had (MiB).",
      packTable(packs),
    ),
    ...section(
      "Our own share of it",
      "Milliseconds in a process that has compiled nothing before: first what is asked resource by resource, then the stack. What surrounds a service is read by the first policy that asks for it.",
      shareTable(results),
    ),
    ...section(
      "Growth",
      "Milliseconds of processor time for the model, all policies and their messages. Four times as much should take four times as long; of services in one namespace, where nobody waits, each client is told of each server.",
      layoutTable(layouts),
    ),
    ...section(
      "A scan",
      "Exported states, a third of them with ECS; seconds for all of them, and the most memory that all processes of a command have had (MiB).",
      results.scans && scanTable(results.scans),
    ),
  ].join("\n\n");
}

function section(title: string, text: string, table: string | undefined): string[] {
  return table === undefined ? [] : [`### ${title}`, text, table];
}

function previewTable(previews: Results["previews"]): string | undefined {
  return tableOf(
    ["stack", "resources", "no pack", "empty pack", "AWSGuard", "ours", "ours / empty", "ours / AWSGuard"],
    previews.map(({ kind, resources, seconds: { none, empty, awsguard, ours } }) => [
      kindNames[kind],
      number(resources),
      ...[none, empty, awsguard, ours].map((figures) => median(figures).toFixed(2)),
      ratio(ours, empty).toFixed(2),
      ratio(ours, awsguard).toFixed(2),
    ]),
  );
}

function packTable(packs: Results["packs"]): string | undefined {
  return tableOf(
    ["stack", "resources", "pack", "ready", "resources", "stack", "all", "all / empty", "memory"],
    packs.flatMap(({ kind, resources, figures }) =>
      (Object.keys(packNames) as PackName[]).map((name) => {
        const all = (of: PackName) => figures[of].map((one) => one.ready + one.resources + one.stack);
        const memory = figures[name].flatMap((one) => one.memory ?? []);
        return [
          kindNames[kind],
          number(resources),
          packNames[name],
          ...(["ready", "resources", "stack"] as const).map((part) =>
            number(median(figures[name].map((one) => one[part]))),
          ),
          number(median(all(name))),
          ratio(all(name), all("empty")).toFixed(2),
          memory.length > 0 ? number(median(memory)) : "–",
        ];
      }),
    ),
  );
}

function shareTable({ shares, packs }: Results): string | undefined {
  const parts = Object.keys(shares[0]?.runs[0] ?? {});
  // What comes before is asked resource by resource.
  const ofStack = parts.slice(parts.indexOf("reading the stack"));
  const inStack = (run: Shares) => ofStack.reduce((sum, part) => sum + (run[part] ?? 0), 0);
  const medianOf = (runs: readonly Shares[], of: (run: Shares) => number) => median(runs.map(of));
  const row = (name: string, of: (run: Shares) => number) => [
    name,
    ...shares.map(({ runs }) => medianOf(runs, of).toFixed(1)),
  ];
  const rest = shares.map(({ kind, resources, runs }) => {
    const measured = packs.find((one) => one.kind === kind && one.resources === resources);
    if (!measured) return "–";
    // Of two processes: what is left may be less than nothing.
    const left = median(measured.figures.ours.map(({ stack }) => stack)) - medianOf(runs, inStack);
    return Math.max(0, left).toFixed(1);
  });
  return tableOf(
    ["part", ...shares.map(({ kind, resources }) => `${number(resources)} ${kindNames[kind]}`)],
    shares.length === 0
      ? []
      : [
          ...parts.map((part) => row(part, (run) => run[part] ?? 0)),
          row("**the stack, ours**", inStack),
          ["**the stack, gRPC and the SDK**", ...rest],
        ],
  );
}

function layoutTable(layouts: Results["layouts"]): string | undefined {
  return tableOf(
    ["layout", "a quarter", "all", "growth"],
    layouts.map(({ layout, quarter, whole }) => [
      layout,
      number(quarter),
      number(whole),
      (whole / quarter).toFixed(1),
    ]),
  );
}

function scanTable({ states, resources, scan, analyze, analyzed }: ScanFigures): string | undefined {
  const row = (command: string, count: number, figures: readonly Watched[]) => {
    const memory = figures.flatMap((one) => one.memory ?? []);
    const seconds = median(figures.map((one) => one.seconds));
    return [
      command,
      number(count),
      number(resources),
      seconds.toFixed(1),
      (seconds / count).toFixed(2),
      memory.length > 0 ? number(median(memory)) : "–",
    ];
  };
  return tableOf(
    ["command", "states", "resources each", "all", "each", "memory"],
    [
      row("`ecs-guardrails scan`", states, scan),
      row("`pulumi policy analyze`, one after the other", analyzed, analyze),
    ],
  );
}

/** Undefined where there are no rows. */
function tableOf(heading: readonly string[], rows: readonly (readonly string[])[]): string | undefined {
  if (rows.length === 0) return undefined;
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(heading),
    line(heading.map((_, index) => (index === 0 ? "---" : "--:"))),
    ...rows.map(line),
  ].join("\n");
}

function number(figure: number): string {
  return Math.round(figure).toLocaleString("en");
}
