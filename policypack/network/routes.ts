/**
 * Which way leads out of the subnets of a stack
 * (https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html).
 */
import { Called } from "../stack/called";
import type { Graph } from "../stack/graph";
import { addTo } from "../stack/lists";
import type { Properties, Property } from "../stack/properties";
import type { Resource } from "../stack/resources";
import {
  existsAlready,
  interpret,
  list,
  object,
  read,
  type Source,
  sourceOf,
  text,
  type Value,
} from "../stack/values";
import {
  associationType,
  defaultRouteTableType,
  defaultVpcType,
  endpointType,
  internetGatewayType,
  mainAssociationType,
  routeTableType,
  routeType,
  subnetTypes,
  vpcTypes,
} from "./types";

/** How tasks get out of a subnet. */
export type WayOut =
  /** By an internet gateway, which is of use to what has a public address. */
  | { readonly kind: "internet gateway"; readonly table: Resource; readonly vpc: Resource }
  /** Nothing leads out: the table, if it is one of its own. */
  | { readonly kind: "none"; readonly table: Resource | undefined; readonly vpc: Resource };

/** What a route does: it leads out for everything, or only for public addresses, or nowhere. */
type Leads = "out" | "to an internet gateway" | "nowhere";

/** What targets of routes a program names, each of which may lead anywhere. */
export const routeTargets = [
  "carrierGatewayId",
  "coreNetworkArn",
  "egressOnlyGatewayId",
  "localGatewayId",
  "natGatewayId",
  "networkInterfaceId",
  "odbNetworkArn",
  "transitGatewayId",
  "vpcEndpointId",
  "vpcPeeringConnectionId",
];

export class Routes {
  private readonly subnets: Called;
  private readonly vpcs: Called;
  private readonly tables: Called;
  private readonly routes = new Map<Resource, Resource[]>();
  private readonly tablesOf = new Map<Resource, (Resource | "elsewhere")[]>();
  private readonly mainOf = new Map<Resource, (Resource | "elsewhere")[]>();
  /** Whether something is not known that may concern any subnet. */
  private isOpen: boolean;
  /** What other packages may add routes to. */
  private readonly touched: Set<Resource>;
  private readonly found = new Map<Resource, WayOut | undefined>();

  /** @param touched resources to which other packages may do something */
  constructor(
    private readonly graph: Graph,
    touched: ReadonlySet<Resource>,
  ) {
    this.touched = new Set(touched);
    this.isOpen =
      graph.leavesOut(routeType, routeTableType, associationType, mainAssociationType) ||
      graph.ofType(...propagationTypes).length > 0;
    const byId = (types: readonly string[]) =>
      new Called(graph, Object.fromEntries(types.map((type) => [type, ["id"]])));
    this.subnets = byId(subnetTypes);
    this.vpcs = byId(vpcTypes);
    this.tables = byId([routeTableType, defaultRouteTableType]);
    for (const route of graph.ofType(routeType)) this.addRoute(route);
    for (const association of graph.ofType(associationType)) this.associate(association);
    for (const main of graph.ofType(mainAssociationType))
      this.add(this.mainOf, this.vpcs.meant(main, "vpcId", given(main, "vpcId"))?.resource, main);
    for (const table of graph.ofType(defaultRouteTableType)) {
      const vpc = this.vpcBehind(table, "defaultRouteTableId");
      if (vpc) addTo(this.mainOf, vpc, table);
      else this.isOpen = true;
    }
    if (graph.ofType(routeTableType).length > 0) this.findTouched();
  }

  /**
   * The way out of a subnet; undefined where there is one for all that is in it, or that cannot be told: the subnet, or
   * the VPC, is made elsewhere or exists already, where others may have added routes.
   */
  outOf(subnet: Resource): WayOut | undefined {
    if (!this.found.has(subnet)) this.found.set(subnet, this.lookFor(subnet));
    return this.found.get(subnet);
  }

  private lookFor(subnet: Resource): WayOut | undefined {
    const vpc = this.vpcs.meant(subnet, "vpcId", given(subnet, "vpcId"))?.resource;
    // The default VPC is adopted, with its way to the internet.
    if (this.isOpen || !vpc || vpc.type === defaultVpcType || existsAlready(vpc)) return undefined;
    const [table, another] = this.tablesOf.get(subnet) ?? this.mainOf.get(vpc) ?? [];
    if (another || table === "elsewhere") return undefined;
    if ([vpc, subnet, table].some((one) => one && this.touched.has(one))) return undefined;
    const isMain = !table || table.type === defaultRouteTableType || this.mainOf.get(vpc)?.includes(table);
    const leads = [...(table ? this.leadsFrom(table) : []), ...(isMain ? this.leadsByRoutesOf(vpc) : [])];
    if (leads.includes("out")) return undefined;
    if (leads.includes("to an internet gateway"))
      return { kind: "internet gateway", table: table ?? vpc, vpc };
    return { kind: "none", table, vpc };
  }

  /** The subnet that an id in a property of a resource names. */
  subnetNamed(holder: Resource, property: string, id: string): Resource | undefined {
    return this.subnets.only(holder, property, id);
  }

