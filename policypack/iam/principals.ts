/**
 * What the policy of a resource says to a role of the same account
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html).
 */
import type { Answer } from "./answers";
import { type Request, speaksOf } from "./decisions";
import type { PolicyDocument, Principal, Statement } from "./documents";
import { matches } from "./globs";

/** A role that makes a request; its ARN may not be known yet. */
export interface Caller {
  readonly name: string;
  readonly arn: string | undefined;
  readonly account: string | undefined;
}

/** What a resource's policy adds to what policies of the identity say. */
export interface ResourceDecision {
  /** Whether it allows the request to the caller by name. */
  readonly allows: Answer;
  /** Whether it allows it to anyone, under conditions that the request meets. */
  readonly allowsAnyone: Answer;
  /** Whether it denies the request, whatever else allows it. */
  readonly denies: Answer;
  /** Whether it leaves the decision to the policies of identities of the account. */
  readonly delegates: Answer;
}

export function decideOfResource(
  document: PolicyDocument,
  request: Request,
  caller: Caller,
): ResourceDecision {
  const means = (test: (principal: Principal) => Answer, effect: Statement["effect"]) =>
    decidedBy(document, effect, request, test);
  return {
    allows: means((principal) => names(withoutAnyone(principal), caller), "Allow"),
    allowsAnyone: means((principal) => (isAnyone(principal) ? "yes" : "no"), "Allow"),
    denies: means((principal) => namesForDenial(principal, caller), "Deny"),
    delegates: means((principal) => namesAccount(principal, caller), "Allow"),
  };
}

const anyone = "*";

function isAnyone(principal: Principal): boolean {
  return principal.kind !== "others" && principal.names.includes(anyone);
}

function withoutAnyone(principal: Principal): Principal {
  if (principal.kind === "others") return principal;
  return { ...principal, names: principal.names.filter((name) => name !== anyone) };
}

/** Whether a statement of an effect that concerns the caller in this way applies to the request. */
function decidedBy(
  document: PolicyDocument,
  effect: Statement["effect"],
  request: Request,
  test: (principal: Principal) => Answer,
): Answer {
  let answer: Answer = "no";
  for (const statement of document.statements) {
    if (statement.effect !== effect) continue;
    const concerns = statement.principal ? test(statement.principal) : "no";
    if (concerns === "no") continue;
    const applies = speaksOf(statement, request);
    if (applies === "yes" && concerns === "yes") return "yes";
    if (applies !== "no") answer = "cannot tell";
  }
  return answer;
}

const roleArn = /^arn:[^:]*:iam::(\d*):role\/(?:.*\/)?([^/]+)$/;
const sessionArn = /^arn:[^:]*:sts::\d*:assumed-role\/([^/]+)\//;
const userArn = /^arn:[^:]*:iam::\d*:user\//;
const account = /^(?:arn:[^:]*:iam::)?(\d{12})(?::root)?$/;

function names(principal: Principal, caller: Caller): Answer {
  if (principal.kind === "others") return "cannot tell";
  let answer: Answer = "no";
  for (const name of principal.names) {
    if (name === anyone || name === caller.arn) return "yes";
    const [, inAccount, role] = roleArn.exec(name) ?? [];
    // A role that AWS has not made yet is known by its name.
    if (caller.arn === undefined && role === caller.name && mayBe(inAccount, caller.account)) return "yes";
    if (role === undefined && !account.test(name) && mayMean(name, caller)) answer = "cannot tell";
  }
  return answer;
}

/** Whether a name that is no role's may mean the caller: what unique ids stand for is not in the stack. */
function mayMean(name: string, caller: Caller): boolean {
  const [, role] = sessionArn.exec(name) ?? [];
  return role === undefined ? !userArn.test(name) : role === caller.name;
}

/** A denial for the account is one for its roles; where that of the caller is not known, it may be another one. */
function namesForDenial(principal: Principal, caller: Caller): Answer {
  if (principal.kind === "others") {
    const excluded: Principal = { ...principal, kind: "aws" };
    const mayBeExcluded = names(excluded, caller) !== "no" || namesAccount(excluded, caller) !== "no";
    // To be spared, a role must be listed with its session and its account.
    return mayBeExcluded ? "cannot tell" : "yes";
  }
  const named = names(principal, caller);
  if (named === "yes" || namesAccount(principal, caller) !== "yes") return named;
  return caller.account === undefined ? "cannot tell" : "yes";
}

function namesAccount(principal: Principal, caller: Caller): Answer {
  if (principal.kind === "others") return "cannot tell";
  const isOwn = (name: string) => {
    const [, number] = account.exec(name) ?? [];
    return number !== undefined && mayBe(number, caller.account);
  };
  return principal.names.some(isOwn) ? "yes" : "no";
}

function mayBe(number: string | undefined, known: string | undefined): boolean {
  return known === undefined || number === undefined || matches(number, known);
}
