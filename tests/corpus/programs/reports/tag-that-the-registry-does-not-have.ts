import * as pulumi from "@pulumi/pulumi";
import { executionRole, service, taskDefinition } from "../../parts";

const config = new pulumi.Config();
const commit = config.get("commit") ?? "0f6b3cdf5e24f0da3dd932acd84fd90e9786a522";
const repository = config.get("repository") ?? "nginx";
const definition = taskDefinition(
  "demo",
  [{ image: `${repository}:${commit}`, portMappings: [{ containerPort: 8080 }] }],
  { executionRoleArn: executionRole("demo").arn },
);
service("demo", { taskDefinition: definition.arn });
