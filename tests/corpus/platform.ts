/** The stack that others refer to as `organization/corpus/platform`. */
import * as aws from "@pulumi/aws";
import { executionRole, network, role } from "./parts";

const { vpc, publicSubnets, privateSubnets } = network("platform");
const cluster = new aws.ecs.Cluster("platform");
const namespace = new aws.servicediscovery.HttpNamespace("platform", { name: "platform" });
const [execution, task] = [executionRole("execution"), role("task")];

export const vpcId = vpc.id;
export const publicSubnetIds = publicSubnets.map(({ id }) => id);
export const privateSubnetIds = privateSubnets.map(({ id }) => id);
export const clusterArn = cluster.arn;
export const namespaceArn = namespace.arn;
export const [executionRoleArn, executionRoleName] = [execution.arn, execution.name];
export const [taskRoleArn, taskRoleName] = [task.arn, task.name];
