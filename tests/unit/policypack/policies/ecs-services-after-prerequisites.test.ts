import assert from "node:assert/strict";
import { type Case, messageOf, testCases } from "../../../support/cases";
import { servicesAfterPrerequisites } from "../../../support/pack";
import {
  fromElsewhere,
  type Handle,
  type Input,
  losingEdges,
  type Options,
  Stack,
} from "../../../support/stack";

const service = "aws:ecs/service:Service::web";
const rejected = (ids: string, on = service) => `mandatory ${servicesAfterPrerequisites} ${ids} ${on}`;
const presumed = (ids: string, on?: string) => `${rejected(ids, on)} presumed`;

const arn = (rest: string) => `arn:aws:elasticloadbalancing:eu-central-1:123456789012:${rest}`;
const computed = (rest: string) => ({ computed: { arn: arn(rest), id: arn(rest) } });

interface Parts {
  readonly balancer: Handle;
  readonly group: Handle;
}

const forward = ({ group }: Parts): Input => [{ type: "forward", targetGroupArn: group.arn }];

interface Program {
  readonly module?: "lb" | "alb";
  readonly balancer?: Options;
  readonly group?: Options;
  readonly listener?: Options;
  /** The default actions of the listener; undefined where there is no listener. */
  readonly actions?: ((parts: Parts) => Input) | "none";
  /** The actions of a rule, where there is one. */
  readonly rule?: (parts: Parts) => Input;
  /** What the service waits for. */
  readonly awaits?: "listener" | "balancer" | "rule" | "component";
  readonly service?: Options;
  readonly targetGroupArn?: (parts: Parts) => Input;
}

/** A load balancer, its listener, and a service behind it. */
function program(of: Program) {
  return (stack: Stack): void => {
    const { module = "lb", actions = forward, rule, awaits } = of;
    const type = (name: string) => `aws:${module}/${name}`;
    const around = awaits === "component" ? { parent: stack.component("edge") } : {};
    const balancer = stack.custom(
      type("loadBalancer:LoadBalancer"),
      "balancer",
      { name: "web" },
      { ...around, ...of.balancer },
      computed("loadbalancer/app/web/1"),
    );
    const group = stack.custom(
      type("targetGroup:TargetGroup"),
      "targets",
      { name: "web", port: 80 },
      of.group,
      computed("targetgroup/web/1"),
    );
    const parts = { balancer, group };
    const listener =
      actions === "none"
        ? undefined
        : stack.custom(
            type("listener:Listener"),
            "http",
            { loadBalancerArn: balancer.arn, port: 80, defaultActions: actions(parts) },
            { ...around, ...of.listener },
            computed("listener/app/web/1/1"),
          );
    const made =
      rule && listener
        ? stack.custom(
            type("listenerRule:ListenerRule"),
            "paths",
            { listenerArn: listener.arn, actions: rule(parts) },
            {},
            computed("listener-rule/app/web/1/1/1"),
          )
        : undefined;
    const awaited = { listener, balancer, rule: made, component: around.parent };
    const other = awaits && awaited[awaits];
    stack.service(
      "web",
      {
        loadBalancers: [
          {
            targetGroupArn: of.targetGroupArn ? of.targetGroupArn(parts) : group.arn,
            containerName: "app",
            containerPort: 80,
          },
        ],
      },
      { ...(other && { dependsOn: [other] }), ...of.service },
    );
  };
}

/** Only while the service is new is anything said: in an update AWS has it already. */
const finds = (it: string, of: Program, found: readonly string[]): Case => ({
  it,
  program: program(of),
  findsAtFirst: found,
});
const passes = (it: string, of: Program): Case => ({ it, program: program(of) });
const existing = { exists: true };
const fixed: Input = [{ type: "fixed-response", fixedResponse: { contentType: "text/plain" } }];

