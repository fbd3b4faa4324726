import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { elsewhere, service, taskDefinition } from "../../parts";

const config = new pulumi.Config();
const stage = config.get("stage") ?? "dev";
const domain = config.get("domain") ?? `${stage}.shop.local`;
const port = config.getNumber("port") ?? 9000;

const space = new aws.servicediscovery.HttpNamespace("space", { name: domain });
const cluster = aws.ecs.Cluster.get("shared", elsewhere.cluster);
const endpoint = `stock.${domain}`;

const web = service(`${stage}-web`, {
  cluster: cluster.arn,
  taskDefinition: taskDefinition(`${stage}-web`, [
    {
      environment: [
        { name: "STOCK_HOST", value: endpoint },
        { name: "STOCK_PORT", value: `${port}` },
      ],
    },
  ]).arn,
  serviceConnectConfiguration: { enabled: true, namespace: space.name },
});
const stock = service(`${stage}-stock`, {
  cluster: cluster.arn,
  taskDefinition: taskDefinition(`${stage}-stock`, [
    { portMappings: [{ name: `${stage}-grpc`, containerPort: port, appProtocol: "grpc" }] },
  ]).arn,
  serviceConnectConfiguration: {
    enabled: true,
    namespace: space.name,
    services: [{ portName: `${stage}-grpc`, clientAlias: [{ dnsName: endpoint, port }] }],
  },
});
export const services = [web.name, stock.name];
