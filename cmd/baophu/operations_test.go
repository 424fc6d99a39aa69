package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"baophu/internal/cache/cachetest"
	"baophu/internal/ledger/ledgertest"
)

// The dashboard and the alerts ask for metrics by name: a metric that is
// renamed must not leave them silently empty.
func TestDashboardAndAlertsAskForMetricsThatExist(t *testing.T) {
	t.Parallel()
	// The read model is counted where there is one: with a Redis of its own.
	w := newTown(t, ledgertest.Engines(t)[0].URL(t), "BAOPHU_REDIS_URL="+cachetest.Single(t).URL())
	_, address := w.serve()
	w.people()
	w.ask(agentOf(0), reported)
	w.ask(agentOf(0), "0912345678 Hà Thị Mẫu 5 hgđ") // refused
	w.ask(official, asks)
	var names map[string]bool
	eventually(t, "every figure was counted once", func() bool {
		names = exposed(t, address)
		return names["baophu_cache_reads_total"] && names["baophu_messages_refused_total"]
	})
	// A Zalo bot's and an account's: TestZaloBotDialogue and TestAnAnswerWaitsUntilThePersonWrites ask for them.
	names["baophu_quota_used"], names["baophu_quota_limit"], names["baophu_replies_withheld_total"] = true, true, true
	names["baophu_token_ends_timestamp_seconds"], names["baophu_token_unstored"] = true, true // TestAnAnswerWaitsUntilThePersonWrites
	for _, name := range []string{"grafana.json", "alerts.yml"} {
		text := operationsFile(t, name)
		asked := regexp.MustCompile(`\b(?:baophu|process|go)_[a-z_]+`).FindAllString(text, -1)
		slices.Sort(asked)
		asked = slices.Compact(asked)
		if len(asked) < 5 {
			t.Errorf("%s asks for %v only", name, asked)
		}
		for _, metric := range asked {
			if !names[metric] {
				t.Errorf("%s asks for %s, which is not exposed", name, metric)
			}
		}
	}
	var board struct{ Panels []struct{ Title string } }
	if err := json.Unmarshal([]byte(operationsFile(t, "grafana.json")), &board); err != nil || len(board.Panels) < 10 {
		t.Errorf("the dashboard: %v, %d panels", err, len(board.Panels))
	}
}

// exposed gives the names of the metrics that a bot shows.
func exposed(t *testing.T, address string) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	_, page := get(t, address+"/metrics")
	for _, found := range regexp.MustCompile(`(?m)^# TYPE (\S+) (\S+)$`).FindAllStringSubmatch(page, -1) {
		names[found[1]] = true
		if found[2] == "histogram" {
			names[found[1]+"_bucket"] = true
		}
	}
	return names
}

// The settings in the examples and the commands in the guide are the product's own.
func TestOperationsGuideNamesWhatExists(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, s := range settingsTable() {
		known[s.name] = true
	}
	help := must(t, nil, "--help")
	guide, err := os.ReadFile("../../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	all := string(guide) + operationsFile(t, "baophu.env") + operationsFile(t, "baophu.service") + operationsFile(t, "Containerfile")
	for _, name := range regexp.MustCompile(`BAOPHU_[A-Z_]+[A-Z]`).FindAllString(all, -1) {
		if !known[name] {
			t.Errorf("%s is no setting", name)
		}
	}
	commands := regexp.MustCompile("(?m)(?:`|^    |bin/)baophu ([a-z]+)").FindAllStringSubmatch(all, -1)
	if len(commands) < 8 {
		t.Errorf("only %d commands are named", len(commands))
	}
	for _, c := range commands {
		if !strings.Contains(help, "\n  "+c[1]+" ") && !strings.Contains(help, "\n  "+c[1]+"\n") {
			t.Errorf("baophu %s is no command", c[1])
		}
	}
	for _, link := range regexp.MustCompile(`\]\(([^)#:]+)\)`).FindAllStringSubmatch(string(guide), -1) {
		if _, err := os.Stat(filepath.Join("../../docs", link[1])); err != nil {
			t.Errorf("the guide links to %s, which is not there", link[1])
		}
	}
}

func operationsFile(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("../../examples/operations", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
