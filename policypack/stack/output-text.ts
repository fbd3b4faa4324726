/** The text that an Output gives, in place of its value, when a program puts it into a string. */

/** In Node.js, .NET and Python. */
const outputText =
  /Calling (?:\[to(?:String|JSON)\] on an \[Output<T>\]|__str__ on an Output\[T\]) is not supported/i;

export function isOutputText(text: string): boolean {
  return outputText.test(text);
}