describe("ecs-services-after-prerequisites", () => {
  describe("listeners", () => {
    testCases([
      finds("rejects a service that waits for the target group alone", {}, [
        rejected("listener-not-awaited/targets"),
      ]),
      finds("rejects it under the other name of the types, too", { module: "alb" }, [
        rejected("listener-not-awaited/targets"),
      ]),
      passes("passes one that waits for the listener", { awaits: "listener" }),
      passes("passes one that waits for the load balancer, for a listener is made in seconds", {
        awaits: "balancer",
      }),
      passes("passes one that waits for the component around them", { awaits: "component" }),
      passes("passes a listener on a load balancer that exists", { balancer: existing }),
      passes("passes a listener that exists", { balancer: existing, listener: existing }),
      passes("passes a target group that exists", { group: existing }),
      passes("passes a service that exists", { service: existing }),
      passes("passes a target group of another stack", {
        targetGroupArn: () => fromElsewhere(arn("targetgroup/other/1")),
      }),
      passes("passes a target group of which nothing is known", {
        targetGroupArn: ({ group }) => losingEdges(group.arn),
      }),
      finds("rejects one whose rule is not awaited", { actions: () => fixed, rule: forward }, [
        rejected("listener-not-awaited/targets"),
      ]),
      passes("passes one that waits for the rule", {
        actions: () => fixed,
        rule: forward,
        awaits: "rule",
      }),
      passes("passes one whose listener leads to the load balancer, where the rule is not awaited", {
        actions: () => fixed,
        rule: forward,
        awaits: "listener",
      }),
      finds(
        "rejects weighted forwards that are not awaited",
        {
          actions: ({ group }) => [
            { type: "forward", forward: { targetGroups: [{ arn: group.arn, weight: 1 }] } },
          ],
        },
        [rejected("listener-not-awaited/targets")],
      ),
      passes("passes weighted forwards that are", {
        actions: ({ group }) => [
          { type: "forward", forward: { targetGroups: [{ arn: group.arn, weight: 1 }] } },
        ],
        awaits: "listener",
      }),
      finds("presumes that a group without a listener has none", { actions: "none" }, [
        presumed("listener-missing/targets"),
      ]),
      finds("presumes the same where a listener forwards to none", { actions: () => fixed }, [
        presumed("listener-missing/targets"),
      ]),
      passes("says nothing where a listener has lost its edges", {
        actions: ({ group }) =>
          losingEdges([{ type: "forward", targetGroupArn: group.arn }] as unknown as Input),
      }),
    ]);
  });

  describe("its message", () => {
    const says = async (of: Program) => {
      const stack = new Stack();
      program(of)(stack);
      return messageOf(servicesAfterPrerequisites, stack, {}, "first preview");
    };

    it("names what to wait for", async () => {
      assert.equal(
        await says({}),
        `Service \`web\` cannot be created: AWS is asked for it before target group \`targets\` has a load balancer.
What fails: AWS refuses the service, and the provider asks again for two minutes; a new load balancer takes longer:
    InvalidParameterException: The target group with targetGroupArn … does not have an associated load balancer.
Why: a target group gets its load balancer from the listener or rule that forwards to it, and nothing makes \`web\` come after \`http\`. That it waits for the target group itself is not enough.
Change: make \`web\` wait. Declare what it waits for above it, and add that to the \`dependsOn\` of its options:
    { dependsOn: [http] }
To accept it: "exemptions": [{ "resource": "web", "finding": "listener-not-awaited/targets", "reason": "…" }] in the configuration of this policy.
Finding: listener-not-awaited/targets`,
      );
    });

    it("names the target group for which there is no listener", async () => {
      assert.equal(
        await says({ actions: "none" }),
        `Service \`web\` cannot be created: AWS is asked for it before target group \`targets\` has a load balancer.
What fails: AWS refuses the service, and the provider asks again for two minutes; a new load balancer takes longer:
    InvalidParameterException: The target group with targetGroupArn … does not have an associated load balancer.
Why: no listener or rule of this stack forwards to \`targets\`.
If a listener is made inside of \`apply\`, it is not in this preview: make it outside, with the Output as an argument.
Change: let a listener or a rule of the load balancer forward to it, and the service wait for that:
    defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
To accept it: "exemptions": [{ "resource": "web", "finding": "listener-missing/targets", "reason": "…" }] in the configuration of this policy.
Finding: listener-missing/targets (presumed)`,
      );
    });
  });
});
