package main

import (
	"testing"

	"baophu/internal/cache"
	"baophu/internal/cache/cachetest"
	"baophu/internal/logtest"
)

// TestARenewedTokenIsKeptInRedis for another replica, until the ledger has it.
func TestARenewedTokenIsKeptInRedis(t *testing.T) {
	t.Parallel()
	url := cachetest.Single(t).URL()
	var replicas []spare
	for range 2 {
		c, err := cache.Open(t.Context(), url, cache.Options{Logger: logtest.Quiet(t)})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Close() })
		replicas = append(replicas, spare{c})
	}
	one, two := replicas[0], replicas[1]
	check := func(name, want string) {
		t.Helper()
		if have, err := two.Kept(t.Context(), name); err != nil || have != want {
			t.Errorf("%s: %q, %v, want %q", name, have, err, want)
		}
	}
	check("zalooa/1/2/7", "")
	if err := one.Keep(t.Context(), "zalooa/1/2/7", "sealed"); err != nil {
		t.Fatal(err)
	}
	check("zalooa/1/2/7", "sealed")
	check("zalooa/1/2/8", "")
	if err := two.Forget(t.Context(), "zalooa/1/2/7"); err != nil {
		t.Fatal(err)
	}
	check("zalooa/1/2/7", "")
}
