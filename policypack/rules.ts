import type { StackRule } from "./model/rule";
import { ecsServiceConnectClientsAfterServers } from "./policies/ecs-service-connect-clients-after-servers";
import { ecsSsmGrantOnExecutionRole } from "./policies/ecs-ssm-grant-on-execution-role";

/** The policies about a stack as a whole, in the order in which they run. */
export const rules: readonly StackRule[] = [ecsSsmGrantOnExecutionRole, ecsServiceConnectClientsAfterServers];
