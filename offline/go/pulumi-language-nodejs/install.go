package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// InstallDependencies runs `npm install` for a program, a plugin or a policy pack. In a workspace npm
// itself finds the root and installs there.
func (h *host) InstallDependencies(
	req *pulumirpc.InstallDependenciesRequest, server pulumirpc.LanguageRuntime_InstallDependenciesServer,
) error {
	closer, stdout, stderr, err := rpcutil.MakeInstallDependenciesStreams(server, false)
	if err != nil {
		return err
	}
	var sending sync.Mutex
	args := []string{"install", "--no-audit", "--no-fund", "--loglevel=error"}
	if req.IsPlugin {
		// A plugin is run, not worked on.
		args = append(args, "--omit=dev")
	}
	cmd := exec.CommandContext(server.Context(), "npm", args...)
	cmd.Dir = req.Info.ProgramDirectory
	cmd.Env = os.Environ()
	cmd.Stdout, cmd.Stderr = &serialWriter{&sending, stdout}, &serialWriter{&sending, stderr}
	code, err := h.exitCode(cmd)
	if err == nil && code != 0 {
		err = fmt.Errorf("`npm install` in %s ended with exit code %d", cmd.Dir, code)
	}
	return errors.Join(err, closer.Close())
}
