/**
 * Writes stacks down as their programs would, and shows them as the engine does: once in the preview of an
 * update, when everything is known, and once in the first preview, when what AWS computes is not.
 */
import { type Json, type JsonObject, type SeenResource, unknown } from "./pack";

/** When a stack is shown: before anything exists, or when everything does. */
export type Moment = "first preview" | "update preview";
export const moments: readonly Moment[] = ["first preview", "update preview"];

export type Input = Json | Output | readonly Input[] | { readonly [key: string]: Input };
export type Inputs = Readonly<Record<string, Input | undefined>>;

/** A value that comes from resources. */
export class Output {
  constructor(
    readonly value: Json,
    readonly from: readonly string[],
    readonly atFirst: {
      readonly isKnown: boolean;
      /** The edges that the SDK still knows of. */
      readonly from: readonly string[];
    } = { isKnown: false, from },
  ) {}
}

/** What a `StackReference` gives: known, and from no resource of this stack. */
export function fromElsewhere(value: Json): Output {
  return new Output(value, [], { isKnown: true, from: [] });
}

/** What an invoke in output form gives over new resources: its edges are lost until they exist. */
export function losingEdges(input: Input): Output {
  const output = combined([input], ([value]) => value ?? null);
  return new Output(output.value, output.from, { isKnown: output.atFirst.isKnown, from: [] });
}

/** `pulumi.jsonStringify`: unknown as a whole where any part is. */
export function jsonText(input: Input): Output {
  return combined([input], ([value]) => JSON.stringify(value));
}

/** `pulumi.interpolate`. */
export function interpolate(texts: TemplateStringsArray, ...inputs: readonly Input[]): Output {
  return combined(inputs, (values) => texts.map((text, index) => `${text}${values[index] ?? ""}`).join(""));
}

function combined(inputs: readonly Input[], combine: (values: readonly Json[]) => Json): Output {
  const now = inputs.map((input) => settle(input, "update preview"));
  const first = inputs.map((input) => settle(input, "first preview"));
  return new Output(combine(now.map(({ value }) => value)), [...new Set(now.flatMap(({ from }) => from))], {
    isKnown: first.every(({ value }) => !holdsUnknown(value)),
    from: [...new Set(first.flatMap(({ from }) => from))],
  });
}

/** The value of an input at a moment, and the edges that its property gets. */
function settle(input: Input, moment: Moment): { value: Json; from: readonly string[] } {
  if (input instanceof Output) {
    if (moment === "update preview") return { value: input.value, from: input.from };
    return { value: input.atFirst.isKnown ? input.value : unknown, from: input.atFirst.from };
  }
  if (Array.isArray(input)) {
    const members = (input as readonly Input[]).map((member) => settle(member, moment));
    return { value: members.map(({ value }) => value), from: members.flatMap(({ from }) => from) };
  }
  if (typeof input === "object" && input !== null) {
    const members = Object.entries(input).map(([key, member]) => ({ key, ...settle(member, moment) }));
    return {
      value: Object.fromEntries(members.map(({ key, value }) => [key, value])),
      from: members.flatMap(({ from }) => from),
    };
  }
  return { value: input as Json, from: [] };
}

function holdsOutput(input: Input): boolean {
  if (input instanceof Output) return true;
  return typeof input === "object" && input !== null && Object.values(input).some(holdsOutput);
}

function holdsUnknown(value: Json): boolean {
  if (value === unknown) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsUnknown);
}

export interface Options {
  readonly parent?: Handle;
  readonly dependsOn?: readonly Handle[];
  readonly ignoreChanges?: readonly string[];
  readonly provider?: Provider;
  /** AWS has it already when the first preview is shown. */
  readonly exists?: boolean;
  /** What AWS says besides or instead of what the program does, once it exists. */
  readonly outputs?: JsonObject;
  /** `--target` leaves it out: it is not created, and the engine shows its edges only. */
  readonly leftOut?: boolean;
  /** Its provider's own configuration is not known yet: the engine shows no outputs. */
  readonly unconfigured?: boolean;
  /** The program only reads it (`Role.get`), and `policy analyze` shows it without inputs. */
  readonly onlyRead?: boolean;
  /** `--target` keeps it, although the program does not have it any more. */
  readonly notInProgram?: boolean;
}

