/** Reads from the engine's events what the policy pack found, and whether it judged at all. */

/** @typedef {import("./workspace").Event} Event */

/**
 * @typedef {object} Finding
 * @property {string} policy
 * @property {string} level the enforcement level it was reported at
 * @property {string} urn
 * @property {string} id
 * @property {boolean} presumed
 * @property {string} message
 */

/** The policies that judge the stack as a whole: each must be seen to have run. */
const stackPolicies = [
  "ecs-ssm-grant-on-execution-role",
  "ecs-execution-role-reads-secrets",
  "ecs-service-connect-clients-after-servers",
  "ecs-guardrails-undetermined",
];

/**
 * The findings of the pack, one for each finding id.
 * @param {Event[]} events
 * @returns {Finding[]}
 */
function findingsOf(events) {
  return events.flatMap(({ policyEvent }) => {
    if (!policyEvent) return [];
    const { policyName: policy, enforcementLevel: level, resourceUrn = "", message } = policyEvent;
    return idsIn(message).flatMap(({ ids, urn = resourceUrn, presumed }) =>
      ids.map((id) => ({ policy, level, urn, id, presumed, message })),
    );
  });
}

/**
 * What the last lines of a message say: the ids of what is found on its resource, and on others with their URNs.
 * @param {string} message
 * @returns {{ ids: string[], urn?: string, presumed: boolean }[]}
 */
function idsIn(message) {
  const lines = [...message.matchAll(/^Finding: (.+?)(?: on (urn:.+?))?( \(presumed\))?$/gm)];
  if (lines.length === 0) return [{ ids: ["(none)"], presumed: false }];
  return lines.map(([, ids = "", urn, presumed]) => ({
    ids: ids.split(", "),
    ...(urn !== undefined && { urn }),
    presumed: presumed !== undefined,
  }));
}

/**
 * How many resources the pack says that it judged; undefined when it says nothing, or when a stack policy
 * did not run.
 * @param {Event[]} events
 * @param {string[]} [disabled] policies that configuration has disabled
 * @returns {number | undefined}
 */
function judgedResources(events, disabled = []) {
  const ran = events.flatMap(({ policyAnalyzeStackSummaryEvent: summary }) => [
    ...(summary?.passed ?? []),
    ...(summary?.failed ?? []),
  ]);
  if (!stackPolicies.every((policy) => ran.includes(policy) || disabled.includes(policy))) return undefined;
  for (const { diagnosticEvent } of events) {
    const [, count] = /ecs-guardrails judged .*?(\d+) resources?:/.exec(diagnosticEvent?.message ?? "") ?? [];
    if (count !== undefined) return Number(count);
  }
  return undefined;
}

/**
 * Errors of the operation other than the rejection itself.
 * @param {Event[]} events
 * @returns {string[]}
 */
function errorsOf(events) {
  return events.flatMap(({ diagnosticEvent }) => {
    if (diagnosticEvent?.severity !== "error") return [];
    const message = diagnosticEvent.message.replace(/<\{%.*?%\}>/g, "").trim();
    return /^(preview|update) failed$/.test(message) ? [] : [message];
  });
}

module.exports = { errorsOf, findingsOf, idsIn, judgedResources, stackPolicies };
