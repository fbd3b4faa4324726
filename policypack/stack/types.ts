/** Type tokens of the resources that more than one room looks at. */

export const roleType = "aws:iam/role:Role";
export const taskDefinitionType = "aws:ecs/taskDefinition:TaskDefinition";
export const expressServiceType = "aws:ecs/expressGatewayService:ExpressGatewayService";
export const serviceType = "aws:ecs/service:Service";
export const clusterType = "aws:ecs/cluster:Cluster";
export const parameterType = "aws:ssm/parameter:Parameter";
export const secretType = "aws:secretsmanager/secret:Secret";
export const keyType = "aws:kms/key:Key";
export const repositoryType = "aws:ecr/repository:Repository";
export const fileSystemType = "aws:efs/fileSystem:FileSystem";
export const accessPointType = "aws:efs/accessPoint:AccessPoint";
export const mountTargetType = "aws:efs/mountTarget:MountTarget";
export const logGroupType = "aws:cloudwatch/logGroup:LogGroup";
/** Pulumi has given buckets and what lies in them two names each. */
export const bucketTypes: readonly string[] = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];
export const objectTypes: readonly string[] = [
  "aws:s3/bucketObject:BucketObject",
  "aws:s3/bucketObjectv2:BucketObjectv2",
];
export const scheduleType = "aws:scheduler/schedule:Schedule";
export const eventTargetType = "aws:cloudwatch/eventTarget:EventTarget";

/** Components whose insides no program can change. */
export const packagedTypes = /^awsx:/;
