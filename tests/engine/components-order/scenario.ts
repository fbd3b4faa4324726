import type { Scenario } from "../../support/scenario";

const service = (name: string) => `aws:ecs/service:Service::shop-${name}`;

export const scenario: Scenario = {
  proves: "servers are created first and clients last, each after its permissions and its log group",
  steps: [
    {
      run: "up",
      orders: [
        [
          "aws:servicediscovery/httpNamespace:HttpNamespace::shop",
          service("users"),
          service("orders"),
          service("storefront"),
        ],
        ["aws:iam/rolePolicy:RolePolicy::shop-users-secrets", service("users")],
        ["aws:iam/rolePolicy:RolePolicy::shop-users-application", service("users")],
        ["aws:iam/rolePolicyAttachment:RolePolicyAttachment::shop-users-execution", service("users")],
        ["aws:cloudwatch/logGroup:LogGroup::shop-users", service("users")],
      ],
    },
    { run: "preview", unchanged: true },
  ],
};
