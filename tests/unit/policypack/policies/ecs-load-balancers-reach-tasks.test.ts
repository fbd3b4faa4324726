import assert from "node:assert/strict";
import { type Case, messageOf, testCases } from "../../../support/cases";
import { type Json, loadBalancersReachTasks, undetermined } from "../../../support/pack";
import {
  account,
  fromElsewhere,
  type Handle,
  type Input,
  type Inputs,
  losingEdges,
  type Options,
  Output,
  Stack,
} from "../../../support/stack";

const service = "aws:ecs/service:Service::web";
const rejected = (id: string) => `mandatory ${loadBalancersReachTasks} ${id} ${service}`;
const arn = (rest: string) => `arn:aws:elasticloadbalancing:eu-central-1:${account}:${rest}`;
const anywhere = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };

/** Not known before the update, and without edges. */
const atUpdateOnly = (value: Json) => new Output(value, [], { isKnown: false, from: [] });
const containersWith = (containerPort: number) =>
  JSON.stringify([{ name: "app", image: "nginx", portMappings: [{ containerPort }] }]);

interface Groups {
  readonly stack: Stack;
  /** Of the load balancer. */
  readonly front: Handle;
  /** Of the tasks. */
  readonly own: Handle;
}

interface Program {
  readonly targetGroup?: Inputs;
  readonly definition?: Inputs;
  readonly container?: { readonly [key: string]: Input };
  readonly entry?: { readonly [key: string]: Input };
  readonly balancer?: (groups: Groups) => Inputs;
  readonly service?: (groups: Groups) => Inputs;
  readonly front?: Inputs;
  /** Arguments of the tasks' group, or what lets the load balancer in besides. */
  readonly own?: (front: Handle) => Inputs;
  readonly more?: (groups: Groups) => void;
  readonly ownOptions?: Options;
}

/** A service behind a load balancer, of which everything is right. */
function program(of: Program) {
  return (stack: Stack): void => {
    const front = stack.securityGroup("front", { egress: [anywhere], ingress: [anywhere], ...of.front });
    const admits = {
      ingress: [{ protocol: "tcp", fromPort: 8080, toPort: 8080, securityGroups: [front.id] }],
    };
    const own = stack.securityGroup(
      "own",
      { egress: [anywhere], ...(of.own?.(front) ?? admits) },
      of.ownOptions,
    );
    const groups = { stack, front, own };
    const balancer = stack.custom(
      "aws:lb/loadBalancer:LoadBalancer",
      "front",
      { name: "front", securityGroups: [front.id], ...of.balancer?.(groups) },
      {},
      { computed: { arn: arn("loadbalancer/app/front/1"), id: arn("loadbalancer/app/front/1") } },
    );
    const targets = stack.custom(
      "aws:lb/targetGroup:TargetGroup",
      "targets",
      { name: "targets", port: 80, targetType: "ip", ...of.targetGroup },
      {},
      { computed: { arn: arn("targetgroup/targets/1"), id: arn("targetgroup/targets/1") } },
    );
    const listener = stack.custom("aws:lb/listener:Listener", "http", {
      loadBalancerArn: balancer.arn,
      defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
    });
    of.more?.(groups);
    const definition = stack.taskDefinition("web", {
      networkMode: "awsvpc",
      containerDefinitions: JSON.stringify([
        { name: "app", image: "nginx", portMappings: [{ containerPort: 8080 }], ...of.container },
      ]),
      ...of.definition,
    });
    stack.service(
      "web",
      {
        taskDefinition: definition.arn,
        loadBalancers: [
          { targetGroupArn: targets.arn, containerName: "app", containerPort: 8080, ...of.entry },
        ],
        networkConfiguration: { subnets: ["subnet-1"], securityGroups: [own.id] },
        ...of.service?.(groups),
      },
      { dependsOn: [listener] },
    );
  };
}

