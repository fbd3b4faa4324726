import { goJson, parseJson, sortKeys } from "./go-json";
import type { Properties, Value } from "./properties";
import { equal, isProperties } from "./properties";

/** How the AWS SDK declares a member of a container definition. */
type Declaration =
  | "string"
  | "number"
  | "boolean"
  | "strings"
  | "numbers"
  | "stringMap"
  | { object: Members }
  | { objects: Members };
type Members = Record<string, Declaration>;

const nameAndValueFrom: Members = { name: "string", valueFrom: "string" };

// Members of ContainerDefinition in the Amazon ECS API reference.
const CONTAINER: Members = {
  command: "strings",
  cpu: "number",
  credentialSpecs: "strings",
  dependsOn: { objects: { condition: "string", containerName: "string" } },
  disableNetworking: "boolean",
  dnsSearchDomains: "strings",
  dnsServers: "strings",
  dockerLabels: "stringMap",
  dockerSecurityOptions: "strings",
  entryPoint: "strings",
  environment: { objects: { name: "string", value: "string" } },
  environmentFiles: { objects: { type: "string", value: "string" } },
  essential: "boolean",
  extraHosts: { objects: { hostname: "string", ipAddress: "string" } },
  firelensConfiguration: { object: { options: "stringMap", type: "string" } },
  healthCheck: {
    object: {
      command: "strings",
      interval: "number",
      retries: "number",
      startPeriod: "number",
      timeout: "number",
    },
  },
  hostname: "string",
  image: "string",
  interactive: "boolean",
  links: "strings",
  linuxParameters: {
    object: {
      capabilities: { object: { add: "strings", drop: "strings" } },
      devices: { objects: { containerPath: "string", hostPath: "string", permissions: "strings" } },
      initProcessEnabled: "boolean",
      maxSwap: "number",
      sharedMemorySize: "number",
      swappiness: "number",
      tmpfs: { objects: { containerPath: "string", mountOptions: "strings", size: "number" } },
    },
  },
  logConfiguration: {
    object: { logDriver: "string", options: "stringMap", secretOptions: { objects: nameAndValueFrom } },
  },
  memory: "number",
  memoryReservation: "number",
  mountPoints: { objects: { containerPath: "string", readOnly: "boolean", sourceVolume: "string" } },
  name: "string",
  portMappings: {
    objects: {
      appProtocol: "string",
      containerPort: "number",
      containerPortRange: "string",
      hostPort: "number",
      name: "string",
      protocol: "string",
    },
  },
  privileged: "boolean",
  pseudoTerminal: "boolean",
  readonlyRootFilesystem: "boolean",
  repositoryCredentials: { object: { credentialsParameter: "string" } },
  resourceRequirements: { objects: { type: "string", value: "string" } },
  restartPolicy: {
    object: { enabled: "boolean", ignoredExitCodes: "numbers", restartAttemptPeriod: "number" },
  },
  secrets: { objects: nameAndValueFrom },
  startTimeout: "number",
  stopTimeout: "number",
  systemControls: { objects: { namespace: "string", value: "string" } },
  ulimits: { objects: { hardLimit: "number", name: "string", softLimit: "number" } },
  user: "string",
  versionConsistency: "string",
  volumesFrom: { objects: { readOnly: "boolean", sourceContainer: "string" } },
  workingDirectory: "string",
};

const EMPTY_ELEMENTS_DROPPED = new Set([
  "dependsOn",
  "environment",
  "environmentFiles",
  "extraHosts",
  "mountPoints",
  "portMappings",
  "resourceRequirements",
  "secrets",
  "systemControls",
  "ulimits",
  "volumesFrom",
]);
// These are plain values in the AWS SDK, not pointers: zero cannot be told from absent, and is left out...
const OMITTED_WHEN_ZERO = new Set([
  "cpu",
  "appProtocol",
  "condition",
  "logDriver",
  "protocol",
  "type",
  "versionConsistency",
]);
// ...except for these, which the provider always writes.
const ALWAYS_WRITTEN: Members = { hardLimit: "number", softLimit: "number", size: "number" };
const SORTED_BY_NAME = new Set(["environment", "secrets"]);

/** The text that is planned for `containerDefinitions`: decoded into the SDK's structures and written again. */
export function normalizeContainerDefinitions(text: string): string {
  const containers = decodeContainerDefinitions(text);
  return typeof containers === "string" ? "[]" : goJson(sortKeys(byName(containers)));
}

/** Why the provider rejects the text, or undefined if it does not. */
export function containerDefinitionsFault(text: string): string | undefined {
  const containers = decodeContainerDefinitions(text);
  return typeof containers === "string" ? containers : undefined;
}

