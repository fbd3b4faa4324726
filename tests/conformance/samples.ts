import type { Properties, Value } from "../../offline/aws/properties";

/** What the cases of one type are made of, where names and types of its arguments do not say enough. */
export interface Samples {
  /** The least that a program must say of a resource of this type. */
  readonly least: Properties;
  /** Values that the provider takes for an argument, by its path. */
  readonly values: Readonly<Record<string, Value>>;
  /** Members without which the provider does not take a block, although none of them is required alone, by its path. */
  readonly blocks: Readonly<Record<string, Properties>>;
  /** Arguments without which the provider does not take another one, by the path of that one. */
  readonly with: Readonly<Record<string, Properties>>;
}

const DOCUMENT = '{"Version":"2012-10-17","Statement":[]}';
const ROLE_ARN = "arn:aws:iam::123456789012:role/some";
const KEY_ARN = "arn:aws:kms:us-east-1:123456789012:key/0b9d0e5a-0000-4000-8000-000000000000";
const BALANCING = "arn:aws:elasticloadbalancing:us-east-1:123456789012";
const BALANCER_ARN = `${BALANCING}:loadbalancer/app/some/0123456789abcdef`;
const GROUP_ARN = `${BALANCING}:targetgroup/some/0123456789abcdef`;
const RULE_ARN = `${BALANCING}:listener-rule/app/some/0123456789abcdef/0123456789abcdef/0123456789abcdef`;

const VERIFYING: Properties = {
  protocol: "HTTPS",
  mutualAuthentication: { mode: "verify", trustStoreArn: `${BALANCING}:truststore/some/0123456789abcdef` },
};

/** A block of a listener's action, which counts only in an action of its type. */
function action(type: string, block: string, members: Properties): Properties {
  return { defaultActions: [{ type, [block]: members }] };
}

