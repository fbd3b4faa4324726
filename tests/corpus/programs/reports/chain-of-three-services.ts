import * as aws from "@pulumi/aws";
import { executionRole, service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("yelb", { name: "yelb" });
const executionRoleArn = executionRole("yelb").arn;
const part = (name: string, port: number, environment: Record<string, string>, isServer = true) =>
  service(name, {
    taskDefinition: taskDefinition(
      name,
      [
        {
          name,
          environment: Object.entries(environment).map(([key, value]) => ({ name: key, value })),
          portMappings: [{ name, containerPort: port }],
        },
      ],
      { executionRoleArn },
    ).arn,
    serviceConnectConfiguration: {
      enabled: true,
      namespace: namespace.arn,
      services: isServer ? [{ portName: name, clientAlias: [{ dnsName: name, port }] }] : undefined,
    },
  });

part("yelb-ui", 80, { YELB_APPSERVER_ENDPOINT: "http://yelb-appserver:4567" }, false);
part("yelb-appserver", 4567, { YELB_DB_SERVER_ENDPOINT: "yelb-db" });
part("yelb-db", 5432, {});
