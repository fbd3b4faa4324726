import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("yelb", { name: "yelb" });
const layer = (name: string, port: number, callee?: [string, pulumi.Resource]) =>
  service(
    name,
    {
      taskDefinition: taskDefinition(name, [
        {
          name,
          environment: callee === undefined ? [] : [{ name: "BACKEND", value: callee[0] }],
          portMappings: [{ name, containerPort: port }],
        },
      ]).arn,
      serviceConnectConfiguration: {
        enabled: true,
        namespace: namespace.arn,
        services: [{ portName: name, clientAlias: [{ dnsName: name, port }] }],
      },
    },
    { dependsOn: callee?.[1] },
  );

const db = layer("db", 5432);
const appserver = layer("appserver", 4567, ["db:5432", db]);
layer("ui", 80, ["http://appserver:4567", appserver]);
