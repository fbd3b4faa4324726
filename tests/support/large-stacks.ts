/** Stacks of any size, each of a kind that could cost more than its size. */
import { type Properties, UNKNOWN } from "../../policypack/stack/properties";
import type { Resource, Snapshot } from "../../policypack/stack/resources";
import { containers, document, readParameters } from "./cases";
import { edges, resource } from "./resources";

export const snapshot = (resources: readonly Resource[]): Snapshot => ({
  stack: "stack",
  resources,
  leftOut: [],
  abandoned: [],
  partial: false,
});

export const arnOf = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

/** An application with two roles that both read parameters, and a task definition. */
export function application(name: string): Resource[] {
  const [task, execution] = [`${name}-task`, `${name}-execution`];
  const role = (of: string) =>
    resource(of, { type: "aws:iam/role:Role", outputs: { name: of, arn: arnOf(of) } });
  const reads = (of: string) =>
    resource(`${of}-reads`, {
      type: "aws:iam/rolePolicy:RolePolicy",
      inputs: { role: of, policy: JSON.stringify(readParameters) },
    });
  const definition = resource(name, {
    type: "aws:ecs/taskDefinition:TaskDefinition",
    inputs: {
      taskRoleArn: arnOf(task),
      executionRoleArn: arnOf(execution),
      containerDefinitions: JSON.stringify(containers()),
    },
  });
  return [role(task), role(execution), reads(task), reads(execution), definition];
}

/** Services of one namespace, the second half of them clients, each with what `dependencies` gives. */
export const servicesOf = (dependencies: (at: number) => readonly string[]): Resource[] =>
  Array.from({ length: 2000 }, (_, at) =>
    resource(`service-${at}`, {
      type: "aws:ecs/service:Service",
      dependencies: dependencies(at),
      inputs: {
        serviceConnectConfiguration: {
          enabled: true,
          namespace: "shop",
          services: at < 1000 ? [{ portName: `http-${at}`, clientAlias: [{ port: 80 }] }] : [],
        },
      },
    }),
  );

/** A service that comes before 20 things that its first tasks need, and after what `dependencies` gives. */
export const needyService = (at: number, dependencies: readonly string[]): Resource[] => {
  const named = (kind: string, count: number) =>
    Array.from({ length: count }, (_, of) => `${kind}-${at}-${of}`);
  const arn = (service: string, rest: string) => `arn:aws:${service}:eu-central-1:123456789012:${rest}`;
  const [roles, policies, secrets, files] = [
    named("role", 2),
    named("policy", 8),
    named("secret", 5),
    named("files", 2),
  ];
  return [
    ...roles.map((name) =>
      resource(name, { type: "aws:iam/role:Role", outputs: { name, arn: arnOf(name) } }),
    ),
    ...policies.map((name, of) =>
      resource(name, {
        type: "aws:iam/rolePolicy:RolePolicy",
        inputs: {
          role: roles[of % 2],
          policy: JSON.stringify(
            document({ Effect: "Allow", Action: ["ssm:*", "secretsmanager:*", "logs:*"], Resource: "*" }),
          ),
        },
      }),
    ),
    ...secrets.flatMap((name) => [
      resource(name, {
        type: "aws:secretsmanager/secret:Secret",
        outputs: { arn: arn("secretsmanager", `secret:${name}-AbCdEf`), name },
      }),
      resource(`${name}-value`, {
        type: "aws:secretsmanager/secretVersion:SecretVersion",
        inputs: { secretId: arn("secretsmanager", `secret:${name}-AbCdEf`) },
      }),
    ]),
    ...files.flatMap((name) => [
      resource(name, { type: "aws:efs/fileSystem:FileSystem", inputs: { encrypted: true } }),
      ...["a", "b"].map((zone) =>
        resource(`${name}-${zone}`, {
          type: "aws:efs/mountTarget:MountTarget",
          inputs: { fileSystemId: UNKNOWN },
          ...edges({ fileSystemId: [name] }),
        }),
      ),
    ]),
    ...named("parameter", 2).map((name) =>
      resource(name, {
        type: "aws:ssm/parameter:Parameter",
        inputs: { type: "String" },
        outputs: { name },
      }),
    ),
    ...named("group", 1).map((name) =>
      resource(name, { type: "aws:cloudwatch/logGroup:LogGroup", outputs: { name } }),
    ),
    resource(`definition-${at}`, {
      type: "aws:ecs/taskDefinition:TaskDefinition",
      inputs: {
        executionRoleArn: arnOf(`role-${at}-0`),
        taskRoleArn: arnOf(`role-${at}-1`),
        requiresCompatibilities: ["FARGATE"],
        containerDefinitions: JSON.stringify([
          {
            name: "app",
            image: "nginx",
            secrets: [
              ...secrets.map((name) => arn("secretsmanager", `secret:${name}-AbCdEf`)),
              ...named("parameter", 2),
            ].map((valueFrom, of) => ({ name: `SECRET_${of}`, valueFrom })),
            logConfiguration: {
              logDriver: "awslogs",
              options: { "awslogs-group": `group-${at}-0`, "awslogs-region": "eu-central-1" },
            },
          },
        ]),
        volumes: files.map((name) => ({ name, efsVolumeConfiguration: { fileSystemId: UNKNOWN } })),
      },
      outputs: { arn: arn("ecs", `task-definition/definition-${at}:1`) },
      ...edges({ volumes: files }),
    }),
    resource(`needy-${at}`, {
      type: "aws:ecs/service:Service",
      dependencies,
      inputs: {
        taskDefinition: arn("ecs", `task-definition/definition-${at}:1`),
        launchType: "FARGATE",
        desiredCount: 1,
      },
    }),
  ];
};

