import * as aws from "@pulumi/aws";
import { elsewhere, executionRole, image, securityGroup, service, taskDefinition } from "../../parts";

const zoneId = "Z0123456789ABCDEFGHIJ";
const certificate = new aws.acm.Certificate("site", {
  domainName: "www.example.com",
  validationMethod: "DNS",
});
const validation = certificate.domainValidationOptions.apply(
  ([first]) => first ?? ({} as typeof first & object),
);
const record = new aws.route53.Record("site-validation", {
  zoneId,
  name: validation.resourceRecordName,
  type: validation.resourceRecordType,
  records: [validation.resourceRecordValue],
  ttl: 300,
});
const validated = new aws.acm.CertificateValidation("site", {
  certificateArn: certificate.arn,
  validationRecordFqdns: [record.fqdn],
});
const balancer = new aws.lb.LoadBalancer("site", {
  subnets: elsewhere.subnets,
  securityGroups: [securityGroup("site", elsewhere.vpc, 80, 443).id],
});
const site = new aws.lb.TargetGroup("site", {
  vpcId: elsewhere.vpc,
  port: 8080,
  protocol: "HTTP",
  targetType: "ip",
});
new aws.lb.Listener("http", {
  loadBalancerArn: balancer.arn,
  port: 80,
  defaultActions: [
    { type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } },
  ],
});
const https = new aws.lb.Listener("https", {
  loadBalancerArn: balancer.arn,
  port: 443,
  protocol: "HTTPS",
  certificateArn: validated.certificateArn,
  defaultActions: [{ type: "forward", targetGroupArn: site.arn }],
});
service(
  "site",
  {
    taskDefinition: taskDefinition(
      "site",
      [{ name: "site", image, portMappings: [{ containerPort: 8080 }] }],
      {
        executionRoleArn: executionRole("site").arn,
      },
    ).arn,
    loadBalancers: [{ targetGroupArn: site.arn, containerName: "site", containerPort: 8080 }],
    healthCheckGracePeriodSeconds: 60,
  },
  { dependsOn: https },
);
new aws.route53.Record("site", {
  zoneId,
  name: "www.example.com",
  type: "A",
  aliases: [{ name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: true }],
});
