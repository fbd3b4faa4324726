/** How well what the pack says agrees with the truth. */
import type { Failure, Moment, Origin, Program } from "./truth";
import type { AllVerdicts, Said } from "./verdicts";

/** Part of a whole; undefined as a ratio where the whole is nothing. */
export interface Share {
  readonly part: number;
  readonly whole: number;
}

export interface Score {
  /** Findings that say a failure, of all findings. */
  readonly precision: Share;
  /** Failures that a finding says, of all failures. */
  readonly recall: Share;
}

/** A failure that no finding says. */
export interface Miss {
  readonly program: string;
  readonly moment: Moment;
  readonly failure: Failure;
}

/** A finding that says no failure. */
export interface FalseAlarm {
  readonly program: string;
  readonly moment: Moment;
  readonly said: Said;
}

/** What is compared: all of the corpus unless it says otherwise. */
export interface Selection {
  readonly moment: Moment;
  readonly policy?: string;
  readonly origin?: Origin;
  /** Whether only findings that reject count. */
  readonly mandatoryOnly?: boolean;
}

/** Whether a finding says a failure: it is of one of its policies, on one of its resources, and of its ids if it has some. */
export function matches({ policy, resource, kind }: Said, { policies, on, findings }: Failure): boolean {
  return policies.includes(policy) && on.includes(resource) && (findings?.includes(kind) ?? true);
}

/** A failure with several policies counts for each of them, and is caught when any of them says it. */
export function scoreOf(
  programs: readonly Program[],
  verdicts: AllVerdicts,
  { moment, policy, origin, mandatoryOnly = false }: Selection,
): Score {
  const judged = programs
    .filter((program) => origin === undefined || program.origin === origin)
    .map((program) => judge(program, verdicts, moment, mandatoryOnly));
  const findings = judged
    .flatMap(({ findings }) => findings)
    .filter(({ said }) => policy === undefined || said.policy === policy);
  const failures = judged
    .flatMap(({ failures }) => failures)
    .filter(({ failure }) => policy === undefined || failure.policies.includes(policy));
  return {
    precision: { part: findings.filter(({ isTrue }) => isTrue).length, whole: findings.length },
    recall: { part: failures.filter(({ isCaught }) => isCaught).length, whole: failures.length },
  };
}

export function missesOf(programs: readonly Program[], verdicts: AllVerdicts, moment: Moment): Miss[] {
  return programs.flatMap((program) =>
    judge(program, verdicts, moment, false).failures.flatMap(({ failure, isCaught }) =>
      isCaught ? [] : [{ program: program.id, moment, failure }],
    ),
  );
}

export function falseAlarmsOf(
  programs: readonly Program[],
  verdicts: AllVerdicts,
  moment: Moment,
): FalseAlarm[] {
  return programs.flatMap((program) =>
    judge(program, verdicts, moment, false).findings.flatMap(({ said, isTrue }) =>
      isTrue ? [] : [{ program: program.id, moment, said }],
    ),
  );
}

/** Of the programs that work in both previews, those of which nothing is said in either. */
export function silentOf(programs: readonly Program[], verdicts: AllVerdicts): Share {
  const working = programs.filter(({ fails }) => fails.length === 0);
  const silent = working.filter(({ id }) => {
    const { first = [], later = [] } = verdicts[id] ?? {};
    return first.length + later.length === 0;
  });
  return { part: silent.length, whole: working.length };
}

function judge({ id, fails }: Program, verdicts: AllVerdicts, moment: Moment, mandatoryOnly: boolean) {
  const said = (verdicts[id]?.[moment] ?? []).filter(({ level }) => !mandatoryOnly || level === "mandatory");
  const toCome = fails.filter(({ moments }) => moments.includes(moment));
  return {
    findings: said.map((one) => ({
      said: one,
      isTrue: toCome.some((failure) => matches(one, failure)),
    })),
    failures: toCome.map((failure) => ({
      failure,
      isCaught: said.some((one) => matches(one, failure)),
    })),
  };
}
