import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.PrivateDnsNamespace("internal", {
  name: "internal",
  vpc: "vpc-0a1b2c3d4e5f60718",
});
const portMappings = [{ name: "api", containerPort: 3000 }];

class Backend extends pulumi.ComponentResource {
  constructor(name: string) {
    super("acme:index:Backend", name);
    service(
      "accounts",
      {
        taskDefinition: taskDefinition("accounts", [{ portMappings }], {}, { parent: this }).arn,
        serviceConnectConfiguration: {
          enabled: true,
          namespace: namespace.arn,
          services: [{ portName: "api", clientAlias: [{ dnsName: "accounts", port: 3000 }] }],
        },
      },
      { parent: this },
    );
    this.registerOutputs();
  }
}

class Frontend extends pulumi.ComponentResource {
  constructor(name: string, options: pulumi.ComponentResourceOptions) {
    super("acme:index:Frontend", name, {}, options);
    const environment = [{ name: "ACCOUNTS_URL", value: "http://accounts:3000" }];
    service(
      "portal",
      {
        taskDefinition: taskDefinition("portal", [{ environment }], {}, { parent: this }).arn,
        serviceConnectConfiguration: { enabled: true, namespace: namespace.arn },
      },
      { parent: this },
    );
    this.registerOutputs();
  }
}

new Frontend("frontend", { dependsOn: [new Backend("backend")] });
