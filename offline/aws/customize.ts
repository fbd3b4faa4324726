import type { Properties, Value } from "./properties";
import { equal, UNKNOWN } from "./properties";

export interface Planned {
  planned: Properties;
  inputs: Properties;
  /** The state of the resource, if it exists. */
  prior: Properties | undefined;
}

/** What single types do to their plan beyond the declaration of their attributes (Terraform's CustomizeDiff). */
export function customize(token: string, plan: Planned): void {
  CUSTOMIZED[token]?.(plan);
}

const CUSTOMIZED: Record<string, (plan: Planned) => void> = {
  "aws:ecs/service:Service": (plan) => {
    serviceTriggers(plan);
    daemonDeployment(plan);
  },
  "aws:ssm/parameter:Parameter": parameterVersion,
  "aws:lb/listener:Listener": headersOfProtocol,
  "aws:lb/loadBalancer:LoadBalancer": defaultsOfLoadBalancerType,
  "aws:sqs/queue:Queue": queueEncryption,
};

/** Triggers count only with `forceNewDeployment`: otherwise a new service's are unknown and a change is ignored. */
function serviceTriggers({ planned, inputs, prior }: Planned): void {
  if (inputs.triggers !== undefined && inputs.forceNewDeployment !== true) {
    planned.triggers = prior === undefined ? UNKNOWN : (prior.triggers ?? null);
  }
}

/** Of a daemon service the usual percentages of a deployment do not count. */
function daemonDeployment({ planned, prior }: Planned): void {
  if (planned.schedulingStrategy !== "DAEMON") {
    return;
  }
  for (const [name, usual] of [
    ["deploymentMaximumPercent", 200],
    ["deploymentMinimumHealthyPercent", 100],
  ] as const) {
    if (planned[name] === usual) {
      planned[name] = prior?.[name] ?? null;
    }
  }
}

/** Headers that the protocol of a listener does not have are as if the program did not set them. */
function headersOfProtocol({ planned, inputs, prior }: Planned): void {
  for (const [name, value] of Object.entries(inputs)) {
    const fits =
      planned.protocol === "HTTPS" || (planned.protocol === "HTTP" && name.startsWith("routingHttpResponse"));
    if (name.startsWith("routingHttp") && !fits) {
      const unset = value === "" ? "" : UNKNOWN;
      planned[name] = prior === undefined ? unset : (prior[name] ?? null);
    }
  }
}

function parameterVersion({ planned, inputs, prior }: Planned): void {
  if (prior === undefined) {
    return;
  }
  const valueChanges = inputs.value !== undefined && !equal(planned.value, prior.value);
  if (valueChanges || !equal(planned.description, prior.description)) {
    planned.version = UNKNOWN;
  }
  if (valueChanges) {
    planned.insecureValue = UNKNOWN;
  }
  if (inputs.insecureValue !== undefined && !equal(planned.insecureValue, prior.insecureValue)) {
    planned.value = UNKNOWN;
    planned.version = UNKNOWN;
  }
}

const APPLICATION_ONLY = [
  "clientKeepAlive",
  "desyncMitigationMode",
  "dropInvalidHeaderFields",
  "enableHttp2",
  "enableTlsVersionAndCipherSuiteHeaders",
  "enableWafFailOpen",
  "enableXffClientPort",
  "idleTimeout",
  "preserveHostHeader",
  "xffHeaderProcessingMode",
];
const NETWORK_ONLY = ["dnsRecordClientRoutingPolicy", "enableCrossZoneLoadBalancing"];

/** Defaults are planned only for attributes that fit the load balancer's type. */
function defaultsOfLoadBalancerType({ planned, inputs, prior }: Planned): void {
  const unfit = unfitFor(planned.loadBalancerType);
  const defaulted = Array.isArray(inputs.__defaults) ? inputs.__defaults : [];
  for (const name of unfit) {
    if (!(name in inputs) || defaulted.includes(name)) {
      planned[name] = prior?.[name] ?? null;
    }
  }
}

function unfitFor(type: Value | undefined): string[] {
  switch (type) {
    case "network":
      return APPLICATION_ONLY;
    case UNKNOWN:
      return [...APPLICATION_ONLY, "dnsRecordClientRoutingPolicy", "enableZonalShift"];
    default:
      return NETWORK_ONLY;
  }
}

/** Keys managed by SQS itself have no reuse period, and without a key that of the program does not count. */
function queueEncryption({ planned, inputs, prior }: Planned): void {
  if (prior !== undefined) {
    return;
  }
  if (inputs.sqsManagedSseEnabled === true) {
    planned.kmsDataKeyReusePeriodSeconds = 0;
  } else if ((inputs.kmsMasterKeyId ?? "") === "") {
    planned.kmsDataKeyReusePeriodSeconds = UNKNOWN;
  }
}
