import { type Scenario, ssmGrant } from "../../support/scenario";

const finds = ["literal", "get-role", "role-get"].map(
  (way) => `${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::${way}-reads`,
);
const declared = (role: string, action: string) => ({
  [ssmGrant]: {
    externalRoles: [
      {
        role,
        actions: [action],
        resources: ["arn:aws:ssm:*:*:parameter/shop/*"],
        reason: "made by the platform stack",
      },
    ],
  },
});

export const scenario: Scenario = {
  proves: "an execution role made elsewhere counts by what this stack attaches to it and what is declared",
  steps: [
    {
      run: "preview",
      finds,
      says: [
        /This stack attaches no Parameter Store read to `ecsTaskExecutionRole`, which is made elsewhere/,
        /externalRoles/,
      ],
    },
    { run: "preview", variant: "cured" },
    { run: "preview", pack: declared("*ecsTaskExecutionRole", "ssm:GetParameters") },
    { run: "preview", pack: declared("someoneElse", "ssm:GetParameters"), finds },
    { run: "preview", pack: declared("*ecsTaskExecutionRole", "ssm:GetParameter"), finds },
    { run: "up" },
    { run: "preview", finds },
    { run: "analyze", finds },
  ],
};
