import { allRemovals, type Moment } from "../../support/generated/removals";
import { usualSeed } from "../../support/generated/samples";
import { untouchedRole } from "../../support/generated/services";
import { clientsAfterServers, readsSecrets, type Scenario, ssmGrant } from "../../support/scenario";

/** Others are explored with `COMPONENTS_SEED=… SCENARIO=components-generated npm test -- engine`. */
const seed = process.env.COMPONENTS_SEED ?? String(usualSeed);

const config = { seed };
const finds = (moment: Moment) => allRemovals(Number(seed), moment).flatMap((removals) => removals.finds);
const externalRoles = [
  {
    role: untouchedRole,
    actions: ["ssm:GetParameters", "secretsmanager:GetSecretValue"],
    resources: ["arn:aws:ssm:*:*:parameter/*", "arn:aws:secretsmanager:*:*:secret:*"],
    reason: "made by the platform team",
  },
];
const pack = {
  [ssmGrant]: { externalRoles },
  [readsSecrets]: { externalRoles },
  [clientsAfterServers]: {
    servers: "all",
    clients: "all",
    external: ["arn:aws:servicediscovery:*:*:namespace/ns-shop-*"],
  },
};

export const scenario: Scenario = {
  proves: `whatever is made from the components passes, and what is taken away from it is found, seed ${seed}`,
  steps: [
    { run: "preview", variant: "without, first", config, pack, finds: finds("first") },
    { run: "preview", config, pack },
    { run: "up", config },
    { run: "preview", config, pack, unchanged: true },
    { run: "preview", variant: "without, later", config, pack, finds: finds("later") },
  ],
};
