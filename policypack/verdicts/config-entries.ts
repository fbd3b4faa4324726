/** The forms of entries that options list, as organisations write them; published with the types of settings. */

/** Findings that are accepted. */
export interface Exemption {
  /** URN or logical name of the resource; `*` and `?` are wildcards. */
  readonly resource: string;
  /** Name of the project, with wildcards. Default: any. */
  readonly project?: string;
  /** Name of the stack, with wildcards. Default: any. */
  readonly stack?: string;
  /** Id of the finding, with wildcards. Default: all of the policy. */
  readonly finding?: string;
  /** Why it is accepted; it is printed with every run. */
  readonly reason: string;
  /** The last day on which it holds, as YYYY-MM-DD, in UTC. Default: none. */
  readonly expires?: string;
}

/** What a role that is made elsewhere is allowed by policies that are attached elsewhere. */
export interface ExternalRole {
  /** ARN or name of the role, with wildcards. */
  readonly role: string;
  /** Actions, as in an IAM policy. */
  readonly actions: readonly string[];
  /** ARNs of resources, as in an IAM policy. */
  readonly resources: readonly string[];
  /** How it is known. */
  readonly reason: string;
}
