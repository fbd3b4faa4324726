import * as aws from "@pulumi/aws";
import { elsewhere, executionRole, image, service, taskDefinition, trustOf } from "../../parts";

const cluster = new aws.ecs.Cluster("checkout");
const balancer = new aws.lb.LoadBalancer("checkout", {
  subnets: elsewhere.subnets,
  securityGroups: [elsewhere.securityGroup],
});
const [blue, green] = ["blue", "green"].map(
  (name) =>
    new aws.lb.TargetGroup(name, { vpcId: elsewhere.vpc, port: 8080, protocol: "HTTP", targetType: "ip" }),
) as [aws.lb.TargetGroup, aws.lb.TargetGroup];
const listener = new aws.lb.Listener(
  "checkout",
  {
    loadBalancerArn: balancer.arn,
    port: 80,
    defaultActions: [{ type: "forward", targetGroupArn: blue.arn }],
  },
  { ignoreChanges: ["defaultActions"] },
);
const checkout = taskDefinition(
  "checkout",
  [{ name: "web", image, portMappings: [{ containerPort: 8080 }] }],
  {
    executionRoleArn: executionRole("checkout").arn,
  },
);
const web = service(
  "checkout",
  {
    cluster: cluster.arn,
    taskDefinition: checkout.arn,
    deploymentController: { type: "CODE_DEPLOY" },
    loadBalancers: [{ targetGroupArn: blue.arn, containerName: "web", containerPort: 8080 }],
  },
  { dependsOn: [listener], ignoreChanges: ["taskDefinition", "loadBalancers"] },
);
const deployer = new aws.iam.Role("deployer", {
  assumeRolePolicy: trustOf("codedeploy.amazonaws.com"),
  managedPolicyArns: ["arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS"],
});
const application = new aws.codedeploy.Application("checkout", { computePlatform: "ECS" });
new aws.codedeploy.DeploymentGroup("checkout", {
  appName: application.name,
  deploymentGroupName: "checkout",
  serviceRoleArn: deployer.arn,
  deploymentConfigName: "CodeDeployDefault.ECSAllAtOnce",
  deploymentStyle: { deploymentOption: "WITH_TRAFFIC_CONTROL", deploymentType: "BLUE_GREEN" },
  ecsService: { clusterName: cluster.name, serviceName: web.name },
  blueGreenDeploymentConfig: {
    deploymentReadyOption: { actionOnTimeout: "CONTINUE_DEPLOYMENT" },
    terminateBlueInstancesOnDeploymentSuccess: { action: "TERMINATE", terminationWaitTimeInMinutes: 5 },
  },
  loadBalancerInfo: {
    targetGroupPairInfo: {
      prodTrafficRoute: { listenerArns: [listener.arn] },
      targetGroups: [{ name: blue.name }, { name: green.name }],
    },
  },
});
