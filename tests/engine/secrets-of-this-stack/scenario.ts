import { readsSecrets, type Scenario, ssmGrant, undetermined } from "../../support/scenario";

const definition = (name: string) => `aws:ecs/taskDefinition:TaskDefinition::${name}`;
const service = "aws:ecs/service:Service::shop";
const grant = `${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::reads`;
const unreadable = (id: string, urn: string) => `${readsSecrets} secret-unreadable/${id} ${urn}`;
const unclear = (id: string, urn: string) => `${undetermined} secret-unclear/${id} ${urn}`;
// The scenario's service is a client alone in its namespace.
const alone = `${undetermined} no-server ${service}`;

const byName = ["name", "plain-name"];
const byEdge = {
  arn: "url",
  "secret-arn": "key",
  "secret-id": "key",
  "json-key": "key",
  "version-arn": "login",
};
// What the containers have an edge to the application may read itself, whose role may.
const listed = [
  ...Object.entries(byEdge).map(([name, secret]) => unclear(secret, definition(name))),
  unclear("login", definition("shop")),
  unclear("token", definition("shop")),
  unclear("url", definition("desk")),
];
const first = [
  ...byName.map((name) => unreadable("app/secret_0", definition(name))),
  unreadable("volumes/share", definition("desk")),
  unreadable("service-connect/splunk-token", service),
];
const later = [
  ...[...byName, ...Object.keys(byEdge)].map((name) => unreadable("app/secret_0", definition(name))),
  unreadable("app/repository-credentials", definition("shop")),
  unreadable("app/splunk-token", definition("shop")),
  unreadable("app/credential-spec", definition("desk")),
  unreadable("volumes/share", definition("desk")),
  unreadable("service-connect/splunk-token", service),
];

export const scenario: Scenario = {
  proves: "a secret of the stack is known by its edges at first and by its ARN later, wherever it is named",
  steps: [
    { run: "preview", finds: [alone] },
    {
      run: "preview",
      variant: "swapped",
      finds: [...[...first, grant].map((found) => `${found} presumed`), ...listed, alone],
    },
    { run: "up", variant: "swapped" },
    { run: "preview", variant: "swapped", finds: [...later, grant, alone] },
    { run: "analyze", finds: [...later, grant, alone] },
    { run: "preview", finds: [alone] },
  ],
};
