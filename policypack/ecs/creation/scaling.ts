/**
 * Whether something else than the program says how many tasks a service has
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html).
 */
import type { Graph } from "../../stack/graph";
import type { Resource } from "../../stack/resources";
import { serviceType } from "../../stack/types";
import { knownOr, read, sourceUrns, text } from "../../stack/values";

export const scalableTargetType = "aws:appautoscaling/target:Target";
/** That of the other provider, whose properties are not read. */
const nativeTargetType = "aws-native:applicationautoscaling:ScalableTarget";

/** The services of a stack that scale, or may. */
export class ScaledServices {
  private readonly named = new Set<string>();
  private readonly behind = new Set<Resource>();
  /** Whether it cannot be told which service something scales: it may be any. */
  private isOpen: boolean;

  constructor(private readonly graph: Graph) {
    this.isOpen = graph.ofType(nativeTargetType).length > 0 || graph.leavesOut(nativeTargetType);
    const leftOut = graph.leftOut.filter(({ type }) => type === scalableTargetType);
    for (const target of [...graph.ofType(scalableTargetType), ...leftOut]) this.add(target);
  }

  has(service: Resource): boolean {
    if (this.isOpen || this.behind.has(service)) return true;
    if (service.ignoreChanges.some((property) => /^desiredCount\b|^\*$/.test(property))) return true;
    const name = read(service, "outputs", ["name"], text);
    return name.kind === "known" ? this.named.has(name.value) : this.named.size > 0;
  }

  private add(target: Resource): void {
    if (knownOr(read(target, "inputs", ["serviceNamespace"], text), "ecs") !== "ecs") return;
    const id = read(target, "inputs", ["resourceId"], text);
    if (id.kind === "known") {
      // `service/<cluster>/<service>`
      this.named.add(id.value.split("/").at(-1) ?? "");
      return;
    }
    const services = this.graph.behindOfType(sourceUrns(id), serviceType);
    for (const { resource } of services) this.behind.add(resource);
    if (services.length === 0) this.isOpen = true;
  }
}
