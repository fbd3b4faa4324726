/** What tasks are run with, and what lets a service of AWS start them. */

/** What a task must be told that something starts. */
export const place = {
  cluster: "arn:aws:ecs:eu-central-1:123456789012:cluster/apps",
  image: "shop",
  subnets: ["subnet-1", "subnet-2"],
};

export const roleArn = (name: string) => `arn:of:aws:iam/role:Role:${name}`;
export const definitionArn = (name: string) => `arn:of:aws:ecs/taskDefinition:TaskDefinition:${name}`;

/** A service of AWS acts for this account only. */
export const trustIn = (service: string) => [
  {
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
  },
];

/** It passes roles to tasks, and to nothing else. */
export const passing = (...roles: string[]) => ({
  Effect: "Allow",
  Action: "iam:PassRole",
  Resource: roles,
  Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
});

/** It runs one task in every revision, on one cluster, and tags it. */
export const running = (name: string) => [
  {
    Effect: "Allow",
    Action: "ecs:RunTask",
    Resource: `arn:aws:ecs:eu-central-1:123456789012:task-definition/${name}:*`,
    Condition: { ArnEquals: { "ecs:cluster": place.cluster } },
  },
  {
    Effect: "Allow",
    Action: "ecs:TagResource",
    Resource: "arn:aws:ecs:eu-central-1:123456789012:task/apps/*",
    Condition: { StringEquals: { "ecs:CreateAction": "RunTask" } },
  },
];
