import type { ResourceRule, StackRule } from "./model/rule";
import { ecsExecutionRoleReadsSecrets } from "./policies/ecs-execution-role-reads-secrets";
import { ecsFirstTasksFindWhatTheyNeed } from "./policies/ecs-first-tasks-find-what-they-need";
import { ecsLoadBalancersReachTasks } from "./policies/ecs-load-balancers-reach-tasks";
import { ecsRolesLetTasksStart } from "./policies/ecs-roles-let-tasks-start";
import { ecsRolesLetTasksWork } from "./policies/ecs-roles-let-tasks-work";
import { ecsRolesTrustEcs } from "./policies/ecs-roles-trust-ecs";
import { ecsScheduledTasksMayRun } from "./policies/ecs-scheduled-tasks-may-run";
import { ecsServiceConnectCallersAfterCallees } from "./policies/ecs-service-connect-callers-after-callees";
import { ecsServiceConnectClientsAfterServers } from "./policies/ecs-service-connect-clients-after-servers";
import { ecsServiceConnectClientsRedeploy } from "./policies/ecs-service-connect-clients-redeploy";
import { ecsServiceConnectEndpointsAreValid } from "./policies/ecs-service-connect-endpoints-are-valid";
import { ecsServicesAfterPrerequisites } from "./policies/ecs-services-after-prerequisites";
import { ecsServicesAreAccepted } from "./policies/ecs-services-are-accepted";
import { ecsSsmGrantOnExecutionRole } from "./policies/ecs-ssm-grant-on-execution-role";
import { ecsTaskDefinitionsAreAccepted } from "./policies/ecs-task-definitions-are-accepted";
import { ecsTasksReachAws } from "./policies/ecs-tasks-reach-aws";

/** The policies about a stack as a whole, in the order in which they run. */
export const rules: readonly StackRule[] = [
  ecsSsmGrantOnExecutionRole,
  ecsExecutionRoleReadsSecrets,
  ecsRolesTrustEcs,
  ecsServiceConnectClientsAfterServers,
  ecsServiceConnectEndpointsAreValid,
  ecsServiceConnectCallersAfterCallees,
  ecsServiceConnectClientsRedeploy,
  ecsRolesLetTasksStart,
  ecsRolesLetTasksWork,
  ecsScheduledTasksMayRun,
  ecsServicesAfterPrerequisites,
  ecsFirstTasksFindWhatTheyNeed,
  ecsLoadBalancersReachTasks,
  ecsTasksReachAws,
  ecsServicesAreAccepted,
];

/** The policies about single resources, which run before. */
export const resourceRules: readonly ResourceRule[] = [ecsTaskDefinitionsAreAccepted];
