// Command pulumi-language-nodejs is a small Node.js language host for the Pulumi CLI.
//
// Pulumi's own host is not published as a Go module, so a CLI built from modules has none. This one
// runs Node.js programs, policy packs and plugins; it is used only beside a CLI that was built here.
// The protocol is the LanguageRuntime service of the Pulumi SDK.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

func main() {
	if err := serve(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "pulumi-language-nodejs:", err)
		os.Exit(1)
	}
}

// serve announces the port it listens on as the first line of its output and serves until the
// process is ended by the CLI.
func serve(args []string, out io.Writer) error {
	engine, err := engineAddress(args)
	if err != nil {
		return err
	}
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Init: func(server *grpc.Server) error {
			pulumirpc.RegisterLanguageRuntimeServer(server, newHost(engine))
			return nil
		},
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d\n", handle.Port)
	return <-handle.Done
}

// engineAddress reads the one positional argument. The CLI may put logging flags before it; they
// are accepted and have no effect.
func engineAddress(args []string) (string, error) {
	flags := flag.NewFlagSet("pulumi-language-nodejs", flag.ContinueOnError)
	flags.Bool("logtostderr", false, "accepted for compatibility")
	flags.Bool("logflow", false, "accepted for compatibility")
	flags.Int("v", 0, "accepted for compatibility")
	flags.String("tracing", "", "accepted for compatibility")
	if err := flags.Parse(args); err != nil {
		return "", err
	}
	if flags.NArg() != 1 {
		return "", fmt.Errorf("expected the engine's address, got %d arguments", flags.NArg())
	}
	return flags.Arg(0), nil
}

// sdkCommand finds a script of @pulumi/pulumi the way Node.js resolves packages: in the nearest
// node_modules at or above dir that has it.
func sdkCommand(dir, name string) (string, error) {
	start, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for at := start; ; at = filepath.Dir(at) {
		script := filepath.Join(at, "node_modules", "@pulumi", "pulumi", "cmd", name, "index.js")
		if _, err := os.Stat(script); err == nil {
			return script, nil
		}
		if at == filepath.Dir(at) {
			return "", fmt.Errorf("@pulumi/pulumi is not installed for %s; run `npm install` there", start)
		}
	}
}