/** Services in all subnets of a network that lets nothing out, with a group that has all rules. */
export function network(services: number, rules: number, subnets: number): Resource[] {
  const names = (of: string, count: number) => Array.from({ length: count }, (_, at) => `${of}-${at}`);
  const group = (name: string, ingress?: readonly Properties[], callers: readonly string[] = []) =>
    resource(name, {
      type: "aws:ec2/securityGroup:SecurityGroup",
      inputs: { egress: [{ protocol: "-1", cidrBlocks: ["0.0.0.0/0"] }], ...(ingress && { ingress }) },
      ...edges({ ingress: callers }),
    });
  const callers = names("caller", Math.ceil(rules / 20));
  const listed: readonly Properties[] = callers.flatMap(() =>
    names("port", 10).map((_, port) => ({
      protocol: "tcp",
      fromPort: port,
      toPort: port,
      securityGroups: [UNKNOWN],
    })),
  );
  return [
    resource("vpc", { type: "aws:ec2/vpc:Vpc" }),
    ...callers.map((name) => group(name)),
    group("own", listed, callers),
    ...names("rule", rules / 2).map((name, at) =>
      resource(name, {
        type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        inputs: { securityGroupId: UNKNOWN, referencedSecurityGroupId: UNKNOWN, ipProtocol: "-1" },
        ...edges({
          securityGroupId: ["own"],
          referencedSecurityGroupId: [callers[at % callers.length] ?? ""],
        }),
      }),
    ),
    ...names("subnet", subnets).flatMap((name) => [
      resource(name, {
        type: "aws:ec2/subnet:Subnet",
        inputs: { vpcId: UNKNOWN },
        outputs: { id: name },
        ...edges({ vpcId: ["vpc"] }),
      }),
      resource(`${name}-table`, { type: "aws:ec2/routeTable:RouteTable" }),
      resource(`${name}-association`, {
        type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
        inputs: { subnetId: name, routeTableId: UNKNOWN },
        ...edges({ subnetId: [name], routeTableId: [`${name}-table`] }),
      }),
    ]),
    ...names("service", services).map((name) =>
      resource(name, {
        type: "aws:ecs/service:Service",
        inputs: {
          launchType: "FARGATE",
          desiredCount: 1,
          networkConfiguration: { subnets: names("subnet", subnets), securityGroups: [UNKNOWN] },
        },
        ...edges({ networkConfiguration: ["own", ...names("subnet", subnets)] }),
      }),
    ),
  ];
}

const parameterNamed = (name: string) => `arn:aws:ssm:eu-central-1:123456789012:parameter${name}`;

/** Services of one namespace in the network of one group: each names ten others, and half of them are clients. */
function namespace(services: number): Resource[] {
  const hosts = (at: number) =>
    Array.from({ length: 10 }, (_, of) => `service-${(at + of + 1) % (services / 2)}`);
  return [
    resource("tasks", {
      type: "aws:ec2/securityGroup:SecurityGroup",
      inputs: { egress: [{ protocol: "-1", cidrBlocks: ["0.0.0.0/0"] }], ingress: [] },
    }),
    ...Array.from({ length: services }, (_, at) => [
      resource(`definition-${at}`, {
        type: "aws:ecs/taskDefinition:TaskDefinition",
        inputs: {
          containerDefinitions: JSON.stringify([
            {
              name: "app",
              image: "nginx",
              portMappings: [{ name: "http", containerPort: 80 }],
              environment: hosts(at).map((host, of) => ({
                name: `HOST_${of}`,
                value: `http://${host}.shop:80`,
              })),
            },
          ]),
        },
      }),
      resource(`service-${at}`, {
        type: "aws:ecs/service:Service",
        inputs: {
          launchType: "FARGATE",
          taskDefinition: UNKNOWN,
          networkConfiguration: { subnets: ["subnet-1"], securityGroups: [UNKNOWN] },
          serviceConnectConfiguration: {
            enabled: true,
            namespace: "shop",
            services:
              at < services / 2
                ? [
                    {
                      portName: "http",
                      discoveryName: `service-${at}`,
                      clientAlias: [{ dnsName: `service-${at}.shop`, port: 80 }],
                    },
                  ]
                : [],
          },
        },
        ...edges({ taskDefinition: [`definition-${at}`], networkConfiguration: ["tasks"] }),
      }),
    ]).flat(),
  ];
}

