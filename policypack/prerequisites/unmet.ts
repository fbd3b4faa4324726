/** What a service needs and does not come after. */
import type { Service } from "../ecs/services";
import type { Resource } from "../stack/resources";
import type { FindingKind } from "../verdicts/kinds";
import type { Row } from "./rows";

export interface Unmet {
  readonly row: Row;
  /** Of the row's kinds the one that this is. */
  readonly kind: FindingKind;
  readonly service: Service;
  /** What the id and the message name. */
  readonly subject: Resource;
  /** What the service would have to wait for, one of which would do; none where the stack makes none. */
  readonly unawaited: readonly Resource[];
  /** Presumed where the way to it leads through a packaged component, or what is missing may be made unseen. */
  readonly certainty: "proven" | "presumed";
}

/** Finds what one service needs and does not come after. */
export type Reader = (service: Service) => readonly Unmet[];
