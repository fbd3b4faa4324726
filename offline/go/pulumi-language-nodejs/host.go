package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"

	sdk "github.com/pulumi/pulumi/sdk/v3"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
)

// reportedExitCode is how @pulumi/pulumi's run scripts end after they have told the user about an
// error themselves: the CLI must then add nothing.
const reportedExitCode = 32

// host serves the LanguageRuntime service for one CLI.
type host struct {
	pulumirpc.UnimplementedLanguageRuntimeServer

	engine string

	mu      sync.Mutex
	running map[*exec.Cmd]struct{}
}

func newHost(engine string) *host {
	return &host{engine: engine, running: map[*exec.Cmd]struct{}{}}
}

func (h *host) Handshake(
	_ context.Context, req *pulumirpc.LanguageHandshakeRequest,
) (*pulumirpc.LanguageHandshakeResponse, error) {
	h.engine = req.EngineAddress
	return &pulumirpc.LanguageHandshakeResponse{}, nil
}

func (h *host) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: strings.TrimPrefix(sdk.Version.String(), "v")}, nil
}

// GetRequiredPackages names none: plugins are found where the CLI looks for installed ones.
func (h *host) GetRequiredPackages(
	context.Context, *pulumirpc.GetRequiredPackagesRequest,
) (*pulumirpc.GetRequiredPackagesResponse, error) {
	return &pulumirpc.GetRequiredPackagesResponse{}, nil
}

func (h *host) GetProgramDependencies(
	context.Context, *pulumirpc.GetProgramDependenciesRequest,
) (*pulumirpc.GetProgramDependenciesResponse, error) {
	return &pulumirpc.GetProgramDependenciesResponse{}, nil
}

func (h *host) RuntimeOptionsPrompts(
	context.Context, *pulumirpc.RuntimeOptionsRequest,
) (*pulumirpc.RuntimeOptionsResponse, error) {
	return &pulumirpc.RuntimeOptionsResponse{}, nil
}

func (h *host) About(context.Context, *pulumirpc.AboutRequest) (*pulumirpc.AboutResponse, error) {
	node, err := exec.LookPath("node")
	if err != nil {
		return nil, err
	}
	version, err := exec.Command(node, "--version").Output()
	if err != nil {
		return nil, err
	}
	return &pulumirpc.AboutResponse{Executable: node, Version: strings.TrimSpace(string(version))}, nil
}

// Cancel ends every Node.js process that this host started.
func (h *host) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for cmd := range h.running {
		_ = cmd.Process.Kill()
	}
	return &emptypb.Empty{}, nil
}

// Run executes a Pulumi program to its end.
func (h *host) Run(ctx context.Context, req *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
	script, err := sdkCommand(req.Info.ProgramDirectory, "run")
	if err != nil {
		return nil, err
	}
	config, err := configEnvironment(req.Config, req.ConfigSecretKeys)
	if err != nil {
		return nil, err
	}
	options := programOptions(req.Info)
	args := append(options.nodeArgs, script,
		"--monitor", req.MonitorAddress,
		"--engine", h.engine,
		"--organization", req.Organization,
		"--project", req.Project,
		"--stack", req.Stack,
		"--root-directory", req.Info.RootDirectory,
		"--pwd", req.Pwd,
		"--parallel", strconv.Itoa(int(req.Parallel)))
	if req.DryRun {
		args = append(args, "--dry-run")
	}
	args = append(append(args, req.Info.EntryPoint), req.Args...)

	cmd := exec.CommandContext(ctx, "node", args...)
	cmd.Dir = req.Info.RootDirectory
	cmd.Stdout = os.Stdout
	cmd.Stderr = os.Stderr
	cmd.Env = append(append(os.Environ(), config...), options.environment()...)
	code, err := h.exitCode(cmd)
	switch {
	case err != nil:
		return nil, err
	case code == reportedExitCode:
		return &pulumirpc.RunResponse{Bail: true}, nil
	case code != 0:
		return &pulumirpc.RunResponse{
			Error: fmt.Sprintf("the program ended with exit code %d", code),
		}, nil
	}
	return &pulumirpc.RunResponse{}, nil
}

// exitCode starts a process that Cancel can end, waits for it and tells how it ended.
func (h *host) exitCode(cmd *exec.Cmd) (int, error) {
	if err := h.start(cmd); err != nil {
		return 0, err
	}
	defer h.forget(cmd)
	return exitCodeOf(cmd.Wait())
}

func (h *host) start(cmd *exec.Cmd) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("could not start node: %w", err)
	}
	h.running[cmd] = struct{}{}
	return nil
}

func (h *host) forget(cmd *exec.Cmd) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.running, cmd)
}

func exitCodeOf(err error) (int, error) {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode(), nil
	}
	return 0, err
}

// configEnvironment hands stack configuration to @pulumi/pulumi, which reads it from these variables.
func configEnvironment(config map[string]string, secretKeys []string) ([]string, error) {
	if config == nil {
		config = map[string]string{}
	}
	if secretKeys == nil {
		secretKeys = []string{}
	}
	values, err := json.Marshal(config)
	if err != nil {
		return nil, err
	}
	keys, err := json.Marshal(secretKeys)
	if err != nil {
		return nil, err
	}
	return []string{"PULUMI_CONFIG=" + string(values), "PULUMI_CONFIG_SECRET_KEYS=" + string(keys)}, nil
}

// options of the nodejs runtime in Pulumi.yaml that this host knows.
type options struct {
	typescript bool
	tsconfig   string
	nodeArgs   []string
}

func programOptions(info *pulumirpc.ProgramInfo) options {
	fields := info.GetOptions().GetFields()
	result := options{typescript: true}
	if value, ok := fields["typescript"]; ok {
		result.typescript = value.GetBoolValue()
	}
	result.tsconfig = fields["tsconfig"].GetStringValue()
	result.nodeArgs = strings.Fields(fields["nodeargs"].GetStringValue())
	return result
}

func (o options) environment() []string {
	env := []string{"PULUMI_NODEJS_TYPESCRIPT=" + strconv.FormatBool(o.typescript)}
	if o.tsconfig != "" {
		env = append(env, "PULUMI_NODEJS_TSCONFIG_PATH="+o.tsconfig)
	}
	return env
}
