import assert from "node:assert/strict";
import { allow, type Case, messageOf, testCases } from "../../../support/cases";
import { firstTasksFindWhatTheyNeed, servicesAfterPrerequisites, undetermined } from "../../../support/pack";
import {
  fromElsewhere,
  type Handle,
  type Input,
  type Inputs,
  jsonText,
  losingEdges,
  type Options,
  Output,
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

  describe("what makes a target group come in time, or is another one", () => {
    const parts = (stack: Stack, module = "lb") => {
      const type = (name: string) => `aws:${module}/${name}`;
      const balancer = stack.custom(
        type("loadBalancer:LoadBalancer"),
        "balancer",
        { name: "web" },
        {},
        computed("1"),
      );
      const groups = ["targets", "others"].map((name) =>
        stack.custom(type("targetGroup:TargetGroup"), name, { name }, {}, computed(name)),
      );
      const listen = (name: string, group?: Handle, options: Options = {}) =>
        stack.custom(
          type("listener:Listener"),
          name,
          { loadBalancerArn: balancer.arn, ...(group && { defaultActions: forward({ balancer, group }) }) },
          options,
        );
      const [targets, others] = groups;
      assert.ok(targets && others);
      const behind = { targetGroupArn: targets.arn, containerName: "app", containerPort: 80 };
      return { balancer, targets, others, listen, behind };
    };
    testCases([
      {
        it: "passes who waits for a database, which takes longer than load balancer and retries",
        program: (stack) => {
          const { listen, targets, behind } = parts(stack);
          listen("http", targets);
          const database = stack.custom("aws:rds/instance:Instance", "db", { engine: "postgres" });
          stack.service("web", { loadBalancers: [behind], tags: { db: database.id } });
        },
      },
      {
        it: "rejects who waits for another load balancer",
        program: (stack) => {
          const { listen, targets, behind } = parts(stack);
          listen("http", targets);
          const other = stack.custom("aws:lb/loadBalancer:LoadBalancer", "other", { name: "other" });
          stack.service("web", { loadBalancers: [behind] }, { dependsOn: [other] });
        },
        findsAtFirst: [rejected("listener-not-awaited/targets")],
      },
      {
        it: "passes a blue/green deployment that names its production rule: ECS itself attaches the alternate group",
        program: (stack) => {
          const { listen, targets, others, behind } = parts(stack);
          const http = listen("http", targets);
          const advancedConfiguration = {
            alternateTargetGroupArn: others.arn,
            productionListenerRule: http.id,
          };
          stack.service("web", { loadBalancers: [{ ...behind, advancedConfiguration }] });
        },
      },
      {
        it: "rejects a blue/green deployment that waits for neither group's listener",
        program: (stack) => {
          const { listen, targets, others, behind } = parts(stack);
          listen("http", targets);
          const advancedConfiguration = { alternateTargetGroupArn: others.arn };
          stack.service("web", { loadBalancers: [{ ...behind, advancedConfiguration }] });
        },
        findsAtFirst: [rejected("listener-not-awaited/targets")],
      },
      {
        it: "says nothing of a blue/green deployment none of whose groups has a listener, for which of them needs one does not show",
        program: (stack) => {
          const { others, behind } = parts(stack);
          const advancedConfiguration = { alternateTargetGroupArn: others.arn };
          stack.service("web", { loadBalancers: [{ ...behind, advancedConfiguration }] });
        },
      },
      {
        it: "says nothing where another package may have attached the group",
        program: (stack) => {
          const { targets, behind } = parts(stack);
          const made = stack.custom("aws-native:elasticloadbalancingv2:Listener", "http", {
            defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
          });
          stack.service("web", { loadBalancers: [behind] }, { dependsOn: [made] });
        },
      },
      {
        it: "rejects it under the oldest names of the types, too",
        program: (stack) => {
          const { listen, targets, behind } = parts(stack, "elasticloadbalancingv2");
          listen("http", targets);
          stack.service("web", { loadBalancers: [behind] });
        },
        findsAtFirst: [rejected("listener-not-awaited/targets")],
      },
      {
        it: "does not take a group that nobody uses inside a package for the service's",
        program: (stack) => {
          const edge = stack.component("edge", { packaged: true });
          const type = "aws:lb/targetGroup:TargetGroup";
          const used = stack.custom(type, "used", { name: "used" }, { parent: edge }, computed("used"));
          stack.custom(type, "unused", { name: "unused" }, { parent: edge }, computed("unused"));
          const targetGroupArn = edge.passes(used.arn);
          stack.service("web", {
            loadBalancers: [{ targetGroupArn, containerName: "app", containerPort: 80 }],
          });
        },
      },
    ]);

    it("names, whatever the order in the program, a listener that does not wait for the service", async () => {
      for (const names of [
        ["z-before", "after"],
        ["after", "z-before"],
      ]) {
        const stack = new Stack();
        const { listen, targets, behind } = parts(stack);
        const web = stack.service("web", { loadBalancers: [behind] });
        for (const name of names) listen(name, targets, { dependsOn: name === "after" ? [web] : [] });
        assert.match(
          await messageOf(servicesAfterPrerequisites, stack, {}, "first preview"),
          /come after listener `z-before`/,
        );
      }
    });

    it("says that what waits for the service has to be turned round", async () => {
      const stack = new Stack();
      const { listen, targets, behind } = parts(stack);
      const web = stack.service("web", { loadBalancers: [behind] });
      listen("http", targets, { dependsOn: [web] });
      assert.match(
        await messageOf(servicesAfterPrerequisites, stack, {}, "first preview"),
        /^Change: listener `http` waits for `web`, so that neither could be first: take that out of its options or arguments before the following\.\nChange: make `web` wait\..*\n {4}\{ dependsOn: \[http\] \}/m,
      );
    });
  });

  describe("namespaces", () => {
    interface Named {
      readonly namespace?: Options;
      readonly type?: string;
      readonly named?: "by name" | "by name beside a default" | "by output" | "elsewhere" | "by the cluster";
      readonly awaits?: "namespace" | "balancer";
      readonly service?: Options;
      readonly enabled?: boolean;
    }
    const inNamespace = (of: Named) => (stack: Stack) => {
      const { named = "by name", enabled = true } = of;
      const namespace = of.type
        ? stack.custom(of.type, "shop", { name: "shop.local" }, of.namespace, computed("namespace"))
        : stack.namespace("shop", {}, of.namespace);
      const balancer = stack.custom("aws:lb/loadBalancer:LoadBalancer", "balancer", { name: "web" });
      const cluster = stack.cluster("main", {
        ...(named === "by the cluster" && { serviceConnectDefaults: { namespace: "shop.local" } }),
        ...(named === "by name beside a default" && {
          serviceConnectDefaults: { namespace: losingEdges(namespace.arn) },
        }),
      });
      const awaited = { namespace, balancer };
      const names = {
        "by name": { namespace: "shop.local" },
        "by name beside a default": { namespace: "shop.local" },
        "by output": { namespace: namespace.arn },
        elsewhere: { namespace: "other" },
        "by the cluster": {},
      };
      stack.service(
        "web",
        { cluster: cluster.arn, serviceConnectConfiguration: { enabled, ...names[named] } },
        { ...(of.awaits && { dependsOn: [awaited[of.awaits]] }), ...of.service },
      );
    };
    // That no server of the stack is in the namespace is not what is asked here.
    const quiet = { [undetermined]: "disabled" } as const;
    const lateNamespace = [rejected("namespace-not-awaited/shop")];
    testCases(
      [
        {
          it: "rejects a name that makes nothing wait",
          program: inNamespace({}),
          findsAtFirst: lateNamespace,
        },
        {
          it: "rejects it apart of what is presumed",
          program: (stack) => {
            stack.namespace("shop");
            const fileSystemId = stack.fileSystem("files").id;
            const definition = stack.taskDefinition("web", {
              volumes: [{ name: "files", efsVolumeConfiguration: { fileSystemId } }],
            });
            stack.service("web", {
              taskDefinition: definition.arn,
              desiredCount: 1,
              networkConfiguration: { subnets: ["subnet-1"] },
              serviceConnectConfiguration: { enabled: true, namespace: "shop.local" },
            });
          },
          findsAtFirst: [...lateNamespace, `${rejected("mount-target-missing/files")} presumed`],
        },
        { it: "passes the output", program: inNamespace({ named: "by output" }) },
        { it: "passes a name that is awaited", program: inNamespace({ awaits: "namespace" }) },
        {
          it: "passes one that the cluster's default may be, which has lost its edges",
          program: inNamespace({ named: "by name beside a default" }),
        },
        {
          it: "passes who waits for a load balancer, which takes longer",
          program: inNamespace({ awaits: "balancer" }),
        },
        { it: "passes a namespace that exists", program: inNamespace({ namespace: existing }) },
        { it: "passes a service that exists", program: inNamespace({ service: existing }) },
        { it: "passes another name", program: inNamespace({ named: "elsewhere" }) },
        { it: "passes a service without Service Connect", program: inNamespace({ enabled: false }) },
        {
          it: "says nothing of a default by name, which the provider refuses",
          program: inNamespace({ named: "by the cluster" }),
        },
        {
          it: "says nothing of the name of a DNS namespace: ECS looks for one of type HTTP",
          program: inNamespace({ type: "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace" }),
        },
      ],
      quiet,
    );
  });

  describe("capacity providers", () => {
    interface Capacity {
      readonly cluster?: Options;
      readonly association?: Options | "none" | "of another cluster" | "of a cluster that has lost its edges";
      readonly listed?: (provider: Handle) => Input;
      readonly strategy?: (provider: Handle) => Input;
      readonly provider?: { inputs?: Record<string, Input>; options?: Options };
      readonly awaits?: "association" | "balancer" | "component";
      readonly slowAssociation?: boolean;
      readonly service?: Options;
      readonly more?: (stack: Stack, cluster: Handle) => void;
    }
    const spot: Input = [{ capacityProvider: "FARGATE_SPOT", weight: 1 }];
    const onCapacity = (of: Capacity) => (stack: Stack) => {
      const cluster = stack.cluster("main", {}, of.cluster);
      const group = stack.component("capacity");
      const balancer = stack.custom("aws:lb/loadBalancer:LoadBalancer", "balancer", { name: "web" });
      const provider = stack.custom(
        "aws:ecs/capacityProvider:CapacityProvider",
        "instances",
        {
          name: "instances",
          autoScalingGroupProvider: { autoScalingGroupArn: "arn" },
          ...of.provider?.inputs,
        },
        of.provider?.options,
        { computed: { id: "provider-arn", arn: "provider-arn" } },
      );
      const { association: form = {}, listed = () => ["FARGATE_SPOT"], strategy = () => spot } = of;
      const name = (): Input => {
        if (form === "of another cluster") return "another";
        return form === "of a cluster that has lost its edges" ? losingEdges(cluster.arn) : cluster.name;
      };
      const association =
        form === "none"
          ? undefined
          : stack.custom(
              "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
              "association",
              { clusterName: name(), capacityProviders: listed(provider) },
              {
                parent: group,
                ...(of.slowAssociation && { dependsOn: [balancer] }),
                ...(typeof form === "object" && form),
              },
            );
      of.more?.(stack, cluster);
      const awaited = of.awaits && { association, balancer, component: group }[of.awaits];
      stack.service(
        "web",
        { cluster: cluster.arn, capacityProviderStrategies: strategy(provider) },
        { ...(awaited && { dependsOn: [awaited] }), ...of.service },
      );
    };
    const late = [rejected("capacity-provider-not-awaited/main")];
    const instances = (provider: Handle): Input => [{ capacityProvider: provider.name, weight: 1 }];
    const listing = (provider: Handle): Input => [provider.name];
    testCases([
      {
        it: "rejects a service that waits for the cluster alone",
        program: onCapacity({}),
        findsAtFirst: late,
      },
      { it: "passes one that waits for the association", program: onCapacity({ awaits: "association" }) },
      {
        it: "passes one that waits for the component around it",
        program: onCapacity({ awaits: "component" }),
      },
      {
        it: "passes one that waits for a load balancer, which takes longer",
        program: onCapacity({ awaits: "balancer" }),
      },
      {
        it: "rejects one for which the association waits for that, too",
        program: onCapacity({ awaits: "balancer", slowAssociation: true }),
        findsAtFirst: late,
      },
      {
        it: "passes an association that exists",
        program: onCapacity({ association: existing, cluster: existing }),
      },
      { it: "passes a service that exists", program: onCapacity({ service: existing }) },
      {
        it: "presumes that a cluster that exists has none before its new association",
        program: onCapacity({ cluster: existing }),
        findsAtFirst: [presumed("capacity-provider-not-awaited/main")],
      },
      {
        it: "rejects a new provider that an association which exists is about to get",
        program: onCapacity({
          cluster: existing,
          association: existing,
          strategy: instances,
          listed: listing,
        }),
        findsAtFirst: late,
      },
      {
        it: "passes instances that are awaited",
        program: onCapacity({ strategy: instances, listed: listing, awaits: "association" }),
      },
      {
        it: "rejects instances whose association is not awaited, though they are",
        program: onCapacity({ strategy: instances, listed: listing }),
        findsAtFirst: late,
      },
      {
        it: "presumes that a new cluster without an association has none",
        program: onCapacity({ association: "none" }),
        findsAtFirst: [presumed("capacity-provider-missing/main")],
      },
      {
        it: "says nothing of a cluster that exists without one",
        program: onCapacity({ association: "none", cluster: existing }),
      },
      {
        it: "says nothing where another package may have associated it",
        program: onCapacity({
          association: "none",
          more: (stack, cluster) => {
            stack.custom("command:local:Command", "associate", { environment: { CLUSTER: cluster.arn } });
          },
        }),
      },
      {
        it: "does not take the association of another cluster for it",
        program: onCapacity({ association: "of another cluster" }),
        findsAtFirst: [presumed("capacity-provider-missing/main")],
      },
      {
        it: "says nothing where an association may be for any cluster",
        program: onCapacity({ association: "of a cluster that has lost its edges" }),
      },
      {
        it: "rejects a provider that the association does not list",
        program: onCapacity({ listed: () => ["FARGATE"], awaits: "association" }),
        findsAtFirst: [rejected("capacity-provider-not-listed/main")],
      },
      {
        it: "says so and that it is not awaited at once",
        program: onCapacity({ listed: () => ["FARGATE"] }),
        findsAtFirst: [rejected("capacity-provider-not-listed/main,capacity-provider-not-awaited/main")],
      },
      {
        it: "rejects an empty list",
        program: onCapacity({ listed: () => [], awaits: "association" }),
        findsAtFirst: [rejected("capacity-provider-not-listed/main")],
      },
      {
        it: "says nothing of a list with a value that is not known",
        program: onCapacity({ listed: () => [fromElsewhere("FARGATE_SPOT")], awaits: "association" }),
      },
      {
        it: "says nothing of a list with a value that is not known beside a provider of the stack",
        program: onCapacity({
          listed: (provider) => [new Output("FARGATE_SPOT", [provider.urn]), provider.name],
          awaits: "association",
        }),
      },
      {
        it: "says nothing of a list that is not known",
        program: onCapacity({ listed: () => fromElsewhere(["FARGATE_SPOT"]), awaits: "association" }),
      },
      {
        it: "passes managed instances, which join their cluster by themselves",
        program: onCapacity({
          association: "none",
          strategy: instances,
          provider: { inputs: { cluster: "main", managedInstancesProvider: {} } },
        }),
      },
      {
        it: "passes a provider made elsewhere",
        program: onCapacity({
          strategy: () => [{ capacityProvider: "theirs", weight: 1 }],
          association: "none",
        }),
      },
      { it: "passes no strategy", program: onCapacity({ strategy: () => [], association: "none" }) },
      {
        it: "passes a strategy of odd types",
        program: onCapacity({ strategy: () => [7, { capacityProvider: 7 }], association: "none" }),
      },
      {
        it: "passes a list of odd types",
        program: onCapacity({ listed: () => "FARGATE", awaits: "association" }),
      },
    ]);
  });

  describe("mount targets", () => {
    interface Mount {
      readonly fileSystem?: Options;
      readonly targets?: (stack: Stack, fileSystem: Handle) => void;
      readonly subnets?: Input;
      readonly service?: Inputs;
      readonly options?: Options;
    }
    /** A service whose tasks mount a file system. */
    const mounts =
      ({ fileSystem, targets, subnets = ["subnet-1"], service: args, options }: Mount) =>
      (stack: Stack): void => {
        const data = stack.fileSystem("data", {}, fileSystem);
        targets?.(stack, data);
        const definition = stack.taskDefinition("web", {
          networkMode: "awsvpc",
          volumes: [{ name: "data", efsVolumeConfiguration: { fileSystemId: data.id } }],
        });
        stack.service(
          "web",
          { taskDefinition: definition.arn, networkConfiguration: { subnets }, ...args },
          options,
        );
      };
    const missing = presumed("mount-target-missing/data");
    testCases([
      { it: "rejects a new file system without any", program: mounts({}), findsAtFirst: [missing] },
      {
        it: "rejects it in a deployment of a service that exists, too",
        program: mounts({ options: existing }),
        findsAtFirst: [missing],
      },
      {
        it: "rejects one with mount targets of another file system",
        program: mounts({
          targets: (stack) => void stack.mountTarget("a", stack.fileSystem("other")),
        }),
        findsAtFirst: [missing],
      },
      {
        it: "leaves it to the first tasks to wait for one that there is",
        program: mounts({ targets: (stack, data) => void stack.mountTarget("a", data) }),
        findsAtFirst: [`advisory ${firstTasksFindWhatTheyNeed} mount-target-not-awaited/data ${service}`],
      },
      { it: "passes a file system that AWS has", program: mounts({ fileSystem: existing }) },
      { it: "passes a service without tasks", program: mounts({ service: { desiredCount: 0 } }) },
      {
        it: "passes where a mount target names a file system that is not known",
        program: mounts({
          targets: (stack) => {
            const other = stack.fileSystem("other");
            stack.custom("aws:efs/mountTarget:MountTarget", "a", {
              fileSystemId: losingEdges(other.id),
              subnetId: "subnet-1",
            });
          },
        }),
      },
      {
        it: "passes where a command may make one",
        program: mounts({
          targets: (stack, data) => void stack.custom("command:local:Command", "make", { create: data.id }),
        }),
      },
      {
        it: "lists it where the subnets are not known, for each of which one may be made inside of apply",
        program: (stack) => {
          const vpc = stack.custom("aws:ec2/vpc:Vpc", "vpc", {}, {}, { computed: { id: "vpc-1" } });
          mounts({ subnets: new Output(["subnet-1"], [vpc.urn]) })(stack);
        },
        findsAtFirst: [`advisory ${undetermined} mount-target-unclear/data ${service}`],
      },
    ]);

    it("say that no task starts", async () => {
      const stack = new Stack();
      mounts({})(stack);
      assert.match(
        await messageOf(servicesAfterPrerequisites, stack, {}, "first preview"),
        /^No task of service `web` can start: file system `data` gets no mount target\.\nWhat fails: AWS takes the service, and each of its tasks stops:\n/,
      );
    });
  });

  describe("log groups", () => {
    interface Logging {
      readonly group?: Options;
      readonly region?: Input;
      readonly name?: (group: Handle) => Input;
      readonly options?: Inputs;
      readonly more?: (stack: Stack) => void;
      readonly service?: Inputs;
      readonly exists?: boolean;
    }
    /** A service on Fargate that logs to a group, which the stack makes in `eu-central-1`. */
    const logs =
      ({ group: made, region = "us-east-1", name = (of) => of.name, options, more, ...of }: Logging) =>
      (stack: Stack): void => {
        const group = stack.logGroup("logs", { name: "/ecs/shop" }, made);
        more?.(stack);
        const role = stack.role("execution", {
          inlinePolicies: [{ name: "logs", policy: jsonText(allow("logs:*", "*")) }],
        });
        const containers: Input = [
          {
            name: "app",
            image: "public.ecr.aws/docker/library/node:22-alpine",
            logConfiguration: {
              logDriver: "awslogs",
              options: {
                "awslogs-group": name(group),
                "awslogs-region": region,
                "awslogs-stream-prefix": "shop",
                ...options,
              },
            },
          },
        ];
        const definition = stack.taskDefinition("web", {
          requiresCompatibilities: ["FARGATE"],
          networkMode: "awsvpc",
          cpu: "256",
          memory: "512",
          executionRoleArn: role.arn,
          containerDefinitions: jsonText(containers),
        });
        stack.service(
          "web",
          {
            taskDefinition: definition.arn,
            launchType: "FARGATE",
            networkConfiguration: { subnets: ["subnet-1"], assignPublicIp: true },
            ...of.service,
          },
          of.exists ? existing : {},
        );
      };
    const elsewhere = presumed("log-group-elsewhere/logs");
    const toUsEast = (stack: Stack) => ({ provider: stack.provider("us", { region: "us-east-1" }) });
    testCases([
      { it: "rejects one of another Region", program: logs({}), findsAtFirst: [elsewhere] },
      {
        it: "rejects it in a deployment of a service that exists, too",
        program: logs({ exists: true }),
        findsAtFirst: [elsewhere],
      },
      {
        it: "rejects it where ECS is told to make none",
        program: logs({ options: { "awslogs-create-group": "false" } }),
        findsAtFirst: [elsewhere],
      },
      { it: "passes the same Region", program: logs({ region: "eu-central-1" }) },
      { it: "passes a group that AWS has", program: logs({ group: existing }) },
      {
        it: "passes where ECS makes one there",
        program: logs({ options: { "awslogs-create-group": "true" } }),
      },
      {
        it: "passes a text, which may be the name of another one there",
        program: logs({ name: () => "/ecs/shop" }),
      },
      {
        it: "passes where the stack makes another one there",
        program: logs({
          more: (stack) => void stack.logGroup("there", { name: "/ecs/shop" }, toUsEast(stack)),
        }),
      },
      { it: "passes a service without tasks", program: logs({ service: { desiredCount: 0 } }) },
    ]);

    it("say where they are looked for", async () => {
      const stack = new Stack();
      logs({})(stack);
      assert.equal(
        await messageOf(servicesAfterPrerequisites, stack, {}, "first preview"),
        `No task of service \`web\` can start: log group \`logs\` is not in the Region in which they look for it.
What fails: AWS takes the service, and each of its tasks stops:
    ResourceInitializationError: failed to validate logger args: … ResourceNotFoundException: The specified log group does not exist.
Why: \`awslogs-region\` names another Region than that of log group \`logs\`, and \`awslogs-create-group\` has none made there.
Change: give the log driver the Region of the log group:
    "awslogs-region": "…",
To accept it: "exemptions": [{ "resource": "web", "finding": "log-group-elsewhere/logs", "reason": "…" }] in the configuration of this policy.
Finding: log-group-elsewhere/logs (presumed)`,
      );
    });
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
Why: a target group gets its load balancer from the listener or rule that forwards to it, and nothing makes \`web\` come after listener \`http\`. To wait for the target group is not enough.
Change: make \`web\` wait. Declare what it waits for above it, and add that to the \`dependsOn\` of its options:
    { dependsOn: [http] }
To accept it: "exemptions": [{ "resource": "web", "finding": "listener-not-awaited/targets", "reason": "…" }] in the configuration of this policy.
Finding: listener-not-awaited/targets`,
      );
    });

    it("names the target group for which there is no listener", async () => {
      assert.equal(
        await says({ actions: "none" }),
        `Service \`web\` cannot be created: target group \`targets\` gets no load balancer.
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

    it("says everything that comes too late in one report", async () => {
      const stack = new Stack();
      const cluster = stack.cluster("main");
      stack.namespace("shop");
      stack.custom("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders", "spot", {
        clusterName: cluster.name,
        capacityProviders: ["FARGATE_SPOT"],
      });
      stack.service("web", {
        cluster: cluster.arn,
        capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
        serviceConnectConfiguration: { enabled: true, namespace: "shop.local" },
      });
      assert.equal(
        await messageOf(servicesAfterPrerequisites, stack, {}, "first preview"),
        `Service \`web\` cannot be created: AWS is asked for it before namespace \`shop\` is there and cluster \`main\` has its capacity providers.
What fails: AWS refuses the service:
    NamespaceNotFoundException: Failed to retrieve namespace for …
What fails: AWS refuses the service:
    InvalidParameterException: The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster.
Why: the name of a namespace is a text that makes nothing wait for it, and nothing makes \`web\` come after namespace \`shop\`. To name it by its output \`arn\` would do so, too.
Why: a cluster gets capacity providers, Fargate's too, from a \`ClusterCapacityProviders\`, and nothing makes \`web\` come after \`ClusterCapacityProviders\` \`spot\`. To wait for the cluster is not enough.
Change: make \`web\` wait. Declare what it waits for above it, and add that to the \`dependsOn\` of its options:
    { dependsOn: [shop, spot] }
To accept all of it, in the configuration of this policy:
    "exemptions": [
      { "resource": "web", "finding": "namespace-not-awaited/shop", "reason": "…" },
      { "resource": "web", "finding": "capacity-provider-not-awaited/main", "reason": "…" },
    ]
Finding: namespace-not-awaited/shop, capacity-provider-not-awaited/main`,
      );
    });

    it("says what a cluster lacks", async () => {
      const stack = new Stack();
      const cluster = stack.cluster("main");
      stack.custom("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders", "spot", {
        clusterName: cluster.name,
        capacityProviders: ["FARGATE"],
      });
      stack.service("web", {
        cluster: cluster.arn,
        capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
      });
      assert.match(
        await messageOf(servicesAfterPrerequisites, stack, {}, "first preview"),
        /^Why: `capacityProviderStrategies` of the service names a capacity provider that the `ClusterCapacityProviders` of cluster `main` do not list\.\nChange: list it there:\n {4}capacityProviders: \[/m,
      );
    });
  });
});