const finds = (it: string, of: Program, ...found: readonly string[]): Case => ({
  it,
  program: program(of),
  finds: found,
});
const passes = (it: string, of: Program): Case => ({ it, program: program(of) });
const apart = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const combined = "aws:ec2/securityGroupRule:SecurityGroupRule";

describe("ecs-load-balancers-reach-tasks", () => {
  describe("target types", () => {
    testCases([
      passes("passes addresses with awsvpc", {}),
      finds(
        "rejects instances with awsvpc",
        { targetGroup: { targetType: "instance" } },
        rejected("target-type/targets"),
      ),
      finds(
        "rejects none, for which AWS takes instances",
        { targetGroup: { targetType: undefined } },
        rejected("target-type/targets"),
      ),
      finds(
        "rejects addresses with bridge",
        { definition: { networkMode: "bridge" }, service: () => ({ networkConfiguration: undefined }) },
        rejected("target-type/targets"),
      ),
      finds(
        "rejects addresses with the network mode that tasks on instances have without one",
        {
          definition: { networkMode: undefined },
          service: () => ({ launchType: "EC2", networkConfiguration: undefined }),
        },
        rejected("target-type/targets"),
      ),
      ...[["MANAGED_INSTANCES"], ["EC2", "MANAGED_INSTANCES"]].map((requiresCompatibilities) =>
        passes(
          `passes addresses where a task without a mode is for ${requiresCompatibilities.join(" and ")}`,
          {
            definition: { networkMode: undefined, requiresCompatibilities, cpu: "256", memory: "512" },
            service: () => ({
              networkConfiguration: { subnets: ["subnet-1"] },
              capacityProviderStrategies: [{ capacityProvider: "managed", weight: 1 }],
            }),
          },
        ),
      ),
      passes("passes instances with bridge", {
        targetGroup: { targetType: "instance" },
        definition: { networkMode: "bridge" },
        service: () => ({ networkConfiguration: undefined }),
      }),
      passes("passes a type that is not known", { targetGroup: { targetType: atUpdateOnly("ip") } }),
      passes("passes a mode that is not known", { definition: { networkMode: fromElsewhere("awsvpc") } }),
      passes("passes a target group of another stack", {
        entry: { targetGroupArn: fromElsewhere(arn("targetgroup/other/1")) },
      }),
    ]);
  });

  describe("containers and ports", () => {
    testCases([
      finds(
        "rejects a container that there is not",
        { entry: { containerName: "web" } },
        rejected("container/1"),
      ),
      finds(
        "rejects a port that it does not map",
        { entry: { containerPort: 80 } },
        rejected("container-port/1"),
        rejected("not-admitted/front"),
      ),
      finds(
        "rejects it without port mappings",
        { container: { portMappings: [] } },
        rejected("container-port/1"),
      ),
      passes("passes a port within a range", {
        container: { portMappings: [{ containerPortRange: "8000-8100" }] },
      }),
      finds(
        "rejects one beyond a range",
        { container: { portMappings: [{ containerPortRange: "8081-8100" }] } },
        rejected("container-port/1"),
      ),
      passes("passes a port written as text", { container: { portMappings: [{ containerPort: "8080" }] } }),
      passes("passes a name that is not known", { entry: { containerName: atUpdateOnly("app") } }),
      {
        it: "passes containers that are not known",
        program: program({ definition: { containerDefinitions: atUpdateOnly(containersWith(8080)) } }),
        findsAtFirst: [`advisory ${undetermined} secrets-unclear aws:ecs/taskDefinition:TaskDefinition::web`],
      },
      passes("passes port mappings of odd types", { container: { portMappings: 7 } }),
    ]);
  });

  describe("security groups", () => {
    const closed = () => ({ ingress: [] });
    const missing = rejected("not-admitted/front");
    const byNetwork = (protocol: Input): Program => ({
      balancer: () => ({ loadBalancerType: "network", securityGroups: undefined }),
      targetGroup: { protocol },
    });
    testCases([
      finds("rejects a group that lets nothing in", { own: closed }, missing),
      finds("rejects a group without rules", { own: () => ({}) }, missing),
      finds(
        "rejects one that lets it in on another port",
        {
          own: (front) => ({
            ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, securityGroups: [front.id] }],
          }),
        },
        missing,
      ),
      finds(
        "rejects one that lets it in with another protocol",
        {
          own: (front) => ({
            ingress: [{ protocol: "udp", fromPort: 8080, toPort: 8080, securityGroups: [front.id] }],
          }),
        },
        missing,
      ),
      finds(
        "rejects one that lets its own members in",
        { own: () => ({ ingress: [{ protocol: "tcp", fromPort: 0, toPort: 65535, self: true }] }) },
        missing,
      ),
      passes("passes a range around the port", {
        own: (front) => ({
          ingress: [{ protocol: "tcp", fromPort: 0, toPort: 65535, securityGroups: [front.id] }],
        }),
      }),
      passes("passes addresses, whichever", {
        own: () => ({
          ingress: [{ protocol: "tcp", fromPort: 8080, toPort: 8080, cidrBlocks: ["10.0.0.0/16"] }],
        }),
      }),
      passes("passes a list of addresses", {
        own: () => ({ ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, prefixListIds: ["pl-1"] }] }),
      }),
      passes("passes a rule in a resource of its own", {
        own: closed,
        more: ({ stack, front, own }) =>
          void stack.custom(apart, "in", {
            securityGroupId: own.id,
            referencedSecurityGroupId: front.id,
            ipProtocol: "tcp",
            fromPort: 8080,
            toPort: 8080,
          }),
      }),
      passes("passes one in a resource of the older kind", {
        own: () => ({}),
        more: ({ stack, front, own }) =>
          void stack.custom(combined, "in", {
            type: "ingress",
            securityGroupId: own.id,
            sourceSecurityGroupId: front.id,
            protocol: "tcp",
            fromPort: 8080,
            toPort: 8080,
          }),
      }),
      finds(
        "rejects an egress rule in its place",
        {
          own: closed,
          more: ({ stack, front, own }) =>
            void stack.custom(combined, "out", {
              type: "egress",
              securityGroupId: own.id,
              sourceSecurityGroupId: front.id,
              protocol: "tcp",
              fromPort: 8080,
              toPort: 8080,
            }),
        },
        missing,
      ),
      passes("passes where a rule is for a group that is not known", {
        own: closed,
        more: ({ stack, front, own }) =>
          void stack.custom(apart, "in", {
            securityGroupId: losingEdges(own.id),
            referencedSecurityGroupId: front.id,
            ipProtocol: "-1",
          }),
      }),
      passes("passes a rule for a group of another stack", {
        own: () => ({
          ingress: [
            { protocol: "tcp", fromPort: 8080, toPort: 8080, securityGroups: [fromElsewhere("sg-other")] },
          ],
        }),
      }),
      passes("passes rules that are not known", { own: () => ({ ingress: atUpdateOnly([anywhere]) }) }),
      passes("passes tasks in the group of the load balancer that lets its own members in", {
        front: { ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, self: true }] },
        service: ({ front }) => ({
          networkConfiguration: { subnets: ["subnet-1"], securityGroups: [front.id] },
        }),
      }),
      passes("passes tasks with another group besides, which is not of this stack", {
        own: closed,
        service: ({ own }) => ({
          networkConfiguration: {
            subnets: ["subnet-1"],
            securityGroups: [own.id, fromElsewhere("sg-other")],
          },
        }),
      }),
      passes("passes tasks in the default group", {
        own: closed,
        service: () => ({ networkConfiguration: { subnets: ["subnet-1"] } }),
      }),
      passes("passes a load balancer in the default group", {
        own: closed,
        balancer: () => ({ securityGroups: undefined }),
      }),
      passes("passes a load balancer with a group of another stack", {
        own: closed,
        balancer: ({ front }) => ({ securityGroups: [front.id, fromElsewhere("sg-other")] }),
      }),
      passes("passes what somebody has added by hand", {
        own: () => ({}),
        ownOptions: { exists: true, outputs: { ingress: [{ protocol: "-1" }], egress: [] } },
      }),
      finds(
        "rejects a network load balancer without groups where tasks let in groups only",
        { balancer: () => ({ loadBalancerType: "network", securityGroups: undefined }) },
        missing,
      ),
      passes("passes it where they let in addresses", {
        balancer: () => ({ loadBalancerType: "network", securityGroups: undefined }),
        own: () => ({
          ingress: [{ protocol: "tcp", fromPort: 8080, toPort: 8080, cidrBlocks: ["10.0.0.0/16"] }],
        }),
      }),
      finds(
        "rejects it where its list of groups is empty",
        { balancer: () => ({ loadBalancerType: "network", securityGroups: [] }) },
        missing,
      ),
      passes("passes UDP behind a network load balancer, checked by TCP", {
        ...byNetwork("UDP"),
        targetGroup: { protocol: "UDP", healthCheck: { protocol: "TCP", port: "9090" } },
        own: () => ({
          ingress: [
            { protocol: "udp", fromPort: 8080, toPort: 8080, cidrBlocks: ["0.0.0.0/0"] },
            { protocol: "tcp", fromPort: 9090, toPort: 9090, cidrBlocks: ["10.0.0.0/16"] },
          ],
        }),
      }),
      finds(
        "rejects TCP where it sends UDP",
        {
          ...byNetwork("UDP"),
          own: () => ({
            ingress: [{ protocol: "tcp", fromPort: 8080, toPort: 8080, cidrBlocks: ["0.0.0.0/0"] }],
          }),
        },
        missing,
      ),
      ...["TCP_UDP", "TCP_QUIC", atUpdateOnly("UDP")].map((protocol) =>
        passes(
          `passes either where it sends ${protocol instanceof Output ? "what is not known" : protocol}`,
          {
            ...byNetwork(protocol),
            own: () => ({
              ingress: [{ protocol: "17", fromPort: 8080, toPort: 8080, cidrBlocks: ["0.0.0.0/0"] }],
            }),
          },
        ),
      ),
      passes("passes rules that the program leaves to others", {
        own: closed,
        ownOptions: { ignoreChanges: ["ingress"] },
      }),
      finds(
        "rejects a port for the health check on which it is not let in",
        { targetGroup: { healthCheck: { port: "9090" } } },
        rejected("health-port-not-admitted/targets"),
      ),
      passes("passes one on which it is", {
        targetGroup: { healthCheck: { port: "9090" } },
        own: (front) => ({
          ingress: [{ protocol: "tcp", fromPort: 8080, toPort: 9090, securityGroups: [front.id] }],
        }),
      }),
      passes("passes the port to which it sends", { targetGroup: { healthCheck: { port: "traffic-port" } } }),
      finds(
        "advises on a load balancer that lets nothing out",
        { front: { egress: undefined } },
        `advisory ${undetermined} load-balancer-sends-nothing/front ${service}`,
      ),
    ]);
  });

  describe("packages", () => {
    /** Two services inside, each with a target group and a security group, and a listener outside for each. */
    function twoInPackage(stack: Stack): void {
      const around = stack.component("apps", { packaged: true });
      for (const name of ["a", "b"]) {
        const balancer = stack.securityGroup(`front-${name}`, { egress: [anywhere], ingress: [anywhere] });
        const own = stack.securityGroup(
          name,
          {
            egress: [anywhere],
            ingress: [{ protocol: "tcp", fromPort: 8080, toPort: 8080, securityGroups: [balancer.id] }],
          },
          { parent: around },
        );
        const targets = stack.custom(
          "aws:lb/targetGroup:TargetGroup",
          name,
          { targetType: "ip" },
          { parent: around },
          { computed: { arn: arn(`targetgroup/${name}/1`), id: arn(`targetgroup/${name}/1`) } },
        );
        const definition = stack.taskDefinition(
          name,
          { networkMode: "awsvpc", containerDefinitions: containersWith(8080) },
          { parent: around },
        );
        const given = around.passes(targets.arn, { keepingEdges: true });
        const sender = stack.custom(
          "aws:lb/loadBalancer:LoadBalancer",
          `front-${name}`,
          { securityGroups: [balancer.id] },
          {},
          { computed: { arn: arn(`loadbalancer/app/${name}/1`) } },
        );
        const listener = stack.custom("aws:lb/listener:Listener", name, {
          loadBalancerArn: sender.arn,
          defaultActions: [{ type: "forward", targetGroupArn: given }],
        });
        stack.service(
          name,
          {
            taskDefinition: definition.arn,
            loadBalancers: [{ targetGroupArn: targets.arn, containerName: "app", containerPort: 8080 }],
            networkConfiguration: { subnets: ["subnet-1"], securityGroups: [own.id] },
          },
          { parent: around, dependsOn: [listener] },
        );
      }
    }
    testCases([
      { it: "tells the target groups of a package apart, where outputs name them", program: twoInPackage },
      passes("takes the own target group, not one of the package that gives the role", {
        more: ({ stack }) => {
          const around = stack.component("ingress", { packaged: true });
          stack.custom(
            "aws:lb/targetGroup:TargetGroup",
            "fallback",
            { targetType: "instance" },
            { parent: around },
          );
        },
        entry: {
          advancedConfiguration: {
            roleArn: new Output(`arn:aws:iam::${account}:role/lb`, [
              "urn:pulumi:dev::shop::package:index:Application::ingress",
            ]),
          },
        },
      }),
    ]);
  });

  describe("callers in Service Connect", () => {
    /** A server and a service that calls it, each with a group of its own. */
    const called =
      (ingress: (caller: Handle) => Input, more: { readonly [key: string]: Input } = {}) =>
      (stack: Stack): void => {
        const namespace = stack.namespace("shop");
        const caller = stack.securityGroup("caller", { egress: [anywhere] });
        const own = stack.securityGroup("own", { egress: [anywhere], ingress: ingress(caller) });
        const definition = (name: string, container: { readonly [key: string]: Input }) =>
          stack.taskDefinition(name, {
            networkMode: "awsvpc",
            containerDefinitions: JSON.stringify([{ name: "app", image: "nginx", ...container }]),
          });
        const users = stack.service("users", {
          taskDefinition: definition("users", { portMappings: [{ name: "http", containerPort: 8080 }] }).arn,
          networkConfiguration: { subnets: ["subnet-1"], securityGroups: [own.id] },
          serviceConnectConfiguration: {
            enabled: true,
            namespace: namespace.arn,
            services: [{ portName: "http", clientAlias: [{ dnsName: "users", port: 80 }], ...more }],
          },
        });
        stack.service(
          "shop",
          {
            taskDefinition: definition("shop", { environment: [{ name: "USERS", value: "http://users:80" }] })
              .arn,
            networkConfiguration: { subnets: ["subnet-1"], securityGroups: [caller.id] },
            serviceConnectConfiguration: { enabled: true, namespace: namespace.arn },
          },
          { dependsOn: [users] },
        );
      };
    const advised = `advisory ${undetermined} caller-not-admitted/shop aws:ecs/service:Service::users`;
    const on = (port: number) => (caller: Handle) => [
      { protocol: "tcp", fromPort: port, toPort: port, securityGroups: [caller.id] },
    ];
    testCases([
      {
        it: "advises on a server that does not let its caller in",
        program: called(() => []),
        finds: [advised],
      },
      { it: "passes one that does, on the container's port", program: called(on(8080)) },
      { it: "advises on the port of the alias in its place", program: called(on(80)), finds: [advised] },
      {
        it: "takes the port that the entry gives for it",
        program: called(on(9000), { ingressPortOverride: 9000 }),
      },
    ]);
  });

  describe("its message", () => {
    const said = async (of: Program, policy = loadBalancersReachTasks): Promise<string> => {
      const stack = new Stack();
      program(of)(stack);
      return messageOf(policy, stack, {}, "first preview");
    };

    it("offers the rule that is missing", async () => {
      assert.equal(
        await said({ own: () => ({ ingress: [] }) }),
        [
          "Service `web` cannot be reached by load balancer `front`: security group `own` of its tasks lets it in on no port to which it sends.",
          "What fails: tasks start, never get healthy, and are replaced for ever; `up` waits and fails: (service …) (task …) failed ELB health checks in (target-group …): Request timed out",
          "Change: in the `ingress` of `own`, let the group of the load balancer in:",
          '    { protocol: "tcp", fromPort: 8080, toPort: 8080, securityGroups: [front.id] },',
          'To accept it: "exemptions": [{ "resource": "web", "finding": "not-admitted/front", "reason": "…" }] in the configuration of this policy.',
          "Finding: not-admitted/front",
        ].join("\n"),
      );
    });

    it("offers a resource of its own where the group has such", async () => {
      const more = ({ stack, own }: Groups) =>
        void stack.custom("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "out", {
          securityGroupId: own.id,
          ipProtocol: "-1",
          cidrIpv4: "0.0.0.0/0",
        });
      assert.match(
        await said({ own: () => ({ egress: undefined }), more }),
        /^ {4}new aws\.vpc\.SecurityGroupIngressRule\("…", \{ securityGroupId: own\.id, ipProtocol: "tcp", fromPort: 8080, toPort: 8080, referencedSecurityGroupId: front\.id \}\);$/m,
      );
    });

    it("offers addresses where the list of the group would have to name one that names it", async () => {
      assert.match(
        await said({ front: { egress: [] } }, undetermined),
        /^Change: in the `egress` of `front`, let it out to the tasks:\n {4}\{ protocol: "tcp", fromPort: 8080, toPort: 8080, cidrBlocks: \["10\.0\.0\.0\/16"\] \},$/m,
      );
    });

    it("offers a rule of its own there where the group has no list", async () => {
      assert.match(
        await said({ front: { egress: undefined } }, undetermined),
        /^Change: by a rule for `front`, let it out to the tasks:\n {4}new aws\.vpc\.SecurityGroupEgressRule\("…", \{ securityGroupId: front\.id, ipProtocol: "tcp", fromPort: 8080, toPort: 8080, referencedSecurityGroupId: own\.id \}\);$/m,
      );
    });

    it("offers a rule of the older kind where the group has such", async () => {
      const more = ({ stack, own }: Groups) =>
        void stack.custom(combined, "out", {
          type: "egress",
          securityGroupId: own.id,
          protocol: "-1",
          cidrBlocks: ["0.0.0.0/0"],
        });
      assert.match(
        await said({ own: () => ({ egress: undefined }), more }),
        /^ {4}new aws\.ec2\.SecurityGroupRule\("…", \{ type: "ingress", securityGroupId: own\.id, protocol: "tcp", fromPort: 8080, toPort: 8080, sourceSecurityGroupId: front\.id \}\);$/m,
      );
    });

    it("offers the group's own members where both sides have one group", async () => {
      assert.match(
        await said({
          front: { ingress: undefined },
          service: ({ front }) => ({
            networkConfiguration: { subnets: ["subnet-1"], securityGroups: [front.id] },
          }),
        }),
        /^Change: in `front`, let the group of the load balancer in:\n {4}ingress: \[\{ protocol: "tcp", fromPort: 8080, toPort: 8080, self: true \}\],$/m,
      );
    });

    it("offers the target type", async () => {
      assert.match(
        await said({ targetGroup: { targetType: undefined } }),
        /^Service `web` registers tasks of network mode awsvpc with target group `targets`, which has no `targetType`, and so that of instances: AWS refuses it\.\n[\s\S]*\n {4}targetType: "ip",$/m,
      );
    });
  });
});
