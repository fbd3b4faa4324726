/** Clients and a server of one namespace, named in each usual way; only some clients wait. */
import * as aws from "@pulumi/aws";
import { client, Group, server, service, taskDefinition } from "../programs";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop.local" });
const cluster = new aws.ecs.Cluster("shop", { serviceConnectDefaults: { namespace: namespace.arn } });
const users = service("users", {
  cluster: cluster.arn,
  serviceConnectConfiguration: server("users.shop.local", namespace.arn),
});

// They do not wait, each by another name of the namespace.
service("by-arn", { cluster: cluster.arn, serviceConnectConfiguration: client(namespace.arn) });
service("by-name", { cluster: cluster.arn, serviceConnectConfiguration: client(namespace.name) });
service("by-literal", { cluster: cluster.arn, serviceConnectConfiguration: client("shop.local") });
service("by-default", { cluster: cluster.arn, serviceConnectConfiguration: client() });

// They wait: directly, behind another resource, by a property, inside a component, as a child.
service("direct", { serviceConnectConfiguration: client(namespace.arn) }, { dependsOn: [users] });
const between = new aws.sqs.Queue("between", {}, { dependsOn: [users] });
service("behind-another", { serviceConnectConfiguration: client(namespace.arn) }, { dependsOn: [between] });
service("by-property", {
  serviceConnectConfiguration: client(namespace.arn),
  taskDefinition: taskDefinition("by-property", { secrets: [] }).arn,
  tags: { callee: users.name },
});
new Group(
  "outer",
  (outer) => {
    new Group(
      "inner",
      (inner) => {
        service("in-component", { serviceConnectConfiguration: client(namespace.arn) }, { parent: inner });
      },
      { parent: outer },
    );
  },
  { dependsOn: [users] },
);
service("child", { serviceConnectConfiguration: client(namespace.arn) }, { parent: users });

// They have nothing to wait for.
service("disabled", { serviceConnectConfiguration: { enabled: false, namespace: namespace.arn } });
service("without", {});
