/** What an organisation's own pack says of these policies; the forms are those of the configuration file. */
import type { Exemption, ExternalRole } from "./verdicts/config-entries";

/** `advisory` reports, `mandatory` rejects, `disabled` does not judge. */
export type EnforcementLevel = "advisory" | "mandatory" | "disabled";

/** What is said of every policy. */
export interface PolicySettings {
  /** Default: the policy's own. */
  readonly enforcementLevel?: EnforcementLevel;
  /** Default: none. */
  readonly exemptions?: readonly Exemption[];
  /**
   * The language of the code in messages; `auto` is that of `ecs-outputs-are-not-text`, and there that of the program
   * as far as it shows, otherwise TypeScript. Default: `auto`.
   */
  readonly language?: "auto" | "typescript" | "python" | "go" | "csharp" | "java" | "yaml";
}

/** What is said of a policy that may presume a violation while a value is unknown. */
export interface PresumingSettings extends PolicySettings {
  /** Whether presumed violations are reported, or listed only. Default: `enforce`. */
  readonly presumed?: "enforce" | "list";
}

/** What is said of `ecs-ssm-grant-on-execution-role`. */
export interface SsmGrantSettings extends PresumingSettings {
  /**
   * `auto` advises where containers are known to take no secret from Parameter Store; `referenced` judges only task
   * definitions whose containers take some. Default: `always`.
   */
  readonly when?: "always" | "auto" | "referenced";
  /** Default: none. */
  readonly externalRoles?: readonly ExternalRole[];
  /** Names of roles whose tasks are defined in other stacks, with wildcards. Default: none. */
  readonly roles?: { readonly task?: readonly string[]; readonly execution?: readonly string[] };
}

/** What is said of a policy about what roles may do. */
export interface PermissionSettings extends PresumingSettings {
  /** Default: none. */
  readonly externalRoles?: readonly ExternalRole[];
}

/** What is said of a policy about the servers of clients. */
export interface ServersSettings extends PresumingSettings {
  /** `referenced` counts only servers whose host names the client's containers hold. Default: `all`. */
  readonly servers?: "all" | "referenced";
}

/** What is said of `ecs-service-connect-clients-after-servers`. */
export interface ClientsAfterServersSettings extends PresumingSettings {
  /**
   * `auto` demands the servers whose host names the client's containers hold and, where it waits for none, all;
   * `all` demands all always, `referenced` only those whose host names they hold. Default: `auto`.
   */
  readonly servers?: "auto" | "all" | "referenced";
  /** `new` lists a client that exists beside servers that exist, `all` rejects it as well. Default: `new`. */
  readonly clients?: "new" | "all";
  /** Namespaces, clusters and host names that other stacks serve before this one, with wildcards. Default: none. */
  readonly external?: readonly string[];
}

/** Levels and options by the policies' names; of a policy that is not named those hold that it has. */
export interface GuardrailsSettings {
  /** Level of all policies that have none here. Default: each policy's own. */
  readonly all?: EnforcementLevel;
  readonly "ecs-task-definitions-are-accepted"?: EnforcementLevel | PolicySettings;
  readonly "ecs-outputs-are-not-text"?: EnforcementLevel | PolicySettings;
  readonly "ecs-ssm-grant-on-execution-role"?: EnforcementLevel | SsmGrantSettings;
  readonly "ecs-execution-role-reads-secrets"?: EnforcementLevel | PermissionSettings;
  readonly "ecs-service-connect-clients-after-servers"?: EnforcementLevel | ClientsAfterServersSettings;
  readonly "ecs-service-connect-endpoints-are-valid"?: EnforcementLevel | PresumingSettings;
  readonly "ecs-service-connect-callers-after-callees"?: EnforcementLevel | PresumingSettings;
  readonly "ecs-service-connect-clients-redeploy"?: EnforcementLevel | ServersSettings;
  readonly "ecs-roles-trust-ecs"?: EnforcementLevel | PresumingSettings;
  readonly "ecs-roles-let-tasks-start"?: EnforcementLevel | PermissionSettings;
  readonly "ecs-roles-let-tasks-work"?: EnforcementLevel | PermissionSettings;
  readonly "ecs-scheduled-tasks-may-run"?: EnforcementLevel | PermissionSettings;
  readonly "ecs-services-after-prerequisites"?: EnforcementLevel | PresumingSettings;
  readonly "ecs-first-tasks-find-what-they-need"?: EnforcementLevel | PresumingSettings;
  readonly "ecs-load-balancers-reach-tasks"?: EnforcementLevel | PresumingSettings;
  readonly "ecs-tasks-reach-aws"?: EnforcementLevel | PresumingSettings;
  readonly "ecs-services-are-accepted"?: EnforcementLevel | PresumingSettings;
  readonly "ecs-guardrails-undetermined"?: EnforcementLevel | PolicySettings;
}
