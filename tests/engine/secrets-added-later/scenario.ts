import { readsSecrets, type Scenario, undetermined } from "../../support/scenario";

const definition = "aws:ecs/taskDefinition:TaskDefinition::shop";
const proven = `${readsSecrets} secret-unreadable/app/secret_2 ${definition}`;

export const scenario: Scenario = {
  proves: "of known and new secrets together each is judged by itself",
  steps: [
    { run: "up" },
    { run: "preview", variant: "added" },
    {
      run: "preview",
      variant: "forgotten",
      finds: [`${readsSecrets} secret-unreadable/added ${definition} presumed`],
    },
    // Where ECS reads the others the application may read this one itself.
    {
      run: "preview",
      variant: "on-task-role",
      finds: [`${undetermined} secret-unclear/added ${definition}`],
    },
    { run: "up", variant: "on-task-role" },
    {
      run: "preview",
      variant: "on-task-role",
      finds: [proven],
      says: [/ECS fetches `app\/SECRET_2` with execution role .*; the permission is on task role/],
    },
    { run: "analyze", finds: [proven] },
  ],
};
