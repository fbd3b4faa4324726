/** Policy documents judged by the pack and by the plain evaluator, and where the two disagree. */
import type { Answer } from "../../../policypack/iam/answers";
import { decide } from "../../../policypack/iam/decisions";
import { type Asked, type KnownKeys, numbered, present, requestOf } from "../../unit/policypack/iam/requests";
import { type PlainDocument, permits, type ShortArns, Unsaid } from "./documents";

/** Documents of an identity and what is asked of them: one ARN, or all that a pattern describes. */
export interface CaseOfDocuments {
  readonly documents: readonly PlainDocument[];
  readonly action: string;
  readonly resources: string;
  readonly known: KnownKeys;
}

/** One request that the two judge differently. */
export interface Difference {
  readonly pack: Answer;
  readonly arn: string;
  readonly keys: Readonly<Record<string, string | null>>;
  readonly short: ShortArns;
}

export interface Compared {
  readonly pack: Answer;
  readonly difference?: Difference;
  /** Requests of which AWS does not say what they come to. */
  readonly unsaid: number;
  /** Whether the plain evaluator has one answer to all the requests. */
  readonly isClear: boolean;
}

export interface Requests {
  readonly arns: readonly string[];
  readonly keys: readonly string[];
  readonly values: readonly string[];
}

type Permits = typeof permits;

/**
 * Compares the two on every request that a case may mean: each ARN, and each value of keys that are not known. The
 * pack may say yes only where all of them are allowed, and no only where none is.
 * @param requests the ARNs that the case's pattern describes, the keys that documents ask for, in lower case, and what
 *   those may hold that are not known
 */
export function compare(asked: CaseOfDocuments, requests: Requests, plain: Permits = permits): Compared {
  const pack = answerOf(asked);
  const answers = new Set<boolean>();
  let unsaid = 0;
  let difference: Difference | undefined;
  const readings: readonly ShortArns[] = hasShortArn(asked) ? ["completed", "as written"] : ["completed"];
  for (const keys of completions(asked, requests)) {
    for (const arn of requests.arns) {
      for (const short of readings) {
        try {
          const isAllowed = plain(asked.documents, { action: asked.action, arn, keys }, { short });
          answers.add(isAllowed);
          if (pack === (isAllowed ? "no" : "yes")) difference ??= { pack, arn, keys, short };
        } catch (error) {
          if (!(error instanceof Unsaid)) throw error;
          unsaid++;
        }
      }
    }
  }
  return { pack, unsaid, isClear: answers.size === 1, ...(difference && { difference }) };
}

/** What the pack says of all that a case asks for. */
export function answerOf({ documents, action, resources, known }: CaseOfDocuments): Answer {
  const asked: Asked = { action, resources, scope: "all", known };
  return decide(numbered(documents), requestOf(asked)).answer;
}

/** Whether documents have an ARN of fewer than six segments. */
export function hasShortArn({ documents }: CaseOfDocuments): boolean {
  return documents.some(({ Statement }) =>
    Statement.some(({ Resource = [], NotResource = [] }) =>
      [Resource, NotResource].flat(2).some((text) => text.startsWith("arn:") && text.split(":").length < 6),
    ),
  );
}

/** All that the keys of a request may hold, as far as documents ask for them. */
function completions(
  { documents, known }: CaseOfDocuments,
  { keys, values }: Requests,
): Record<string, string | null>[] {
  const text = JSON.stringify(documents).toLowerCase();
  let all: Record<string, string | null>[] = [{}];
  for (const key of keys.filter((name) => text.includes(name))) {
    const value = known[key];
    const open = value === present ? values : [null, ...values];
    const possible = typeof value === "string" || value === null ? [value] : open;
    all = all.flatMap((made) => possible.map((each) => ({ ...made, [key]: each })));
  }
  return all;
}
