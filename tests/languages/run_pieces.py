"""Runs code that messages offer with Pulumi's SDKs for Python, and mocks in the place of the engine.

Reads pieces as JSON from standard input, each with its kind and its code, and writes for each of them what went wrong,
or null.
"""

import inspect
import json
import sys
import traceback
import types

import pulumi
import pulumi_aws as aws


class Mocks(pulumi.runtime.Mocks):
    def new_resource(self, args):
        return [f"{args.name}-id", args.inputs]

    def call(self, args):
        return {}


class Known(pulumi.CustomResource):
    """Stands for a resource of the program, or for a component that gives out others."""

    def __init__(self, name):
        super().__init__("test:index:Known", name)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        if name == "master_user_secrets":
            return pulumi.Output.from_input([types.SimpleNamespace(secret_arn="arn of a secret")])
        if name in ("arn", "name"):
            return pulumi.Output.from_input(f"{name} of it")
        return Known(name)


class Program(dict):
    """The variables of a program, which has every resource that is named."""

    def __missing__(self, name):
        return Known(name)


def arguments_of_sdk():
    """The names of all arguments that these resources and parts of resources take."""
    kinds = (
        aws.cloudwatch.EventTargetEcsTargetArgs,
        aws.ec2.SecurityGroup,
        aws.ec2.VpcEndpoint,
        aws.ecs.ClusterCapacityProviders,
        aws.ecs.Service,
        aws.ecs.ServiceCapacityProviderStrategyArgs,
        aws.ecs.ServiceLoadBalancerArgs,
        aws.ecs.ServiceNetworkConfigurationArgs,
        aws.ecs.ServiceServiceConnectConfigurationServiceArgs,
        aws.ecs.ServiceServiceRegistriesArgs,
        aws.ecs.ServiceVolumeConfigurationManagedEbsVolumeArgs,
        aws.ecs.TaskDefinition,
        aws.ecs.TaskDefinitionVolumeEfsVolumeConfigurationArgs,
        aws.lb.Listener,
        aws.lb.TargetGroup,
        aws.scheduler.ScheduleTargetEcsParametersArgs,
    )
    taken = set()
    for kind in kinds:
        taken.update(inspect.signature(getattr(kind, "_internal_init", kind.__init__)).parameters)
    return taken


def run(kind, code, known):
    program = Program(aws=aws, pulumi=pulumi, json=json, dict=dict)
    if kind == "resource":
        exec(code, {}, program)
    elif kind in ("dependsOn", "arguments"):
        given = eval(f"dict(\n{code}\n)", {}, program)
        unknown = [name for name in given if name not in known]
        assert not unknown, f"no resource takes {unknown}"
    elif kind == "members":
        json.dumps(list(eval(f"{{\n{code}\n}}", {}, program)))
    else:
        eval(f"[\n{code}\n]", {}, program)


def main():
    pulumi.runtime.set_mocks(Mocks())
    known = arguments_of_sdk()
    answers = []
    for piece in json.load(sys.stdin):
        # Waits until all that was registered is.
        attempt = pulumi.runtime.test(lambda: run(piece["kind"], piece["code"], known))
        try:
            attempt()
            answers.append(None)
        except BaseException:
            answers.append(f"{piece['code']}\n{traceback.format_exc(limit=-2)}")
    json.dump(answers, sys.stdout)


main()
