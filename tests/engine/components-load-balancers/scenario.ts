import type { Scenario } from "../../support/scenario";

export const scenario: Scenario = {
  proves:
    "load balancers and strategies of the components pass every policy, leave nothing undetermined, and stay as they are",
  steps: [
    { run: "preview" },
    { run: "up with pack" },
    { run: "preview", unchanged: true },
    { run: "refresh" },
    { run: "preview", unchanged: true },
    { run: "analyze" },
    // From one strategy to another without a moment without a rule; one more service moves no other one's.
    {
      run: "preview",
      variant: "extended",
      changes: [
        "create aws:cloudwatch/logGroup:LogGroup::office-prices",
        "create aws:ec2/securityGroup:SecurityGroup::office-prices",
        "create aws:ecs/service:Service::office-prices",
        "create aws:ecs/taskDefinition:TaskDefinition::office-prices",
        "create aws:iam/role:Role::api-infrastructure",
        "create aws:iam/role:Role::office-prices-execution",
        "create aws:iam/role:Role::office-prices-task",
        "create aws:iam/rolePolicyAttachment:RolePolicyAttachment::api-infrastructure",
        "create aws:iam/rolePolicyAttachment:RolePolicyAttachment::office-prices-execution",
        "create aws:lb/listenerRule:ListenerRule::api-production",
        "create aws:lb/listenerRule:ListenerRule::office-prices",
        "create aws:lb/targetGroup:TargetGroup::api-alternate",
        "create aws:lb/targetGroup:TargetGroup::office-prices",
        "create aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule::office-prices-load-balancer",
        "create ecs-guardrails-components:index:FargateService::office-prices",
        "delete aws:lb/listenerRule:ListenerRule::api",
        "update aws:ecs/service:Service::api: deploymentConfiguration, loadBalancers",
        "update ecs-guardrails-components:index:FargateService::api",
        "update ecs-guardrails-components:index:ServiceConnectApplication::office",
      ],
    },
  ],
};
