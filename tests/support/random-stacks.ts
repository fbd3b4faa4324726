/** Stacks at random, for properties that hold for all of them. */
import * as fc from "fast-check";
import { allow, containers, deny, parameterArn, readFiles, readParameters } from "./cases";
import { type Handle, type Input, jsonText, losingEdges, Stack } from "./stack";

/** What to build; numbers choose among what there is. */
export interface Recipe {
  readonly roles: readonly { readonly inComponent: boolean; readonly readsByArn: boolean }[];
  readonly grants: readonly {
    readonly role: number;
    readonly document: DocumentKind;
    readonly parameter: number;
  }[];
  readonly definitions: readonly {
    readonly taskRole: number;
    readonly executionRole: number | "none" | "external" | "lost";
    readonly secrets: "literal" | readonly ("parameter" | "encrypted parameter" | "secret")[];
    readonly parameter: number;
  }[];
  readonly services: readonly {
    readonly part: "client" | "server" | "none" | "unclear";
    readonly namespace: number | "literal" | "lost";
    readonly waitsFor: readonly number[];
    readonly inComponent: boolean;
    readonly desiredCount: number;
  }[];
}

const documentKinds = [
  "read",
  "files",
  "parameter",
  "lost parameter",
  "secret",
  "secrets by name",
  "decrypt",
  "conditional",
  "deny",
  "attached",
] as const;
type DocumentKind = (typeof documentKinds)[number];

const choice = fc.nat(9);

export const recipes: fc.Arbitrary<Recipe> = fc.record({
  roles: fc.array(fc.record({ inComponent: fc.boolean(), readsByArn: fc.boolean() }), {
    minLength: 1,
    maxLength: 4,
  }),
  grants: fc.array(
    fc.record({
      role: choice,
      document: fc.constantFrom(...documentKinds),
      parameter: choice,
    }),
    { maxLength: 5 },
  ),
  definitions: fc.array(
    fc.record({
      taskRole: choice,
      executionRole: fc.oneof(choice, fc.constantFrom("none", "external", "lost")),
      secrets: fc.oneof(
        fc.constant("literal" as const),
        fc.array(fc.constantFrom("parameter", "encrypted parameter", "secret"), { maxLength: 2 }),
      ),
      parameter: choice,
    }),
    { maxLength: 3 },
  ),
  services: fc.array(
    fc.record({
      part: fc.constantFrom("client", "server", "none", "unclear"),
      namespace: fc.oneof(choice, fc.constantFrom("literal", "lost")),
      waitsFor: fc.array(choice, { maxLength: 2 }),
      inComponent: fc.boolean(),
      desiredCount: fc.nat(2),
    }),
    { maxLength: 5 },
  ),
});

/** Builds a recipe, with names of one's own choice for what it makes. */
export function build(recipe: Recipe, nameOf: (thing: string) => string): Stack {
  const stack = new Stack();
  const group = stack.component(nameOf("group"), { packaged: true });
  const parameters = [0, 1].map((at) => stack.parameter(nameOf(`parameter-${at}`)));
  const key = stack.key(nameOf("key"));
  const made: Secrets = {
    parameters,
    encrypted: stack.parameter(nameOf("encrypted"), { keyId: key.arn }),
    secrets: [0, 1].map((at) => stack.secret(nameOf(`secret-${at}`))),
    key,
  };
  const namespaces = [0, 1].map((at) => stack.namespace(nameOf(`namespace-${at}`)));
  const roles = recipe.roles.map(({ inComponent, readsByArn }, at) =>
    stack.role(
      nameOf(`role-${at}`),
      readsByArn ? { managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess"] } : {},
      inComponent ? { parent: group } : {},
    ),
  );
  recipe.grants.forEach(({ role, document, parameter }, at) => {
    const name = nameOf(`grant-${at}`);
    const target = chosen(roles, role).name;
    const policy = documentOf(document, parameter, made);
    if (document !== "attached") stack.rolePolicy(name, { role: target, policy });
    else
      stack.attachment(name, { role: target, policyArn: stack.policy(nameOf(`policy-${at}`), policy).arn });
  });
  recipe.definitions.forEach(({ taskRole, executionRole, secrets, parameter }, at) => {
    const taken = {
      parameter: chosen(made.parameters, parameter),
      "encrypted parameter": made.encrypted,
      secret: chosen(made.secrets, parameter),
    };
    const references = secrets === "literal" ? [parameterArn] : secrets.map((kind) => taken[kind].arn);
    stack.taskDefinition(nameOf(`definition-${at}`), {
      taskRoleArn: chosen(roles, taskRole).arn,
      executionRoleArn: executionRoleOf(executionRole, roles),
      containerDefinitions: jsonText(containers(references)),
    });
  });
  const services: Handle[] = [];
  const literal = nameOf("literal");
  const flags = stack.custom(
    "test:index:Flags",
    nameOf("flags"),
    {},
    {},
    { computed: { services: ["http"] } },
  );
  recipe.services.forEach(({ part, namespace, waitsFor, inComponent, desiredCount }, at) => {
    const made = typeof namespace === "number" ? chosen(namespaces, namespace).arn : undefined;
    const lost = losingEdges(chosen(namespaces, at).arn);
    const connected = { enabled: true, namespace: made ?? (namespace === "lost" ? lost : literal) };
    const configuration: Record<typeof part, Input | undefined> = {
      client: connected,
      server: { ...connected, services: [{ portName: "http", clientAlias: [{ port: 80 }] }] },
      none: undefined,
      unclear: { ...connected, services: flags.output("services") },
    };
    const dependsOn = services.length > 0 ? waitsFor.map((index) => chosen(services, index)) : [];
    services.push(
      stack.service(
        nameOf(`service-${at}`),
        { serviceConnectConfiguration: configuration[part], desiredCount },
        { dependsOn, ...(inComponent && { parent: group }) },
      ),
    );
  });
  return stack;
}

interface Secrets {
  readonly parameters: readonly Handle[];
  readonly encrypted: Handle;
  readonly secrets: readonly Handle[];
  readonly key: Handle;
}

function documentOf(kind: DocumentKind, choice: number, { parameters, secrets, key }: Secrets): Input {
  const parameter = chosen(parameters, choice);
  switch (kind) {
    case "secret":
      return jsonText(allow("secretsmanager:GetSecretValue", chosen(secrets, choice).arn));
    case "secrets by name":
      return jsonText(allow("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:*-??????"));
    case "decrypt":
      return jsonText(allow("kms:Decrypt", key.arn));
    case "read":
    case "attached":
      return jsonText(readParameters);
    case "files":
      return jsonText(readFiles);
    case "parameter":
      return jsonText(allow("ssm:GetParameters", parameter.arn));
    case "lost parameter":
      return losingEdges(jsonText(allow("ssm:GetParameters", parameter.arn)));
    case "conditional":
      return jsonText(allow("ssm:*", "*", { Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } }));
    case "deny":
      return jsonText(deny("ssm:*", "*"));
  }
}

function executionRoleOf(choice: number | "none" | "external" | "lost", roles: readonly Handle[]) {
  switch (choice) {
    case "none":
      return undefined;
    case "external":
      return "arn:aws:iam::123456789012:role/ecsTaskExecutionRole";
    case "lost":
      return losingEdges(chosen(roles, 0).arn);
    default:
      return chosen(roles, choice).arn;
  }
}

function chosen<T>(things: readonly T[], choice: number): T {
  const thing = things[choice % things.length];
  if (thing === undefined) throw new Error("there is nothing to choose from");
  return thing;
}
