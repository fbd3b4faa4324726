export type {
  ApplicationServiceArgs,
  ExternalServiceArgs,
  ServiceConnectApplicationArgs,
} from "./applications/args";
export { EcsNetwork } from "./ecs-network";
export { FargateService } from "./fargate-service";
export type { OneOffTaskArgs, QueueWorkerArgs, ScheduledTaskArgs } from "./jobs/args";
export type { MigrationArgs } from "./jobs/migration";
export type {
  LoadBalancerArgs,
  LoadBalancerRouteArgs,
  ServiceLoadBalancerArgs,
  TargetHealthCheckArgs,
} from "./load-balancers/args";
export type { EcsNetworkArgs, NetworkArgs } from "./networks/args";
export { OneOffTask } from "./one-off-task";
export { QueueWorker } from "./queue-worker";
export { ScheduledTask } from "./scheduled-task";
export { type ApplicationService, ServiceConnectApplication } from "./service-connect-application";
export type {
  AccessLogsArgs,
  CommonServiceArgs,
  FargateServiceArgs,
  ServiceConnectArgs,
  ServiceConnectProxyArgs,
} from "./services/args";
export type { AutoscalingArgs, ScheduledCapacityArgs } from "./services/autoscaling";
export type { DeploymentArgs, DeploymentHookArgs, RollbackAlarmsArgs } from "./services/deployment";
export type { QueueScalingArgs } from "./services/queue-scaling";
export type { PlacementArgs, TaskArgs } from "./tasks/args";
export type { CapacityProviderArgs } from "./tasks/capacity";
export type {
  ContainerArgs,
  HealthCheckArgs,
  MountPointArgs,
  SidecarArgs,
  UlimitArgs,
} from "./tasks/containers";
export type { PolicyStatementArgs } from "./tasks/statements";
export type { EfsVolumeArgs, VolumeArgs } from "./tasks/volumes";
