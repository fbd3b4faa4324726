export type {
  ApplicationServiceArgs,
  ExternalServiceArgs,
  ServiceConnectApplicationArgs,
} from "./applications/args";
export { FargateService } from "./fargate-service";
export type {
  LoadBalancerArgs,
  LoadBalancerRouteArgs,
  ServiceLoadBalancerArgs,
  TargetHealthCheckArgs,
} from "./load-balancers/args";
export { type ApplicationService, ServiceConnectApplication } from "./service-connect-application";
export type {
  AccessLogsArgs,
  CapacityProviderArgs,
  CommonServiceArgs,
  FargateServiceArgs,
  ServiceConnectArgs,
  ServiceConnectProxyArgs,
} from "./services/args";
export type { AutoscalingArgs, ScheduledCapacityArgs } from "./services/autoscaling";
export type { DeploymentArgs, DeploymentHookArgs, RollbackAlarmsArgs } from "./services/deployment";
export type { PlacementArgs, TaskArgs } from "./tasks/args";
export type {
  ContainerArgs,
  HealthCheckArgs,
  MountPointArgs,
  SidecarArgs,
  UlimitArgs,
} from "./tasks/containers";
export type { PolicyStatementArgs } from "./tasks/statements";
export type { EfsVolumeArgs, VolumeArgs } from "./tasks/volumes";