/** Whether two texts differ at most in members that state a default. */
export function sameContainerDefinitions(a: string, b: string): boolean {
  const left = decodeContainerDefinitions(a);
  const right = decodeContainerDefinitions(b);
  return (
    typeof left !== "string" &&
    typeof right !== "string" &&
    equal(byName(left.map(withDefaults)), byName(right.map(withDefaults)))
  );
}

function withDefaults(container: Value): Value {
  const completed: Properties = { essential: true, ...(isProperties(container) ? container : {}) };
  if (isProperties(completed.healthCheck)) {
    completed.healthCheck = { interval: 30, retries: 3, timeout: 5, ...completed.healthCheck };
  }
  if (Array.isArray(completed.portMappings)) {
    completed.portMappings = completed.portMappings.map((mapping) =>
      isProperties(mapping) ? { hostPort: 0, protocol: "tcp", ...mapping } : mapping,
    );
  }
  return completed;
}

function decodeContainerDefinitions(text: string): Value[] | string {
  const value = parseJson(text);
  if (value === undefined) {
    const character = text.trimStart().charAt(0);
    return character === ""
      ? "unexpected end of JSON input"
      : `invalid character '${character}' looking for beginning of value`;
  }
  if (!Array.isArray(value)) {
    return "json: cannot unmarshal object into Go value of type []types.ContainerDefinition";
  }
  try {
    return value.filter(isProperties).map((container) => decodeMembers(container, CONTAINER, ""));
  } catch (fault) {
    return fault instanceof TypeError ? fault.message : String(fault);
  }
}

/** Unknown members are dropped, and the case of a key does not matter. */
function decodeMembers(source: Properties, members: Members, path: string): Properties {
  const declared = new Map(Object.entries(members).map(([name, how]) => [name.toLowerCase(), { name, how }]));
  const decoded: Properties = {};
  for (const [key, value] of Object.entries(source)) {
    const member = declared.get(key.toLowerCase());
    if (member === undefined || value === null) {
      continue;
    }
    const result = decodeMember(value, member.how, `${path}${member.name}`, member.name);
    if (!(OMITTED_WHEN_ZERO.has(member.name) && (result === 0 || result === ""))) {
      decoded[member.name] = result;
    }
  }
  for (const name of Object.keys(ALWAYS_WRITTEN)) {
    if (name in members) {
      decoded[name] ??= 0;
    }
  }
  return decoded;
}

function decodeMember(value: Value, how: Declaration, path: string, name: string): Value {
  if (typeof how === "object") {
    if ("object" in how) {
      return decodeMembers(expectObject(value, path), how.object, `${path}.`);
    }
    const elements = expectArray(value, path)
      .filter((element) => element !== null)
      .map((element) => decodeMembers(expectObject(element, path), how.objects, `${path}.`))
      .filter((element) => !EMPTY_ELEMENTS_DROPPED.has(name) || !isZero(element));
    return SORTED_BY_NAME.has(name) ? byName(elements) : elements;
  }
  switch (how) {
    case "strings":
      return expectArray(value, path).map((element) => expectScalar(element ?? "", "string", path));
    case "numbers":
      return expectArray(value, path).map((element) => expectScalar(element ?? 0, "number", path));
    case "stringMap":
      for (const member of Object.values(expectObject(value, path))) {
        expectScalar(member ?? "", "string", path);
      }
      return value;
    default:
      return expectScalar(value, how, path);
  }
}

function expectScalar(value: Value, type: "string" | "number" | "boolean", path: string): Value {
  if (typeof value !== type) {
    throw mismatch(value, path, type === "number" ? "int32" : type.replace("boolean", "bool"));
  }
  return value;
}

function expectArray(value: Value, path: string): Value[] {
  if (!Array.isArray(value)) {
    throw mismatch(value, path, "list");
  }
  return value;
}

function expectObject(value: Value, path: string): Properties {
  if (!isProperties(value)) {
    throw mismatch(value, path, "object");
  }
  return value;
}

function mismatch(value: Value, path: string, expected: string): TypeError {
  const found = Array.isArray(value) ? "array" : typeof value === "boolean" ? "bool" : typeof value;
  return new TypeError(
    `json: cannot unmarshal ${found} into Go struct field ContainerDefinition.${path} of type ${expected}`,
  );
}

function isZero(element: Properties): boolean {
  return Object.values(element).every((value) => value === 0 || value === "" || value === false);
}

function byName(elements: Value[]): Value[] {
  const nameOf = (element: Value) =>
    isProperties(element) && typeof element.name === "string" ? element.name : "";
  return [...elements].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0));
}
