/** What an application may do, and what it must not: that is for the execution role. */
import * as pulumi from "@pulumi/pulumi";
import { isKnown } from "../checks";
import { secretArn } from "./secrets";

/** A permission of an application. */
export interface PolicyStatementArgs {
  /** Actions that the application may call, such as `ses:SendEmail`; `*` and `?` are wildcards. */
  actions: pulumi.Input<pulumi.Input<string>[]>;
  /** ARNs on which it may call them. */
  resources: pulumi.Input<pulumi.Input<string>[]>;
}

/** A permission, as far as it is known. */
export interface KnownStatement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** The parts of statements that are known while the program runs. */
export function knownStatements(
  statements: pulumi.Input<pulumi.Input<PolicyStatementArgs>[]> | undefined,
): KnownStatement[] {
  if (statements === undefined || !isKnown(statements)) return [];
  // What has another form is refused as it is.
  if (!Array.isArray(statements)) return statements as unknown as KnownStatement[];
  return statements.flatMap((statement: pulumi.Input<PolicyStatementArgs>) =>
    isKnown(statement)
      ? [{ actions: knownTexts(statement?.actions), resources: knownTexts(statement?.resources) }]
      : [],
  );
}

function knownTexts(texts: pulumi.Input<pulumi.Input<string>[]>): string[] {
  if (!isKnown(texts)) return [];
  if (!Array.isArray(texts)) return texts as unknown as string[];
  return texts.filter((text: pulumi.Input<string>) => isKnown(text));
}

/** The mistakes that this package exists to prevent. */
export class TaskRoleRules {
  /**
   * @param name name of the component, for messages
   * @param mayReadParameters whether the application reads Parameter Store itself
   * @param mayReadSecrets whether it reads the secrets of its containers in Secrets Manager itself
   * @param secrets what names the secrets of the containers
   */
  constructor(
    private readonly name: string,
    private readonly mayReadParameters: boolean,
    private readonly mayReadSecrets: boolean,
    private readonly secrets: readonly pulumi.Input<string>[],
  ) {}

  /**
   * @throws when statements have another form, which programs without types can give them, or let the application read
   *   what ECS reads for it, as far as that is known
   */
  refuse(statements: readonly KnownStatement[]): void {
    const isList = (value: unknown) =>
      Array.isArray(value) && value.every((text) => typeof text === "string");
    if (
      !Array.isArray(statements) ||
      !statements.every((each) => isList(each?.actions) && isList(each?.resources))
    )
      throw new pulumi.RunError(
        `\`${this.name}\`: \`taskRoleStatements\` must be a list of \`{ actions: [...], resources: [...] }\`, with lists of texts in both.`,
      );
    this.refuseReadsOfParameters(statements);
    const known = this.secrets.flatMap((text) => (typeof text === "string" ? [secretArn(text) ?? []] : []));
    this.refuseReadsOf(statements, known.flat());
  }

  /** @throws when a statement lets the application read one of these secrets in Secrets Manager */
  refuseReadsOf(statements: readonly KnownStatement[], arns: readonly string[]): void {
    if (this.mayReadSecrets) return;
    for (const { actions, resources } of statements) {
      const read = actions.find((action) => secretReads.some((each) => covers(action.toLowerCase(), each)));
      const isOwn = arns.some(
        (arn) => secretArn(arn) !== undefined && resources.some((pattern) => covers(pattern, arn)),
      );
      if (read === undefined || !isOwn) continue;
      throw new pulumi.RunError(
        `\`${this.name}\`: \`${read}\` in \`taskRoleStatements\` would let the application read a secret that is in \`secrets\`. ` +
          "ECS fetches it with the execution role, and `secrets` grants that. " +
          "If the application itself reads the secret while it runs, for example after a rotation, set `taskRoleMayReadSecrets: true`.",
      );
    }
  }

  private refuseReadsOfParameters(statements: readonly KnownStatement[]): void {
    if (this.mayReadParameters) return;
    const read = statements
      .flatMap(({ actions }) => actions)
      .find((action) => parameterReads.some((each) => covers(action.toLowerCase(), each)));
    if (read === undefined) return;
    throw new pulumi.RunError(
      `\`${this.name}\`: \`${read}\` in \`taskRoleStatements\` would let the application read Parameter Store. ` +
        "ECS fetches the secrets of containers with the execution role: name them in `secrets`, which grants them to it. " +
        "If the application itself reads parameters while it runs, set `taskRoleMayReadParameters: true`.",
    );
  }
}

const parameterReads = ["ssm:getparameter", "ssm:getparameters", "ssm:getparametersbypath"];
const secretReads = ["secretsmanager:getsecretvalue", "secretsmanager:batchgetsecretvalue"];

/** Whether a pattern with the wildcards of IAM covers a text. */
function covers(pattern: string, text: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*+/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${expression}$`).test(text);
}
