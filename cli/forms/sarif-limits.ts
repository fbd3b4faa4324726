/** What code scanning takes of a file: 25,000 results, and 10 MB once it is compressed. */
import { gzipSync } from "node:zlib";

export interface Limits {
  readonly results: number;
  /** Of the compressed file. */
  readonly bytes: number;
}

/** Less than 10 MB, as the uploader adds fingerprints of its own. */
const codeScanning: Limits = { results: 25_000, bytes: 9_000_000 };

/**
 * The text for as many as fit, the first before the others. The least urgent lose their details first, and are left
 * out only where that is not enough.
 * @param text made of those that are kept, and of how many of them have details
 */
export function fitting<T>(
  all: readonly T[],
  text: (kept: readonly T[], details: number) => string,
  limits = codeScanning,
): string {
  let kept = all.slice(0, limits.results);
  let details = kept.length;
  for (;;) {
    const made = text(kept, details);
    const bytes = compressed(made, limits.bytes);
    if (bytes <= limits.bytes || kept.length === 0) return made;
    // Each try compresses the whole: few big steps, rather than a search for the last byte.
    if (details > kept.length / 8) details = Math.floor(details / 2);
    else if (details > 0) details = 0;
    else kept = kept.slice(0, Math.floor(kept.length * Math.min(0.95, (limits.bytes / bytes) * 0.95)));
  }
}

function compressed(text: string, limit: number): number {
  // What is short enough uncompressed need not be compressed to know.
  return Buffer.byteLength(text) <= limit ? 0 : gzipSync(text).length;
}