  private leadsFrom(table: Resource): Leads[] {
    const property = "routes";
    const source = sourceOf(table, property);
    const inline = read(table, "inputs", [property], list);
    const propagates = isGiven(table.inputs.propagatingVgws);
    if (propagates || inline.kind === "unknown" || inline.kind === "malformed") return ["out"];
    const inside = inline.kind === "known" ? inline.value : [];
    return [
      ...inside.map((entry): Leads => {
        const route = interpret(entry, object, source);
        return route.kind === "known" ? this.leads(table, route.value, () => source) : "out";
      }),
      ...this.leadsByRoutesOf(table),
    ];
  }

  /** By the routes that are resources of their own: of a table, or of the main one of a VPC. */
  private leadsByRoutesOf(holder: Resource): Leads[] {
    return (this.routes.get(holder) ?? []).map((route) => this.leads(route, route.inputs, sourcesOf(route)));
  }

  private leads(holder: Resource, route: Properties, sourceFor: (property: string) => Source): Leads {
    const has = (property: string) => isGiven(route[property]);
    if (routeTargets.some(has)) return "out";
    const gateway = interpret(route.gatewayId, text, sourceFor("gatewayId"));
    if (gateway.kind === "absent") return "out";
    if (gateway.kind === "known" && gateway.value === "local") return "nowhere";
    if (!this.isInternetGateway(holder, gateway)) return "out";
    const destination = ["cidrBlock", "destinationCidrBlock"]
      .map((property) => interpret(route[property], text, sourceFor(property)))
      .find(({ kind }) => kind !== "absent");
    // Some addresses only, or those of another version of the protocol: what they are is not looked at.
    return destination?.kind === "known" && destination.value === "0.0.0.0/0"
      ? "to an internet gateway"
      : "out";
  }

  private isInternetGateway(holder: Resource, gateway: Value<string>): boolean {
    if (gateway.kind === "known" && gateway.value.startsWith("igw-")) return true;
    if (gateway.kind !== "unknown" || gateway.source.kind !== "resources") return false;
    // In a table of its own the routes share their edges.
    const behind = this.graph.behind(gateway.source.urns).map(({ resource }) => resource.type);
    const isOne = holder.type === routeType ? behind.every(isGateway) : !behind.some(isOtherGateway);
    return behind.some(isGateway) && isOne;
  }

  private addRoute(route: Resource): void {
    const property = "routeTableId";
    const value = given(route, property);
    const table = this.tables.meant(route, property, value)?.resource ?? this.vpcBehind(route, property);
    if (table) addTo(this.routes, table, route);
    else if (value.kind === "unknown") this.isOpen = true;
  }

  private associate(association: Resource): void {
    const value = given(association, "subnetId");
    // What has no subnet is for a gateway.
    if (value.kind === "absent") return;
    this.add(this.tablesOf, this.subnets.meant(association, "subnetId", value)?.resource, association, value);
  }

  private add(
    to: Map<Resource, (Resource | "elsewhere")[]>,
    key: Resource | undefined,
    association: Resource,
    value: Value<string> = { kind: "unknown", source: { kind: "elsewhere" } },
  ): void {
    const table = this.tables.meant(
      association,
      "routeTableId",
      given(association, "routeTableId"),
    )?.resource;
    if (key) addTo(to, key, table ?? "elsewhere");
    else if (value.kind === "unknown") this.isOpen = true;
  }

  /** The VPC whose own route table a property names, as an output of the VPC. */
  private vpcBehind(holder: Resource, property: string): Resource | undefined {
    const edges = holder.propertyDependencies.get(property) ?? [];
    const behind = this.graph.onlyBehind(edges, ...vpcTypes);
    // A packaged component may hold more tables than the one of its VPC.
    return behind?.packaged ? undefined : behind?.resource;
  }

  /** What names a route table, and is no part of it, may add routes: an instance that is told its name, for one. */
  private findTouched(): void {
    for (const { type, provider, propertyDependencies } of this.graph.resources) {
      if (provider === undefined || routingTypes.includes(type)) continue;
      for (const urns of propertyDependencies.values()) {
        for (const urn of urns) {
          const named = this.graph.get(urn);
          if (named?.type === routeTableType) this.touched.add(named);
        }
      }
    }
  }
}

/** What adds routes by itself. */
const propagationTypes = [
  "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation",
  "aws:vpc/routeServerPropagation:RouteServerPropagation",
];

/** What names route tables without a word about routes that are not seen. */
const routingTypes = [
  routeType,
  associationType,
  mainAssociationType,
  endpointType,
  "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
];

const isGateway = (type: string) => type === internetGatewayType;
const isOtherGateway = (type: string) => /:(?:Vpn|Transit|Nat|Carrier|Local)\w*Gateway/.test(type);

function given(resource: Resource, property: string): Value<string> {
  return read(resource, "inputs", [property], text);
}

function sourcesOf(route: Resource): (property: string) => Source {
  return (property) => sourceOf(route, property);
}

function isGiven(property: Property): boolean {
  return property !== undefined && property !== null && property !== "";
}
