import {
  firstTasksFindWhatTheyNeed,
  servicesAfterPrerequisites,
  undetermined,
} from "../../support/policy-names";
import type { Scenario } from "../../support/scenario";

const found = (ids: string, name: string) =>
  `${firstTasksFindWhatTheyNeed} ${ids} aws:ecs/service:Service::${name}`;

/** What each service needs, and the service. */
const pairs = [
  ["aws:iam/rolePolicy:RolePolicy::reads", "aws:ecs/service:Service::with-policies"],
  ["aws:iam/rolePolicy:RolePolicy::works", "aws:ecs/service:Service::with-policies"],
  ["aws:secretsmanager/secretVersion:SecretVersion::token", "aws:ecs/service:Service::with-secret"],
  ["aws:ssm/parameter:Parameter::url", "aws:ecs/service:Service::with-parameter"],
  ["aws:cloudwatch/logGroup:LogGroup::logs", "aws:ecs/service:Service::with-logs"],
  ["aws:efs/mountTarget:MountTarget::subnet-1", "aws:ecs/service:Service::with-files"],
  ["aws:efs/mountTarget:MountTarget::subnet-2", "aws:ecs/service:Service::with-files"],
  ["docker-build:index:Image::built", "aws:ecs/service:Service::with-image"],
] as const;
const slow = [
  "aws:iam/rolePolicy:RolePolicy",
  "aws:secretsmanager/secretVersion:SecretVersion",
  "aws:ssm/parameter:Parameter",
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:efs/mountTarget:MountTarget",
  "docker-build:index:Image",
];

export const scenario: Scenario = {
  proves:
    "first tasks find the policies, values, mount targets, log groups and images that their stack makes",
  steps: [
    {
      run: "preview",
      capture: "first-tasks-first",
      finds: [
        found("policy-not-awaited/reads", "with-policies"),
        found("policy-not-awaited/works", "with-policies"),
        `${found("secret-value-not-awaited/token", "with-secret")} presumed`,
        found("parameter-not-awaited/url", "with-parameter"),
        found("log-group-not-awaited/logs", "with-logs"),
        found("mount-target-not-awaited/files", "with-files"),
        `${servicesAfterPrerequisites} mount-target-missing/bare aws:ecs/service:Service::with-bare presumed`,
        `${undetermined} mount-target-unclear/bare aws:ecs/service:Service::with-bare-somewhere`,
        `${found("image-not-awaited/built", "with-image")} presumed`,
        `${found("image-not-pushed/empty", "without-image")} presumed`,
      ],
      says: [
        /^ {4}\{ dependsOn: \[reads, rights\] \}$/m,
        /^ {4}\{ dependsOn: \[subnet1, subnet2\] \}$/m,
        /after 3 of them the circuit breaker ends this deployment/,
        /`up`, which waits for a steady state, fails/,
      ],
    },
    { run: "preview", variant: "cured" },
    { run: "up", variant: "cured", orders: pairs, slow },
    { run: "preview", variant: "cured" },
    // What AWS has came in some order: an update shows none.
    { run: "analyze" },
    // What is found is true: the services overtake what they need.
    { run: "up", program: "uncured", overtaken: pairs, args: ["--parallel", "100"] },
  ],
};
