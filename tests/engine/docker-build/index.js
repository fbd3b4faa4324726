/** Stands in for the provider that builds images and pushes them: it takes its time and gives addresses. */
const { appendFileSync } = require("node:fs");
const { setTimeout } = require("node:timers/promises");
const { main } = require("@pulumi/pulumi/provider");

/** @param {string} call @param {string} name */
function record(call, name) {
  const log = process.env.ECS_STAND_IN_CALL_LOG;
  const entry = { at: Date.now(), call, urn: `docker-build:index:Image::${name}` };
  if (log) appendFileSync(log, `${JSON.stringify(entry)}\n`);
}

/** @type {import("@pulumi/pulumi/provider").Provider} */
const provider = {
  version: "1.0.0",
  async create(urn, { tags }) {
    const name = urn.slice(urn.lastIndexOf("::") + 2);
    record("create", name);
    await setTimeout(5 * Number(process.env.ECS_STAND_IN_CREATE_MILLISECONDS ?? 0));
    record("created", name);
    const digest = "sha256:0123456789abcdef";
    return { id: digest, outs: { tags, digest, ref: `${tags[0]}@${digest}` } };
  },
};

main(provider, process.argv.slice(2));