export interface Provider {
  readonly urn: string;
  readonly name: string;
  readonly props: JsonObject;
}

/** What a program holds of a resource. */
export class Handle {
  constructor(
    readonly urn: string,
    private readonly computed: JsonObject,
    private readonly isKnownAtFirst: (property: string) => boolean,
  ) {}

  output(property: string): Output {
    const value = this.computed[property];
    if (value === undefined) throw new Error(`${this.urn} has no output ${property}`);
    return new Output(value, [this.urn], { isKnown: this.isKnownAtFirst(property), from: [this.urn] });
  }

  get arn(): Output {
    return this.output("arn");
  }
  get id(): Output {
    return this.output("id");
  }
  /** The name in AWS. */
  get name(): Output {
    return this.output("name");
  }

  /**
   * An output of this packaged component, made from an output of a resource inside. Newer SDKs keep the edges of
   * that output beside the one to the component.
   */
  passes(inner: Output, { keepingEdges = false } = {}): Output {
    const kept = (edges: readonly string[]) => (keepingEdges ? [...edges, this.urn] : [this.urn]);
    return new Output(inner.value, kept(inner.from), {
      isKnown: inner.atFirst.isKnown,
      from: kept(inner.atFirst.from),
    });
  }
}

interface Made {
  readonly handle: Handle;
  readonly type: string;
  readonly name: string;
  readonly inputs: Inputs;
  /** What AWS computes, besides the inputs. */
  readonly computed: JsonObject;
  /** Optional properties that AWS computes where the program does not set them. */
  readonly computedWhenUnset: JsonObject;
  readonly options: Options;
  readonly kind: "custom" | "component" | "packaged component";
}

export const stackType = "pulumi:pulumi:Stack";
export const account = "123456789012";
const region = "eu-central-1";

/** The URN of a resource of a test's stack, from its types and its name. */
export function urn(typesAndName: string): string {
  return `urn:pulumi:dev::shop::${typesAndName}`;
}

/** A program's stack: each method stands for a `new` in the program. */
export class Stack {
  private readonly made: Made[] = [];
  private readonly providers: Provider[] = [];
  private readonly defaultProvider = this.provider("default_7_48_0", { region });

  provider(name: string, props: JsonObject): Provider {
    const provider = { urn: urn(`pulumi:providers:aws::${name}`), name, props };
    this.providers.push(provider);
    return provider;
  }

  role(name: string, inputs: Inputs = {}, options: Options = {}): Handle {
    const awsName = nameIn(inputs, name);
    // With a prefix AWS chooses the name; without either, Pulumi does, before the preview.
    const named = Object.hasOwn(inputs, "namePrefix") ? inputs : { name: awsName, ...inputs };
    return this.custom("aws:iam/role:Role", name, tagged(named), options, {
      computed: { arn: `arn:aws:iam::${account}:role/${awsName}`, id: awsName },
      computedWhenUnset: { inlinePolicies: [], managedPolicyArns: [], name: awsName },
    });
  }

  rolePolicy(name: string, inputs: { role: Input; policy: Input }, options: Options = {}): Handle {
    return this.custom("aws:iam/rolePolicy:RolePolicy", name, { name, ...inputs }, options, {
      computed: { id: `role:${name}` },
    });
  }

  policy(name: string, policy: Input, options: Options = {}): Handle {
    const awsName = `${name}-0a1b2c3`;
    return this.custom("aws:iam/policy:Policy", name, { name: awsName, policy }, options, {
      computed: {
        arn: `arn:aws:iam::${account}:policy/${awsName}`,
        id: `arn:aws:iam::${account}:policy/${awsName}`,
      },
    });
  }

  attachment(name: string, inputs: { role: Input; policyArn: Input }, options: Options = {}): Handle {
    return this.custom("aws:iam/rolePolicyAttachment:RolePolicyAttachment", name, inputs, options, {
      computed: { id: name },
    });
  }

