/** Cases on which the pack and a plain evaluator disagree, as programs that show it. */
import { join } from "node:path";
import { present } from "../../unit/policypack/iam/requests";
import type { CaseOfDocuments, Difference } from "./compared";

const repository = join(__dirname, "../../..");

export interface Places {
  /** Folder of the repository, for the program's imports. */
  readonly from?: string;
  /** Module of the plain evaluator, if it is another one. */
  readonly plain?: string;
}

/** A program that asks both and fails where their answers do not go together. */
export function printedDocuments(
  { documents, action, resources, known }: CaseOfDocuments,
  { arn, keys, short, pack }: Difference,
  { from = repository, plain = join(from, "tests/support/plain/documents") }: Places = {},
): string {
  return `import { answerOf } from ${JSON.stringify(join(from, "tests/support/plain/compared"))};
import { permits } from ${JSON.stringify(plain)};
import { present } from ${JSON.stringify(join(from, "tests/unit/policypack/iam/requests"))};

const documents = ${literal(documents)} as const;
const known = ${literal(known)};

// The pack has said ${JSON.stringify(pack)}.
const pack = answerOf({ documents, action: ${literal(action)}, resources: ${literal(resources)}, known });
const isAllowed = permits(
  documents,
  { action: ${literal(action)}, arn: ${literal(arn)}, keys: ${literal(keys)} },
  { short: ${literal(short)} },
);
console.log({ pack, isAllowed });
if (pack === (isAllowed ? "no" : "yes")) throw new Error("the two disagree");
`;
}

/** A value as TypeScript. */
function literal(value: unknown): string {
  const marked = JSON.stringify(value, (_, part: unknown) => (part === present ? "<present>" : part), 2);
  return marked.replaceAll('"<present>"', "present");
}
