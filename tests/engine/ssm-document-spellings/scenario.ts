import { readsSecrets, type Scenario, ssmGrant, undetermined } from "../../support/scenario";

const grant = (spelling: string) => `aws:iam/rolePolicy:RolePolicy::${spelling}-reads`;
const definition = (spelling: string) => `aws:ecs/taskDefinition:TaskDefinition::${spelling}`;
const onTaskRole = (spelling: string) => `${ssmGrant} task-role-only ${grant(spelling)}`;
const withEdges = ["object", "stringify", "interpolate", "apply", "invoke"];
const all = [...withEdges, "by-name", "output-invoke"];
const unclear = `${undetermined} secret-unclear/database-url ${definition("output-invoke")}`;
const proven = all.flatMap((spelling) => [
  onTaskRole(spelling),
  `${readsSecrets} secret-unreadable/app/secret_0 ${definition(spelling)}`,
]);

export const scenario: Scenario = {
  proves: "a read is a read, however its document is written and whatever is unknown, on either role",
  steps: [
    { run: "preview", finds: [unclear], says: [/pulumi\.jsonStringify/] },
    {
      run: "preview",
      variant: "swapped",
      finds: [
        ...withEdges.map((spelling) => `${onTaskRole(spelling)} presumed`),
        onTaskRole("by-name"),
        ...[...withEdges, "by-name"].map(
          (spelling) => `${undetermined} secret-unclear/database-url ${definition(spelling)}`,
        ),
        `${undetermined} grant-unclear ${grant("output-invoke")}`,
        unclear,
      ],
    },
    { run: "up", variant: "swapped" },
    { run: "preview", variant: "swapped", finds: proven },
    { run: "analyze", finds: proven },
    { run: "preview" },
  ],
};
