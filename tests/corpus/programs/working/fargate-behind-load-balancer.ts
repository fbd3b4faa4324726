import * as aws from "@pulumi/aws";
import {
  executionRole,
  image,
  logsTo,
  network,
  role,
  securityGroup,
  service,
  taskDefinition,
} from "../../parts";

const { vpc, publicSubnets, privateSubnets } = network();
const cluster = new aws.ecs.Cluster("shop");
const logs = new aws.cloudwatch.LogGroup("shop", { retentionInDays: 30 });

const front = securityGroup("front", vpc.id, 80);
const balancer = new aws.lb.LoadBalancer("shop", {
  subnets: publicSubnets.map(({ id }) => id),
  securityGroups: [front.id],
});
const group = new aws.lb.TargetGroup("shop", { vpcId: vpc.id, port: 80, protocol: "HTTP", targetType: "ip" });
const listener = new aws.lb.Listener("shop", {
  loadBalancerArn: balancer.arn,
  port: 80,
  defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
});

const tasks = new aws.ec2.SecurityGroup("tasks", {
  vpcId: vpc.id,
  ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, securityGroups: [front.id] }],
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});
const web = taskDefinition(
  "shop",
  [{ name: "web", image, portMappings: [{ containerPort: 80 }], logConfiguration: logsTo(logs.name) }],
  { executionRoleArn: executionRole("execution").arn, taskRoleArn: role("task").arn },
);
service(
  "shop",
  {
    cluster: cluster.arn,
    taskDefinition: web.arn,
    desiredCount: 2,
    loadBalancers: [{ targetGroupArn: group.arn, containerName: "web", containerPort: 80 }],
    networkConfiguration: { subnets: privateSubnets.map(({ id }) => id), securityGroups: [tasks.id] },
  },
  { dependsOn: [listener] },
);
