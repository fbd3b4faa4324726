/** What the arguments of a component tell in a first preview, in which its texts are not known. */
import { allow, readParameters, testCases } from "../../../support/cases";
import { readsSecrets, ssmGrant, undetermined } from "../../../support/pack";
import { type Input, type Inputs, jsonText, type Stack } from "../../../support/stack";

const kinds = ["FargateService", "OneOffTask", "ScheduledTask"];

const secretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-AbCdEf";

interface Parts {
  /** Arguments of the component. */
  readonly args?: Inputs;
  /** Whether the SDK leaves the arguments of components out. */
  readonly isSilent?: boolean;
  readonly type: string;
  /** Secrets of the main container, as its definition has them. */
  readonly secrets?: Readonly<Record<string, Input>>;
  /** Documents that are attached to the task role, by the names of their resources. */
  readonly onTaskRole?: Readonly<Record<string, Input>>;
}

/** The resources of a component, whose image is in a repository of the stack. */
function taskIn(
  stack: Stack,
  { args = {}, isSilent = false, type, secrets = {}, onTaskRole = {} }: Parts,
): void {
  const image = newText(stack);
  const parent = stack.component("shop", { type, inputs: isSilent ? {} : { image, ...args } });
  const task = stack.role("shop-task", {}, { parent });
  const execution = stack.role("shop-execution", {}, { parent });
  for (const [name, policy] of Object.entries(onTaskRole))
    stack.rolePolicy(name, { role: task.name, policy }, { parent });
  const list = Object.entries(secrets).map(([name, valueFrom]) => ({ name, valueFrom }));
  stack.taskDefinition(
    "shop",
    {
      taskRoleArn: task.arn,
      executionRoleArn: execution.arn,
      containerDefinitions: jsonText([{ name: "app", image, secrets: list }]),
    },
    { parent },
  );
}

/** A text that is known after the first update. */
function newText(stack: Stack): Input {
  const computed = { id: "images", repositoryUrl: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop" };
  return stack
    .custom("aws:ecr/repository:Repository", "images", {}, {}, { computed })
    .output("repositoryUrl");
}

/** A document that is not known before a bucket is there. */
const bucketReads = (stack: Stack) =>
  jsonText(
    allow("s3:GetObject", stack.custom("aws:s3/bucket:Bucket", "files", {}, {}, bucket).output("arn")),
  );
const bucket = { computed: { id: "files", arn: "arn:aws:s3:::files" } };

for (const kind of kinds) {
  describe(`a ${kind} tells`, () => {
    const component = `ecs-guardrails-components:index:${kind}`;
    const definition = `${component}$aws:ecs/taskDefinition:TaskDefinition::shop`;
    const rolePolicy = (name: string) => `${component}$aws:iam/rolePolicy:RolePolicy::${name}`;
    const unreadable = (...secrets: string[]) =>
      `mandatory ${readsSecrets} ${secrets.map((secret) => `secret-unreadable/${secret}`).join(",")} ${definition}`;
    const task = (stack: Stack, parts: Omit<Parts, "type">, type = component) =>
      taskIn(stack, { ...parts, type });
    const grantUnclear = (name: string) => `advisory ${undetermined} grant-unclear ${rolePolicy(name)}`;
    /** Of no weight where containers take no secret from Parameter Store. */
    const onTaskRole = { "shop-more": jsonText(allow("*", "*")) };

    testCases([
      { it: "that its containers take no secret", program: (stack) => task(stack, { onTaskRole }) },
      {
        it: "nothing where its arguments are not sent",
        program: (stack) => task(stack, { isSilent: true, onTaskRole }),
        findsAtFirst: [grantUnclear("shop-more")],
      },
      {
        it: "nothing where it is another component",
        program: (stack) => task(stack, { onTaskRole }, "test:index:Group"),
        findsAtFirst: [grantUnclear("shop-more").replace(component, "test:index:Group")],
      },
      {
        it: "nothing where its secrets are not known as a whole",
        program: (stack) => task(stack, { args: { sidecars: newText(stack) }, onTaskRole }),
        findsAtFirst: [grantUnclear("shop-more")],
      },
      {
        it: "the secrets of its main container, by their names",
        program: (stack) => {
          const secrets = { KEY: `${secretArn}:key::`, URL: "/shop/URL" };
          task(stack, { args: { secrets }, secrets });
        },
        finds: [unreadable("app/key", "app/url")],
      },
      {
        it: "those of sidecars and of registries",
        program: (stack) =>
          task(stack, {
            args: {
              repositoryCredentials: secretArn,
              sidecars: { agent: { image: "agent", secrets: { TOKEN: "token" } } },
            },
          }),
        findsAtFirst: [unreadable("app/repository-credentials", "agent/token")],
      },
      {
        it: "from which resources it takes secrets, and not what else its containers hold",
        program: (stack) => {
          const secrets = { TOKEN: stack.parameter("token").arn };
          task(stack, { args: { secrets, environment: { OTHER: stack.parameter("other").arn } }, secrets });
        },
        findsAtFirst: [`${unreadable("token")} presumed`],
        finds: [unreadable("app/token")],
      },
      {
        it: "that its task role reads no parameter by a document that is not known",
        program: (stack) => task(stack, { onTaskRole: { "shop-application": bucketReads(stack) } }),
      },
      {
        it: "the same of volumes",
        program: (stack) => task(stack, { onTaskRole: { "shop-volumes": bucketReads(stack) } }),
      },
      {
        it: "nothing of a document that is put beside its own",
        program: (stack) => task(stack, { onTaskRole: { "shop-more": bucketReads(stack) } }),
        findsAtFirst: [grantUnclear("shop-more")],
      },
      {
        it: "nothing of a document that is known",
        program: (stack) => task(stack, { onTaskRole: { "shop-application": jsonText(readParameters) } }),
        finds: [`mandatory ${ssmGrant} task-role-only ${rolePolicy("shop-application")}`],
      },
      {
        it: "that the application itself reads parameters",
        program: (stack) =>
          task(stack, {
            args: { taskRoleMayReadParameters: true },
            onTaskRole: { "shop-application": jsonText(readParameters) },
          }),
      },
      {
        it: "the same where ECS cannot read those of its containers, which is told by itself",
        program: (stack) => {
          const secrets = { URL: "/shop/URL" };
          task(stack, {
            args: { taskRoleMayReadParameters: true, secrets },
            secrets,
            onTaskRole: { "shop-application": jsonText(readParameters) },
          });
        },
        finds: [unreadable("app/url")],
      },
    ]);
  });
}
