/** The cost of judging grows with the stack, not with its square. */
import assert from "node:assert/strict";
import { buildModel } from "../../../policypack/model/model";
import { ecsExecutionRoleReadsSecrets } from "../../../policypack/policies/ecs-execution-role-reads-secrets";
import { ecsFirstTasksFindWhatTheyNeed } from "../../../policypack/policies/ecs-first-tasks-find-what-they-need";
import { ecsServiceConnectClientsAfterServers } from "../../../policypack/policies/ecs-service-connect-clients-after-servers";
import { ecsServicesAreAccepted } from "../../../policypack/policies/ecs-services-are-accepted";
import { ecsSsmGrantOnExecutionRole } from "../../../policypack/policies/ecs-ssm-grant-on-execution-role";
import { ecsTasksReachAws } from "../../../policypack/policies/ecs-tasks-reach-aws";
import { rules } from "../../../policypack/rules";
import { type Properties, UNKNOWN } from "../../../policypack/stack/properties";
import type { Resource } from "../../../policypack/stack/resources";
import { containers, document, readParameters } from "../../support/cases";
import { processorTimeOf } from "../../support/processor-time";
import { component, edges, resource } from "../../support/resources";

const arnOf = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

/** An application with two roles that both read parameters, and a task definition. */
function application(name: string): Resource[] {
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

function assertFast(resources: readonly Resource[], act: (resources: readonly Resource[]) => void): void {
  act(resources.slice(0, 500));
  // The aim is half a second; a slower machine may need more, and what else it does slows its processors, too.
  const took: number[] = [];
  while (took.length < 4 && !took.some((time) => time < 1500)) {
    took.push(Math.round(processorTimeOf(() => act(resources))));
  }
  assert.ok(Math.min(...took) < 1500, `took ${took.join(", ")} ms`);
}

const snapshot = (resources: readonly Resource[]) => ({
  stack: "stack",
  resources,
  leftOut: [],
  abandoned: [],
  partial: false,
});

describe("10,000 resources are judged in about a second", () => {
  it("2,000 applications with roles of their own", () => {
    const resources = Array.from({ length: 2000 }, (_, at) => application(`app-${at}`)).flat();
    assertFast(resources, (some) => {
      const verdicts = ecsSsmGrantOnExecutionRole.evaluate(buildModel(snapshot(some)), {});
      assert.deepEqual(verdicts, { findings: [], undetermined: [] });
    });
  });

  it("2,000 applications whose execution roles read their secrets", () => {
    const resources = Array.from({ length: 2000 }, (_, at) => application(`app-${at}`)).flat();
    assertFast(resources, (some) => {
      const verdicts = ecsExecutionRoleReadsSecrets.evaluate(buildModel(snapshot(some)), {});
      assert.deepEqual(verdicts, { findings: [], undetermined: [] });
    });
  });

  it("2,000 task definitions with parameters and keys of their own, and one execution role", () => {
    const execution = resource("execution", {
      type: "aws:iam/role:Role",
      outputs: { name: "execution", arn: arnOf("execution") },
    });
    const arn = (service: string, rest: string) => `arn:aws:${service}:eu-central-1:123456789012:${rest}`;
    const reads = resource("reads", {
      type: "aws:iam/rolePolicy:RolePolicy",
      inputs: {
        role: "execution",
        policy: JSON.stringify(
          document(
            { Effect: "Allow", Action: "ssm:GetParameters", Resource: arn("ssm", "parameter/shop/*") },
            { Effect: "Allow", Action: "kms:Decrypt", Resource: "*" },
          ),
        ),
      },
    });
    const each = Array.from({ length: 2000 }, (_, at) => {
      const [key, parameter] = [arn("kms", `key/${at}`), arn("ssm", `parameter/shop/${at}`)];
      return [
        resource(`key-${at}`, { type: "aws:kms/key:Key", outputs: { arn: key } }),
        resource(`parameter-${at}`, {
          type: "aws:ssm/parameter:Parameter",
          inputs: { type: "SecureString", keyId: key },
          outputs: { arn: parameter, name: `/shop/${at}` },
        }),
        resource(`definition-${at}`, {
          type: "aws:ecs/taskDefinition:TaskDefinition",
          inputs: {
            executionRoleArn: arnOf("execution"),
            containerDefinitions: JSON.stringify(containers([parameter, `/shop/${at}`])),
          },
        }),
      ];
    });
    const others = Array.from({ length: 4000 }, (_, at) => resource(`other-${at}`));
    assertFast([execution, reads, ...each.flat(), ...others], (some) => {
      const verdicts = ecsExecutionRoleReadsSecrets.evaluate(buildModel(snapshot(some)), {});
      assert.deepEqual(verdicts, { findings: [], undetermined: [] });
    });
  });

  /** Services of one namespace, the second half of them clients, each with what `dependencies` gives. */
  const servicesOf = (dependencies: (at: number) => readonly string[]) =>
    Array.from({ length: 2000 }, (_, at) =>
      resource(`service-${at}`, {
        type: "aws:ecs/service:Service",
        dependencies: dependencies(at),
        inputs: {
          serviceConnectConfiguration: {
            enabled: true,
            namespace: "shop",
            services: at < 1000 ? [{ portName: `http-${at}` }] : [],
          },
        },
      }),
    );
  const aboutServiceConnect = rules.filter(({ name }) => name.startsWith("ecs-service-connect-"));

  it("2,000 services in one namespace, each behind the one before", () => {
    const services = servicesOf((at) => (at === 0 ? [] : [`service-${at - 1}`]));
    const others = Array.from({ length: 8000 }, (_, at) => resource(`other-${at}`));
    assertFast([...services, ...others], (some) => {
      const model = buildModel(snapshot(some));
      for (const rule of aboutServiceConnect)
        assert.deepEqual(rule.evaluate(model, {}), { findings: [], undetermined: [] });
    });
  });

  it("2,000 services in one namespace, of which each client waits for nothing", () => {
    assertFast(
      servicesOf(() => []),
      (some) => {
        const model = buildModel(snapshot(some));
        const { findings } = ecsServiceConnectClientsAfterServers.evaluate(model, {});
        assert.equal(findings.length, Math.max(some.length - 1000, 0));
      },
    );
  });

  /** A service that comes before 20 things that its first tasks need, and after what `dependencies` gives. */
  const needyService = (at: number, dependencies: readonly string[]): Resource[] => {
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

  for (const [order, dependencies] of [
    ["of which none waits for another", () => []],
    ["each behind the one before", (at: number) => (at === 0 ? [] : [`needy-${at - 1}`])],
  ] as const) {
    it(`the first tasks of 2,000 services with 20 needs each, ${order}, in linear time`, () => {
      const services = Array.from({ length: 2000 }, (_, at) => needyService(at, dependencies(at)));
      const judge = (count: number) => {
        const model = buildModel(snapshot(services.slice(0, count).flat()));
        const { findings } = ecsFirstTasksFindWhatTheyNeed.evaluate(model, {});
        assert.equal(findings.length, count);
        assert.ok(findings.every(({ ids }) => ids.length === 18));
      };
      judge(100);
      const took = [500, 2000].map((count) => Math.round(processorTimeOf(() => judge(count))));
      const [some = 0, all = 0] = took;
      // Four times as much takes four times as long, where it grew with the square sixteen times.
      assert.ok(all < 8 * Math.max(some, 200), `took ${took.join(" and ")} ms`);
    });
  }

  /** Services in all subnets of a network that lets nothing out, with a group that has all rules. */
  function network(services: number, rules: number, subnets: number): Resource[] {
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

  for (const [what, count] of [
    ["5,000 rules of security groups", (part: number) => [100, 5000 * part, 4]],
    ["500 subnets", (part: number) => [20, 20, 500 * part]],
    ["2,000 services in one network", (part: number) => [2000 * part, 20, 4]],
  ] as const) {
    it(`${what}, in linear time`, () => {
      const judge = (part: number) => {
        const [services = 0, rulesOfGroups = 0, subnets = 0] = count(part);
        const model = buildModel(snapshot(network(services, rulesOfGroups, subnets)));
        const { findings } = ecsTasksReachAws.evaluate(model, {});
        assert.equal(findings.length, services * subnets);
      };
      judge(0.1);
      const [some = 0, all = 0] = [0.25, 1].map((part) => Math.round(processorTimeOf(() => judge(part))));
      assert.ok(all < 8 * Math.max(some, 100), `took ${some} and ${all} ms`);
    });
  }

  it("2,000 services that scale by themselves", () => {
    const resources = Array.from({ length: 2000 }, (_, at) => [
      resource(`service-${at}`, {
        type: "aws:ecs/service:Service",
        inputs: { desiredCount: 1, deploymentMaximumPercent: 150, launchType: "EC2" },
      }),
      resource(`target-${at}`, {
        type: "aws:appautoscaling/target:Target",
        inputs: { serviceNamespace: "ecs", resourceId: UNKNOWN },
        ...edges({ resourceId: [`service-${at}`] }),
      }),
    ]).flat();
    assertFast(resources, (some) => {
      const verdicts = ecsServicesAreAccepted.evaluate(buildModel(snapshot(some)), {});
      assert.deepEqual(verdicts, { findings: [], undetermined: [] });
    });
  });

  it("2,000 services behind a packaged component of 8,000 resources", () => {
    const services = servicesOf((at) => ["group", ...(at < 1000 ? [] : ["servers"])]).map((service, at) =>
      at < 1000 ? { ...service, parent: "servers" } : service,
    );
    const inside = Array.from({ length: 7998 }, (_, at) => resource(`inside-${at}`, { parent: "group" }));
    assertFast([...services, component("group"), component("servers"), ...inside], (some) => {
      const model = buildModel(snapshot(some));
      const { findings } = ecsServiceConnectClientsAfterServers.evaluate(model, {});
      // With a part of the stack only the components are not there.
      if (some.length > 2002) assert.deepEqual(findings, []);
    });
  });
});
