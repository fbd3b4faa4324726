import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PolicyPack } from "@pulumi/policy";
import { policies } from "./adapter/pack";
import { resourceRules, rules } from "./rules";

new PolicyPack("ecs-guardrails", {
  displayName: "ECS guardrails",
  description: "Rejects previews of Amazon ECS stacks that AWS accepts and that then never start.",
  readme: readFileSync(join(__dirname, "../README.md"), "utf8"),
  provider: "aws",
  tags: ["aws", "ecs", "iam", "service-connect", "parameter-store"],
  policies: policies(rules, resourceRules),
});
