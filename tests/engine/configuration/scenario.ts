import {
  clientsAfterServers,
  outputsAreNotText,
  type Scenario,
  ssmGrant,
  undetermined,
} from "../../support/scenario";

const found = `${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::reads`;
const onStack = "pulumi:pulumi:Stack::scenarios-configuration";

export const scenario: Scenario = {
  proves: "levels work, and a mistake in the configuration is told with its key",
  steps: [
    { run: "preview", pack: { [ssmGrant]: "disabled" } },
    {
      run: "preview",
      pack: {
        all: "disabled",
        [undetermined]: "advisory",
        [clientsAfterServers]: "advisory",
        [ssmGrant]: "mandatory",
      },
      finds: [found],
    },
    { run: "preview", pack: { [outputsAreNotText]: "disabled" }, finds: [found] },
    {
      run: "preview",
      pack: { [ssmGrant]: { wen: "referenced" }, [clientsAfterServers]: { external: [], server: "all" } },
      finds: [found, `${ssmGrant} config/wen ${onStack}`, `${clientsAfterServers} config/server ${onStack}`],
      says: [/"wen" is not one of when, externalRoles, presumed/],
    },
    {
      run: "preview",
      pack: { [outputsAreNotText]: { when: "always" }, [undetermined]: { 'a "key",\nFinding: other': 1 } },
      finds: [
        found,
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
