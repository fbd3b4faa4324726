import type { Attribute } from "./declarations";
import type { Value } from "./properties";
import type { Facts } from "./subject";
import { moduleOf } from "./table";

/**
 * A value for a property that AWS decides, of a type that is known by its declaration only: of the right JSON type, and
 * in the form that the property's name promises. What a program may leave open is mostly empty in AWS; what only AWS
 * can tell never is.
 */
export function plausibleValue(name: string, attribute: Attribute, facts: Facts): Value {
  switch (attribute.type) {
    case "string":
      return attribute.class === "computed" ? text(name, facts) : settableText(name, facts);
    case "number":
      return name === "port" ? 443 : 0;
    case "boolean":
      return false;
    case "array":
      return [];
    default:
      return {};
  }
}

/** What programs take apart or connect to. */
function settableText(name: string, facts: Facts): string {
  if (/^availabilityZone(Name)?$/.test(name)) {
    return `${facts.region}a`;
  }
  if (/^ipAddress$|^privateIp$/.test(name)) {
    return "10.0.0.10";
  }
  return /^(engine)?Version$/i.test(name) ? "1.0" : "";
}

const FORMS: [RegExp, (facts: Facts) => string][] = [
  [/Arn$/, (facts) => facts.text("arn")],
  [/^(.*Owner|owner|account|registry)(Id)?$|AccountId$/, (facts) => facts.account],
  [/(Date|Time|Timestamp|At|Till|After|Before|Modified|On)$|^(created|updated|modified)$/, madeAt],
  [/Ur[li]$|^ur[li]$/, (facts) => `https://${host(facts)}`],
  [
    /(Endpoint|endpoint|Dns|DnsName|dnsName|DomainName|domainName|Address|address|Fqdn|fqdn|Host|host)$/,
    host,
  ],
  [/^status$|^state$|[a-z](Status|State)$/, () => "ACTIVE"],
  [/[vV]ersion$|Revision$|^revision$/, () => "1"],
  [/[zZ]oneId$/, (facts) => facts.code("Z", 13)],
  [/Id$/, (facts) => facts.id("")],
  [/^name$|Name$/, (facts) => facts.name],
];

function text(name: string, facts: Facts): string {
  const form = FORMS.find(([pattern]) => pattern.test(name));
  return form === undefined ? "" : form[1](facts);
}

function madeAt(facts: Facts): string {
  return facts.subject.madeAt.toISOString();
}

function host(facts: Facts): string {
  const label = facts.text("id").replace(/^.*[:/]/, "");
  return `${label.toLowerCase()}.${moduleOf(facts.subject.token)}.${facts.region}.amazonaws.com`;
}
