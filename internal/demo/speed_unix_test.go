//go:build unix

package demo_test

import (
	"os"
	"syscall"
	"testing"
	"time"

	"baophu/internal/demo"
)

// The demo must start fast. Not parallel: it measures the processor time of
// the whole process, since the clock also counts what others do.
func TestFiguresAreMadeFast(t *testing.T) {
	if testing.Short() && os.Getenv("BAOPHU_REQUIRE") != "1" {
		t.Skip("measured without the race detector only")
	}
	best := time.Hour
	for range 5 {
		before := processorTime(t)
		demo.Figures(today)
		best = min(best, processorTime(t)-before)
	}
	if best > 300*time.Millisecond {
		t.Errorf("took %s of processor time", best)
	}
}

func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
