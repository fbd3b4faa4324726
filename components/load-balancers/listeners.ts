/** What listens at a load balancer. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../tags";

/** Where listeners are made. */
export interface Place {
  readonly loadBalancerArn: pulumi.Output<string>;
  readonly tags: Tags;
  readonly parent: pulumi.Resource;
}

/** How a listener speaks with clients. */
export interface Speech {
  readonly protocol: pulumi.Input<string>;
  readonly certificateArn?: pulumi.Input<string | undefined>;
  readonly sslPolicy?: pulumi.Input<string | undefined>;
}

/** In the clear, or with a certificate. */
export function speaking(
  plain: "HTTP" | "TCP",
  certificateArn: pulumi.Input<string> | undefined,
  sslPolicy: pulumi.Input<string> | undefined,
): Speech {
  if (certificateArn === undefined) return { protocol: plain };
  return {
    protocol: plain === "HTTP" ? "HTTPS" : "TLS",
    certificateArn,
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
    sslPolicy: sslPolicy ?? "ELBSecurityPolicy-TLS13-1-2-2021-06",
  };
}

const notFound = {
  type: "fixed-response",
  fixedResponse: { contentType: "text/plain", messageBody: "Not found", statusCode: "404" },
};
const toHttps = { type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } };

/** A listener that has no answer of its own: each service brings its rule. */
export function makeListener(
  name: string,
  port: number,
  speech: Speech,
  { loadBalancerArn, tags, parent }: Place,
): aws.lb.Listener {
  return new aws.lb.Listener(
    name,
    { loadBalancerArn, port, ...speech, defaultActions: [notFound], tags },
    { parent },
  );
}

/**
 * The listeners of an application load balancer, of which the one for services is told. Each port has its own: a
 * stack that gets its first domain, or loses its last one, would else have two on one port for a while.
 */
export function makeWebListeners(name: string, secure: Speech | undefined, place: Place): aws.lb.Listener {
  const { loadBalancerArn, tags, parent } = place;
  const plain = new aws.lb.Listener(
    name,
    {
      loadBalancerArn,
      port: 80,
      protocol: "HTTP",
      defaultActions: [secure === undefined ? notFound : toHttps],
      tags,
    },
    { parent },
  );
  return secure === undefined ? plain : makeListener(`${name}-https`, 443, secure, place);
}
