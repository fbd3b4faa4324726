/** What a browser offers. The last keeps streams of Node.js as they are without the others. */
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/// <reference lib="dom.asynciterable" />
