import * as aws from "@pulumi/aws";
import { executionRole, logsTo, service, taskDefinition } from "../../parts";

const name = "rdrf";
const group = new aws.cloudwatch.LogGroup(name, { name: `${name}-logs`, retentionInDays: 14 });
const rdrf = taskDefinition(name, [{ name, logConfiguration: logsTo(`/ecs/${name}`) }], {
  executionRoleArn: executionRole(name).arn,
});
service(name, { taskDefinition: rdrf.arn }, { dependsOn: [group] });
