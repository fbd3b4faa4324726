import { readsSecrets, type Scenario, ssmGrant, undetermined } from "../../support/scenario";

const service = (name: string) => `aws:ecs/expressGatewayService:ExpressGatewayService::${name}`;
const grant = (name: string) => `aws:iam/rolePolicy:RolePolicy::${name}`;
const unreadable = (id: string, name: string) => `${readsSecrets} secret-unreadable/${id} ${service(name)}`;
const malformed = `${readsSecrets} secret-malformed/primary/key ${service("malformed")}`;
const proven = [
  unreadable("primary/key", "elsewhere"),
  unreadable("primary/url", "new"),
  unreadable("primary/url", "several"),
  unreadable("primary/token", "several"),
  unreadable("primary/repository-credentials", "private"),
  `${ssmGrant} task-role-only ${grant("new")}`,
  `${ssmGrant} task-role-only ${grant("several")}`,
  malformed,
];

export const scenario: Scenario = {
  proves: "an Express service is judged like a task definition, secret by secret",
  steps: [
    { run: "preview", finds: [malformed] },
    {
      run: "preview",
      variant: "swapped",
      finds: [
        unreadable("primary/key", "elsewhere"),
        `${unreadable("primary/url", "new")} presumed`,
        `${undetermined} secret-unclear/url ${service("several")}`,
        `${undetermined} secret-unclear/token ${service("several")}`,
        `${unreadable("primary/repository-credentials", "private")} presumed`,
        `${ssmGrant} task-role-only ${grant("new")} presumed`,
        `${ssmGrant} task-role-only ${grant("several")} presumed`,
        malformed,
      ],
    },
    { run: "up", variant: "swapped" },
    { run: "preview", variant: "swapped", finds: proven },
    { run: "analyze export", finds: proven },
    { run: "preview", variant: "cured" },
  ],
};
