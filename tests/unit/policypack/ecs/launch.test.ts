import assert from "node:assert/strict";
import { launchOf } from "../../../../policypack/ecs/launch";
import type { Service } from "../../../../policypack/ecs/services";
import type { TaskDefinition } from "../../../../policypack/ecs/task-definitions";
import { type Properties, type Property, UNKNOWN } from "../../../../policypack/stack/properties";
import { resource } from "../../../support/resources";

const definitionOf = (inputs: Properties, type = "aws:ecs/taskDefinition:TaskDefinition") =>
  ({ resource: resource("shop", { type, inputs }) }) as TaskDefinition;

/** A service that runs a definition, left out of the operation or not. */
const serviceOf = (taskDefinition: TaskDefinition | undefined, inputs: Properties, leftOut = false) =>
  ({
    resource: resource("service", { type: "aws:ecs/service:Service", inputs }),
    taskDefinition,
    leftOut,
  }) as Service;

const strategy = (...capacityProviders: Property[]): Properties => ({
  capacityProviderStrategies: capacityProviders.map((capacityProvider) => ({ capacityProvider })),
});

describe("what tasks run on", () => {
  for (const [what, inputs, onFargate, forFargate] of [
    ["Fargate alone", { requiresCompatibilities: ["FARGATE"] }, "yes", "yes"],
    ["EC2 alone", { requiresCompatibilities: ["EC2"] }, "no", "no"],
    ["both", { requiresCompatibilities: ["EC2", "FARGATE"] }, "no", "yes"],
    ["nothing", {}, "no", "no"],
    ["no list", { requiresCompatibilities: "FARGATE" }, "no", "no"],
    ["what is not known", { requiresCompatibilities: UNKNOWN }, "cannot tell", "cannot tell"],
    [
      "a list that is not known in part",
      { requiresCompatibilities: ["EC2", UNKNOWN] },
      "cannot tell",
      "cannot tell",
    ],
    ["an empty list", { requiresCompatibilities: [] }, "no", "no"],
  ] as const) {
    it(`is told by a task definition that demands ${what}`, () => {
      assert.deepEqual(launchOf(definitionOf(inputs), []), { onFargate, forFargate });
    });
  }

  it("is Fargate for an Express service", () => {
    const express = definitionOf({}, "aws:ecs/expressGatewayService:ExpressGatewayService");
    assert.deepEqual(launchOf(express, []), { onFargate: "yes", forFargate: "yes" });
  });

  for (const [what, inputs, onFargate] of [
    ["on Fargate", { launchType: "FARGATE" }, "yes"],
    ["on EC2", { launchType: "EC2" }, "no"],
    ["on EC2, whatever its strategies say", { launchType: "EC2", ...strategy("FARGATE") }, "no"],
    ["by Fargate's provider", strategy("FARGATE"), "yes"],
    ["by its spot provider", strategy("FARGATE_SPOT"), "yes"],
    ["by one of them among others", strategy("own", "FARGATE"), "yes"],
    ["by another provider", strategy("FARGATE_OWN"), "no"],
    ["by one that ends so", strategy("MY_FARGATE"), "no"],
    ["as its cluster says", {}, "no"],
    ["by no strategies", { capacityProviderStrategies: [] }, "no"],
    ["by strategies that are none", { capacityProviderStrategies: "FARGATE" }, "no"],
    ["with a launch type that is not known", { launchType: UNKNOWN }, "cannot tell"],
    ["by strategies that are not known", { capacityProviderStrategies: UNKNOWN }, "cannot tell"],
    ["by one that is not known", strategy("own", UNKNOWN), "cannot tell"],
    ["by an entry that is not known", { capacityProviderStrategies: [UNKNOWN] }, "cannot tell"],
  ] as const) {
    it(`is told by a service that runs it ${what}`, () => {
      const definition = definitionOf({ requiresCompatibilities: ["EC2", "FARGATE"] });
      const launch = launchOf(definition, [serviceOf(definition, inputs)]);
      assert.deepEqual(launch, { onFargate, forFargate: "yes" });
    });
  }

  it("is Fargate where one of its services runs it there", () => {
    const definition = definitionOf({});
    const services = [
      serviceOf(definition, { launchType: UNKNOWN }),
      serviceOf(definition, { launchType: "EC2" }),
      serviceOf(definition, { launchType: "FARGATE" }),
    ];
    assert.equal(launchOf(definition, services).onFargate, "yes");
    assert.equal(launchOf(definition, services.slice(0, 2)).onFargate, "cannot tell");
    assert.equal(launchOf(definition, services.slice(1, 2)).onFargate, "no");
  });

  it("is not told by services of other task definitions, or that are left out", () => {
    const definition = definitionOf({});
    const services = [
      serviceOf(definitionOf({}), { launchType: "FARGATE" }),
      serviceOf(undefined, { launchType: "FARGATE" }),
      serviceOf(definition, { launchType: "FARGATE" }, true),
    ];
    assert.equal(launchOf(definition, services).onFargate, "no");
  });
});
