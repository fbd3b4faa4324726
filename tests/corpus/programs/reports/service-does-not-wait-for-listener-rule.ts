import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { elsewhere, image } from "../../parts";

/** A service behind a host name of a load balancer. */
class WebService extends pulumi.ComponentResource {
  constructor(name: string, host: string, listenerArn: pulumi.Input<string>, priority: number) {
    super("acme:index:WebService", name);
    const child = { parent: this };
    const targets = new aws.lb.TargetGroup(
      name,
      { port: 80, protocol: "HTTP", targetType: "ip", vpcId: elsewhere.vpc },
      child,
    );
    const definition = new aws.ecs.TaskDefinition(
      name,
      {
        family: name,
        requiresCompatibilities: ["FARGATE"],
        networkMode: "awsvpc",
        cpu: "256",
        memory: "512",
        containerDefinitions: JSON.stringify([{ name, image, portMappings: [{ containerPort: 80 }] }]),
      },
      child,
    );
    new aws.ecs.Service(
      name,
      {
        cluster: elsewhere.cluster,
        taskDefinition: definition.arn,
        launchType: "FARGATE",
        desiredCount: 1,
        networkConfiguration: { subnets: elsewhere.subnets },
        loadBalancers: [{ targetGroupArn: targets.arn, containerName: name, containerPort: 80 }],
      },
      child,
    );
    new aws.lb.ListenerRule(
      name,
      {
        listenerArn,
        priority,
        actions: [{ type: "forward", targetGroupArn: targets.arn }],
        conditions: [{ hostHeader: { values: [host] } }],
      },
      child,
    );
    this.registerOutputs();
  }
}

const balancer = new aws.lb.LoadBalancer("shared", { subnets: elsewhere.subnets });
const listener = new aws.lb.Listener("shared", {
  loadBalancerArn: balancer.arn,
  port: 80,
  defaultActions: [
    { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404" } },
  ],
});
new WebService("docs", "docs.example.com", listener.arn, 10);
