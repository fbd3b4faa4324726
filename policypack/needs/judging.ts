/** Whether the roles of tasks are allowed what the tasks need. */
import type { Access } from "../access/access";
import { type Call, call, mayCall } from "../access/calls";
import { isComplete, type Permission } from "../access/permissions";
import { type Role, type RoleReference, sameRole } from "../access/roles";
import type { Resource } from "../stack/resources";
import type { ExternalRole } from "../verdicts/config-entries";
import { about, type Reason } from "../verdicts/reasons";
import type { Need, Row } from "./needs";
import { startRows } from "./permission-rows";
import type { Needy } from "./task-needs";

/** A need that the role may not have. */
export interface Refused {
  readonly subject: Resource;
  readonly need: Need;
  /** The calls that are refused, of which the first one decides. */
  readonly calls: readonly [Call, ...Call[]];
  readonly role: Role;
  readonly permission: Permission;
  /** The other role of the task, which may do it. */
  readonly otherRole: Role | undefined;
  readonly certainty: "proven" | "presumed";
}

/** A need of which it cannot be told whether the role has it. */
export interface Doubtful {
  readonly subject: Resource;
  readonly need: Need;
  readonly reasons: readonly Reason[];
}

/** A task definition that needs an execution role and has none. */
export interface WithoutRole {
  readonly subject: Resource;
  readonly needs: readonly Need[];
  readonly certainty: "proven" | "presumed";
}

export interface Judgement {
  readonly refused: readonly Refused[];
  readonly doubtful: readonly Doubtful[];
  readonly withoutRole: readonly WithoutRole[];
}

/** Asks for the needs of some rows whether the roles have them. */
export function judge(
  access: Access,
  all: readonly Needy[],
  rows: readonly Row[],
  declared: readonly ExternalRole[],
): Judgement {
  const judges = all.map((needy) => new Judge(access, needy, rows, declared));
  return {
    refused: judges.flatMap(({ refused }) => refused),
    doubtful: judges.flatMap(({ doubtful }) => doubtful),
    withoutRole: judges.flatMap(({ withoutRole }) => withoutRole),
  };
}

type RoleOfTask = "execution" | "task";

class Judge implements Judgement {
  readonly refused: Refused[] = [];
  readonly doubtful: Doubtful[] = [];
  readonly withoutRole: WithoutRole[] = [];

  constructor(
    private readonly access: Access,
    private readonly needy: Needy,
    rows: readonly Row[],
    private readonly declared: readonly ExternalRole[],
  ) {
    const needs = needy.needs.filter(({ row }) => rows.includes(row));
    for (const role of ["execution", "task"] as const)
      this.ask(
        role,
        needs.filter(({ row }) => row.role === role),
      );
  }

  private roleOf(role: RoleOfTask): RoleReference {
    const { executionRole, taskRole } = this.needy.definition;
    return role === "execution" ? executionRole : taskRole;
  }

  private ask(which: RoleOfTask, needs: readonly Need[]): void {
    const reference = this.roleOf(which);
    const { resource: subject } = this.needy;
    if (needs.length === 0) return;
    if (reference.kind === "none" && which === "execution") this.askWithoutRole(needs);
    if (reference.kind === "undetermined") {
      const reasons = [about(`the ${which} role`, reference.reason)];
      this.doubtful.push(...needs.map((need) => ({ subject, need, reasons })));
    }
    // Of a role made elsewhere nothing is asked that nobody has told.
    if (reference.kind === "role" && isComplete(reference.role, this.declared))
      for (const need of needs) this.askRole(need, which, reference.role, reference.certainty);
  }

