/** Messages in bytes as the engine writes them: of a map the entries come in any order. */
import { type BinaryWriter, Map as MapField, type Message } from "google-protobuf";

/** Google's own writes them in the order of their keys; here it is the other one, the farthest from that. */
export function serialized(message: Message): Buffer {
  const { serializeBinary } = MapField.prototype;
  MapField.prototype.serializeBinary = inReverse;
  try {
    return Buffer.from(message.serializeBinary());
  } finally {
    MapField.prototype.serializeBinary = serializeBinary;
  }
}

type Write = (this: BinaryWriter, field: number, value: unknown, callback: unknown) => void;

function inReverse<K, V>(
  this: MapField<K, V>,
  field: number,
  writer: BinaryWriter,
  writeKey: unknown,
  writeValue: unknown,
  callback: unknown,
): void {
  const keys = this.getEntryList().map(([key]) => key);
  for (const key of keys.sort().reverse()) {
    writer.beginSubMessage(field);
    (writeKey as Write).call(writer, 1, key, undefined);
    (writeValue as Write).call(writer, 2, this.get(key), callback);
    writer.endSubMessage(field);
  }
}
