/** A package as another team publishes one: the engine knows its components by their outputs. */
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const { main } = require("@pulumi/pulumi/provider");

const assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({ Service: "ecs-tasks.amazonaws.com" });

/**
 * @typedef {(name: string, parent: pulumi.ComponentResource, inputs: pulumi.Inputs) => Record<string, pulumi.Output<string>>} Component
 *   makes what is inside, and returns the component's outputs
 */

/** @type {Record<string, Component>} */
const components = {
  "packaged:index:ExecutionRole": (name, parent) => outputs("execution", role(`${name}-execution`, parent)),
  // The output is that of an invoke, which has no edge to the role: only the component is known to be behind it.
  "packaged:index:LookedUpRole": (name, parent) => {
    const made = role(`${name}-execution`, parent);
    return outputs("execution", aws.iam.getRoleOutput({ name: made.name }));
  },
  "packaged:index:TaskRoles": (name, parent) => ({
    ...outputs("task", role(`${name}-task`, parent)),
    ...outputs("execution", role(`${name}-execution`, parent)),
  }),
  // In the namespace that it is given, or in one of its own.
  "packaged:index:Server": (name, parent, { namespace }) => {
    const own = namespace
      ? undefined
      : new aws.servicediscovery.HttpNamespace(name, { name: `${name}.local` }, { parent });
    const services = [{ portName: name, clientAlias: [{ dnsName: `${name}.local`, port: 8080 }] }];
    const made = service(name, parent, { namespace: own?.arn ?? namespace, services }, {});
    return { serviceName: made.name, ...(own && { namespaceArn: own.arn }) };
  },
  // It waits for whatever `callee` comes from.
  "packaged:index:Client": (name, parent, { namespace, callee }) => ({
    serviceName: service(name, parent, { namespace }, callee ? { callee } : {}).name,
  }),
};

/**
 * @param {string} name
 * @param {pulumi.ComponentResource} parent
 */
function role(name, parent) {
  return new aws.iam.Role(name, { assumeRolePolicy }, { parent });
}

/**
 * @param {string} kind
 * @param {{ arn: pulumi.Output<string>, name: pulumi.Output<string> }} role
 */
function outputs(kind, { arn, name }) {
  return { [`${kind}RoleArn`]: arn, [`${kind}RoleName`]: name };
}

/**
 * @param {string} name
 * @param {pulumi.ComponentResource} parent
 * @param {pulumi.Inputs} configuration
 * @param {pulumi.Inputs} tags
 */
function service(name, parent, configuration, tags) {
  return new aws.ecs.Service(
    name,
    {
      taskDefinition: "made-elsewhere:1",
      serviceConnectConfiguration: { enabled: true, ...configuration },
      tags,
    },
    { parent },
  );
}

main(
  {
    version: "1.0.0",
    async construct(name, type, inputs, options) {
      const component = new pulumi.ComponentResource(type, name, {}, options);
      return { urn: component.urn, state: components[type]?.(name, component, inputs) ?? {} };
    },
  },
  process.argv.slice(2),
);
