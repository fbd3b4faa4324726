/** The policies of the pack, as tests call them. */
export const ssmGrant = "ecs-ssm-grant-on-execution-role";
export const readsSecrets = "ecs-execution-role-reads-secrets";
export const clientsAfterServers = "ecs-service-connect-clients-after-servers";
export const endpointsAreValid = "ecs-service-connect-endpoints-are-valid";
export const callersAfterCallees = "ecs-service-connect-callers-after-callees";
export const clientsRedeploy = "ecs-service-connect-clients-redeploy";
export const rolesTrustEcs = "ecs-roles-trust-ecs";
export const rolesLetTasksStart = "ecs-roles-let-tasks-start";
export const rolesLetTasksWork = "ecs-roles-let-tasks-work";
export const scheduledTasksMayRun = "ecs-scheduled-tasks-may-run";
export const servicesAfterPrerequisites = "ecs-services-after-prerequisites";
export const firstTasksFindWhatTheyNeed = "ecs-first-tasks-find-what-they-need";
export const loadBalancersReachTasks = "ecs-load-balancers-reach-tasks";
export const tasksReachAws = "ecs-tasks-reach-aws";
export const taskDefinitionsAreAccepted = "ecs-task-definitions-are-accepted";
export const outputsAreNotText = "ecs-outputs-are-not-text";
export const undetermined = "ecs-guardrails-undetermined";
