export { FargateService, type FargateServiceArgs, type ServiceConnectArgs } from "./fargate-service";
export type { PolicyStatementArgs } from "./roles";
export {
  type ApplicationServiceArgs,
  type LoadBalancerTargetArgs,
  ServiceConnectApplication,
  type ServiceConnectApplicationArgs,
} from "./service-connect-application";
