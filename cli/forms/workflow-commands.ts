/**
 * Commands that GitHub Actions reads from the output of a step and shows as annotations of a pull request
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands): of those of one kind it
 * shows the first ten of a step.
 */
import { nameIn, type Report, type Standing } from "../report/report";
import { allFound, byUrgency, type Found, stackName } from "./found";
import { plain } from "./messages";

export function workflowCommands(report: Report): string {
  const found = byUrgency(allFound(report)).flatMap((one) => commandOf(one) ?? []);
  const failures = report.failures.map(({ source, reason }) =>
    command("error", { title: `${source} could not be judged` }, reason),
  );
  return [...failures, ...found].map((line) => `${line}\n`).join("");
}

/** What is exempted is no news, and what could not be told is in the summary. */
const levels: Partial<Record<Standing, "error" | "warning" | "notice">> = {
  rejected: "error",
  presumed: "error",
  advised: "warning",
};

function commandOf({ stack, finding, standing }: Found): string | undefined {
  const level = finding.level === "advisory" && standing === "presumed" ? "warning" : levels[standing];
  if (level === undefined) return undefined;
  const { policy, places, message } = finding;
  const title = `${policy}: ${nameIn(places[0].urn)} (${stackName(stack)})`;
  const place: Properties = stack.projectFile === undefined ? {} : { file: stack.projectFile, line: "1" };
  return command(level, { ...place, title }, plain(message));
}

type Properties = Readonly<Record<string, string>>;

function command(level: string, properties: Properties, text: string): string {
  const written = Object.entries(properties).map(([name, value]) => `${name}=${propertyOf(value)}`);
  return `::${level} ${written.join(",")}::${dataOf(text)}`;
}

/** As the toolkit of GitHub Actions escapes them. */
function dataOf(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function propertyOf(text: string): string {
  return dataOf(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
