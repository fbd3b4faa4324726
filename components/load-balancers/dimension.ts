import * as pulumi from "@pulumi/pulumi";

/**
 * As metrics call what an ARN names: `targetgroup/<name>/<id>` of a target group, `app/<name>/<id>` of a load balancer
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html).
 */
export function dimension(arn: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi
    .output(arn)
    .apply((known) => known.slice(known.lastIndexOf(":") + 1).replace(/^loadbalancer\//, ""));
}
