import {
  clientsAfterServers,
  readsSecrets,
  type Scenario,
  ssmGrant,
  undetermined,
} from "../../support/scenario";

const taskRoleOnly = `${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::reads`;
const unreadable = `${readsSecrets} secret-unreadable/app/secret_0 aws:ecs/taskDefinition:TaskDefinition::shop`;
const noServer = `${undetermined} no-server aws:ecs/service:Service::storefront`;
const reason = "moved in the next quarter";
const exempting = (...exemptions: object[]) => ({ exemptions });

export const scenario: Scenario = {
  proves: "what configuration exempts is printed with its reason, and expired or mistaken exemptions say so",
  steps: [
    { run: "preview", finds: [taskRoleOnly, unreadable, noServer] },
    {
      run: "preview",
      pack: {
        [ssmGrant]: exempting({ resource: "reads", project: "scenarios", reason, expires: "9999-12-31" }),
        [readsSecrets]: exempting({ resource: "*::shop", finding: "secret-unreadable/*", reason }),
        [clientsAfterServers]: exempting({ resource: "storefront", reason }),
        // Whatever the level, what is exempt cannot reject.
        [undetermined]: "mandatory",
      },
      prints: [
        /ecs-ssm-grant-on-execution-role: task-role-only on `reads` is exempt \(until 9999-12-31\): moved in/,
        /ecs-execution-role-reads-secrets: secret-unreadable\/app\/secret_0 on `shop` is exempt: moved in/,
        /ecs-service-connect-clients-after-servers: no-server on `storefront` is exempt: moved in/,
      ],
    },
    {
      run: "preview",
      pack: {
        [ssmGrant]: exempting({ resource: "reads", reason, expires: "2020-02-29" }),
        [readsSecrets]: exempting({ resource: "shpo", reason }),
        [clientsAfterServers]: exempting({ resource: "storefront", stack: "another", reason }),
      },
      finds: [taskRoleOnly, unreadable, noServer],
      says: [/An exemption from this expired on 2020-02-29: moved in/],
      prints: [/ecs-execution-role-reads-secrets: the exemption for "shpo" covers nothing here/],
    },
    {
      run: "preview",
      pack: { [ssmGrant]: exempting({ resource: "reads", reason, expires: "2025-13-45" }) },
      finds: [
        taskRoleOnly,
        unreadable,
        noServer,
        `${ssmGrant} config/exemptions.0.expires pulumi:pulumi:Stack::scenarios-exemptions`,
      ],
      says: [/must be a day, as YYYY-MM-DD/],
    },
    {
      run: "preview",
      pack: { [ssmGrant]: exempting({ resource: "reads" }) },
      stops: /exemptions.*reason is required/s,
    },
    { run: "up" },
    {
      run: "analyze",
      pack: { [ssmGrant]: exempting({ resource: "reads", reason }) },
      finds: [unreadable, noServer],
    },
  ],
};
