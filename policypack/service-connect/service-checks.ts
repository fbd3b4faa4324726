/** What can be wrong with a service in Service Connect as a whole, client-only ones too. */
import { propertyName, setting } from "../code/words";
import { regionOf } from "../stack/places";
import type { Resource } from "../stack/resources";
import { knownOr, read, text } from "../stack/values";
import type { Check, Fault } from "../verdicts/faults";
import { preflight } from "../verdicts/kinds";
import { refusal } from "./entries";
import type { Participant } from "./participants";

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts.html, considerations */
const considerations =
  "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts.html";

const namespaceMissing: Check<Participant> = {
  kind: {
    id: "namespace-missing",
    meaning: "neither the service nor its cluster names a namespace",
    evidence: "reported",
    sources: [preflight("pf-ecs-svc-connect-without-namespace")],
  },
  fails: refusal("Namespace is missing"),
  find: ({ namespace }) =>
    namespace.kind === "none"
      ? fault(
          `is in Service Connect and names no namespace, and neither does its cluster \`${namespace.cluster}\`: AWS refuses the service`,
          `pass the ARN of the namespace's resource to \`${propertyName("serviceConnectConfiguration.namespace")}\`, or to \`${propertyName("serviceConnectDefaults.namespace")}\` of the cluster.`,
        )
      : [],
};

const namespaceId: Check<Participant> = {
  kind: {
    id: "namespace-id",
    meaning: "the id of a namespace stands in the place of its ARN or name",
    evidence: "reported",
    sources: ["https://github.com/aws-ia/ecs-blueprints/pull/110"],
  },
  fails: "AWS refuses the service: NamespaceNotFoundException: Failed to retrieve namespace for …",
  find: ({ resource }) => {
    const named = namespaceGiven(resource);
    return named !== undefined && /^ns-[a-z0-9]{8,}$/.test(named)
      ? fault(
          "is in Service Connect with the id of a namespace, in the place of its ARN or name: AWS refuses the service",
          `pass the \`${propertyName("arn")}\` of the namespace's resource.`,
        )
      : [];
  },
};

const namespaceRegion: Check<Participant> = {
  kind: {
    id: "namespace-region",
    meaning: "the namespace's ARN is one of another Region than the service's",
    evidence: "documented",
    sources: [
      "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectConfiguration.html",
    ],
  },
  fails: "the namespace must be in the Region of the service and its cluster; there it finds nobody.",
  find: ({ resource }) => {
    const [, region] = /^arn:[^:]*:servicediscovery:([^:]+):/.exec(namespaceGiven(resource) ?? "") ?? [];
    const own = regionOf(resource);
    return region !== undefined && own !== undefined && region !== own
      ? fault(
          "is in Service Connect with the ARN of a namespace in another Region than its own: it finds nobody there",
          "pass the ARN of a namespace in the Region of the service.",
        )
      : [];
  },
};

const networkMode: Check<Participant> = {
  kind: {
    id: "network-mode",
    meaning: "the task definition has the network mode `host` or `none`",
    evidence: "documented",
    sources: [
      considerations,
      "https://github.com/aws/amazon-ecs-agent/blob/8dfceca6cf380a83c3007349317566f2862f0673/agent/api/serviceconnect/service_connect_validator.go",
    ],
  },
  fails: "its tasks do not start: service connect does not support that network mode.",
  find({ taskDefinition, taskDefinitionCertainty: certainty }) {
    const definition = taskDefinition?.resource;
    if (!definition || !says(definition, ["networkMode"], "host", "none")) return [];
    return fault(
      `is in Service Connect with a network mode of task definition \`${definition.name}\` that is neither \`awsvpc\` nor \`bridge\`: its tasks do not start`,
      `set \`${setting({ networkMode: "awsvpc" })}\` on \`${definition.name}\`, and \`${propertyName("networkConfiguration")}\` on the service; on EC2 \`bridge\` will do, too.`,
      certainty,
    );
  },
};

const windows: Check<Participant> = {
  kind: {
    id: "windows",
    meaning: "the task definition is for Windows",
    evidence: "documented",
    sources: [considerations],
  },
  fails: "there is no proxy of Service Connect for Windows.",
  find({ taskDefinition, taskDefinitionCertainty: certainty }) {
    const definition = taskDefinition?.resource;
    const system =
      definition && read(definition, "inputs", ["runtimePlatform", "operatingSystemFamily"], text);
    if (system?.kind !== "known" || !/^windows/i.test(system.value)) return [];
    return fault(
      `is in Service Connect with Windows containers, as task definition \`${definition?.name}\` says, which Service Connect does not support: its tasks get no proxy`,
      `run the service on Linux, or take \`${propertyName("serviceConnectConfiguration")}\` away.`,
      certainty,
    );
  },
};

const externalLaunchType: Check<Participant> = {
  kind: {
    id: "external-launch-type",
    meaning: "the service has the launch type `EXTERNAL`",
    evidence: "documented",
    sources: [considerations],
  },
  fails: "ECS Anywhere runs no proxy of Service Connect.",
  find: ({ resource }) =>
    says(resource, ["launchType"], "EXTERNAL")
      ? fault(
          "is in Service Connect with the launch type `EXTERNAL`, which Service Connect does not support: its tasks get no proxy",
          `run the service on Fargate or EC2, or take \`${propertyName("serviceConnectConfiguration")}\` away.`,
        )
      : [],
};

const deploymentController: Check<Participant> = {
  kind: {
    id: "deployment-controller",
    meaning: "the service has another deployment controller than `ECS`",
    evidence: "reported",
    sources: [
      "https://github.com/aws/amazon-ecs-service-connect-agent/issues/74",
      "https://github.com/pipe-cd/pipecd/pull/4900",
      considerations,
    ],
  },
  fails: refusal("Service Connect … not supported with … deployment controller"),
  find: ({ resource }) =>
    says(resource, ["deploymentController", "type"], "CODE_DEPLOY", "EXTERNAL")
      ? fault(
          "is in Service Connect with a deployment controller other than `ECS`, which Service Connect does not support: AWS refuses the service",
          `use the controller \`ECS\`, which has blue/green deployments of its own (\`${propertyName("deploymentConfiguration.strategy")}\`).`,
        )
      : [],
};

/** Whether the service's namespace is none that it can be in, as a check here says. */
export function isOutsideNamespaces(service: Participant): boolean {
  return [namespaceMissing, namespaceId, namespaceRegion].some(({ find }) => find(service).length > 0);
}

export const serviceChecks: readonly Check<Participant>[] = [
  namespaceMissing,
  namespaceId,
  namespaceRegion,
  networkMode,
  windows,
  externalLaunchType,
  deploymentController,
];

function fault(text: string, change: string, certainty: Fault["certainty"] = "proven"): readonly Fault[] {
  return [{ parts: [], text, change: [change], certainty }];
}

function namespaceGiven(service: Resource): string | undefined {
  return knownOr(read(service, "inputs", ["serviceConnectConfiguration", "namespace"], text), undefined);
}

function says(resource: Resource, path: Parameters<typeof read>[2], ...names: readonly string[]): boolean {
  const value = read(resource, "inputs", path, text);
  return value.kind === "known" && names.some((name) => name.toLowerCase() === value.value.toLowerCase());
}
