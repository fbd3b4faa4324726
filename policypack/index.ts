import { PolicyPack } from "@pulumi/policy";
import { policies } from "./adapter/pack";
import { ecsServiceConnectClientsAfterServers } from "./policies/ecs-service-connect-clients-after-servers";
import { ecsSsmGrantOnExecutionRole } from "./policies/ecs-ssm-grant-on-execution-role";

new PolicyPack("ecs-guardrails", {
  displayName: "ECS guardrails",
  description: "Rejects previews of Amazon ECS stacks that AWS accepts and that then never start.",
  provider: "aws",
  tags: ["aws", "ecs", "iam", "service-connect", "parameter-store"],
  policies: policies([ecsSsmGrantOnExecutionRole, ecsServiceConnectClientsAfterServers]),
});
