/** Stands in for the provider that builds images and pushes them: it takes its time and gives addresses. */
const { join } = require("node:path");
const { main } = require("@pulumi/pulumi/provider");

// It runs from a copy of the tests, whose packages are those of the repository.
const repository = join(require.resolve("@pulumi/pulumi/package.json"), "../../../..");
const { creationTime, record } = require(join(repository, "offline/aws/bin/calls"));

/** @type {import("@pulumi/pulumi/provider").Provider} */
const provider = {
  version: "1.0.0",
  async create(urn, { tags }) {
    record("create", urn);
    await creationTime("docker-build:index:Image", urn);
    record("created", urn);
    const digest = "sha256:0123456789abcdef";
    return { id: digest, outs: { tags, digest, ref: `${tags[0]}@${digest}` } };
  },
};

main(provider, process.argv.slice(2));
