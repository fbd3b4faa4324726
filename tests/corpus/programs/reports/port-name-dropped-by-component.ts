import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { elsewhere, image } from "../../parts";

interface Port {
  name?: string;
  containerPort: number;
}

/** An older component for services, from before port mappings had names. */
class OlderService extends pulumi.ComponentResource {
  constructor(name: string, ports: Port[], args: Partial<aws.ecs.ServiceArgs>) {
    super("acme:ecs:OlderService", name);
    const definition = new aws.ecs.TaskDefinition(
      name,
      {
        family: name,
        requiresCompatibilities: ["FARGATE"],
        networkMode: "awsvpc",
        cpu: "256",
        memory: "512",
        containerDefinitions: JSON.stringify([
          {
            name,
            image,
            portMappings: ports.map(({ containerPort }) => ({
              containerPort,
              hostPort: containerPort,
              protocol: "tcp",
            })),
          },
        ]),
      },
      { parent: this },
    );
    new aws.ecs.Service(
      name,
      {
        cluster: elsewhere.cluster,
        taskDefinition: definition.arn,
        launchType: "FARGATE",
        desiredCount: 1,
        networkConfiguration: { subnets: elsewhere.subnets },
        ...args,
      },
      { parent: this },
    );
    this.registerOutputs();
  }
}

new OlderService("users", [{ name: "http-8080-tcp", containerPort: 8080 }], {
  serviceConnectConfiguration: {
    enabled: true,
    namespace: elsewhere.namespace,
    services: [{ portName: "http-8080-tcp", clientAlias: [{ dnsName: "users", port: 80 }] }],
  },
});
