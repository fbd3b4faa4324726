import * as aws from "@pulumi/aws";
import { image, logsTo } from "../../parts";

const vpc = aws.ec2.getVpcOutput({ default: true });
const subnets = aws.ec2.getSubnetsOutput({ filters: [{ name: "vpc-id", values: [vpc.id] }] });
const cluster = aws.ecs.getClusterOutput({ clusterName: "default" });
const execution = aws.iam.getRoleOutput({ name: "ecsTaskExecutionRole" });

const logs = new aws.cloudwatch.LogGroup("hello", { name: "/ecs/hello", retentionInDays: 7 });
const group = new aws.ec2.SecurityGroup("hello", {
  vpcId: vpc.id,
  ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] }],
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] }],
});
const hello = new aws.ecs.TaskDefinition("hello", {
  family: "hello",
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "256",
  memory: "512",
  executionRoleArn: execution.arn,
  containerDefinitions: JSON.stringify([
    { name: "hello", image, portMappings: [{ containerPort: 80 }], logConfiguration: logsTo("/ecs/hello") },
  ]),
});
new aws.ecs.Service(
  "hello",
  {
    cluster: cluster.arn,
    taskDefinition: hello.arn,
    launchType: "FARGATE",
    desiredCount: 1,
    networkConfiguration: { subnets: subnets.ids, securityGroups: [group.id], assignPublicIp: true },
  },
  { dependsOn: logs },
);
