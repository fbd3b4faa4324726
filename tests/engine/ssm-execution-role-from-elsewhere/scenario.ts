import { readsSecrets, type Scenario, ssmGrant, undetermined } from "../../support/scenario";

const ways = ["literal", "config", "get-role", "get-role-output", "stack-reference"];
const onTaskRole = ways.map(
  (way) => `${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::${way}-reads`,
);
const unclear = ways.map(
  (way) => `${undetermined} secret-unclear/app/secret_0 aws:ecs/taskDefinition:TaskDefinition::${way}`,
);
const unreadable = ways.map(
  (way) => `${readsSecrets} secret-unreadable/app/secret_0 aws:ecs/taskDefinition:TaskDefinition::${way}`,
);
const finds = [...onTaskRole, ...unclear];
const config = { executionRoleArn: "arn:aws:iam::123456789012:role/platform/ecsTaskExecutionRole" };
const declared = (role: string, action: string) => {
  const entry = {
    role,
    actions: [action],
    resources: ["arn:aws:ssm:*:*:parameter/shop/*"],
    reason: "made by the platform stack",
  };
  return { [ssmGrant]: { externalRoles: [entry] }, [readsSecrets]: { externalRoles: [entry] } };
};

export const scenario: Scenario = {
  proves: "an execution role made elsewhere counts by what this stack attaches to it and what is declared",
  steps: [
    { run: "up", program: "platform" },
    {
      run: "preview",
      config,
      finds,
      says: [
        /with execution role `ecsTaskExecutionRole`, which is made elsewhere and gets no such read here/,
        /externalRoles/,
        /what it may do there is not declared/,
      ],
    },
    { run: "preview", config, variant: "cured" },
    { run: "preview", config, pack: declared("*ecsTaskExecutionRole", "ssm:GetParameters") },
    { run: "preview", config, pack: declared("someoneElse", "ssm:GetParameters"), finds },
    // Who declares what a role may do has told all of it.
    {
      run: "preview",
      config,
      pack: declared("*ecsTaskExecutionRole", "ssm:GetParameter"),
      finds: [...onTaskRole, ...unreadable],
    },
    { run: "up", config },
    { run: "preview", config, finds },
    { run: "analyze", finds },
    { run: "analyze export", pack: declared("*ecsTaskExecutionRole", "ssm:GetParameters") },
  ],
};
