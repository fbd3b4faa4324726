import * as aws from "@pulumi/aws";
import { executionRole, logsTo, service, taskDefinition } from "../../parts";

const name = "nexus";
const group = new aws.cloudwatch.LogGroup(name, { name: `/ecs/${name}` });
const nexus = taskDefinition(name, [{ name, logConfiguration: logsTo(`/ecs/${name}`) }], {
  executionRoleArn: executionRole(name).arn,
});
service(name, { taskDefinition: nexus.arn }, { dependsOn: [group] });
