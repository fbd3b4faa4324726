import * as pulumi from "@pulumi/pulumi";

/** The programs of this project; each is a stack of the same name. */
const programs: Record<string, () => Promise<unknown>> = {
  "incident-ssm-on-task-role": () => import("./incident-ssm-on-task-role"),
  "incident-ssm-on-task-role-fixed": () => import("./incident-ssm-on-task-role-fixed"),
  "incident-client-before-server": () => import("./incident-client-before-server"),
  "incident-client-before-server-fixed": () => import("./incident-client-before-server-fixed"),
  "job-sync-hub": () => import("./job-sync-hub"),
  "photo-shop": () => import("./photo-shop"),
};

export = async () => {
  const stack = pulumi.getStack();
  const program = programs[stack];
  if (!program) {
    throw new pulumi.RunError(
      `There is no program for stack \`${stack}\`. Name the stack after one of: ${Object.keys(programs).join(", ")}.`,
    );
  }
  await program();
};
