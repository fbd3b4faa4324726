/**
 * Loaded into the process of a policy pack (`node --require`): writes down the requests of the engine as they come,
 * each after its length. The file is in ECS_GUARDRAILS_REQUESTS; the last request is the one about the stack.
 */
const { appendFileSync } = require("node:fs");
const { watchRequests } = require("../support/watch-requests");

const file = process.env.ECS_GUARDRAILS_REQUESTS ?? "requests";

watchRequests((_method, request) => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(request.length);
  appendFileSync(file, Buffer.concat([length, request]));
});