/** Services of one namespace of which each waits for as many others before it, if there are so many. */
function edgesOfServices(edgesOfEach: number): Resource[] {
  const before = (at: number) => numbers(Math.min(at, edgesOfEach)).map((back) => `service-${at - 1 - back}`);
  return servicesOf((at) => before(at)).slice(500, 1500);
}

/** Resources of which each comes after the one before, with a service at every hundredth. */
function chain(length: number): Resource[] {
  return Array.from({ length }, (_, at) =>
    resource(`link-${at}`, {
      ...(at % 100 === 0 && {
        type: "aws:ecs/service:Service",
        inputs: {
          serviceConnectConfiguration: {
            enabled: true,
            namespace: "shop",
            services: at % 200 === 0 ? [{ portName: `http-${at}`, clientAlias: [{ port: 80 }] }] : [],
          },
        },
      }),
      dependencies: at === 0 ? [] : [`link-${at - 1}`],
    }),
  );
}

/** A role with statements of 100 patterns each, and task definitions that use it for ten secrets each. */
function longPolicy(statements: number): Resource[] {
  const patterns = (at: number) =>
    Array.from({ length: 100 }, (_, of) => parameterNamed(`/shop-${at}/*/${of}?/secret-*`));
  const policy = document(
    ...numbers(statements).map((at) => ({
      Effect: "Allow",
      Action: ["ssm:Get*", "ssm:Describe*", "kms:*"],
      Resource: patterns(at),
    })),
    { Effect: "Deny", Action: "ssm:*", Resource: patterns(statements) },
  );
  return [
    resource("role", { type: "aws:iam/role:Role", outputs: { name: "role", arn: arnOf("role") } }),
    resource("reads", {
      type: "aws:iam/rolePolicy:RolePolicy",
      inputs: { role: "role", policy: JSON.stringify(policy) },
    }),
    ...Array.from({ length: 100 }, (_, at) =>
      resource(`definition-${at}`, {
        type: "aws:ecs/taskDefinition:TaskDefinition",
        inputs: {
          executionRoleArn: arnOf("role"),
          taskRoleArn: arnOf("role"),
          containerDefinitions: JSON.stringify(
            containers(
              Array.from({ length: 10 }, (_, of) => parameterNamed(`/shop-${at}/a/${of}x/secret-${of}`)),
            ),
          ),
        },
      }),
    ),
  ];
}

/** Ten task definitions and their services; the containers of each are as many KiB long. */
function longDefinitions(kibibytes: number): Resource[] {
  const environment = Array.from({ length: kibibytes * 8 }, (_, at) => ({
    name: `SETTING_${String(at).padStart(6, "0")}`,
    value: `http://host-${String(at).padStart(6, "0")}.example.com:8080/a/path?and=one;${"more ".repeat(8)}`,
  }));
  return Array.from({ length: 10 }, (_, at) => [
    resource(`definition-${at}`, {
      type: "aws:ecs/taskDefinition:TaskDefinition",
      inputs: { containerDefinitions: JSON.stringify([{ name: "app", image: "nginx", environment }]) },
    }),
    resource(`service-${at}`, {
      type: "aws:ecs/service:Service",
      inputs: {
        taskDefinition: UNKNOWN,
        serviceConnectConfiguration: {
          enabled: true,
          namespace: "shop",
          services: [{ portName: "http", clientAlias: [{ dnsName: `service-${at}`, port: 80 }] }],
        },
      },
      ...edges({ taskDefinition: [`definition-${at}`] }),
    }),
  ]).flat();
}

/** Stacks by what is much of in them: a name, how much there is, and the stack with a part of that. */
export const largeStacks: readonly (readonly [
  name: string,
  size: number,
  make: (size: number) => Resource[],
])[] = [
  [
    "applications with roles of their own",
    2000,
    (size) => numbers(size).flatMap((at) => application(`app-${at}`)),
  ],
  ["services in one namespace", 2000, namespace],
  ["edges of each of 1,000 services", 100, edgesOfServices],
  ["links of a chain of dependencies", 10_000, chain],
  ["statements of 100 patterns in the policy of one role", 500, longPolicy],
  ["KiB of containers in each of ten task definitions", 1024, longDefinitions],
  ["rules of security groups", 5000, (size) => network(100, size, 4)],
  [
    "services, each with 20 things that its first tasks need",
    500,
    (size) => numbers(size).flatMap((at) => needyService(at, [])),
  ],
];

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at);
}
