package kernel

import (
	"os"
	"os/exec"
	"regexp"
	"testing"
)

// Compilers may fuse x*y+z where the architecture can, which changes the
// result. What the compiler makes for one that can must show none.
func TestPortableCodeIsNotFused(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the package for another architecture")
	}
	cmd := exec.Command("go", "build", "-gcflags=-S", ".")
	cmd.Env = append(os.Environ(), "GOOS=linux", "GOARCH=arm64", "CGO_ENABLED=0")
	listing, err := cmd.CombinedOutput()
	if err != nil {
		t.Skipf("no compiler for arm64: %v", err)
	}
	if !regexp.MustCompile(`\bFMULS\b`).Match(listing) {
		t.Fatal("the listing holds no multiplication: this test proves nothing")
	}
	if found := regexp.MustCompile(`.*\bFN?M(ADD|SUB)[SD]\b.*`).Find(listing); found != nil {
		t.Errorf("fused: %s", found)
	}
}
