import { readFileSync } from "node:fs";
import { join } from "node:path";
import { keepCompiled } from "./adapter/compile-cache";
import { Incoming } from "./adapter/incoming";
import { policies } from "./adapter/pack";
import { languageOfProject } from "./adapter/project";
import { putOffPrograms, readBy } from "./adapter/quick-sdk";
import { Recorder } from "./adapter/recorder";
import { looksAt } from "./judging/judges";
import { resourceRules, rules } from "./rules";

putOffPrograms();
// Once a stack has been judged, most of what is ever needed has been compiled.
const incoming = new Incoming(() => setImmediate(keepCompiled));
readBy(incoming, (type) => looksAt(resourceRules, type));

// Loaded only now: it takes its modules as they are.
const { PolicyPack } = require("@pulumi/policy") as typeof import("@pulumi/policy");

new PolicyPack("ecs-guardrails", {
  displayName: "ECS guardrails",
  description: "Rejects previews of Amazon ECS stacks that AWS accepts and that then never start.",
  readme: readFileSync(join(__dirname, "../README.md"), "utf8"),
  provider: "aws",
  tags: ["aws", "ecs", "iam", "service-connect", "parameter-store"],
  policies: policies(rules, resourceRules, {
    incoming,
    ofProject: languageOfProject(process.env),
    recorder: Recorder.from(process.env),
  }),
});
