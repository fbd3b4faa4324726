/** Each mistake in an endpoint beside a service that is right. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { client, service } from "../programs";

const shop = new aws.servicediscovery.HttpNamespace("shop", { name: "shop.local" });
const billing = new aws.servicediscovery.HttpNamespace("billing", { name: "billing.local" });

type Endpoint = pulumi.Unwrap<aws.types.input.ecs.ServiceServiceConnectConfigurationService>;

/** One entry of `services`; its alias is its port's name in the namespace. */
const endpoint = (portName: string, more: Partial<Endpoint> = {}): Endpoint => {
  return { portName, clientAlias: [{ dnsName: `${portName}.shop.local`, port: 8080 }], ...more };
};
const alias = (dnsName: string, port = 8080) => ({ clientAlias: [{ dnsName, port }] });

function serverOf(
  name: string,
  services: Endpoint[],
  args: Partial<aws.ecs.ServiceArgs> = {},
  namespace: pulumi.Input<string> | undefined = shop.arn,
): void {
  service(name, { serviceConnectConfiguration: { ...client(namespace), services }, ...args });
}

function definition(name: string, ports: string[], args: Partial<aws.ecs.TaskDefinitionArgs> = {}) {
  const portMappings = ports.map((port, index) => ({ name: port, containerPort: 8080 + index }));
  return new aws.ecs.TaskDefinition(name, {
    family: name,
    networkMode: "awsvpc",
    memory: "512",
    containerDefinitions: JSON.stringify([
      { name: "app", image: "public.ecr.aws/docker/library/node:22-alpine" },
      { name: "proxy", image: "public.ecr.aws/nginx/nginx:1.27", portMappings },
    ]),
    ...args,
  });
}

// Port names, of a definition that is known by its ARN or by its family.
serverOf("port-right", [endpoint("ok"), endpoint("ok-admin")], {
  taskDefinition: definition("port-right", ["ok", "ok-admin"]).arn,
});
serverOf("port-wrong", [endpoint("web"), endpoint("web-admin")], {
  taskDefinition: definition("port-wrong", ["web", "admin"]).arn,
});
definition("port-by-family", []);
serverOf("port-by-family", [endpoint("family")], { taskDefinition: "port-by-family" });

// Aliases and names in Cloud Map.
serverOf("alias-right", [endpoint("names", { discoveryName: "names_2-x", ...alias("n_1.names-2") })]);
serverOf("aliases", [
  endpoint("two", { clientAlias: [...alias("two").clientAlias, ...alias("second").clientAlias] }),
]);
serverOf("alias-url", [
  endpoint("plain"),
  endpoint("url", alias("http://url.shop.local")),
  endpoint("big", alias("Big.shop.local")),
]);
serverOf("discovery-dot", [endpoint("dotted", { discoveryName: "dotted.shop" })]);
serverOf("discovery-hyphen", [endpoint("hyphen", { discoveryName: "-hyphen" })]);

// Names that others have; another port and another namespace make a difference.
serverOf("taken-1", [endpoint("taken-a", alias("taken")), endpoint("same", alias("same-1"))]);
serverOf("taken-2", [
  endpoint("taken-b", alias("taken")),
  endpoint("taken-c", { discoveryName: "same", ...alias("same-2") }),
]);
serverOf("taken-own", [endpoint("own-a", alias("own")), endpoint("own-b", alias("own"))]);
serverOf("taken-port", [endpoint("taken-d", alias("taken", 9090))]);
serverOf("taken-elsewhere", [endpoint("same", alias("taken"))], {}, billing.arn);
// One that is not known before the queue is there, and then another.
serverOf("unclear", [endpoint("only"), endpoint("ok-admin")], {}, new aws.sqs.Queue("queue").arn);

// No namespace.
const bare = new aws.ecs.Cluster("bare");
const full = new aws.ecs.Cluster("full", { serviceConnectDefaults: { namespace: billing.arn } });
service("namespace-missing", {
  cluster: bare.arn,
  serviceConnectConfiguration: { enabled: true, services: [endpoint("bare")] },
});
service("namespace-missing-client", { cluster: bare.arn, serviceConnectConfiguration: client() });
service("namespace-of-cluster", {
  cluster: full.arn,
  serviceConnectConfiguration: { enabled: true, services: [endpoint("full")] },
});

// Modes that Service Connect does not support.
for (const networkMode of ["bridge", "host", "none"]) {
  const { arn } = definition(`mode-${networkMode}`, [networkMode], { networkMode });
  serverOf(`mode-${networkMode}`, [endpoint(networkMode)], {
    taskDefinition: arn,
    launchType: "EC2",
    networkConfiguration: undefined,
  });
}
const runtimePlatform = { operatingSystemFamily: "WINDOWS_SERVER_2022_CORE", cpuArchitecture: "X86_64" };
serverOf("windows", [endpoint("windows")], {
  taskDefinition: definition("windows", ["windows"], { runtimePlatform }).arn,
});
serverOf("anywhere", [endpoint("anywhere")], { launchType: "EXTERNAL" });
// With each controller a service says what that takes.
const targetGroupArn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/shop/1";
const controllers: Record<string, Partial<aws.ecs.ServiceArgs>> = {
  ECS: {},
  CODE_DEPLOY: { loadBalancers: [{ targetGroupArn, containerName: "app", containerPort: 8080 }] },
  EXTERNAL: { taskDefinition: undefined },
};
for (const [type, args] of Object.entries(controllers)) {
  const name = `controller-${type.toLowerCase().replace("_", "-")}`;
  serverOf(name, [endpoint(name)], { deploymentController: { type }, ...args });
}
