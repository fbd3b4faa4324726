/** Domains: their certificates, the records that prove them, and their addresses. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../tags";

/** A domain that a listener answers for. */
export interface Domain {
  /** Name of what is made for it. */
  readonly name: string;
  /** Names of the services that have it. */
  readonly services: readonly string[];
  readonly domain: pulumi.Input<string>;
  readonly zoneId: pulumi.Input<string> | undefined;
  readonly certificateArn: pulumi.Input<string> | undefined;
}

/** A certificate of a domain. */
export interface Certificate {
  /** Those of the domain. */
  readonly name: string;
  readonly services: readonly string[];
  readonly arn: pulumi.Input<string>;
}

/** The ARN of a domain's certificate, once it is valid. */
export function certificateOf(
  { name, domain, zoneId, certificateArn }: Domain,
  options: { readonly tags: Tags; readonly parent: pulumi.Resource },
): pulumi.Input<string> | undefined {
  if (certificateArn !== undefined || zoneId === undefined) return certificateArn;
  const { tags, parent } = options;
  const certificate = new aws.acm.Certificate(
    name,
    { domainName: domain, validationMethod: "DNS", tags },
    { parent },
  );
  const proof = certificate.domainValidationOptions.apply(([only]) => ({
    name: only?.resourceRecordName ?? "",
    type: only?.resourceRecordType ?? "",
    value: only?.resourceRecordValue ?? "",
  }));
  const record = new aws.route53.Record(
    `${name}-certificate`,
    {
      zoneId,
      name: proof.apply((known) => known.name),
      type: proof.apply((known) => known.type),
      records: [proof.apply((known) => known.value)],
      ttl: 60,
      // Another certificate for the same domain has the same record.
      allowOverwrite: true,
    },
    { parent },
  );
  return new aws.acm.CertificateValidation(
    name,
    { certificateArn: certificate.arn, validationRecordFqdns: [record.fqdn] },
    { parent },
  ).certificateArn;
}

/** The address of a domain, where its zone is given. */
export function makeRecord(
  { name, domain, zoneId }: Domain,
  balancer: { readonly dnsName: pulumi.Output<string>; readonly zoneId: pulumi.Output<string> },
  parent: pulumi.Resource,
): void {
  if (zoneId === undefined) return;
  new aws.route53.Record(
    name,
    {
      zoneId,
      name: domain,
      type: "A",
      aliases: [{ name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: true }],
    },
    { parent },
  );
}
