import { partitionOf } from "./configuration";
import type { Properties } from "./properties";
import type { Facts } from "./subject";
import { moduleOf } from "./table";

/** What AWS decides for a type outside the main table; by default the name as id where there is one, and an ARN. */
export function otherIdentity(facts: Facts): Properties {
  const identity = OTHER_IDENTITIES[facts.subject.token];
  if (identity !== undefined) {
    return identity(facts);
  }
  const kind = kebabCase(facts.subject.token.split("/")[1]?.split(":")[0] ?? "resource");
  const id = facts.text("name") || facts.id(`${kind}-`);
  return { id, arn: facts.arn(serviceOf(facts.subject.token), `${kind}/${id}`) };
}

function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The service's name in an ARN, where it is not that of the Pulumi module. */
function serviceOf(token: string): string {
  const module = moduleOf(token);
  return SERVICES[module] ?? module;
}

const SERVICES: Record<string, string> = {
  alb: "elasticloadbalancing",
  appautoscaling: "application-autoscaling",
  cfg: "config",
  cloudwatch: "events",
  efs: "elasticfilesystem",
  elb: "elasticloadbalancing",
  lb: "elasticloadbalancing",
  msk: "kafka",
  opensearch: "es",
  sfn: "states",
};

/** Types whose outputs programs connect to, or whose ids and ARNs have a form of their own. */
const OTHER_IDENTITIES: Record<string, (facts: Facts) => Properties> = {
  "aws:acm/certificate:Certificate": (certificate) => {
    const certificateArn = certificate.arn("acm", `certificate/${certificate.uuid()}`);
    return {
      id: certificateArn,
      arn: certificateArn,
      domainValidationOptions: validationOptions(certificate),
      status: "PENDING_VALIDATION",
      type: "AMAZON_ISSUED",
    };
  },
  "aws:apigatewayv2/api:Api": (api) => {
    const id = api.id("", 10);
    return {
      id,
      arn: `arn:${partitionOf(api.region)}:apigateway:${api.region}::/apis/${id}`,
      apiEndpoint: `https://${id}.execute-api.${api.region}.amazonaws.com`,
      executionArn: api.arn("execute-api", id),
    };
  },
  "aws:appautoscaling/target:Target": (target) => ({
    id: target.text("resourceId"),
    arn: target.arn("application-autoscaling", `scalable-target/${target.id("", 17)}`),
    roleArn: target.arn(
      "iam",
      "role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService",
    ),
  }),
  "aws:cloudwatch/metricAlarm:MetricAlarm": (alarm) => ({
    id: alarm.name,
    arn: alarm.arn("cloudwatch", `alarm:${alarm.name}`),
  }),
  "aws:ecs/capacityProvider:CapacityProvider": (provider) => {
    const providerArn = provider.arn("ecs", `capacity-provider/${provider.name}`);
    return { id: providerArn, arn: providerArn };
  },
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": (providers) => ({
    id: providers.text("clusterName"),
  }),
  "aws:ecs/expressGatewayService:ExpressGatewayService": (service) => {
    const cluster = service.text("cluster") || "default";
    const serviceName = service.text("serviceName") || `${service.subject.logicalName}-${service.id("", 7)}`;
    const serviceArn = service.arn("ecs", `service/${cluster}/${serviceName}`);
    return { id: serviceArn, serviceArn, serviceName, cluster };
  },
  "aws:efs/accessPoint:AccessPoint": (point) => {
    const [id, fileSystem] = [point.id("fsap-"), point.text("fileSystemId")];
    return {
      id,
      arn: point.arn("elasticfilesystem", `access-point/${id}`),
      fileSystemArn: point.arn("elasticfilesystem", `file-system/${fileSystem}`),
    };
  },
  "aws:efs/fileSystem:FileSystem": (system) => {
    const id = system.id("fs-");
    return {
      id,
      arn: system.arn("elasticfilesystem", `file-system/${id}`),
      dnsName: `${id}.efs.${system.region}.amazonaws.com`,
      performanceMode: "generalPurpose",
      name: "", // the tag `Name`
    };
  },
  "aws:elasticache/cluster:Cluster": (cluster) => {
    const [id, port] = [cluster.text("clusterId"), cluster.text("engine") === "memcached" ? 11211 : 6379];
    const host = `${id}.${cluster.id("", 6)}.0001.cache.amazonaws.com`;
    const node = { id: "0001", address: host, port, availabilityZone: `${cluster.region}a`, outpostArn: "" };
    return { id, arn: cluster.arn("elasticache", `cluster:${id}`), cacheNodes: [node], port };
  },
  "aws:iam/instanceProfile:InstanceProfile": (profile) => ({
    id: profile.name,
    arn: profile.arn("iam", `instance-profile${profile.path}${profile.name}`),
    uniqueId: profile.code("AIPA"),
  }),
  "aws:lambda/function:Function": (lambda) => {
    const functionArn = lambda.arn("lambda", `function:${lambda.name}`);
    const path = `arn:${partitionOf(lambda.region)}:apigateway:${lambda.region}:lambda:path/2015-03-31/functions`;
    return {
      id: lambda.name,
      arn: functionArn,
      qualifiedArn: `${functionArn}:$LATEST`,
      invokeArn: `${path}/${functionArn}/invocations`,
      qualifiedInvokeArn: `${path}/${functionArn}:$LATEST/invocations`,
      architectures: ["x86_64"],
      version: "$LATEST",
    };
  },
  "aws:rds/cluster:Cluster": (cluster) => {
    const id = cluster.text("clusterIdentifier") || `tf-${cluster.number()}`;
    const host = `${cluster.id("c", 12)}.${cluster.region}.rds.amazonaws.com`;
    return {
      id,
      arn: cluster.arn("rds", `cluster:${id}`),
      clusterIdentifier: id,
      endpoint: `${id}.cluster-${host}`,
      readerEndpoint: `${id}.cluster-ro-${host}`,
      port: databasePort(cluster),
      masterUserSecrets: masterUserSecrets(cluster, "cluster"),
    };
  },
  "aws:rds/instance:Instance": (instance) => {
    const id = instance.text("identifier") || `tf-${instance.number()}`;
    const port = databasePort(instance);
    const address = `${id}.${instance.id("c", 12)}.${instance.region}.rds.amazonaws.com`;
    return {
      id,
      arn: instance.arn("rds", `db:${id}`),
      identifier: id,
      address,
      port,
      endpoint: `${address}:${port}`,
      masterUserSecrets: masterUserSecrets(instance, "db"),
    };
  },
  "aws:route53/record:Record": (record) => ({
    id: `${record.text("zoneId")}_${record.name}_${record.text("type")}`,
    fqdn: record.name,
  }),
  "aws:route53/zone:Zone": (zone) => {
    const id = zone.code("Z", 20);
    const nameServers = ["org", "co.uk", "com", "net"].map(
      (domain, i) => `ns-${i + 1}.awsdns-0${i}.${domain}`,
    );
    return { id, arn: `arn:${partitionOf(zone.region)}:route53:::hostedzone/${id}`, zoneId: id, nameServers };
  },
  "aws:servicediscovery/service:Service": (service) => {
    const id = service.id("srv-", 16);
    return { id, arn: service.arn("servicediscovery", `service/${id}`) };
  },
  "aws:sfn/stateMachine:StateMachine": (machine) => {
    const machineArn = machine.arn("states", `stateMachine:${machine.name}`);
    return { id: machineArn, arn: machineArn };
  },
  "aws:sns/topic:Topic": (topic) => {
    const topicArn = topic.arn("sns", topic.name);
    return { id: topicArn, arn: topicArn };
  },
};

function databasePort(database: Facts): number {
  return database.text("engine").includes("postgres") ? 5432 : 3306;
}

/** RDS makes a secret of the password that it manages. */
function masterUserSecrets(database: Facts, kind: "cluster" | "db"): Properties[] {
  if (database.subject.properties.manageMasterUserPassword !== true) {
    return [];
  }
  const name = `rds!${kind}-${database.uuid()}-${database.code("", 6)}`;
  const secretArn = database.arn("secretsmanager", `secret:${name}`);
  return [{ kmsKeyId: database.arn("kms", `key/${database.uuid()}`), secretArn, secretStatus: "active" }];
}

/** One DNS record for each name of the certificate. */
function validationOptions(certificate: Facts): Properties[] {
  const { domainName, subjectAlternativeNames } = certificate.subject.properties;
  const names = [domainName, ...(Array.isArray(subjectAlternativeNames) ? subjectAlternativeNames : [])];
  return [...new Set(names.filter((name) => typeof name === "string"))].map((name) => ({
    domainName: name,
    resourceRecordName: `_${certificate.id("", 16)}.${name.replace(/^\*\./, "")}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `_${certificate.id("", 16)}.acm-validations.aws.`,
  }));
}
