/**
 * Who may import whom. `npm run imports` checks it, with dependency-cruiser; an import of types alone is one, too.
 */

/**
 * The rooms of policypack/, the lowest first. Each imports only from the rooms that stand before it here, and every
 * folder of policypack/ is one of them.
 */
const rooms = Object.entries({
  iam: "policy documents and what they decide, knowing nothing of stacks",
  code: "the code that messages offer, as data, and what prints it in each language",
  verdicts: "findings and what could not be told, configuration, exemptions, best practices",
  stack: "what the engine tells: resources, values, edges, order",
  access: "roles, what is attached to them and what they may do, policies of secrets and keys",
  ecs: "task definitions, containers, services and clusters as programs write them",
  needs:
    "what a task needs from others, as data: calls that its roles must be allowed, what must be there first",
  secrets: "what references mean, which parameters and secrets the stack has, what a task fetches",
  "service-connect": "namespaces, endpoints, who calls whom",
  network:
    "security groups, subnets, routes, endpoints, mount targets: what keeps tasks from AWS and from each other",
  "load-balancing": "target groups, listeners, what they forward to, and whether it arrives",
  prerequisites: "what services, and their first tasks, need and do not come after",
  "scheduled-tasks": "what starts tasks by itself: rules and schedules of EventBridge",
  model: "all that a policy sees, and the form of a policy",
  policies: "one file a policy, its message beside it",
  pictures: "what is drawn of a stack: the order of its services, who may read its secrets",
  judging: "has the policies judge a stack, and puts into words what they tell; knows no engine",
  adapter: "the only code that knows @pulumi/policy",
});

const anyRoom = `^policypack/(${rooms.map(([room]) => room).join("|")})/`;

/** What the pack and its users start from, above all rooms. */
const entries = "^policypack/(settings|rules|guardrails|judging|index)[.]ts$";

/** Scripts that are run by hand, and what has been compiled. */
const outside = "^policypack/(scripts|bin)/";

/** @type {import("dependency-cruiser").IForbiddenRuleType[]} */
const order = rooms.map(([room, purpose], index) => {
  const below = rooms.slice(0, index).map(([name]) => name);
  return {
    name: `${room}-imports-from-below`,
    comment: `${room}/ is ${purpose}. The rooms below it: ${below.join(", ") || "none"}.`,
    severity: "error",
    from: { path: `^policypack/${room}/` },
    to: { path: "^policypack/", pathNot: `^policypack/(${[...below, room].join("|")})/` },
  };
});

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circles",
      comment:
        "Files that import each other can only be understood all at once. What they share belongs below them.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "imports-exist",
      comment: "There is no such file or package. Files in bin/ are made by `npm run build`.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    ...order,
    {
      name: "folders-are-rooms",
      comment:
        "A folder of policypack/ has a place and a purpose in the list of rooms in .dependency-cruiser.js.",
      severity: "error",
      from: { path: "^policypack/", pathNot: outside },
      to: { path: "^policypack/", pathNot: [anyRoom, entries] },
    },
    {
      name: "files-are-used",
      comment: "No other file of policypack/ imports it.",
      severity: "error",
      from: { path: "^policypack/", pathNot: outside },
      module: { path: "^policypack/", pathNot: [entries, outside], numberOfDependentsLessThan: 1 },
    },
    {
      name: "iam-stands-alone",
      comment: "Decisions of IAM are pure: they need no package, and nothing of Node.js.",
      severity: "error",
      from: { path: "^policypack/iam/" },
      to: { pathNot: "^policypack/" },
    },
    {
      name: "adapter-alone-knows-pulumi-policy",
      comment: "Rooms below adapter/ judge a stack without knowing who asks.",
      severity: "error",
      from: { path: "^policypack/", pathNot: ["^policypack/adapter/", entries] },
      to: { path: "(^|/)@pulumi/policy(/|$)" },
    },
    {
      name: "pack-goes-without-pulumi-aws",
      comment: "The pack is installed without @pulumi/aws: it knows resources from what the engine tells.",
      severity: "error",
      from: { path: "^policypack/" },
      to: { path: "(^|/)@pulumi/aws(/|$)" },
    },
    {
      name: "policies-stand-alone",
      comment:
        "A policy imports of policies/ only its own message. What two policies need belongs into a room below.",
      severity: "error",
      from: { path: "^policypack/policies/(.+?)([.]message)?[.]ts$" },
      to: { path: "^policypack/policies/", pathNot: "^policypack/policies/$1[.]message[.]ts$" },
    },
    {
      name: "packages-stand-alone",
      comment: "What is published imports nothing else of this repository.",
      severity: "error",
      from: { path: "^(policypack|components)/" },
      to: { path: "^(policypack|components|cli|offline|stacks|tests)/", pathNot: "^$1/" },
    },
    {
      name: "cli-asks-the-pack",
      comment: "The command knows of the pack what policypack/judging.ts exports, and of the others nothing.",
      severity: "error",
      from: { path: "^cli/" },
      to: {
        path: "^(policypack|components|offline|stacks|tests)/",
        pathNot: "^policypack/(bin/)?judging[.]",
      },
    },
    {
      name: "forms-are-made-of-the-report",
      comment: "Forms, drawings and the page know the report, and not how it came about.",
      severity: "error",
      from: { path: "^cli/(forms|drawing|page)/" },
      to: {
        path: "^cli/",
        pathNot: ["^cli/(forms|drawing|page)/", "^cli/report/report[.]ts$", "^cli/terminal[.]ts$"],
      },
    },
    {
      name: "tests-come-last",
      comment: "Only tests import from tests/.",
      severity: "error",
      from: { pathNot: "^tests/" },
      to: { path: "^tests/" },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    detectJSDocImports: true,
    // Templates, which import as the files do that are made of them.
    exclude: { path: "^policypack/scripts/new-policy/" },
    doNotFollow: { path: "(^|/)(node_modules|bin|[.]stryker-tmp)/" },
  },
};
