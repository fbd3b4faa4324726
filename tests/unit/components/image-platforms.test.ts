import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { planTask } from "../../../components/tasks/plan";
import { definitionOf, make, settled } from "./made";

describe("the platforms of an image", () => {
  const platforms: [string[], string][] = [
    [["linux/arm64"], "ARM64"],
    [["linux/amd64"], "X86_64"],
    [["linux/arm64/v8"], "ARM64"],
    [["linux/amd64", "linux/arm64"], "X86_64"],
    [["linux/arm64", "windows/amd64"], "ARM64"],
  ];
  for (const [imagePlatforms, cpuArchitecture] of platforms) {
    for (const [how, given] of [
      ["as they are", imagePlatforms],
      ["as an output", pulumi.output(imagePlatforms)],
      ["as outputs", imagePlatforms.map((platform) => pulumi.output(platform))],
    ] as const)
      it(`mean ${cpuArchitecture} where they are ${imagePlatforms.join(", ")}, ${how}`, async () => {
        assert.deepEqual(definitionOf(await make({ imagePlatforms: given })).runtimePlatform, {
          operatingSystemFamily: "LINUX",
          cpuArchitecture,
        });
      });
  }

  it("are refused when an output tells others", async () => {
    const { runtimePlatform } = planTask("shop", {
      image: "shop",
      imagePlatforms: pulumi.output(["windows/amd64"]),
    });
    const { cpuArchitecture } = runtimePlatform as { cpuArchitecture: pulumi.Output<string> };
    await assert.rejects(settled(cpuArchitecture), {
      message: "`shop`: `imagePlatforms` must begin with `linux/amd64` or `linux/arm64`.",
    });
  });
});