const SAMPLES: Readonly<Record<string, Partial<Samples>>> = {
  "aws:iam/role:Role": {
    least: { assumeRolePolicy: DOCUMENT },
    values: { maxSessionDuration: 7200, path: "/some/", permissionsBoundary: "arn:aws:iam::aws:policy/some" },
  },
  "aws:iam/rolePolicy:RolePolicy": { least: { policy: DOCUMENT, role: "some" } },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    least: { policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess", role: "some" },
  },
  "aws:iam/policy:Policy": { least: { policy: DOCUMENT }, values: { path: "/some/" } },
  "aws:iam/policyAttachment:PolicyAttachment": {
    least: { policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess", roles: ["some"] },
  },
  "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive": {
    least: { policyNames: ["some"], roleName: "some" },
  },
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": {
    least: { policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"], roleName: "some" },
  },
  "aws:ecs/cluster:Cluster": {
    values: {
      "settings.name": "containerInsights",
      "settings.value": "enabled",
      "configuration.executeCommandConfiguration.logging": "DEFAULT",
      "serviceConnectDefaults.namespace":
        "arn:aws:servicediscovery:us-east-1:123456789012:namespace/ns-0123456789abcdef",
    },
  },
  "aws:ecs/taskDefinition:TaskDefinition": {
    least: { containerDefinitions: '[{"name":"web","image":"nginx","memory":128}]', family: "some" },
    values: {
      "ephemeralStorage.sizeInGib": 30,
      ipcMode: "host",
      networkMode: "awsvpc",
      pidMode: "task",
      "placementConstraints.type": "memberOf",
      "proxyConfiguration.type": "APPMESH",
      requiresCompatibilities: ["FARGATE"],
      "runtimePlatform.cpuArchitecture": "ARM64",
      "runtimePlatform.operatingSystemFamily": "LINUX",
      "volumes.dockerVolumeConfiguration.scope": "task",
      "volumes.efsVolumeConfiguration.authorizationConfig.iam": "ENABLED",
      "volumes.efsVolumeConfiguration.transitEncryption": "ENABLED",
      "volumes.fsxWindowsFileServerVolumeConfiguration.authorizationConfig.credentialsParameter":
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:some-AbCdEf",
    },
  },
  "aws:ecs/service:Service": {
    least: { taskDefinition: "some:1" },
    values: {
      availabilityZoneRebalancing: "ENABLED",
      "deploymentConfiguration.bakeTimeInMinutes": "5",
      "deploymentConfiguration.canaryConfiguration.canaryBakeTimeInMinutes": "5",
      "deploymentConfiguration.canaryConfiguration.canaryPercent": 10,
      "deploymentConfiguration.lifecycleHooks.lifecycleStages": ["PRE_SCALE_UP"],
      "deploymentConfiguration.lifecycleHooks.hookDetails": '{"some":"thing"}',
      "deploymentConfiguration.linearConfiguration.stepBakeTimeInMinutes": "5",
      "deploymentConfiguration.linearConfiguration.stepPercent": 10,
      "deploymentConfiguration.strategy": "BLUE_GREEN",
      "deploymentController.type": "ECS",
      launchType: "FARGATE",
      "loadBalancers.targetGroupArn": GROUP_ARN,
      "loadBalancers.advancedConfiguration.alternateTargetGroupArn": GROUP_ARN,
      "loadBalancers.advancedConfiguration.productionListenerRule": RULE_ARN,
      "loadBalancers.advancedConfiguration.testListenerRule": RULE_ARN,
      "orderedPlacementStrategies.type": "spread",
      "orderedPlacementStrategies.field": "instanceId",
      "placementConstraints.type": "memberOf",
      propagateTags: "SERVICE",
      schedulingStrategy: "DAEMON",
      "serviceConnectConfiguration.accessLogConfiguration.format": "JSON",
      "serviceConnectConfiguration.accessLogConfiguration.includeQueryParameters": "ENABLED",
      "serviceConnectConfiguration.logConfiguration.logDriver": "awslogs",
      "serviceConnectConfiguration.services.clientAlias.port": 80,
      "serviceConnectConfiguration.services.ingressPortOverride": 8080,
      "volumeConfiguration.managedEbsVolume.fileSystemType": "ext4",
      "volumeConfiguration.managedEbsVolume.tagSpecifications.resourceType": "volume",
      "volumeConfiguration.managedEbsVolume.tagSpecifications.propagateTags": "SERVICE",
      "volumeConfiguration.managedEbsVolume.throughput": 125,
      "volumeConfiguration.managedEbsVolume.volumeInitializationRate": 100,
      "volumeConfiguration.managedEbsVolume.volumeType": "gp3",
    },
    blocks: {
      "deploymentConfiguration.lifecycleHooks": { hookTargetArn: ROLE_ARN, roleArn: ROLE_ARN },
    },
  },
  "aws:ecs/taskSet:TaskSet": {
    least: { cluster: "some", service: "some", taskDefinition: "some:1" },
    values: {
      launchType: "FARGATE",
      "capacityProviderStrategies.weight": 1,
      "loadBalancers.targetGroupArn": GROUP_ARN,
      "scale.unit": "PERCENT",
      waitUntilStableTimeout: "10m",
    },
  },
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": { least: { vpc: "vpc-12345678" } },
  "aws:ssm/parameter:Parameter": {
    least: { type: "String", value: "some" },
    values: { type: "SecureString", tier: "Advanced", dataType: "text" },
    with: {
      insecureValue: { value: null },
      valueWo: { value: null, valueWoVersion: 1 },
      valueWoVersion: { value: null, valueWo: "some" },
    },
  },
  "aws:secretsmanager/secret:Secret": {
    values: { recoveryWindowInDays: 7, "replicas.region": "eu-central-1" },
  },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    least: { secretId: "some", secretString: "some" },
    values: { secretBinary: "c29tZQ==" },
    with: {
      secretBinary: { secretString: null },
      secretStringWo: { secretString: null, secretStringWoVersion: 1 },
      secretStringWoVersion: { secretString: null, secretStringWo: "some" },
    },
  },
  "aws:kms/key:Key": {
    values: {
      customerMasterKeySpec: "RSA_2048",
      deletionWindowInDays: 7,
      keyUsage: "SIGN_VERIFY",
      rotationPeriodInDays: 90,
    },
    with: {
      rotationPeriodInDays: { enableKeyRotation: true },
      xksKeyId: { customKeyStoreId: "some" },
    },
  },
  "aws:kms/alias:Alias": {
    least: { targetKeyId: KEY_ARN },
    values: { name: "alias/some", namePrefix: "alias/some" },
  },
  "aws:ecr/repository:Repository": {
    values: {
      "encryptionConfigurations.encryptionType": "KMS",
      "encryptionConfigurations.kmsKey": KEY_ARN,
      imageTagMutability: "IMMUTABLE",
      "imageTagMutabilityExclusionFilters.filterType": "WILDCARD",
    },
    with: { imageTagMutabilityExclusionFilters: { imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" } },
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    values: { logGroupClass: "INFREQUENT_ACCESS", retentionInDays: 7, kmsKeyId: KEY_ARN },
  },
  "aws:lb/loadBalancer:LoadBalancer": {
    least: { subnets: ["subnet-1", "subnet-2"] },
    values: {
      clientKeepAlive: 60,
      desyncMitigationMode: "strictest",
      dnsRecordClientRoutingPolicy: "partial_availability_zone_affinity",
      enablePrefixForIpv6SourceNat: "on",
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "on",
      ipAddressType: "dualstack",
      loadBalancerType: "network",
      "subnetMappings.ipv6Address": "2001:db8::1",
      "subnetMappings.privateIpv4Address": "10.0.0.10",
      xffHeaderProcessingMode: "preserve",
    },
    blocks: {
      accessLogs: { enabled: true },
      connectionLogs: { enabled: true },
      healthCheckLogs: { enabled: true },
    },
    with: {
      subnetMappings: { subnets: null, loadBalancerType: "network" },
      dnsRecordClientRoutingPolicy: { loadBalancerType: "network" },
      enableCrossZoneLoadBalancing: { loadBalancerType: "network" },
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: { loadBalancerType: "network" },
      enablePrefixForIpv6SourceNat: { loadBalancerType: "network" },
      secondaryIpsAutoAssignedPerSubnet: { loadBalancerType: "network" },
    },
  },
  "aws:lb/targetGroup:TargetGroup": {
    least: { port: 80, protocol: "HTTP", vpcId: "vpc-12345678" },
    values: {
      "healthCheck.healthyThreshold": 3,
      "healthCheck.interval": 30,
      "healthCheck.matcher": "200",
      "healthCheck.path": "/",
      "healthCheck.port": "8080",
      "healthCheck.protocol": "HTTP",
      "healthCheck.timeout": 5,
      "healthCheck.unhealthyThreshold": 3,
      ipAddressType: "ipv6",
      loadBalancingAlgorithmType: "least_outstanding_requests",
      loadBalancingAnomalyMitigation: "on",
      loadBalancingCrossZoneEnabled: "true",
      port: 8080,
      preserveClientIp: "true",
      protocol: "HTTPS",
      protocolVersion: "HTTP2",
      slowStart: 30,
      "stickiness.type": "lb_cookie",
      targetControlPort: 8081,
      "targetFailovers.onDeregistration": "rebalance",
      "targetFailovers.onUnhealthy": "rebalance",
      "targetGroupHealth.dnsFailover.minimumHealthyTargetsCount": "1",
      "targetGroupHealth.dnsFailover.minimumHealthyTargetsPercentage": "50",
      "targetGroupHealth.unhealthyStateRouting.minimumHealthyTargetsPercentage": "50",
      targetType: "ip",
      vpcId: "vpc-87654321",
    },
    with: {
      loadBalancingAnomalyMitigation: { loadBalancingAlgorithmType: "weighted_random" },
      targetFailovers: { protocol: "GENEVE", port: 6081 },
      targetHealthStates: { protocol: "TCP" },
      preserveClientIp: { protocol: "TCP" },
      connectionTermination: { protocol: "TCP" },
      proxyProtocolV2: { protocol: "TCP" },
    },
  },
  "aws:lb/listener:Listener": {
    least: {
      loadBalancerArn: BALANCER_ARN,
      defaultActions: [
        { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404" } },
      ],
      port: 80,
      protocol: "HTTP",
    },
    values: {
      alpnPolicy: "HTTP2Preferred",
      "defaultActions.type": "forward",
      "defaultActions.targetGroupArn": GROUP_ARN,
      "defaultActions.authenticateCognito.onUnauthenticatedRequest": "deny",
      "defaultActions.authenticateOidc.onUnauthenticatedRequest": "deny",
      "defaultActions.fixedResponse.contentType": "text/plain",
      "defaultActions.fixedResponse.statusCode": "404",
      "defaultActions.forward.targetGroups.arn": GROUP_ARN,
      "defaultActions.jwtValidation.additionalClaims.format": "single-string",
      "defaultActions.redirect.path": "/some",
      "defaultActions.redirect.port": "443",
      "defaultActions.redirect.protocol": "HTTPS",
      "defaultActions.redirect.statusCode": "HTTP_301",
      "mutualAuthentication.advertiseTrustStoreCaNames": "on",
      "mutualAuthentication.mode": "passthrough",
      "mutualAuthentication.trustStoreArn": `${BALANCING}:truststore/other/0123456789abcdef`,
      port: 443,
      protocol: "HTTPS",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      tcpIdleTimeoutSeconds: 60,
    },
    blocks: { defaultActions: { targetGroupArn: GROUP_ARN } },
    with: {
      "defaultActions.authenticateCognito": action("authenticate-cognito", "authenticateCognito", {
        userPoolArn: "arn:aws:cognito-idp:us-east-1:123456789012:userpool/some",
        userPoolClientId: "some",
        userPoolDomain: "some",
      }),
      "defaultActions.authenticateOidc": action("authenticate-oidc", "authenticateOidc", {
        authorizationEndpoint: "https://example.com/authorize",
        clientId: "some",
        clientSecret: "some",
        issuer: "https://example.com",
        tokenEndpoint: "https://example.com/token",
        userInfoEndpoint: "https://example.com/user",
      }),
      "defaultActions.fixedResponse": action("fixed-response", "fixedResponse", {
        contentType: "text/plain",
        statusCode: "404",
      }),
      "defaultActions.forward": action("forward", "forward", { targetGroups: [{ arn: GROUP_ARN }] }),
      "defaultActions.jwtValidation": action("jwt-validation", "jwtValidation", {
        issuer: "https://example.com",
        jwksEndpoint: "https://example.com/keys",
      }),
      "defaultActions.redirect": action("redirect", "redirect", { statusCode: "HTTP_301" }),
      "mutualAuthentication.advertiseTrustStoreCaNames": VERIFYING,
      "mutualAuthentication.ignoreClientCertificateExpiry": VERIFYING,
      "mutualAuthentication.trustStoreArn": VERIFYING,
      protocol: { protocol: null },
      tcpIdleTimeoutSeconds: { protocol: "TCP" },
    },
  },
  "aws:ec2/securityGroup:SecurityGroup": {
    values: Object.fromEntries(
      ["egress", "ingress"].flatMap((rules): [string, Value][] => [
        [`${rules}.cidrBlocks`, ["10.0.0.0/16"]],
        [`${rules}.ipv6CidrBlocks`, ["2001:db8::/32"]],
        [`${rules}.protocol`, "tcp"],
      ]),
    ),
  },
  "aws:ec2/vpc:Vpc": {
    least: { cidrBlock: "10.0.0.0/16" },
    values: {
      cidrBlock: "10.1.0.0/16",
      instanceTenancy: "dedicated",
      ipv6CidrBlock: "2001:db8::/56",
      ipv4NetmaskLength: 24,
      ipv6NetmaskLength: 56,
    },
    with: {
      ipv4NetmaskLength: { cidrBlock: null, ipv4IpamPoolId: "some" },
      ipv6CidrBlock: { ipv6IpamPoolId: "some" },
      ipv6CidrBlockNetworkBorderGroup: { assignGeneratedIpv6CidrBlock: true },
      ipv6NetmaskLength: { ipv6IpamPoolId: "some" },
    },
  },
  "aws:ec2/subnet:Subnet": {
    least: { cidrBlock: "10.0.1.0/24", vpcId: "vpc-12345678" },
    values: {
      cidrBlock: "10.0.2.0/24",
      ipv6CidrBlock: "2001:db8::/64",
      ipv4NetmaskLength: 24,
      ipv6NetmaskLength: 64,
      outpostArn: "arn:aws:outposts:us-east-1:123456789012:outpost/op-0123456789abcdef0",
      privateDnsHostnameTypeOnLaunch: "ip-name",
    },
    with: {
      customerOwnedIpv4Pool: {
        mapCustomerOwnedIpOnLaunch: true,
        outpostArn: "arn:aws:outposts:us-east-1:123456789012:outpost/op-0123456789abcdef0",
      },
      mapCustomerOwnedIpOnLaunch: {
        customerOwnedIpv4Pool: "some",
        outpostArn: "arn:aws:outposts:us-east-1:123456789012:outpost/op-0123456789abcdef0",
      },
      ipv4NetmaskLength: { cidrBlock: null, ipv4IpamPoolId: "some" },
      ipv6NetmaskLength: { ipv6IpamPoolId: "some" },
    },
  },
  "aws:s3/bucket:Bucket": {
    values: {
      accelerationStatus: "Enabled",
      acl: "private",
      bucketNamespace: "global",
      "grants.permissions": ["READ"],
      "grants.type": "Group",
      "lifecycleRules.expiration.date": "2030-01-01",
      "lifecycleRules.noncurrentVersionTransitions.storageClass": "GLACIER",
      "lifecycleRules.transitions.date": "2030-01-01",
      "lifecycleRules.transitions.storageClass": "GLACIER",
      "objectLockConfiguration.objectLockEnabled": "Enabled",
      "objectLockConfiguration.rule.defaultRetention.mode": "GOVERNANCE",
      "replicationConfiguration.role": ROLE_ARN,
      "replicationConfiguration.rules.deleteMarkerReplicationStatus": "Enabled",
      "replicationConfiguration.rules.destination.accessControlTranslation.owner": "Destination",
      "replicationConfiguration.rules.destination.accountId": "123456789012",
      "replicationConfiguration.rules.destination.bucket": "arn:aws:s3:::some",
      "replicationConfiguration.rules.destination.metrics.minutes": 15,
      "replicationConfiguration.rules.destination.metrics.status": "Enabled",
      "replicationConfiguration.rules.destination.replicationTime.minutes": 15,
      "replicationConfiguration.rules.destination.replicationTime.status": "Enabled",
      "replicationConfiguration.rules.destination.storageClass": "STANDARD",
      "replicationConfiguration.rules.status": "Enabled",
      requestPayer: "Requester",
      "serverSideEncryptionConfiguration.rule.applyServerSideEncryptionByDefault.sseAlgorithm": "aws:kms",
      "website.routingRules": "[]",
    },
    blocks: {
      "objectLockConfiguration.rule.defaultRetention": { mode: "GOVERNANCE" },
      "serverSideEncryptionConfiguration.rule": {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" },
      },
      website: { indexDocument: "index.html" },
    },
    with: { "website.redirectAllRequestsTo": { website: { redirectAllRequestsTo: "example.com" } } },
  },
  "aws:sqs/queue:Queue": {
    values: {
      deduplicationScope: "queue",
      fifoThroughputLimit: "perQueue",
      kmsDataKeyReusePeriodSeconds: 60,
      maxMessageSize: 2048,
      messageRetentionSeconds: 60,
    },
    with: {
      contentBasedDeduplication: { fifoQueue: true },
      deduplicationScope: { fifoQueue: true },
      fifoThroughputLimit: { fifoQueue: true },
      kmsDataKeyReusePeriodSeconds: { kmsMasterKeyId: "some" },
    },
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    least: { serviceName: "com.amazonaws.us-east-1.s3", vpcId: "vpc-12345678" },
    values: {
      "dnsOptions.dnsRecordIpType": "ipv4",
      "dnsOptions.privateDnsPreference": "ALL_DOMAINS",
      ipAddressType: "ipv4",
      resourceConfigurationArn:
        "arn:aws:vpc-lattice:us-east-1:123456789012:resourceconfiguration/rcfg-0123456789abcdef0",
      serviceNetworkArn: "arn:aws:vpc-lattice:us-east-1:123456789012:servicenetwork/sn-0123456789abcdef0",
      vpcEndpointType: "Interface",
    },
    with: {
      resourceConfigurationArn: { serviceName: null, vpcEndpointType: "Resource" },
      serviceNetworkArn: { serviceName: null, vpcEndpointType: "ServiceNetwork" },
    },
  },
};

const NOTHING: Samples = { least: {}, values: {}, blocks: {}, with: {} };

export function samplesOf(token: string): Samples {
  return { ...NOTHING, ...SAMPLES[token] };
}
