/** Where the policy's section of the package's README can be read. */
export function pageOf(policy: string): string {
  return `https://www.npmjs.com/package/ecs-guardrails-policies#${policy}`;
}
