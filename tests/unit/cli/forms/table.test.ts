import assert from "node:assert/strict";
import pc from "picocolors";
import { order } from "../../../../cli/forms/order";
import { table } from "../../../../cli/forms/table";
import { workflowCommands } from "../../../../cli/forms/workflow-commands";
import type { Report } from "../../../../cli/report/report";
import { colorsOf, printable, widthOf } from "../../../../cli/terminal";
import { processorTimeOf } from "../../../support/processor-time";
import { empty, hostile, incidents } from "../../../support/reports";

const plain = { colors: pc.createColors(false), width: undefined, verbose: false };

function linesOf(text: string): string[] {
  return text.trimEnd().split("\n");
}

describe("the table", () => {
  it("fits a terminal, but for what cannot be broken", () => {
    for (const verbose of [false, true]) {
      const lines = linesOf(table(incidents(), { ...plain, width: 72, verbose }));
      const wide = lines.filter((line) => line.length > 72 && line.trim().includes(" "));
      assert.deepEqual(
        wide.filter((line) => /^ {14}/.test(line)),
        [],
      );
    }
  });

  it("breaks no line where no terminal shows it", () => {
    const messages = incidents().stacks.flatMap(({ findings }) => findings.map(({ message }) => message));
    const text = table(incidents(), { ...plain, verbose: true });
    for (const line of messages.flatMap(linesOf)) assert.ok(text.includes(line), line);
  });

  it("tells in short what rejects and is presumed, and in full all of it", () => {
    const [short, full] = [false, true].map((verbose) => table(incidents(), { ...plain, verbose }));
    assert.ok(!short?.includes("undetermined  ecs-"), short);
    assert.match(full ?? "", /^undetermined +ecs-/m);
    assert.match(full ?? "", /^exempted +ecs-/m);
    assert.match(full ?? "", / Accepted: /);
  });

  it("is there at once, however long messages are", () => {
    const [stack] = incidents().stacks;
    const [finding] = stack?.findings ?? [];
    assert.ok(stack && finding);
    const message = Array.from({ length: 60 }, (_, number) =>
      `Line ${number} of many words. `.repeat(20),
    ).join("\n");
    const findings = Array.from({ length: 50 }, () => ({ ...finding, message }));
    const report = { ...incidents(), stacks: [{ ...stack, findings }] };
    assert.ok(processorTimeOf(() => table(report, { ...plain, width: 100, verbose: true })) < 5000);
  });

  it("says that nothing is found", () => {
    assert.equal(table(empty(), plain), "0 stacks judged: nothing is found.\n");
  });

  it("does not say so where something could not be judged", () => {
    const failures = [{ source: "dev", reason: "It is not there any more." }];
    assert.doesNotMatch(table({ ...empty(), failures }, plain), /nothing is found/);
  });

  it("lets no name touch the terminal", () => {
    const text = table(hostile(), { ...plain, verbose: true });
    assert.equal(text, printable(text));
  });
});

describe("what a terminal shows", () => {
  const terminal = { isTTY: true, columns: 100, hasColors: () => true, write: () => true } as const;
  const pipe = { isTTY: false, write: () => true };

  it("is coloured as it, and the user, want it", () => {
    const isColored = (output: Parameters<typeof colorsOf>[0], environment: NodeJS.ProcessEnv) =>
      colorsOf(output, environment).isColorSupported;
    assert.equal(isColored(terminal, {}), true);
    assert.equal(isColored({ ...terminal, hasColors: () => false }, {}), false);
    assert.equal(isColored(terminal, { NO_COLOR: "1" }), false);
    assert.equal(isColored(terminal, { FORCE_COLOR: "0" }), false);
    assert.equal(isColored(pipe, {}), false);
    assert.equal(isColored(pipe, { CI: "true" }), false);
    assert.equal(isColored(pipe, { FORCE_COLOR: "1" }), true);
  });

  it("is as wide as it is, and in a pipe without end", () => {
    assert.equal(widthOf(terminal), 100);
    assert.equal(widthOf({ ...terminal, columns: 10 }), 40);
    assert.equal(widthOf(pipe), undefined);
  });
});

describe("annotations", () => {
  it("are commands of a line each, whatever is in them", () => {
    for (const report of [incidents(), hostile()]) {
      const lines = linesOf(workflowCommands(report)).filter(Boolean);
      for (const line of lines) assert.match(line, /^::(error|warning|notice) [^\r\n]*?::[^\r\n]+$/);
    }
  });

  it("are errors where something rejects, and none for what is exempt or open", () => {
    const report = incidents();
    const of = (level: string) =>
      linesOf(workflowCommands(report)).filter((line) => line.startsWith(`::${level} `)).length;
    const findings = report.stacks.flatMap((stack) => stack.findings);
    const rejecting = findings.filter(
      ({ level, kind, exemption }) =>
        level === "mandatory" && kind !== "question" && kind !== "advice" && !exemption,
    );
    assert.equal(of("error"), rejecting.length + report.failures.length);
    assert.ok(rejecting.length > 0);
  });
});

describe("the order of services as text", () => {
  const stackOf = (part: "client-only" | "unclear"): Report["stacks"][number] => {
    const [stack] = incidents().stacks;
    assert.ok(stack);
    const urn = (name: string) => `urn:pulumi:prod::shop::aws:ecs/service:Service::${name}`;
    const services = [
      { urn: urn("users"), name: "users", part: "client-server", wave: 0, waitsFor: [] },
      { urn: urn("web"), name: "web\u001b[2J", part, wave: 1, waitsFor: [urn("users")] },
    ] as const;
    return { ...stack, project: "shop", stack: "prod", findings: [], picture: { services, tasks: [] } };
  };

  it("has a line for each, and what it comes after", () => {
    assert.equal(
      order(stackOf("unclear")),
      [
        "shop/prod: 2 services in 2 waves",
        "  1  users (client-server)",
        "  2  web\uFFFD[2J (unclear part in Service Connect) after users",
        "",
      ].join("\n"),
    );
  });
});
