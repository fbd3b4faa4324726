/** The bytes that are left of a text that may not pass a limit. */

/** Many parts of a kind, of which as many are taken as there is room for. */
export interface Parts {
  readonly head: string;
  readonly parts: readonly string[];
  /** What stands between them, and between the head and the first. */
  readonly between: "\n" | "\n\n";
  /** What each of them is, and what several are. */
  readonly what: readonly [one: string, several: string];
}

const gap = "\n\n";

/** Bytes for the line that tells how many were left out. */
const omission = 100;

export class Room {
  constructor(
    private left: number,
    private readonly whole?: Room,
  ) {}

  /** A part of what is left. What is taken of it is taken of the whole. */
  share(part: number): Room {
    return new Room(Math.floor(this.left * part), this);
  }

  /** Takes a text whatever its length. */
  take(text: string): string {
    this.spend(Buffer.byteLength(text) + gap.length);
    return text;
  }

  /** The first that fit, and how many are left out; empty where there are none. */
  takeMany({ head, parts, between, what }: Parts): string {
    const kept: string[] = [];
    let bytes = Buffer.byteLength(head) + gap.length + omission;
    for (const part of parts) {
      bytes += Buffer.byteLength(part) + between.length;
      if (bytes > this.left) break;
      kept.push(part);
    }
    const count = parts.length - kept.length;
    const told = count === 1 ? `1 ${what[0]} is` : `${count} ${what[1]} are`;
    const texts = [
      ...(kept.length > 0 ? [[head, ...kept].join(between)] : []),
      ...(count > 0 ? [`${told} left out here, for want of room.`] : []),
    ];
    return texts.length === 0 ? "" : this.take(texts.join(gap));
  }

  private spend(bytes: number): void {
    this.left -= bytes;
    this.whole?.spend(bytes);
  }
}
