import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { elsewhere, image } from "../../parts";

interface MicroserviceArgs {
  namespace: pulumi.Input<string>;
  port?: number;
  environment?: Record<string, string>;
}

class Microservice extends pulumi.ComponentResource {
  constructor(name: string, args: MicroserviceArgs, options?: pulumi.ComponentResourceOptions) {
    super("acme:platform:Microservice", name, {}, options);
    const environment = Object.entries(args.environment ?? {}).map(([key, value]) => ({ name: key, value }));
    const portMappings = args.port === undefined ? [] : [{ name: "api", containerPort: args.port }];
    const definition = new aws.ecs.TaskDefinition(
      name,
      {
        family: name,
        requiresCompatibilities: ["FARGATE"],
        networkMode: "awsvpc",
        cpu: "512",
        memory: "1024",
        containerDefinitions: JSON.stringify([{ name, image, essential: true, portMappings, environment }]),
      },
      { parent: this },
    );
    new aws.ecs.Service(
      name,
      {
        cluster: elsewhere.cluster,
        launchType: "FARGATE",
        desiredCount: 2,
        taskDefinition: definition.arn,
        networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [elsewhere.securityGroup] },
        serviceConnectConfiguration: {
          enabled: true,
          namespace: args.namespace,
          services:
            args.port === undefined
              ? []
              : [{ portName: "api", clientAlias: [{ dnsName: name, port: args.port }] }],
        },
      },
      { parent: this },
    );
    this.registerOutputs();
  }
}

const { arn: namespace } = new aws.servicediscovery.PrivateDnsNamespace("internal", {
  name: "internal",
  vpc: elsewhere.vpc,
});
const users = new Microservice("users", { namespace, port: 3000 });
new Microservice("gateway", { namespace, environment: { USERS: "http://users:3000" } }, { dependsOn: users });
