import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { executionRole, image, network, securityGroup, service } from "../../parts";

const { vpc, privateSubnets } = network();
const files = new aws.efs.FileSystem("grafana", { encrypted: true });
const nfs = securityGroup("nfs", vpc.id, 2049);
const targets = privateSubnets.map(
  (subnet, index) =>
    new aws.efs.MountTarget(`grafana-${index}`, {
      fileSystemId: files.id,
      subnetId: subnet.id,
      securityGroups: [nfs.id],
    }),
);

const definition = new aws.ecs.TaskDefinition("grafana", {
  family: "grafana",
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "512",
  memory: "1024",
  executionRoleArn: executionRole("grafana").arn,
  volumes: [
    {
      name: "grafana-db",
      efsVolumeConfiguration: {
        fileSystemId: files.id,
        rootDirectory: "/grafana",
      },
    },
  ],
  containerDefinitions: pulumi.jsonStringify([
    {
      name: "grafana",
      image,
      mountPoints: [{ sourceVolume: "grafana-db", containerPath: "/var/lib/grafana" }],
    },
  ]),
});
service(
  "grafana",
  {
    taskDefinition: definition.arn,
    networkConfiguration: {
      subnets: privateSubnets.map(({ id }) => id),
      securityGroups: [securityGroup("grafana", vpc.id, 3000).id],
    },
  },
  { dependsOn: targets },
);
