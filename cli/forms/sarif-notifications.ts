/** What a run of SARIF says beside its results. */
import type { Invocation, Notification } from "sarif";
import type { Report, UnusedExemption } from "../report/report";
import { stackName } from "./found";
import { plain } from "./messages";

/** @param leftOut how many results the limits left no room for */
export function invocationOf(report: Report, leftOut: number): Invocation {
  const executed: Notification[] = [
    ...report.failures.map(({ source, reason }) => notification("error", `${source}: ${plain(reason)}`)),
    ...report.stacks
      .filter(({ partial }) => partial)
      .map((stack) => notification("note", `${stackName(stack)} was judged without a part of its program.`)),
    ...(leftOut > 0 ? [notification("warning", leftOutText(leftOut))] : []),
  ];
  const configured = report.unusedExemptions?.map((one) => notification("warning", unusedText(one))) ?? [];
  return {
    executionSuccessful: report.failures.length === 0,
    ...endOf(report.time),
    ...(executed.length > 0 ? { toolExecutionNotifications: executed } : {}),
    ...(configured.length > 0 ? { toolConfigurationNotifications: configured } : {}),
  };
}

function notification(level: Notification.level, text: string): Notification {
  return { level, message: { text } };
}

function leftOutText(count: number): string {
  const were = count === 1 ? "finding was" : "findings were";
  return `${count} ${were} left out, the least urgent, to stay within the limits of code scanning.`;
}

function unusedText({ policy, resource, finding, reason }: UnusedExemption): string {
  const what = finding === undefined ? "" : ` and finding '${finding}'`;
  return `An exemption of ${policy} covers nothing: that of resource '${resource}'${what} (${reason}).`;
}

function endOf(time: string): Pick<Invocation, "endTimeUtc"> {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? {} : { endTimeUtc: date.toISOString() };
}
