/** What messages offer in each language, on the pages of the policies; `npm run docs` writes it anew. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Language, languages, printerFor, titles } from "../../policypack/code/languages";
import type { Piece } from "../../policypack/code/tree";
import { captureNames } from "../support/captures";
import { offeredFor, offeredIn } from "../support/offered-code";
import { described } from "../support/policies";
import { type Handle, type Input, jsonText, Stack } from "../support/stack";

const heading = "### What a message offers, in each language";

/** What is marked as TypeScript is formatted as a file of its own, which parts of programs are not. */
const fences: Readonly<Record<Language, string>> = {
  typescript: "text",
  python: "python",
  go: "go",
  csharp: "csharp",
  java: "java",
  yaml: "yaml",
};

/** A page with the section at the end of its examples, in the place of the one that it has. */
function rewritten(page: string, pieces: readonly Piece[] | undefined): string {
  const end = page.indexOf("\n## How it decides\n");
  const start = page.indexOf(`\n${heading}\n`);
  const before = page.slice(0, start < 0 ? end : start);
  return `${before}${pieces ? `\n${sectionOf(pieces)}` : ""}${page.slice(end)}`;
}

function sectionOf(pieces: readonly Piece[]): string {
  const blocks = languages.map((language) => {
    const printer = printerFor(language);
    const code = pieces.map((piece) => printer.lines(piece).join("\n")).join("\n\n");
    return `<details>\n<summary>${titles[language]}</summary>\n\n\`\`\`${fences[language]}\n${code}\n\`\`\`\n\n</details>\n`;
  });
  return `${heading}\n\n${blocks.join("\n")}`;
}

/** What no capture has: a caller beside the service that it calls, and a client that is there before its server. */
const samples: readonly Stack[] = [
  sample((_stack, service) => {
    service("payments", [{ name: "app", portMappings: [{ name: "payments", containerPort: 8080 }] }]);
    const environment = [{ name: "PAYMENTS", value: "http://payments.shop.local:8080" }];
    service("orders", [
      { name: "app", portMappings: [{ name: "orders", containerPort: 8080 }], environment },
    ]);
  }),
  sample((stack, service, namespace) => {
    const api = service("api", [{ name: "app", portMappings: [{ name: "api", containerPort: 8080 }] }]);
    const definition = stack.taskDefinition(
      "web-task",
      { containerDefinitions: jsonText([{ name: "app" }]) },
      { exists: true },
    );
    stack.service(
      "web",
      {
        taskDefinition: definition.arn,
        serviceConnectConfiguration: { enabled: true, namespace },
      },
      { exists: true, dependsOn: [api] },
    );
  }),
  sample((stack) => {
    const policy = "Calling [toString] on an [Output<T>] is not supported.";
    stack.custom("aws:iam/policy:Policy", "reads", { policy });
  }),
];

function sample(
  make: (stack: Stack, service: (name: string, containers: Input) => Handle, namespace: Input) => void,
): Stack {
  const stack = new Stack();
  const namespace = stack.namespace("shop", {}, { exists: true }).arn;
  make(
    stack,
    (name, containers) =>
      stack.service(name, {
        taskDefinition: stack.taskDefinition(`${name}-task`, { containerDefinitions: jsonText(containers) })
          .arn,
        serviceConnectConfiguration: {
          enabled: true,
          namespace: "shop.local",
          services: [{ portName: name, clientAlias: [{ dnsName: `${name}.shop.local`, port: 8080 }] }],
        },
      }),
    namespace,
  );
  return stack;
}

describe("the pages of the policies show what messages offer", () => {
  let offered: ReadonlyMap<string, readonly Piece[]>;

  before(() => {
    const all = [
      ...captureNames().flatMap(offeredIn),
      ...samples.flatMap((stack) => offeredFor(stack.seen("first preview"))),
    ];
    offered = new Map(
      all
        .filter(({ pieces }) => pieces.length > 0)
        .reverse()
        .map(({ policy, pieces }) => [policy, pieces]),
    );
  });

  it("of nearly all", () => assert.ok(offered.size >= 16, `only of ${[...offered.keys()].join(", ")}`));

  for (const { name } of described) {
    it(`in each language: ${name}`, () => {
      const file = join(__dirname, `../../docs/policies/${name}.md`);
      const page = readFileSync(file, "utf8");
      const fresh = rewritten(page, offered.get(name));
      if (process.env.CURES === "write" && fresh !== page) writeFileSync(file, fresh);
      else assert.equal(page, fresh, "`npm run docs` writes it anew");
    });
  }
});
