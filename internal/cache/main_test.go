package cache_test

import (
	"os"
	"testing"

	"go.uber.org/goleak"

	"baophu/internal/cache"
)

func TestMain(m *testing.M) {
	cache.Quiet()
	if code := m.Run(); code != 0 {
		os.Exit(code)
	}
	if err := goleak.Find(); err != nil {
		println(err.Error())
		os.Exit(1)
	}
}
