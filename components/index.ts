export type {
  ApplicationServiceArgs,
  ExternalServiceArgs,
  LoadBalancerTargetArgs,
  ServiceConnectApplicationArgs,
} from "./applications/args";
export { FargateService } from "./fargate-service";
export { type ApplicationService, ServiceConnectApplication } from "./service-connect-application";
export type {
  CapacityProviderArgs,
  CommonServiceArgs,
  FargateServiceArgs,
  ServiceConnectArgs,
} from "./services/args";
export type { AutoscalingArgs } from "./services/autoscaling";
export type {
  ContainerArgs,
  HealthCheckArgs,
  MountPointArgs,
  SidecarArgs,
  UlimitArgs,
} from "./tasks/containers";
export type { PolicyStatementArgs } from "./tasks/statements";
export type { EfsVolumeArgs, VolumeArgs } from "./tasks/volumes";
