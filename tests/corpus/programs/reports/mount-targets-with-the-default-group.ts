import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { executionRole, image, network, securityGroup, service } from "../../parts";

const { vpc, privateSubnets } = network();
const files = new aws.efs.FileSystem("configs");
const targets = privateSubnets.map(
  ({ id }, index) => new aws.efs.MountTarget(`configs-${index}`, { fileSystemId: files.id, subnetId: id }),
);
const definition = new aws.ecs.TaskDefinition("configs", {
  family: "configs",
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "256",
  memory: "512",
  executionRoleArn: executionRole("configs").arn,
  volumes: [{ name: "configs", efsVolumeConfiguration: { fileSystemId: files.id } }],
  containerDefinitions: pulumi.jsonStringify([
    {
      name: "simple-server",
      image,
      mountPoints: [{ sourceVolume: "configs", containerPath: "/etc/configs", readOnly: true }],
    },
  ]),
});
service(
  "configs",
  {
    taskDefinition: definition.arn,
    networkConfiguration: {
      subnets: privateSubnets.map(({ id }) => id),
      securityGroups: [securityGroup("configs", vpc.id, 80).id],
    },
  },
  { dependsOn: targets },
);
