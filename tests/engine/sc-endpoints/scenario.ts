import { endpointsAreValid, type Scenario, undetermined } from "../../support/scenario";

const fault = (id: string, service: string) =>
  `${endpointsAreValid} ${id} aws:ecs/service:Service::${service}`;
const listed = (id: string, service: string) => `${undetermined} ${id} aws:ecs/service:Service::${service}`;

const always = [
  fault("port-name/2", "port-wrong"),
  fault("port-name/1", "port-by-family"),
  fault("aliases/1", "aliases"),
  fault("alias/2", "alias-url"),
  fault("alias/3", "alias-url"),
  listed("discovery-name/1", "discovery-dot"),
  listed("discovery-name/1", "discovery-hyphen"),
  listed("alias-taken/1", "taken-1"),
  listed("alias-taken/1", "taken-2"),
  fault("discovery-name-taken/2", "taken-1"),
  fault("discovery-name-taken/2", "taken-2"),
  listed("alias-taken/1", "taken-own"),
  listed("alias-taken/2", "taken-own"),
  listed("network-mode", "mode-host"),
  listed("network-mode", "mode-none"),
  listed("windows", "windows"),
  listed("external-launch-type", "anywhere"),
  fault("deployment-controller", "controller-code-deploy"),
  fault("deployment-controller", "controller-external"),
];

export const scenario: Scenario = {
  proves: "each mistake in an endpoint is found before AWS refuses it, and what is right beside it passes",
  steps: [
    {
      run: "preview",
      finds: [
        ...always,
        fault("namespace-missing", "namespace-missing"),
        fault("namespace-missing", "namespace-missing-client"),
        listed("name-unclear/2", "port-right"),
        listed("name-unclear/2", "unclear"),
      ],
      says: [
        /Entry 2 of `services` of `port-wrong` has a `portName` that no port mapping of task definition `port-wrong` has/,
        /Each of entries 2 and 3 of `services` of `alias-url` has a `dnsName` that AWS does not take/,
        /the same alias and port as an entry of `taken-2`, in one namespace/,
        /the same alias and port as another entry, in one namespace/,
        /and neither does its cluster `bare`/,
      ],
      // Names are values of the program: entries go by their places.
      hides: ["url.shop.local", "dotted.shop"],
    },
    { run: "up" },
    // Somebody may have given the cluster a default since.
    {
      run: "preview",
      finds: [...always, listed("namespace-unknown", "namespace-missing-client")],
    },
  ],
};
