/** The report as it is, for other programs; `../report/report.schema.json` describes it. */
import type { Report } from "../report/report";
import { jsonText } from "./json-text";

export function json(report: Report): string {
  return jsonText(report, 2);
}
