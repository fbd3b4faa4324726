import assert from "node:assert/strict";
import { errorsOf } from "../../offline/findings";
import { policyPack } from "../../offline/workspace";
import { providerEnvironment, withProgramHost } from "../support/attached";
import { newProject, writeProgram } from "../support/project";
import { together } from "../support/together";

/** The SDK waits for ever for such a program: the cluster for its value, the parameter for the cluster. */
const waiting = `
import * as aws from "@pulumi/aws";

const refused = Promise.reject(new Error("there is no such name"));
const cluster = new aws.ecs.Cluster("main", { name: refused });
new aws.ssm.Parameter("after", { type: "String", value: "x" }, { dependsOn: [cluster] });
`;

const passing = `
import * as aws from "@pulumi/aws";

new aws.ecs.Cluster("main");
`;

describe("the host of the tests' programs", () => {
  together(
    new Map([
      [
        "ends a program that waits for a value that is refused, and then runs another",
        async (workspace) => {
          const project = newProject(workspace, "refused-value");
          const stack = await workspace.newStack({ project, stack: "refused-value" });
          const preview = async (source: string) => {
            writeProgram(project, source);
            const environment = await providerEnvironment(stack);
            return withProgramHost(stack, (host) =>
              stack.operate("preview", ["--policy-pack", policyPack, ...host], environment),
            );
          };
          const errors = errorsOf((await preview(waiting)).events);
          assert.ok(
            errors.some((error) => error.includes("there is no such name")),
            errors.join("\n"),
          );
          assert.deepEqual(errorsOf((await preview(passing)).events), []);
        },
      ],
    ]),
  );
});
