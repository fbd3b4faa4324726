/** Services in one namespace, each with its roles, parameters, log group and alias, and some from the components. */
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const { ServiceConnectApplication } = require("ecs-guardrails-components");

const image = "public.ecr.aws/docker/library/node:22-alpine";
/** Resources of one service below, of one service of the components, and of all that they share. */
const [perService, perComponent, shared] = [9, 9, 14];

/** @param {number} size */
function ecsProgram(size) {
  const network = makeNetwork();
  const cluster = new aws.ecs.Cluster("cluster");
  const namespace = new aws.servicediscovery.HttpNamespace("namespace", { name: "bench.local" });
  const left = Math.max(0, size - shared);
  const components = Math.max(1, Math.round((left * 0.2) / perComponent));
  const services = Math.max(2, Math.round((left - components * perComponent) / perService));

  new ServiceConnectApplication(
    "application",
    {
      clusterArn: cluster.arn,
      namespaceArn: namespace.arn,
      vpcId: network.vpcId,
      subnets: network.subnets,
      assignPublicIp: true,
      services: Object.fromEntries(
        Array.from({ length: components }, (_, at) => [
          `part-${at}`,
          {
            image,
            port: 8080,
            secrets: { TOKEN: `/bench/part-${at}/TOKEN` },
            taskRoleStatements: [
              { actions: ["s3:GetObject"], resources: [`arn:aws:s3:::bench/part-${at}/*`] },
            ],
            // Each calls the one before it: the order is a chain of ten.
            ...(at % 10 > 0 ? { calls: [`part-${at - 1}`] } : {}),
          },
        ]),
      ),
    },
    { dependsOn: [network.route] },
  );

  /** @type {pulumi.Resource[]} */
  const servers = [];
  for (let at = 0; at < services; at++) {
    const isClient = at % 2 === 1;
    const service = makeService(`service-${at}`, {
      network,
      cluster,
      namespace,
      dependsOn: isClient ? servers.slice(-3) : [],
      isClient,
    });
    if (!isClient) servers.push(service);
  }
}

function makeNetwork() {
  const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
  const gateway = new aws.ec2.InternetGateway("gateway", { vpcId: vpc.id });
  const routeTable = new aws.ec2.RouteTable("routes", { vpcId: vpc.id });
  const route = new aws.ec2.Route("out", {
    routeTableId: routeTable.id,
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: gateway.id,
  });
  const subnets = [0, 1].map((at) => {
    const subnet = new aws.ec2.Subnet(`subnet-${at}`, { vpcId: vpc.id, cidrBlock: `10.0.${at}.0/24` });
    new aws.ec2.RouteTableAssociation(`subnet-${at}`, { subnetId: subnet.id, routeTableId: routeTable.id });
    return subnet.id;
  });
  const securityGroup = new aws.ec2.SecurityGroup("tasks", {
    vpcId: vpc.id,
    ingress: [{ protocol: "tcp", fromPort: 0, toPort: 65535, self: true }],
    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
  });
  return { vpcId: vpc.id, subnets, securityGroup: securityGroup.id, route };
}

/**
 * @param {string} name
 * @param {object} place
 * @param {ReturnType<typeof makeNetwork>} place.network
 * @param {aws.ecs.Cluster} place.cluster
 * @param {aws.servicediscovery.HttpNamespace} place.namespace
 * @param {pulumi.Resource[]} place.dependsOn
 * @param {boolean} place.isClient
 */
function makeService(name, { network, cluster, namespace, dependsOn, isClient }) {
  const parameters = ["DATABASE_URL", "TOKEN"].map(
    (key) =>
      new aws.ssm.Parameter(`${name}-${key}`, { name: `/bench/${name}/${key}`, type: "String", value: "-" }),
  );
  const logs = new aws.cloudwatch.LogGroup(name, { name: `/bench/${name}`, retentionInDays: 14 });
  /** @param {string} role */
  const makeRole = (role) =>
    new aws.iam.Role(`${name}-${role}`, {
      assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ecs-tasks.amazonaws.com" }),
    });
  const executionRole = makeRole("execution");
  const taskRole = makeRole("task");
  const reads = new aws.iam.RolePolicy(`${name}-execution`, {
    role: executionRole.name,
    policy: pulumi.jsonStringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "ssm:GetParameters", Resource: parameters.map(({ arn }) => arn) },
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: pulumi.interpolate`${logs.arn}:*`,
        },
      ],
    }),
  });
  const works = new aws.iam.RolePolicy(`${name}-task`, {
    role: taskRole.name,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::bench/${name}/*` }],
    }),
  });
  const definition = new aws.ecs.TaskDefinition(name, {
    family: name,
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    executionRoleArn: executionRole.arn,
    taskRoleArn: taskRole.arn,
    containerDefinitions: pulumi.jsonStringify([
      {
        name: "app",
        image,
        portMappings: [{ name: "http", containerPort: 8080, appProtocol: "http" }],
        environment: Array.from({ length: 10 }, (_, at) => ({ name: `SETTING_${at}`, value: `value ${at}` })),
        secrets: parameters.map(({ name: parameter }, at) => ({
          name: `SECRET_${at}`,
          valueFrom: parameter,
        })),
        logConfiguration: {
          logDriver: "awslogs",
          options: {
            "awslogs-group": logs.name,
            "awslogs-region": "eu-central-1",
            "awslogs-stream-prefix": "app",
          },
        },
      },
    ]),
  });
  const server = {
    services: [
      {
        portName: "http",
        discoveryName: name,
        clientAlias: [{ dnsName: `${name}.bench.local`, port: 8080 }],
      },
    ],
  };
  return new aws.ecs.Service(
    name,
    {
      cluster: cluster.arn,
      taskDefinition: definition.arn,
      desiredCount: 2,
      launchType: "FARGATE",
      waitForSteadyState: true,
      networkConfiguration: {
        subnets: network.subnets,
        securityGroups: [network.securityGroup],
        assignPublicIp: true,
      },
      serviceConnectConfiguration: { enabled: true, namespace: namespace.arn, ...(isClient ? {} : server) },
    },
    { dependsOn: [...dependsOn, reads, works, network.route, ...parameters] },
  );
}

module.exports = { ecsProgram };
