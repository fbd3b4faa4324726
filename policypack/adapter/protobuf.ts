/**
 * Goes through the fields of a message of Protocol Buffers without making objects of them
 * (https://protobuf.dev/programming-guides/encoding/). A message may be a part of a longer one: nothing is copied.
 */
import { isAscii } from "node:buffer";

/** How a value is written: as many bytes as its numbers need, eight bytes, bytes after their length, four bytes. */
const [varint, fixed64, delimited, fixed32] = [0, 1, 2, 5];

/** The bytes of a message or of a text. */
export interface Slice {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** Bytes, and the text that they are where they are ASCII: its parts need not be decoded one by one. */
interface Source {
  readonly bytes: Buffer;
  readonly ascii: string | undefined;
}

/** The fields of a message, one after the other. */
export class Fields {
  /** Number of the field at hand. */
  number = 0;
  /** The bytes of its value, without its length if it is a text or a message. */
  private from = 0;
  private to: number;

  private readonly bytes: Buffer;

  private constructor(
    private readonly source: Source,
    start: number,
    private end: number,
  ) {
    this.bytes = source.bytes;
    this.to = start;
  }

  /** The fields of a message that is all of some bytes, which should not be more than are read. */
  static in(bytes: Buffer): Fields {
    const ascii = isAscii(bytes) ? bytes.toString("latin1") : undefined;
    return new Fields({ bytes, ascii }, 0, bytes.length);
  }

  /** The same for bytes of which no text is read straight. */
  static around(bytes: Buffer): Fields {
    return new Fields({ bytes, ascii: undefined }, 0, bytes.length);
  }

  static of({ source, start, end }: Slice): Fields {
    return new Fields(source, start, end);
  }

  /** Goes on with the message at hand in other fields of the same bytes. */
  enter(message: Fields): this {
    this.to = message.from;
    this.end = message.to;
    return this;
  }

  /**
   * Goes to the next field.
   * @returns whether there is one
   * @throws if the bytes are no message
   */
  next(): boolean {
    if (this.to >= this.end) return false;
    this.from = this.to;
    const tag = this.varint();
    this.number = Math.floor(tag / 8);
    switch (tag % 8) {
      case varint:
        this.to = this.from;
        while ((this.bytes[this.to++] ?? 0) >= 0x80);
        break;
      case fixed64:
        this.to = this.from + 8;
        break;
      case delimited: {
        const length = this.varint();
        this.to = this.from + length;
        break;
      }
      case fixed32:
        this.to = this.from + 4;
        break;
      default:
        throw new Error(`the engine sent what is no message of Protocol Buffers: wire type ${tag % 8}`);
    }
    if (this.to > this.end)
      throw new Error("the engine sent a message of Protocol Buffers that ends too early");
    return true;
  }

  /** The value of a field that is a text. */
  text(): string {
    return this.source.ascii?.slice(this.from, this.to) ?? this.bytes.toString("utf8", this.from, this.to);
  }

  /** The value of a field that is a message. */
  slice(): Slice {
    return { source: this.source, start: this.from, end: this.to };
  }

  /** The value of a field that is a message. */
  message(): Fields {
    return new Fields(this.source, this.from, this.to);
  }

  /** The bytes of the value of a field that is a message. */
  content(): Buffer {
    return this.bytes.subarray(this.from, this.to);
  }

  /** The value of a field that is a double. */
  double(): number {
    return this.bytes.readDoubleLE(this.from);
  }

  /** The value of a field that is a truth. */
  truth(): boolean {
    return this.bytes[this.from] !== 0;
  }

  /** Reads a number, and goes behind it. */
  private varint(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.bytes[this.from++] ?? 0;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
  }
}
