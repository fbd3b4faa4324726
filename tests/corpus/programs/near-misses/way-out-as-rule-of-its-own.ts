import * as aws from "@pulumi/aws";
import { elsewhere, executionRole, Group, service, taskDefinition } from "../../parts";

new Group("module", (parent) => {
  const tasks = new aws.ec2.SecurityGroup("tasks", { vpcId: elsewhere.vpc }, { parent });
  const out = new aws.vpc.SecurityGroupEgressRule(
    "out",
    { securityGroupId: tasks.id, ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
    { parent },
  );
  const web = taskDefinition("web", [{}], { executionRoleArn: executionRole("web").arn }, { parent });
  service(
    "web",
    {
      taskDefinition: web.arn,
      networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [tasks.id] },
    },
    { parent, dependsOn: [out] },
  );
});