  private askWithoutRole(needs: readonly Need[]): void {
    const { resource: subject, setting } = this.needy;
    // The log of Service Connect's proxy is the only one that stands in a service.
    const { forFargate, onFargate } = setting.launch;
    const demands = [forFargate, onFargate].includes("yes")
      ? "yes"
      : [forFargate, onFargate].includes("cannot tell")
        ? "cannot tell"
        : "no";
    const refusing = needs.filter(({ row }) => row === startRows.environmentFile || demands !== "no");
    if (refusing.length === 0) return;
    const certain = refusing.filter(({ row }) => row === startRows.environmentFile || demands === "yes");
    if (certain.length === 0) {
      this.doubtful.push(...refusing.map((need) => ({ subject, need, reasons: [launchUnknown(subject)] })));
      return;
    }
    const certainty = certain.every(({ known }) => known === "by some edge") ? "presumed" : "proven";
    this.withoutRole.push({ subject, needs: certain, certainty });
  }

  private askRole(need: Need, which: RoleOfTask, role: Role, certainty: "proven" | "presumed"): void {
    const { resource: subject, setting } = this.needy;
    const answers = need.calls.map((asked) => ({
      asked,
      permission: mayCall(this.access, role, asked, this.declared),
    }));
    const [no, ...more] = answers.filter(({ permission }) => permission.answer === "no");
    const open = answers.filter(({ permission }) => permission.answer === "cannot tell");
    if (!no) {
      const reasons = open.flatMap(({ permission }) => permission.reasons);
      if (open.length > 0) this.doubtful.push({ subject, need, reasons });
      return;
    }
    if (need.doubt) {
      this.doubtful.push({ subject, need, reasons: [need.doubt] });
      return;
    }
    if (which === "execution" && setting.launch.onFargate === "cannot tell" && !isAskedEverywhere(need)) {
      this.doubtful.push({ subject, need, reasons: [launchUnknown(setting.subject)] });
      return;
    }
    const other = this.roleOf(which === "execution" ? "task" : "execution");
    const byOther =
      other.kind === "role" && !sameRole(other, this.roleOf(which))
        ? mayCall(this.access, other.role, no.asked, this.declared)
        : undefined;
    // Nobody but ECS pulls the image of a task.
    const mayBeOthers =
      need.known === "by some edge" && which === "execution" && need.row !== startRows.image;
    if (mayBeOthers && byOther && byOther.answer !== "no") {
      this.doubtful.push({ subject, need, reasons: [ofTheApplication(need, byOther)] });
      return;
    }
    this.refused.push({
      subject,
      need,
      calls: [no.asked, ...more.map(({ asked }) => asked)],
      role,
      permission: no.permission,
      otherRole: byOther?.answer === "yes" && other.kind === "role" ? other.role : undefined,
      certainty: certaintyOf(this.access, role, need, no.asked, this.declared, certainty),
    });
  }
}

/**
 * How certain it is that a role is refused a call: as certain as which role it is, but for what only edges tell, and for
 * an ARN that is not known while the role is allowed the call on some other.
 */
export function certaintyOf(
  access: Access,
  role: Role,
  { known, hasNoArn }: Need,
  asked: Call,
  declared: readonly ExternalRole[],
  ofRole: Refused["certainty"],
): Refused["certainty"] {
  if (known === "by some edge") return "presumed";
  if (!hasNoArn) return ofRole;
  const anyArn = asked.arn.split(":").map((part, index) => (index < 3 ? part : "*"));
  const anywhere = call(asked.action, anyArn.join(":"), { keys: asked.keys });
  return mayCall(access, role, anywhere, declared, "some").answer === "no" ? ofRole : "presumed";
}

/** Whether ECS does it with the execution role wherever tasks run. */
const everywhere: readonly Row[] = [startRows.environmentFile, startRows.routerFile, startRows.share];

function isAskedEverywhere({ row }: Need): boolean {
  return everywhere.includes(row);
}

function launchUnknown({ name }: Resource): Reason {
  const text = `whether tasks of \`${name}\` run on Fargate is not known before the update, and elsewhere the role of the container instance may do it`;
  return { cause: "new", text };
}

/** An application that writes its log or pulls images itself looks like one for which ECS does. */
function ofTheApplication({ target, holder }: Need, { answer }: Permission): Reason {
  const may = answer === "yes" ? "may" : "may perhaps";
  const text = `the task role ${may} do the same with \`${target?.name ?? holder}\`, and the application may be meant to`;
  return { cause: "done by the application", text };
}
