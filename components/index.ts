export type {
  ApplicationServiceArgs,
  ExternalServiceArgs,
  LoadBalancerTargetArgs,
  ServiceConnectApplicationArgs,
} from "./application-args";
export type { AutoscalingArgs } from "./autoscaling";
export type { ContainerArgs, HealthCheckArgs, MountPointArgs, SidecarArgs, UlimitArgs } from "./containers";
export { FargateService } from "./fargate-service";
export type {
  CapacityProviderArgs,
  CommonServiceArgs,
  FargateServiceArgs,
  ServiceConnectArgs,
} from "./service-args";
export { type ApplicationService, ServiceConnectApplication } from "./service-connect-application";
export type { PolicyStatementArgs } from "./statements";
export type { EfsVolumeArgs, VolumeArgs } from "./volumes";