  parameter(name: string, inputs: Inputs = {}, options: Options = {}): Handle {
    const named = { name: `/shop/${name}`, type: "SecureString", value: "hunter2", ...tagged(inputs) };
    const path = String(named.name).replace(/^\//, "");
    return this.custom("aws:ssm/parameter:Parameter", name, named, options, {
      computed: {
        arn: `arn:aws:ssm:${regionOf(options)}:${account}:parameter/${path}`,
        id: String(named.name),
      },
      computedWhenUnset: { region: regionOf(options), keyId: "alias/aws/ssm" },
    });
  }

  secret(name: string, inputs: Inputs = {}, options: Options = {}): Handle {
    const awsName = Object.hasOwn(inputs, "namePrefix")
      ? `${String(inputs.namePrefix)}20260615`
      : nameIn(inputs, name);
    const named = Object.hasOwn(inputs, "namePrefix") ? inputs : { name: awsName, ...inputs };
    const arn = `arn:aws:secretsmanager:${regionOf(options)}:${account}:secret:${awsName}-AbCdEf`;
    return this.custom("aws:secretsmanager/secret:Secret", name, tagged(named), options, {
      computed: { arn, id: arn },
      computedWhenUnset: { name: awsName, policy: "", region: regionOf(options) },
    });
  }

  /** The value of a secret. */
  secretVersion(name: string, secret: Handle, options: Options = {}): Handle {
    const inputs = { secretId: secret.id, secretString: "hunter2" };
    return this.custom("aws:secretsmanager/secretVersion:SecretVersion", name, inputs, options, {
      computed: { arn: settle(secret.arn, "update preview").value, id: `${name}|1` },
    });
  }

  key(name: string, inputs: Inputs = {}, options: Options = {}): Handle {
    const id = "01234567-89ab-cdef-0123-456789abcdef";
    return this.custom("aws:kms/key:Key", name, tagged(inputs), options, {
      computed: { arn: `arn:aws:kms:${regionOf(options)}:${account}:key/${id}`, id, keyId: id },
      computedWhenUnset: { policy: "{}", region: regionOf(options) },
    });
  }

  /** Has a size and a container that AWS takes, unless it is given others. */
  taskDefinition(name: string, inputs: Inputs, options: Options = {}): Handle {
    const arn = `arn:aws:ecs:${regionOf(options)}:${account}:task-definition/${name}`;
    const { value: compatibilities } = settle(inputs.requiresCompatibilities ?? [], "update preview");
    const isForFargate = Array.isArray(compatibilities) && compatibilities.includes("FARGATE");
    const size = isForFargate ? { cpu: "256", memory: "512", networkMode: "awsvpc" } : { memory: "512" };
    const containerDefinitions = JSON.stringify([{ name: "app", image: "nginx" }]);
    const all = { family: name, containerDefinitions, ...size, ...inputs };
    return this.custom("aws:ecs/taskDefinition:TaskDefinition", name, all, options, {
      computed: { arn: `${arn}:1`, arnWithoutRevision: arn, id: name },
      computedWhenUnset: { region: regionOf(options) },
    });
  }

  /** Tasks with a network of their own run in a subnet, whatever a test is about. */
  private networkFor({ taskDefinition, launchType, capacityProviderStrategies: strategies }: Inputs): Inputs {
    const arn = taskDefinition instanceof Output ? taskDefinition.value : taskDefinition;
    const definition = this.made.find(({ computed }) => arn !== undefined && computed.arn === arn);
    const providers = JSON.stringify(settle(strategies ?? [], "update preview").value);
    const isOnFargate = launchType === "FARGATE" || /"FARGATE(_SPOT)?"/.test(providers);
    const hasNetwork = isOnFargate || definition?.inputs.networkMode === "awsvpc";
    return hasNetwork ? { networkConfiguration: { subnets: ["subnet-1"] } } : {};
  }

  service(name: string, inputs: Inputs, options: Options = {}): Handle {
    const arn = `arn:aws:ecs:${regionOf(options)}:${account}:service/default/${name}`;
    return this.custom(
      "aws:ecs/service:Service",
      name,
      { name, taskDefinition: "other:1", desiredCount: 1, ...this.networkFor(inputs), ...inputs },
      options,
      { computed: { arn, id: arn }, computedWhenUnset: { region: regionOf(options) } },
    );
  }

  cluster(name: string, inputs: Inputs = {}, options: Options = {}): Handle {
    const awsName = nameIn(inputs, name);
    const arn = `arn:aws:ecs:${regionOf(options)}:${account}:cluster/${awsName}`;
    return this.custom("aws:ecs/cluster:Cluster", name, { name: awsName, ...inputs }, options, {
      computed: { arn, id: arn },
      computedWhenUnset: { region: regionOf(options) },
    });
  }

  namespace(name: string, inputs: Inputs = {}, options: Options = {}): Handle {
    const id = `ns-${name}`;
    return this.custom(
      "aws:servicediscovery/httpNamespace:HttpNamespace",
      name,
      { name: `${name}.local`, ...inputs },
      options,
      {
        computed: { arn: `arn:aws:servicediscovery:${regionOf(options)}:${account}:namespace/${id}`, id },
        computedWhenUnset: { region: regionOf(options) },
      },
    );
  }

  logGroup(name: string, inputs: Inputs = {}, options: Options = {}): Handle {
    const awsName = nameIn(inputs, name);
    const arn = `arn:aws:logs:${regionOf(options)}:${account}:log-group:${awsName}`;
    return this.custom("aws:cloudwatch/logGroup:LogGroup", name, { name: awsName, ...inputs }, options, {
      computed: { arn, id: awsName },
    });
  }

  repository(name: string, inputs: Inputs = {}, options: Options = {}): Handle {
    const awsName = nameIn(inputs, name);
    const region = regionOf(options);
    return this.custom("aws:ecr/repository:Repository", name, { name: awsName, ...inputs }, options, {
      computed: {
        arn: `arn:aws:ecr:${region}:${account}:repository/${awsName}`,
        id: awsName,
        repositoryUrl: `${account}.dkr.ecr.${region}.amazonaws.com/${awsName}`,
      },
    });
  }

  fileSystem(name: string, inputs: Inputs = {}, options: Options = {}): Handle {
    const id = "fs-0123456789abcdef0";
    const arn = `arn:aws:elasticfilesystem:${regionOf(options)}:${account}:file-system/${id}`;
    return this.custom("aws:efs/fileSystem:FileSystem", name, { encrypted: true, ...inputs }, options, {
      computed: { arn, id },
    });
  }

  mountTarget(name: string, fileSystem: Handle, options: Options = {}): Handle {
    const inputs = { fileSystemId: fileSystem.id, subnetId: `subnet-${name}` };
    return this.custom("aws:efs/mountTarget:MountTarget", name, inputs, options);
  }

  securityGroup(name: string, inputs: Inputs = {}, options: Options = {}): Handle {
    const id = `sg-${name}`;
    return this.custom("aws:ec2/securityGroup:SecurityGroup", name, { name, ...inputs }, options, {
      computed: { arn: `arn:aws:ec2:${regionOf(options)}:${account}:security-group/${id}`, id },
      computedWhenUnset: { egress: [], ingress: [] },
    });
  }

  /** A component of the program, or of a package: then edges name the component and not what is inside. */
  component(
    name: string,
    options: Options & { packaged?: boolean; type?: string; inputs?: Inputs } = {},
  ): Handle {
    const { inputs = {}, type = options.packaged ? "package:index:Application" : "test:index:Group" } =
      options;
    const handle = new Handle(this.urnOf(type, name, options.parent), {}, () => false);
    const kind = options.packaged ? "packaged component" : "component";
    this.made.push({ handle, type, name, inputs, computed: {}, computedWhenUnset: {}, options, kind });
    return handle;
  }

  /** Any custom resource. */
  custom(
    type: string,
    name: string,
    inputs: Inputs,
    options: Options = {},
    {
      computed = { id: name },
      computedWhenUnset = {},
    }: { computed?: JsonObject; computedWhenUnset?: JsonObject } = {},
  ): Handle {
    const known = Object.fromEntries(
      Object.entries(inputs).flatMap(([key, input]) =>
        input === undefined ? [] : [[key, settle(input, "update preview").value]],
      ),
    );
    const isKnownAtFirst = (property: string) => {
      const input = inputs[property];
      return (
        options.exists === true ||
        (input !== undefined && !holdsUnknown(settle(input, "first preview").value))
      );
    };
    const all = { ...computedWhenUnset, ...known, ...computed, ...options.outputs };
    const handle = new Handle(this.urnOf(type, name, options.parent), all, isKnownAtFirst);
    this.made.push({ handle, type, name, inputs, computed, computedWhenUnset, options, kind: "custom" });
    return handle;
  }

  /** All resources as the engine shows them. */
  seen(moment: Moment): SeenResource[] {
    const root = {
      urn: urn(`${stackType}::shop-dev`),
      type: stackType,
      name: "shop-dev",
      inputs: {},
      outputs: {},
      dependencies: [],
      propertyDependencies: {},
    };
    const providers = this.providers.map(({ urn: providerUrn, name, props }) => ({
      ...root,
      urn: providerUrn,
      type: "pulumi:providers:aws",
      name,
      parent: root.urn,
      inputs: props,
      outputs: props,
    }));
    return [root, ...providers, ...this.made.map((made) => this.see(made, moment, root.urn))];
  }

  private see(made: Made, moment: Moment, root: string): SeenResource {
    const { handle, type, name, options } = made;
    const inputs: Record<string, Json> = {};
    const propertyDependencies: Record<string, string[]> = {};
    for (const [property, input] of Object.entries(made.inputs)) {
      if (input === undefined) continue;
      const { value, from } = settle(input, moment);
      inputs[property] = value;
      // A lost edge leaves no entry; a value from elsewhere leaves an empty one.
      if (holdsOutput(input) && !(value === unknown && from.length === 0))
        propertyDependencies[property] = [...new Set(from)];
    }
    const awaited = (options.dependsOn ?? []).flatMap((other) => this.recordedFor(other));
    const { urn: providerUrn, name: providerName, props } = options.provider ?? this.defaultProvider;
    return {
      urn: handle.urn,
      type,
      name,
      parent: options.parent?.urn ?? root,
      ...(made.kind === "custom" && { provider: { urn: providerUrn, name: providerName, props } }),
      inputs: options.notInProgram || options.leftOut ? undefined : options.onlyRead ? {} : inputs,
      outputs: hasOutputs(made, moment) ? outputs(made, inputs, moment) : {},
      ...(options.ignoreChanges && { ignoreChanges: options.ignoreChanges }),
      dependencies: [...new Set([...awaited, ...Object.values(propertyDependencies).flat()])],
      propertyDependencies,
    };
  }

  /** What the engine records for `dependsOn`: for a component of the program the resources inside. */
  private recordedFor(other: Handle): string[] {
    const made = this.made.find(({ handle }) => handle === other);
    if (made?.kind !== "component") return [other.urn];
    return this.made
      .filter(({ options }) => options.parent === other)
      .flatMap(({ handle }) => this.recordedFor(handle));
  }

  private urnOf(type: string, name: string, parent: Handle | undefined): string {
    const [, types] = /^urn:pulumi:dev::shop::(.*)::[^:]*$/.exec(parent?.urn ?? "") ?? [];
    return urn(`${types === undefined ? "" : `${types}$`}${type}::${name}`);
  }
}

function hasOutputs({ kind, options }: Made, moment: Moment): boolean {
  return kind === "custom" && !options.leftOut && !(options.unconfigured && moment === "first preview");
}

function outputs(made: Made, inputs: JsonObject, moment: Moment): JsonObject {
  const isNew = moment === "first preview" && !made.options.exists;
  const computed = { ...made.computedWhenUnset, ...inputs, ...made.computed };
  if (!isNew) return { ...computed, ...made.options.outputs };
  // The provider fills in its own Region; what else the program does not set AWS has yet to compute.
  const isKnown = (property: string) =>
    property === "region" || (Object.hasOwn(inputs, property) && !Object.hasOwn(made.computed, property));
  return Object.fromEntries(
    Object.entries(computed).map(([property, value]) => [property, isKnown(property) ? value : unknown]),
  );
}

/** The provider's Check adds all tags, those of its own configuration too. */
function tagged(inputs: Inputs): Inputs {
  return { tagsAll: inputs.tags ?? {}, ...inputs };
}

function nameIn(inputs: Inputs, logicalName: string): string {
  return typeof inputs.name === "string" ? inputs.name : `${logicalName}-0a1b2c3`;
}

function regionOf({ provider }: Options): string {
  return typeof provider?.props.region === "string" ? provider.props.region : region;
}
