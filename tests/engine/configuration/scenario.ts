import {
  clientsAfterServers,
  outputsAreNotText,
  readsSecrets,
  type Scenario,
  ssmGrant,
  undetermined,
} from "../../support/scenario";

const found = `${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::reads`;
const unreadable = `${readsSecrets} secret-unreadable/app/secret_0 aws:ecs/taskDefinition:TaskDefinition::shop`;
const onStack = "pulumi:pulumi:Stack::scenarios-configuration";

export const scenario: Scenario = {
  proves: "levels work, and a mistake in the configuration is told with its key",
  steps: [
    { run: "preview", pack: { [ssmGrant]: "disabled" }, finds: [unreadable] },
    {
      run: "preview",
      pack: {
        all: "disabled",
        [undetermined]: "advisory",
        [clientsAfterServers]: "advisory",
        [ssmGrant]: "mandatory",
        [readsSecrets]: "disabled",
      },
      finds: [found],
    },
    { run: "preview", pack: { [outputsAreNotText]: "disabled" }, finds: [found, unreadable] },
    {
      run: "preview",
      pack: {
        [ssmGrant]: { wen: "referenced" },
        [readsSecrets]: { externalRole: [] },
        [clientsAfterServers]: { external: [], server: "all" },
      },
      finds: [
        found,
        unreadable,
        `${ssmGrant} config/wen ${onStack}`,
        `${readsSecrets} config/externalrole ${onStack}`,
        `${clientsAfterServers} config/server ${onStack}`,
      ],
      says: [/"wen" is not one of when, externalRoles/],
    },
    {
      run: "preview",
      pack: { [outputsAreNotText]: { when: "always" }, [undetermined]: { 'a "key",\nFinding: other': 1 } },
      finds: [
        found,
        unreadable,
        `${outputsAreNotText} config/when ${onStack}`,
        `${undetermined} config/a--key---finding--other ${onStack}`,
      ],
    },
    { run: "preview", pack: { [ssmGrant]: { when: "sometimes" } }, stops: /when/ },
    {
      run: "preview",
      pack: {
        [ssmGrant]: { externalRoles: [{ role: "x", actions: ["ssm:GetParameters"], resources: ["*"] }] },
      },
      stops: /reason/,
    },
  ],
};
