import type { Scenario } from "../../support/scenario";

export const scenario: Scenario = {
  proves: "what only outputs tell is refused as well, with the same words and without the value",
  steps: [
    {
      run: "preview",
      variant: "secret",
      stops:
        /^(?![\s\S]*horse)[\s\S]*`shop`: `PASSWORD` in `secrets` must be the name or the ARN of a parameter/,
    },
    {
      run: "preview",
      variant: "statement",
      stops: /`ssm:GetParameters` in `taskRoleStatements`[\s\S]*name them in `secrets`/,
    },
    {
      run: "preview",
      variant: "selector",
      stops:
        /^(?![\s\S]*API_KEY)[\s\S]*`shop`: `PASSWORD` in `secrets` selects a part of a secret in a form that ECS does not read/,
    },
    {
      run: "preview",
      variant: "own",
      stops: /`secretsmanager:Get\*` in `taskRoleStatements` would let the application read a secret/,
    },
    {
      run: "preview",
      variant: "role",
      stops:
        /`shop`: `executionRoleName` must be the name of a role, without path and ARN, such as its output `name`/,
    },
    {
      run: "preview",
      variant: "form",
      stops: /`taskRoleStatements` must be a list of `\{ actions: \[\.\.\.\], resources: \[\.\.\.\] \}`/,
    },
    { run: "preview" },
  ],
};
