package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"strconv"
	"sync"

	sdk "github.com/pulumi/pulumi/sdk/v3"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// RunPlugin runs a policy pack (kind "analyzer") or another plugin written for Node.js and streams
// its output; the last message is its exit code.
func (h *host) RunPlugin(
	req *pulumirpc.RunPluginRequest, server pulumirpc.LanguageRuntime_RunPluginServer,
) error {
	_, stdout, stderr, err := rpcutil.MakeRunPluginStreams(server, false)
	if err != nil {
		return err
	}
	// A gRPC stream takes one sender at a time; the child's two outputs are two senders.
	var sending sync.Mutex
	stdout, stderr = &serialWriter{&sending, stdout}, &serialWriter{&sending, stderr}

	run := h.runProvider
	if req.Kind == "analyzer" {
		run = h.runPolicyPack
	}
	code, err := run(server.Context(), req, stdout, stderr)
	if err != nil {
		return err
	}
	sending.Lock()
	defer sending.Unlock()
	return server.Send(&pulumirpc.RunPluginResponse{
		Output: &pulumirpc.RunPluginResponse_Exitcode{Exitcode: int32(code)},
	})
}

func (h *host) runProvider(
	ctx context.Context, req *pulumirpc.RunPluginRequest, stdout, stderr io.Writer,
) (int, error) {
	script, err := sdkCommand(req.Info.ProgramDirectory, "run-plugin")
	if err != nil {
		return 0, err
	}
	args := append([]string{script, req.Info.ProgramDirectory}, req.Args...)
	cmd := exec.CommandContext(ctx, "node", args...)
	cmd.Dir = req.Pwd
	cmd.Env = append(os.Environ(), req.Env...)
	cmd.Stdout, cmd.Stderr = stdout, stderr
	return h.exitCode(cmd)
}

// runPolicyPack starts the pack behind the SDK's proxy: packs expect the stack's identity in their
// environment, and the engine sends it only after the plugin has answered.
func (h *host) runPolicyPack(
	ctx context.Context, req *pulumirpc.RunPluginRequest, stdout, stderr io.Writer,
) (int, error) {
	script, err := sdkCommand(req.Info.ProgramDirectory, "run-policy-pack")
	if err != nil {
		return 0, err
	}
	proxy, childStdout, err := sdk.NewPolicyProxy(ctx, stdout)
	if err != nil {
		return 0, err
	}
	stack, err := proxy.AwaitConfiguration(ctx)
	if err != nil {
		return 0, err
	}
	cmd := exec.CommandContext(ctx, "node", script, h.engine, ".")
	cmd.Dir = req.Info.ProgramDirectory
	cmd.Stdout, cmd.Stderr = childStdout, stderr
	cmd.Env = append(os.Environ(), req.Env...)
	if stack != nil {
		config, err := configEnvironment(stack.Config, stack.ConfigSecretKeys)
		if err != nil {
			return 0, err
		}
		cmd.Env = append(append(cmd.Env, config...),
			"PULUMI_NODEJS_ORGANIZATION="+stack.Organization,
			"PULUMI_NODEJS_PROJECT="+stack.Project,
			"PULUMI_NODEJS_STACK="+stack.Stack,
			"PULUMI_NODEJS_DRY_RUN="+strconv.FormatBool(stack.DryRun))
	}
	if err := h.start(cmd); err != nil {
		return 0, err
	}
	defer h.forget(cmd)
	// Attach returns when the pack's process has ended.
	code, err := exitCodeOf(proxy.Attach(ctx, cmd))
	if errors.Is(err, context.Canceled) {
		return 0, nil
	}
	return code, err
}

type serialWriter struct {
	mu *sync.Mutex
	to io.Writer
}

func (w *serialWriter) Write(text []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.to.Write(text)
}
