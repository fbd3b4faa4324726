import * as aws from "@pulumi/aws";
import { service, taskDefinition } from "../../parts";

const namespaces = ["blue", "green"].map((name) => new aws.servicediscovery.HttpNamespace(name, { name }));
const [blue, green] = namespaces as [aws.servicediscovery.HttpNamespace, aws.servicediscovery.HttpNamespace];

const server = (name: string, namespace: aws.servicediscovery.HttpNamespace) =>
  service(name, {
    taskDefinition: taskDefinition(name, [{ portMappings: [{ name: "http", containerPort: 8080 }] }]).arn,
    serviceConnectConfiguration: {
      enabled: true,
      namespace: namespace.arn,
      services: [
        { portName: "http", discoveryName: "catalog", clientAlias: [{ dnsName: "catalog", port: 80 }] },
      ],
    },
  });
const client = (name: string, namespace: aws.servicediscovery.HttpNamespace, callee: aws.ecs.Service) =>
  service(
    name,
    {
      taskDefinition: taskDefinition(name, [{ environment: [{ name: "CATALOG", value: "http://catalog" }] }])
        .arn,
      serviceConnectConfiguration: { enabled: true, namespace: namespace.arn },
    },
    { dependsOn: [callee] },
  );

const blueCatalog = server("blue-catalog", blue);
server("green-catalog", green);
client("blue-shop", blue, blueCatalog);
client("green-shop", green, blueCatalog);
