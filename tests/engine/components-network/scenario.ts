import type { Scenario } from "../../support/scenario";

export const scenario: Scenario = {
  proves:
    "tasks in networks of the components have their way out before they start, by gateways or endpoints",
  steps: [
    { run: "preview" },
    {
      run: "up",
      orders: [
        ["aws:ec2/route:Route::main-private-1", "aws:ecs/service:Service::shop"],
        ["aws:ec2/vpcEndpoint:VpcEndpoint::closed-logs", "aws:ecs/service:Service::closed-reports"],
        ["aws:ec2/vpcEndpoint:VpcEndpoint::closed-ssm", "aws:ecs/service:Service::closed-reports"],
        ["aws:ec2/vpcEndpoint:VpcEndpoint::closed-secretsmanager", "aws:ecs/service:Service::closed-reports"],
        ["aws:ec2/vpcEndpoint:VpcEndpoint::closed-ssmmessages", "aws:ecs/service:Service::closed-reports"],
        ["aws:ec2/vpcEndpoint:VpcEndpoint::closed-s3", "aws:ecs/service:Service::closed-reports"],
        ["aws:ec2/route:Route::open-private-2", "aws:ecs/service:Service::open-web"],
        ["aws:ec2/route:Route::open-public", "aws:ec2/natGateway:NatGateway::open-1"],
      ],
    },
    { run: "preview", unchanged: true },
    { run: "refresh" },
    { run: "preview", unchanged: true },
    { run: "analyze" },
  ],
};
