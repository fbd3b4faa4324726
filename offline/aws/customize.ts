import type { Properties } from "./properties";
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
  "aws:ecs/service:Service": serviceTriggers,
  "aws:ssm/parameter:Parameter": parameterVersion,
  "aws:lb/loadBalancer:LoadBalancer": defaultsOfLoadBalancerType,
  "aws:sqs/queue:Queue": queueEncryption,
};

/** Triggers count only with `forceNewDeployment`: otherwise a new service's are unknown and a change is ignored. */
function serviceTriggers({ planned, inputs, prior }: Planned): void {
  if (inputs.triggers !== undefined && inputs.forceNewDeployment !== true) {
    planned.triggers = prior === undefined ? UNKNOWN : (prior.triggers ?? null);
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
  const unfit = planned.loadBalancerType === "network" ? APPLICATION_ONLY : NETWORK_ONLY;
  const defaulted = Array.isArray(inputs.__defaults) ? inputs.__defaults : [];
  for (const name of unfit) {
    if (!(name in inputs) || defaulted.includes(name)) {
      planned[name] = prior?.[name] ?? null;
    }
  }
}

/** Keys managed by SQS itself have no reuse period. */
function queueEncryption({ planned, inputs, prior }: Planned): void {
  if (prior === undefined && inputs.sqsManagedSseEnabled === true) {
    planned.kmsDataKeyReusePeriodSeconds = null;
  }
}
