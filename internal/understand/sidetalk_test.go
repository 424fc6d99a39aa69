package understand_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"baophu/internal/understand"
)

// TestSideTalk: what agents say of where they go, whom they bid come and what
// things cost is answered for what it is, and figures beside it still count.
func TestSideTalk(t *testing.T) {
	t.Parallel()
	w := loadWorld(t)
	data, err := os.ReadFile(filepath.Join("testdata", "sidetalk.txt"))
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for line := range strings.Lines(string(data)) {
		parts := strings.SplitN(strings.TrimSuffix(line, "\n"), "|", 3)
		if len(parts) != 3 || strings.HasPrefix(line, "#") {
			continue
		}
		tried++
		if m := w.reader.Read(parts[2], w.setting(parts[0])); m.Intent != understand.Intent(parts[1]) {
			t.Errorf("%s %q: %s; want %s", parts[0], parts[2], m.Intent, parts[1])
		}
	}
	if tried < 50 {
		t.Errorf("only %d messages", tried)
	}
}
