import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { elsewhere, taskDefinition } from "../../parts";

/** A service on Fargate, as a component library makes it. */
class FargateService extends pulumi.ComponentResource {
  constructor(name: string, args: Omit<aws.ecs.ServiceArgs, "launchType">) {
    super("acme:ecs:FargateService", name);
    new aws.ecs.Service(name, { desiredCount: 1, ...args, launchType: "FARGATE" }, { parent: this });
    this.registerOutputs();
  }
}

new FargateService("worker", {
  cluster: elsewhere.cluster,
  taskDefinition: taskDefinition("worker", [{}]).arn,
  networkConfiguration: { subnets: elsewhere.subnets },
  capacityProviderStrategies: [
    { capacityProvider: "FARGATE", base: 1, weight: 1 },
    { capacityProvider: "FARGATE_SPOT", weight: 3 },
  ],
});
