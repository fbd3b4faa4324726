/** Arguments are checked as soon as they are known: at once, or when an output has its value. */
import * as pulumi from "@pulumi/pulumi";

/** What an argument must be, in words that follow its name; nothing where it is that. */
export type Fault<T> = (value: T) => string | undefined;

/**
 * The value of an argument. One that is known is refused at once, so before a component registers anything if it
 * asks before; an output when it has its value.
 *
 * @param what how messages call the argument; they do not hold its value
 * @throws when there is a fault
 */
export function checked<T extends string | number | boolean>(
  what: string,
  value: pulumi.Input<T>,
  fault: Fault<T>,
): pulumi.Output<T> {
  const judged = (known: T): T => {
    const words = fault(known);
    if (words !== undefined) throw new pulumi.RunError(`${what} ${words}.`);
    return known;
  };
  if (isOutput(value)) return value.apply((known) => judged(known));
  if (value instanceof Promise) return pulumi.output(value.then(judged)) as pulumi.Output<T>;
  return pulumi.output(judged(value)) as pulumi.Output<T>;
}

/** The same of an argument that may be left out. */
export function checkedIfGiven<T extends string | number | boolean>(
  what: string,
  value: pulumi.Input<T> | undefined,
  fault: Fault<T>,
): pulumi.Output<T> | undefined {
  return value === undefined ? undefined : checked(what, value, fault);
}

/** Whether a value is known while the program runs. */
export function isKnown<T>(value: pulumi.Input<T>): value is T {
  return !pulumi.Output.isInstance(value) && !(value instanceof Promise);
}

function isOutput<T>(value: pulumi.Input<T>): value is pulumi.OutputInstance<T> {
  return pulumi.Output.isInstance(value);
}

/** A whole number from a least to a greatest. */
export function wholeNumber(least: number, greatest = Number.POSITIVE_INFINITY): Fault<number> {
  const range = greatest === Number.POSITIVE_INFINITY ? `${least} or more` : `from ${least} to ${greatest}`;
  return (value) =>
    Number.isInteger(value) && value >= least && value <= greatest
      ? undefined
      : `must be a whole number, ${range}`;
}

/** One of some words or numbers. */
export function oneOf<T extends string | number>(...allowed: readonly T[]): Fault<T> {
  return (value) => (allowed.includes(value) ? undefined : `must be ${inWords(allowed)}`);
}

/** Text of a form. */
export function ofForm(form: RegExp, words: string): Fault<string> {
  return (value) => (typeof value === "string" && form.test(value) ? undefined : `must be ${words}`);
}

/** Whether there is a date and time; `Date` would take the 30th of February for the 2nd of March. */
function isTime(text: string): boolean {
  const date = new Date(`${text}Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** A time zone of the IANA database. */
export const timeZone: Fault<string> = (value) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return undefined;
  } catch {
    return "must be a time zone such as `Europe/Berlin`";
  }
};

/** As EventBridge Scheduler and Application Auto Scaling read it (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html). */
export const scheduleExpression: Fault<string> = (value) => {
  const [, fields] = /^cron\((.*)\)$/.exec(value) ?? [];
  const [, , dayOfMonth, , dayOfWeek] = fields?.split(" ") ?? [];
  if (fields !== undefined && (dayOfMonth === "?") === (dayOfWeek === "?"))
    return "must have `?` either as the day of the month or as the day of the week, such as `cron(0 3 * * ? *)`";
  const [, time] = /^at\((.*)\)$/.exec(value) ?? [];
  return time !== undefined && !isTime(time)
    ? "must have a date and time that there are"
    : scheduleForm(value);
};

const scheduleForm: Fault<string> = ofForm(
  /^(?:rate\((?:1 (?:minute|hour|day)|(?!1 )[1-9]\d* (?:minute|hour|day)s)\)|cron\(\S+(?: \S+){5}\)|at\(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?\))$/,
  "`rate(…)`, `cron(…)` with six fields, or `at(…)`",
);

function inWords(values: readonly (string | number)[]): string {
  const quoted = values.map((value) => `\`${value}\``);
  return quoted.length < 2
    ? quoted.join("")
    : `${quoted.slice(0, -1).join(", ")} or ${quoted[quoted.length - 1]}`;
}
