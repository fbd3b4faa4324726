/** Which values of properties messages, pages and files may hold: names by which people find what is meant. */
import type { Spot } from "./plantings";

interface Shown {
  readonly what: string;
  readonly why: string;
  /** Places as `type path`, as plantings.ts has them. */
  readonly where: readonly string[];
}

const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";
const expressService = "aws:ecs/expressGatewayService:ExpressGatewayService";
const service = "aws:ecs/service:Service";
const containers = `${taskDefinition} containerDefinitions[]`;

/** The whole list: docs/proof.md has it, too. */
export const shown: readonly Shown[] = [
  {
    what: "names of containers, variables, log options and volumes",
    why: "a task definition has many of them, and a finding is about one",
    where: [
      `${containers}.name`,
      `${containers}.environment[].name`,
      `${containers}.secrets[].name`,
      `${containers}.logConfiguration.secretOptions[].name`,
      `${taskDefinition} volumes[].name`,
      `${expressService} primaryContainer.secrets[].name`,
      `${service} serviceConnectConfiguration.logConfiguration.secretOptions[].name`,
      `${service} volumeConfiguration.name`,
    ],
  },
  {
    what: "names and ARNs of secrets, parameters, files and keys, and never what they hold",
    why: "the code that a message offers grants the read of exactly these",
    where: [
      `${containers}.credentialSpecs[]`,
      `${containers}.environmentFiles[].value`,
      `${containers}.firelensConfiguration.options.config-file-value`,
      `${containers}.logConfiguration.secretOptions[].valueFrom`,
      `${containers}.repositoryCredentials.credentialsParameter`,
      `${containers}.secrets[].valueFrom`,
      `${taskDefinition} volumes[].fsxWindowsFileServerVolumeConfiguration.authorizationConfig.credentialsParameter`,
      `${expressService} primaryContainer.repositoryCredentials.credentialsParameter`,
      `${expressService} primaryContainer.secrets[].valueFrom`,
      `${service} serviceConnectConfiguration.logConfiguration.secretOptions[].valueFrom`,
      "aws:ssm/parameter:Parameter keyId",
    ],
  },
  {
    what: "names of roles, and of policies that they have",
    why: "a role or policy that is made elsewhere has no other name",
    where: [
      `${taskDefinition} executionRoleArn`,
      `${taskDefinition} taskRoleArn`,
      `${expressService} executionRoleArn`,
      `${expressService} taskRoleArn`,
      "aws:iam/policyAttachment:PolicyAttachment policyArn",
      "aws:iam/role:Role managedPolicyArns[]",
      "aws:iam/role:Role permissionsBoundary",
      "aws:iam/rolePolicy:RolePolicy role",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment policyArn",
      "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive policyArns[]",
    ],
  },
  {
    what: "names of namespaces and clusters",
    why: "they tell which services call each other",
    where: ["aws:servicediscovery/httpNamespace:HttpNamespace name", `${service} cluster`],
  },
  {
    what: "ports",
    why: "the code that a message offers opens exactly these",
    where: [
      `${containers}.portMappings[].containerPort`,
      `${service} loadBalancers[].containerPort`,
      `${service} serviceConnectConfiguration.services[].ingressPortOverride`,
    ],
  },
];

/** ECS reads the names in container definitions in any case. */
const places = new Set(shown.flatMap(({ where }) => where).map((place) => place.toLowerCase()));

/** The place in the list that makes a value in one of these places one that may be shown; undefined for none. */
export function whyShown(spots: readonly Spot[]): string | undefined {
  return spots.map(({ type, path }) => `${type} ${path}`.toLowerCase()).find((place) => places.has(place));
}

/** As docs/proof.md has it. */
export function shownList(): string {
  return shown
    .map(
      ({ what, why, where }) =>
        `- ${what}, because ${why}: ${where.map((place) => `\`${place}\``).join(", ")}`,
    )
    .join("\n");
}
