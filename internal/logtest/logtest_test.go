package logtest_test

import (
	"testing"

	"baophu/internal/logtest"
)

// failing is a test that is seen to fail.
type failing struct {
	testing.TB
	ends   []func()
	failed int
}

func (f *failing) Helper()               {}
func (f *failing) Cleanup(end func())    { f.ends = append(f.ends, end) }
func (f *failing) Errorf(string, ...any) { f.failed++ }

func TestFailsOnWhatNoLogMayHold(t *testing.T) {
	t.Parallel()
	for text, fails := range map[string]bool{
		"a report of 4711 people":                         false,
		"took=1.234567891s":                               false,
		"open=/tmp/TestSomething1234567890/001/ledger.db": false,
		"postgres://postgres@127.0.0.1:5432/x":            false,
		"phone 0912345678":                                true,
		"phone +84912345678":                              true,
		"identity 001099012345":                           true,
		"insurance 0123456789":                            true,
		"card DN4010012345678":                            true,
		"token 123456:AAbbCCddEEffGGhhIIjjKK":             true,
		"database postgres://baophu:dbpass@127.0.0.1/x":   true,
		"redis://:redispass@127.0.0.1":                    true,
		"the invitation BP7K2Q":                           true,
	} {
		f := &failing{TB: t}
		logtest.Open(f, "BP7K2Q").Logger().Debug("heard", "text", text)
		for _, end := range f.ends {
			end()
		}
		if (f.failed > 0) != fails {
			t.Errorf("%q logged: %d failures, want some: %v", text, f.failed, fails)
		}
	}
}
