import { tasksReachAws } from "../../support/policy-names";
import type { Scenario } from "../../support/scenario";

const found = (id: string, name: string) => `${tasksReachAws} ${id} aws:ecs/service:Service::${name}`;

/** Whatever is known of groups. */
const always = [found("no-egress", "no-egress"), found("file-system-not-reached/files-shut", "files-shut")];

export const scenario: Scenario = {
  proves: "tasks get out of their groups and subnets, in whichever form a program writes its network",
  steps: [
    {
      run: "preview",
      capture: "ways-out-first",
      finds: [
        ...always,
        `${found("no-public-address/open-a", "no-address")} presumed`,
        `${found("no-public-address/open-b", "no-address")} presumed`,
        `${found("no-public-address/main-a", "no-address-by-the-main-table")} presumed`,
        `${found("no-way-out/dead-a", "no-route")} presumed`,
        `${found("no-way-out/dead-b", "no-table")} presumed`,
        `${found("endpoint-missing/s3", "no-endpoint")} presumed`,
      ],
    },
    { run: "up" },
    // To a VPC that exists others may have added routes.
    { run: "preview", finds: always },
    { run: "analyze", finds: always },
  ],
};
