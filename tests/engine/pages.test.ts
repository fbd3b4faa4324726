import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { root, type Workspace } from "../../offline/workspace";
import { codeBlocks } from "../support/documents";
import { newProject } from "../support/project";
import { runScenario, type Step, undetermined } from "../support/scenario";
import { together } from "../support/together";

const folder = join(root, "docs/policies");

/** `PAGE=ecs-outputs` runs the programs of the pages whose names hold it. */
const wanted = process.env.PAGE ?? "";
const pages = readdirSync(folder).filter((page) => page.includes(wanted));

interface Example {
  readonly page: string;
  readonly number: number;
  readonly code: string;
  /** What the heading over it says: ❌ with the finding id in backquotes and the resource, or ✅. */
  readonly heading: string;
}

/** Documents whose programs pass, all of them. */
const readmes = ["README.md", "components/README.md"];

describe("programs in the READMEs", () => {
  together(
    new Map(
      readmes.flatMap((file) => {
        const text = readFileSync(join(root, file), "utf8");
        return codeBlocks(text, "ts").map((code, number) => [
          `${file}, program ${number + 1}, passes`,
          (workspace: Workspace) => {
            const name = `readme-${file.replace(/\W/g, "-").toLowerCase()}-${number}`;
            return runScenario(workspace, newProject(workspace, name), name, [
              { run: "preview", source: code },
            ]);
          },
        ]);
      }),
    ),
  );
});

describe("programs on the policies' pages", () => {
  const examples = pages.flatMap((page) => examplesOf(page));
  it("are there, rejected ones and passing ones, on each page of a policy", () => {
    for (const page of pages) {
      const headings = examples.filter((example) => example.page === page).map(({ heading }) => heading);
      assert.ok(
        headings.some((heading) => heading.startsWith("❌")),
        page,
      );
      assert.ok(
        headings.some((heading) => heading.startsWith("✅")),
        page,
      );
    }
  });
  together(
    new Map(
      examples.map((example) => [
        `${example.page}, ${example.heading}`,
        (workspace) => {
          const name = `page-${basename(example.page, ".md")}-${example.number}`;
          return runScenario(workspace, newProject(workspace, name), name, stepsOf(example, examples));
        },
      ]),
    ),
  );
});

/** All TypeScript programs of a page; each stands under a heading of its own. */
function examplesOf(page: string): Example[] {
  const text = readFileSync(join(folder, page), "utf8");
  return [...text.matchAll(/^### ([❌✅].*)\n[\s\S]*?^```ts\n([\s\S]*?)^```$/gmu)].map(
    ([, heading = "", code = ""], number) => ({
      page,
      number,
      code,
      heading,
    }),
  );
}

/**
 * `### ❌ words: \`finding-id\` on \`type::name\``, where several pairs may stand. A pair names its policy before the
 * id where it is another one than the page's; `, undetermined` at the end means that all are only listed. With
 * `, after the first program` in the words, the page's first program is deployed before.
 */
function stepsOf(example: Example, all: readonly Example[]): Step[] {
  const first = all.find(({ page }) => page === example.page);
  const isAfter = /, after the first program(:|$)/u.test(example.heading);
  const step = { ...stepOf(example), source: example.code };
  return first && isAfter ? [{ run: "up", source: first.code }, step] : [step];
}

function stepOf({ page, heading }: Example): Step {
  if (heading.startsWith("✅")) return { run: "preview" };
  const pairs = [...heading.matchAll(/`([^`]+)` on `([^`]+)`/gu)];
  assert.ok(pairs.length > 0, `${page}: the heading names no finding: ${heading}`);
  const own = heading.endsWith(", undetermined") ? undetermined : basename(page, ".md");
  return {
    run: "preview",
    finds: pairs.map(([, id = "", resource]) => `${id.includes(" ") ? id : `${own} ${id}`} ${resource}`),
  };
}
