/** A public image, no logs, no secrets: there is nothing for an execution role to do. */
import * as aws from "@pulumi/aws";
import { elsewhere, service, taskDefinition } from "../../parts";

const cluster = new aws.ecs.Cluster("demo", {});
const demo = taskDefinition("demo", [{ portMappings: [{ containerPort: 80 }] }]);
service("demo", {
  cluster: cluster.id,
  taskDefinition: demo.arn,
  networkConfiguration: {
    subnets: elsewhere.subnets,
    securityGroups: [elsewhere.securityGroup],
    assignPublicIp: true,
  },
});
