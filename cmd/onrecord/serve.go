package main

import (
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fetch"
	"github.com/onrecord/onrecord/pipeline"
	"github.com/onrecord/onrecord/web"
	"github.com/onrecord/onrecord/web/desk"
	"github.com/onrecord/onrecord/web/guard"
)

// serveFlags are the choices of `onrecord serve`.
type serveFlags struct {
	ledger, addr, keyFile, model string
	hosts, directory             []string
	rate                         float64
}

func newServe() *cobra.Command {
	var flags serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the ledger as web pages and as an API",
		Long: `Serve the ledger as web pages and, below /api/v1, as REST with OpenAPI 3.1. The
ledger may be written to by others meanwhile.

It listens on this machine alone, where it lets everybody in. Another --addr needs
--api-key-file: onrecord serve key makes keys. Programs send a key as
Authorization: Bearer KEY, browsers ask for it as a password. Put a server that
speaks TLS in front of it, and name what it is called by with --host.

/healthz says ok, /metrics is for Prometheus; the log, lines of JSON on standard
error, names paths but not what was searched for. It stops on an interrupt or
SIGTERM once the requests under way are answered.`,
		Example: `  onrecord serve
  onrecord serve --ledger news.db --addr 127.0.0.1:9000
  onrecord serve --addr :8470 --api-key-file keys.txt --host news.example.org`,
		Args:              exactly(0, "no argument"),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(cmd *cobra.Command, _ []string) error { return serve(cmd, flags) },
	}
	addLedger(cmd, &flags.ledger)
	addModel(cmd, &flags.model, pipeline.Accurate)
	addDirectory(cmd, &flags.directory)
	f := cmd.Flags()
	f.StringVar(&flags.addr, "addr", "127.0.0.1:8470", "the address to listen on")
	f.StringVar(&flags.keyFile, "api-key-file", "", "a file of keys, one a line, as onrecord serve key prints them")
	f.StringArrayVar(&flags.hosts, "host", nil, "a name that the server is called by, besides localhost and addresses in figures (may be repeated)")
	f.Float64Var(&flags.rate, "rate", 20, "requests a second that one client may make for long")
	cmd.AddCommand(newServeKey())
	return cmd
}

func serve(cmd *cobra.Command, flags serveFlags) error {
	keys, err := flags.keys()
	if err != nil {
		return usageError{err}
	}
	reader, err := newReader(flags.model, flags.directory...)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewJSONHandler(cmd.ErrOrStderr(), nil))
	return inLedger(cmd, flags.ledger, false, func(l onrecord.Ledger) error {
		fetcher := fetch.New(fetch.Options{MaxBytes: 8 << 20, Timeout: 20 * time.Second})
		handler, err := web.Handler(web.Options{Desk: desk.New(l, reader, fetcher), Version: version(), Hosts: flags.hosts, Keys: keys, Log: log, Rate: flags.rate})
		if err != nil {
			return err
		}
		listener, err := web.Listen(cmd.Context(), flags.addr, keys)
		if err != nil {
			return usageError{err}
		}
		fmt.Fprintf(cmd.OutOrStdout(), "onrecord: http://%s\n", listener.Addr())
		return web.Serve(cmd.Context(), listener, handler, log)
	})
}

// keys reads the file of keys, where one is given.
func (f serveFlags) keys() (*guard.Keys, error) {
	if f.keyFile == "" {
		return nil, nil
	}
	file, err := os.Open(f.keyFile)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return guard.ReadKeys(file)
}

func newServeKey() *cobra.Command {
	var write bool
	cmd := &cobra.Command{
		Use:   "key NAME",
		Short: "Make a key for onrecord serve",
		Long: `Make a key for somebody. The first line is the key, which is shown this once; the
second is for the file that onrecord serve --api-key-file names, and holds its hash
alone. With --write its owner may also have pages fetched, read and compared.`,
		Example:           "  onrecord serve key newsroom\n  onrecord serve key --write desk | tail -n 1 >> keys.txt",
		Args:              exactly(1, "a NAME"),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			secret, line, err := guard.NewKey(args[0], write)
			if err != nil {
				return usageError{err}
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s\n%s\n", secret, line)
			return nil
		},
	}
	cmd.Flags().BoolVar(&write, "write", false, "let its owner have pages read as well")
	return cmd
}
