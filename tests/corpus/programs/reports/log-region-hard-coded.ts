import * as aws from "@pulumi/aws";
import { executionRole, service, taskDefinition } from "../../parts";

const group = new aws.cloudwatch.LogGroup("hasura", { name: "/ecs/hasura", retentionInDays: 30 });
const definition = taskDefinition(
  "hasura",
  [
    {
      name: "hasura",
      image: "hasura/graphql-engine:v2.44.0",
      portMappings: [{ containerPort: 8080 }],
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": group.name,
          "awslogs-region": "us-east-1",
          "awslogs-stream-prefix": "ecs",
        },
      },
    },
  ],
  { executionRoleArn: executionRole("hasura").arn },
);
service("hasura", { taskDefinition: definition.arn }, { dependsOn: [group] });
