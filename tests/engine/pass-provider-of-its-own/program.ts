/** An explicit provider with a Region of its own, given to components. */
import * as aws from "@pulumi/aws";
import { client, Group, readFiles, readParameters, role, server, service, taskDefinition } from "../programs";

const stockholm = new aws.Provider("stockholm", { region: "eu-north-1" });
new Group(
  "shop",
  (parent) => {
    const execution = role("execution", {}, { parent });
    const task = role("task", {}, { parent });
    const reads = new aws.iam.RolePolicy(
      "reads",
      { role: execution.name, policy: JSON.stringify(readParameters) },
      { parent },
    );
    const works = new aws.iam.RolePolicy(
      "files",
      { role: task.name, policy: JSON.stringify(readFiles) },
      { parent },
    );
    const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop.local" }, { parent });
    const definition = taskDefinition(
      "shop",
      {
        taskRole: task.arn,
        executionRole: execution.arn,
        container: { portMappings: [{ name: "users", containerPort: 8080 }] },
      },
      { parent },
    );
    const users = service(
      "users",
      {
        taskDefinition: definition.arn,
        serviceConnectConfiguration: server("users.shop.local", namespace.arn),
      },
      { parent, dependsOn: [reads, works] },
    );
    service(
      "storefront",
      { serviceConnectConfiguration: client("shop.local") },
      { parent, dependsOn: [users] },
    );
  },
  { providers: [stockholm] },
);
