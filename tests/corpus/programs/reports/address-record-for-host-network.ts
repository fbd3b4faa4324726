import * as aws from "@pulumi/aws";
import { elsewhere, image } from "../../parts";

const namespace = new aws.servicediscovery.PrivateDnsNamespace("peers", {
  name: "peers.local",
  vpc: elsewhere.vpc,
});
const registry = new aws.servicediscovery.Service("peers", {
  name: "peers",
  dnsConfig: {
    namespaceId: namespace.id,
    dnsRecords: [{ ttl: 10, type: "A" }],
    routingPolicy: "MULTIVALUE",
  },
});
const definition = new aws.ecs.TaskDefinition("peers", {
  family: "peers",
  networkMode: "host",
  requiresCompatibilities: ["EC2"],
  containerDefinitions: JSON.stringify([
    { name: "peer", image, memory: 1024, portMappings: [{ containerPort: 7800, hostPort: 7800 }] },
  ]),
});
new aws.ecs.Service("peers", {
  cluster: elsewhere.cluster,
  launchType: "EC2",
  desiredCount: 2,
  deploymentMinimumHealthyPercent: 50,
  deploymentMaximumPercent: 100,
  taskDefinition: definition.arn,
  serviceRegistries: { registryArn: registry.arn },
});
