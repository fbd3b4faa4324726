import * as aws from "@pulumi/aws";
import { elsewhere, executionRole, image, securityGroup, service, taskDefinition } from "../../parts";

const services = { users: 3000, orders: 3001, reports: 3002 };
const front = securityGroup("front", elsewhere.vpc, 80);
const balancer = new aws.lb.LoadBalancer("shared", {
  subnets: elsewhere.subnets,
  securityGroups: [front.id],
});
const listener = new aws.lb.Listener("shared", {
  loadBalancerArn: balancer.arn,
  port: 80,
  defaultActions: [
    {
      type: "fixed-response",
      fixedResponse: { contentType: "text/plain", statusCode: "404", messageBody: "" },
    },
  ],
});
const execution = executionRole("shared");
Object.entries(services).forEach(([name, port], index) => {
  const targets = new aws.lb.TargetGroup(name, {
    vpcId: elsewhere.vpc,
    port,
    protocol: "HTTP",
    targetType: "ip",
    healthCheck: { path: "/health" },
  });
  const rule = new aws.lb.ListenerRule(name, {
    listenerArn: listener.arn,
    priority: 10 + index,
    conditions: [{ pathPattern: { values: [`/${name}`, `/${name}/*`] } }],
    actions: [{ type: "forward", targetGroupArn: targets.arn }],
  });
  const tasks = new aws.ec2.SecurityGroup(name, { vpcId: elsewhere.vpc });
  new aws.vpc.SecurityGroupIngressRule(name, {
    securityGroupId: tasks.id,
    referencedSecurityGroupId: front.id,
    ipProtocol: "tcp",
    fromPort: port,
    toPort: port,
  });
  const out = new aws.vpc.SecurityGroupEgressRule(name, {
    securityGroupId: tasks.id,
    ipProtocol: "-1",
    cidrIpv4: "0.0.0.0/0",
  });
  const definition = taskDefinition(name, [{ name, image, portMappings: [{ containerPort: port }] }], {
    executionRoleArn: execution.arn,
  });
  service(
    name,
    {
      taskDefinition: definition.arn,
      loadBalancers: [{ targetGroupArn: targets.arn, containerName: name, containerPort: port }],
      networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [tasks.id] },
    },
    { dependsOn: [rule, out] },
  );
});
