import type { Attribute, Attributes, ResourceType } from "./declarations";
import { identityOf, zeroValue } from "./identities";
import { inSetOrder } from "./plan";
import { plausibleValue } from "./plausible";
import type { Properties, Value } from "./properties";
import { isProperties, UNKNOWN } from "./properties";
import type { Subject } from "./subject";
import { Facts, lastSegment } from "./subject";

/** The state after AWS did what was planned: every unknown of the plan replaced by a plausible value. */
export function realize(
  type: ResourceType,
  plan: Properties,
  subject: Omit<Subject, "properties">,
): Properties {
  const planned = named(plan, subject);
  const known = Object.fromEntries(Object.entries(planned).filter(([, value]) => value !== UNKNOWN));
  const identity = identityOf({ ...subject, properties: known });
  const facts = new Facts({ ...subject, properties: { ...known, ...identity } });
  const made: Properties = {};
  for (const [name, value] of Object.entries(planned)) {
    const attribute = type.attributes[name];
    if (value === UNKNOWN) {
      made[name] = name in identity ? (identity[name] ?? null) : leftToAws(type, name, facts);
    } else {
      made[name] = realizeNested(attribute, value);
    }
  }
  return { ...made, id: identity.id };
}

/** After a prefix the provider puts the time and a counter, 26 digits in all. */
function named(planned: Properties, { madeAt, draw }: Omit<Subject, "properties">): Properties {
  const { name, namePrefix } = planned;
  if (name !== UNKNOWN || typeof namePrefix !== "string" || namePrefix === "") {
    return planned;
  }
  const time = madeAt.toISOString().replace(/\D/g, "");
  return { ...planned, name: namePrefix + (time + draw(9).toString("hex")).slice(0, 26) };
}

/** AWS reports most of what nobody set as empty; a type that is known by its declaration only has made-up outputs. */
function leftToAws(type: ResourceType, name: string, facts: Facts): Value {
  const attribute = type.attributes[name];
  return type.generated === true && attribute !== undefined
    ? plausibleValue(name, attribute, facts)
    : zeroOf(attribute);
}

/** An update keeps the identity and changes the rest; what it leaves to AWS continues from the state. */
export function realizeUpdate(type: ResourceType, planned: Properties, prior: Properties): Properties {
  const made: Properties = {};
  for (const [name, value] of Object.entries(planned)) {
    const attribute = type.attributes[name];
    made[name] = value === UNKNOWN ? continued(name, attribute, prior) : realizeNested(attribute, value);
  }
  return made;
}

function continued(name: string, attribute: Attribute | undefined, prior: Properties): Value {
  const value = prior[name];
  if (name === "version" && typeof value === "number") {
    return value + 1;
  }
  return name === "tagsAll" || value === undefined ? zeroOf(attribute) : value;
}

function zeroOf(attribute: Attribute | undefined): Value {
  return zeroValue(attribute?.type ?? "string");
}

function realizeNested(attribute: Attribute | undefined, value: Value): Value {
  const attributes = attribute?.attributes;
  if (attributes === undefined) {
    return value;
  }
  if (Array.isArray(value)) {
    const made = value.map((element) =>
      isProperties(element) ? realizeMembers(attributes, element) : element,
    );
    return attribute?.nesting === "set" ? inSetOrder(made) : made;
  }
  return isProperties(value) ? realizeMembers(attributes, value) : value;
}

function realizeMembers(attributes: Attributes, members: Properties): Properties {
  const made: Properties = {};
  for (const [name, value] of Object.entries(members)) {
    made[name] =
      value === UNKNOWN ? nestedDefault(attributes, name, members) : realizeNested(attributes[name], value);
  }
  return withAliasNames(made);
}

/** ECS takes the port name for a discovery name that is left open. */
function nestedDefault(attributes: Attributes, name: string, members: Properties): Value {
  return name === "discoveryName" ? (members.portName ?? "") : zeroOf(attributes[name]);
}

/** ECS calls an alias without DNS name `<discovery name>.<namespace name>`; only a namespace's name tells its name. */
function withAliasNames(configuration: Properties): Properties {
  const { namespace, services } = configuration;
  if (
    typeof namespace !== "string" ||
    namespace === "" ||
    namespace.startsWith("arn:") ||
    !Array.isArray(services)
  ) {
    return configuration;
  }
  for (const service of services.filter(isProperties)) {
    for (const alias of Array.isArray(service.clientAlias) ? service.clientAlias.filter(isProperties) : []) {
      if (alias.dnsName === "") {
        alias.dnsName = `${String(service.discoveryName)}.${lastSegment(namespace)}`;
      }
    }
  }
  return configuration;
}
