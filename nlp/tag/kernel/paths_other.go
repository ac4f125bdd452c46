//go:build !amd64

package kernel

func supported(p Path) bool { return p == Portable }

func functionsOf(Path) functions { return portableFunctions() }
