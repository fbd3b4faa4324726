/** A server and clients, each three components deep in a platform of one more; some components wait. */
import * as aws from "@pulumi/aws";
import type { ComponentResource, ComponentResourceOptions, CustomResourceOptions } from "@pulumi/pulumi";
import { client, Group, server, service } from "../programs";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop.local" });

interface Edges {
  outer?: ComponentResourceOptions;
  middle?: ComponentResourceOptions;
  inner?: CustomResourceOptions;
}

/** A service in two components that are called after the outer one. */
function deep(name: string, parent: ComponentResource, configuration: object, edges: Edges = {}) {
  const made: { outer?: Group; middle?: Group; inner?: aws.ecs.Service } = {};
  const serviceConnectConfiguration = { enabled: true, ...configuration };
  made.outer = new Group(
    `${name}-outer`,
    (outer) => {
      made.middle = new Group(
        `${name}-middle`,
        (middle) => {
          made.inner = service(name, { serviceConnectConfiguration }, { ...edges.inner, parent: middle });
        },
        { ...edges.middle, parent: outer },
      );
    },
    { ...edges.outer, parent },
  );
  return made;
}

new Group("platform", (platform) => {
  const users = deep("users", platform, server("users.shop.local", namespace.arn));
  const other = new Group("other", (parent) => void new aws.sqs.Queue("other", {}, { parent }), {
    parent: platform,
  });
  const clientOf = (name: string, edges: Edges) => deep(name, platform, client(namespace.arn), edges);

  clientOf("outer-for-outer", { outer: { dependsOn: users.outer } });
  clientOf("outer-for-inner", { outer: { dependsOn: users.inner } });
  clientOf("middle-for-outer", { middle: { dependsOn: users.outer } });
  clientOf("middle-for-middle", { middle: { dependsOn: users.middle } });
  clientOf("inner-for-outer", { inner: { dependsOn: users.outer } });

  clientOf("for-nothing", {});
  clientOf("for-another", { outer: { dependsOn: other }, middle: { dependsOn: other } });
});
// A component that waits, and the client beside it.
const gate = new Group("gate", (parent) => void new aws.sqs.Queue("gate", {}, { parent }));
new Group("frontend", (frontend) => {
  new Group("patient", (parent) => void new aws.sqs.Queue("patient", {}, { parent }), {
    parent: frontend,
    dependsOn: gate,
  });
  service("sibling", { serviceConnectConfiguration: client(namespace.arn) }, { parent: frontend });
});
