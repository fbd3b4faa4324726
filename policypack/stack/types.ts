/** Type tokens of the resources that more than one room looks at. */

export const roleType = "aws:iam/role:Role";
export const taskDefinitionType = "aws:ecs/taskDefinition:TaskDefinition";
export const expressServiceType = "aws:ecs/expressGatewayService:ExpressGatewayService";
export const serviceType = "aws:ecs/service:Service";
export const clusterType = "aws:ecs/cluster:Cluster";
export const parameterType = "aws:ssm/parameter:Parameter";
export const secretType = "aws:secretsmanager/secret:Secret";
export const keyType = "aws:kms/key:Key";
