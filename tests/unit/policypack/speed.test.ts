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
import { UNKNOWN } from "../../../policypack/stack/properties";
import type { Resource } from "../../../policypack/stack/resources";
import { containers, document } from "../../support/cases";
import { application, arnOf, needyService, network, servicesOf, snapshot } from "../../support/large-stacks";
import { processorTimeOf } from "../../support/processor-time";
import { component, edges, resource } from "../../support/resources";

function assertFast(resources: readonly Resource[], act: (resources: readonly Resource[]) => void): void {
  act(resources.slice(0, 500));
  // The aim is half a second; a slower machine may need more, and what else it does slows its processors, too.
  const took: number[] = [];
  while (took.length < 4 && !took.some((time) => time < 1500)) {
    took.push(Math.round(processorTimeOf(() => act(resources))));
  }
  assert.ok(Math.min(...took) < 1500, `took ${took.join(", ")} ms`);
}

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
