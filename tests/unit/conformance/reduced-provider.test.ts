import * as assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  copyReduced,
  importsIn,
  keepClients,
  keepServices,
  servicesOf,
} from "../../conformance/reduced-provider";

const PROVIDER = "github.com/hashicorp/terraform-provider-aws";
const SDK = "github.com/aws/aws-sdk-go-v2/service";

const list = `package sdkv2

import (
	"slices"

	"${PROVIDER}/internal/conns"
	"${PROVIDER}/internal/service/ecs"
	"${PROVIDER}/internal/service/elbv2"
	"${PROVIDER}/internal/service/xray"
)

func servicePackages() []conns.ServicePackage {
	v := []conns.ServicePackage{
		ecs.ServicePackage(ctx),
		elbv2.ServicePackage(ctx),
		xray.ServicePackage(ctx),
	}

	return slices.Clone(v)
}
`;

const clients = `package conns

import (
	"context"

	"${SDK}/ecs"
	"${SDK}/elasticloadbalancingv2"
	"${SDK}/xray"
	"${PROVIDER}/names"
)

func (c *AWSClient) ECSClient(ctx context.Context) *ecs.Client {
	return errs.Must(client[*ecs.Client](ctx, c, names.ECS, make(map[string]any)))
}

func (c *AWSClient) ELBV2Client(ctx context.Context) *elasticloadbalancingv2.Client {
	return errs.Must(client[*elasticloadbalancingv2.Client](ctx, c, names.ELBV2, make(map[string]any)))
}

func (c *AWSClient) XRayClient(ctx context.Context) *xray.Client {
	return errs.Must(client[*xray.Client](ctx, c, names.XRay, make(map[string]any)))
}
`;

describe("the Terraform provider with a part of its services", () => {
  it("has the services of the wanted types, each once", () => {
    const services = new Map([
      ["ecs", `TypeName: "aws_ecs_cluster",\nTypeName: "aws_ecs_service",`],
      ["elbv2", `TypeName: "aws_lb",\nTypeName: "aws_lb_listener",`],
      ["xray", `TypeName: "aws_xray_group",`],
    ]);
    assert.deepEqual(servicesOf(["aws_lb", "aws_ecs_service", "aws_ecs_cluster"], services), [
      "ecs",
      "elbv2",
    ]);
    assert.throws(
      () => servicesOf(["aws_ecs"], services),
      /No service of the provider has the type `aws_ecs`/,
    );
  });

  it("lists no other service", () => {
    const kept = keepServices(list, ["ecs", "elbv2"]);
    assert.equal(kept, list.replace(/^.*xray.*\n/gm, ""));
  });

  it("has no client that nothing uses", () => {
    const kept = keepClients(clients, new Set(["ECSClient", "XRayClient"]));
    assert.deepEqual(importsIn(kept), ["context", `${SDK}/ecs`, `${SDK}/xray`, `${PROVIDER}/names`]);
    assert.deepEqual(kept.match(/\w+Client\(/g), ["ECSClient(", "XRayClient("]);
  });

  it("reads single and several imports, with names of their own", () => {
    assert.deepEqual(
      importsIn(
        'import "one"\n\nimport ( // why\n\t_ "two" // (why)\n\tthird "three"\n)\n\nvar text = "four"\n',
      ),
      ["one", "two", "three"],
    );
  });

  describe("as a copy", () => {
    let folder: string;
    const files: Record<string, string> = {
      "go.mod": "module provider\n",
      "main.go": `package main\n\nimport "${PROVIDER}/internal/provider/sdkv2"\n`,
      "main_test.go": `package main\n\nimport "${SDK}/xray"\n`,
      "internal/provider/sdkv2/service_packages_gen.go": list,
      "internal/conns/awsclient_gen.go": clients,
      "internal/conns/config.go": "package conns\n\nvar _ = client.ECSClient(ctx)\n",
      "internal/service/settings.hcl": "settings",
      "internal/service/ecs/service_package_gen.go":
        'package ecs\n\nvar x = "TypeName: \\"aws_ecs_service\\""\n',
      "internal/service/elbv2/service_package_gen.go": 'TypeName: "aws_lb"',
      "internal/service/elbv2/settings.hcl": "settings",
      "internal/service/elbv2/lb.go": "package elbv2\n\nvar _ = conns.ELBV2Client(ctx)\n",
      "internal/service/xray/settings.hcl": "settings",
      "internal/service/xray/service_package_gen.go": "var _ = conns.XRayClient(ctx)\n",
    };

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "reduced-provider-"));
      for (const [file, text] of Object.entries(files)) {
        const path = join(folder, "source", file);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
      }
    });

    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    it("holds the packages that it needs, their settings, and clients for what they call", () => {
      const copy = join(folder, "copy");
      assert.deepEqual(copyReduced(join(folder, "source"), ["aws_lb"], copy), ["elbv2"]);
      assert.deepEqual(filesBelow(copy), [
        "go.mod",
        "internal/conns/awsclient_gen.go",
        "internal/conns/config.go",
        "internal/provider/sdkv2/service_packages_gen.go",
        "internal/service/elbv2/lb.go",
        "internal/service/elbv2/service_package_gen.go",
        "internal/service/elbv2/settings.hcl",
        "internal/service/settings.hcl",
        "internal/service/xray/settings.hcl",
        "main.go",
      ]);
      const read = (file: string) => readFileSync(join(copy, file), "utf8");
      assert.equal(
        read("internal/conns/awsclient_gen.go"),
        keepClients(clients, new Set(["ECSClient", "ELBV2Client"])),
      );
      assert.equal(read("internal/provider/sdkv2/service_packages_gen.go"), keepServices(list, ["elbv2"]));
    });
  });
});

function filesBelow(folder: string, path = ""): string[] {
  return readdirSync(join(folder, path), { withFileTypes: true })
    .flatMap((entry) => {
      const own = path === "" ? entry.name : `${path}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(folder, own) : [own];
    })
    .sort();
}
