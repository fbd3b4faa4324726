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
    { run: "preview" },
  ],
};
