/** A package as another team publishes one: the engine knows its components by their outputs. */
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const { main } = require("@pulumi/pulumi/provider");

const assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({ Service: "ecs-tasks.amazonaws.com" });

/** @type {Record<string, (make: (kind: string) => aws.iam.Role) => Record<string, pulumi.Output<string>>>} */
const components = {
  "packaged:index:ExecutionRole": (make) => outputs("execution", make("execution")),
  // The output is that of an invoke, which has no edge to the role: only the component is known to be behind it.
  "packaged:index:LookedUpRole": (make) => {
    const { name } = make("execution");
    return outputs("execution", aws.iam.getRoleOutput({ name }));
  },
  "packaged:index:TaskRoles": (make) => ({
    ...outputs("task", make("task")),
    ...outputs("execution", make("execution")),
  }),
};

/**
 * @param {string} kind
 * @param {{ arn: pulumi.Output<string>, name: pulumi.Output<string> }} role
 */
function outputs(kind, { arn, name }) {
  return { [`${kind}RoleArn`]: arn, [`${kind}RoleName`]: name };
}

main(
  {
    version: "1.0.0",
    async construct(name, type, _inputs, options) {
      const component = new pulumi.ComponentResource(type, name, {}, options);
      /** @param {string} kind */
      const make = (kind) => new aws.iam.Role(`${name}-${kind}`, { assumeRolePolicy }, { parent: component });
      return { urn: component.urn, state: components[type]?.(make) ?? {} };
    },
  },
  process.argv.slice(2),
);
