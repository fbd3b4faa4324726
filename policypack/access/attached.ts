/** Policy documents as properties hold them. */
import { propertyName } from "../code/words";
import { DocumentError, type PolicyDocument, readDocument } from "../iam/documents";
import type { Graph } from "../stack/graph";
import type { Resource } from "../stack/resources";
import { sourceUrns, type Value } from "../stack/values";
import type { Reason } from "../verdicts/reasons";

/** What is attached: a document, or why there is none to look at. */
export type Attached =
  | {
      readonly kind: "document";
      readonly document: PolicyDocument;
      /** The name of AWS's policy; undefined when a customer wrote the document. */
      readonly managedName: string | undefined;
    }
  | {
      readonly kind: "unknown";
      readonly reason: Reason;
      /** The resources that the document has edges to. */
      readonly edges: readonly Resource[];
    }
  /** No policy document; AWS refuses it. */
  | { readonly kind: "malformed"; readonly reason: Reason };

/** A document as a property holds it, or what is known of it instead. */
export function attachedDocument(
  graph: Graph,
  resource: Resource,
  value: Value<unknown>,
  property: string,
  about?: Parameters<typeof readDocument>[1],
): Attached {
  const malformed = (fault: string): Attached => ({
    kind: "malformed",
    reason: { cause: "malformed", text: `\`${propertyName(property)}\` of \`${resource.name}\` ${fault}` },
  });
  switch (value.kind) {
    case "known": {
      const document = readDocument(value.value, about);
      return document instanceof DocumentError
        ? malformed(document.fault)
        : { kind: "document", document, managedName: undefined };
    }
    case "absent":
      return { kind: "document", document: { statements: [] }, managedName: undefined };
    case "malformed":
      return malformed(`is not ${value.expected}`);
    case "unknown":
      return {
        kind: "unknown",
        reason: {
          cause: value.source.kind === "elsewhere" ? "lost" : "new",
          text: `\`${propertyName(property)}\` of \`${resource.name}\` is not known before the update`,
        },
        edges: graph.behind(sourceUrns(value)).map((found) => found.resource),
      };
  }
}
