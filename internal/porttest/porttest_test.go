package porttest_test

import (
	"net"
	"strconv"
	"testing"

	"baophu/internal/porttest"
)

func TestFree(t *testing.T) {
	t.Parallel()
	seen := map[int]bool{}
	for range 50 {
		port, err := porttest.Free()
		if err != nil {
			t.Fatal(err)
		}
		l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err != nil || port >= 32_768 {
			t.Fatalf("port %d: %v", port, err)
		}
		t.Cleanup(func() { _ = l.Close() })
		if seen[port] {
			t.Errorf("port %d is given though somebody listens", port)
		}
		seen[port] = true
	}
}
