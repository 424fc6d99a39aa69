package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// The published figures of Sơn La, from the demo's store.
func TestAskGivesThePublishedFigures(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	day := quietDay(t)
	demo, _ := playDemo(t, dir, day)
	demo.stop()
	store := []string{day, "BAOPHU_DATABASE_URL=sqlite://" + filepath.Join(dir, "baophu.db")}

	sonLa := figureOn(t, store, "bao phủ tỉnh Sơn La ngày 31/10/2020")
	if sonLa.Unit != "14" || sonLa.Indicator != "bhyt" || sonLa.AsOf != "2020-10-31" || *sonLa.Participants != 1_196_739 ||
		*sonLa.Denominator != 1_252_605 || sonLa.Rate == nil || *sonLa.Rate != 9554 || *sonLa.Baseline != "2020-10-31" || sonLa.Illustrative {
		t.Errorf("Sơn La on 31/10/2020: %+v", sonLa)
	}
	met := false
	for _, target := range sonLa.Targets {
		if target.Measure == "rate_pct" && target.Value == 95.7 {
			met = target.Gap != nil && *target.Gap == 2_004 && target.Period == "2020" && target.Basis != ""
		}
	}
	if !met {
		t.Errorf("the target of 95.7%% and its gap of 2004 people: %+v", sonLa.Targets)
	}
	old := figureOn(t, store, "huyện Quỳnh Nhai ngày 30/11/2023")
	if *old.Participants != 64_417 || *old.Denominator != 67_594 || !strings.Contains(old.Title, "Quỳnh Nhai") || *old.Rate != 9529 {
		t.Errorf("huyện Quỳnh Nhai on 30/11/2023: %+v", old)
	}
}

// Who asks decides what is answered; who is nobody is not asked.
func TestAskAs(t *testing.T) {
	t.Parallel()
	store := sqlite(t)
	must(t, store, append([]string{"import", "--apply"}, append(wardFiles(t),
		file(t, t.TempDir(), "nguoi.csv", "name,role,unit_codes,status\nHà Thị Mẫu,official,03679,active\nLò Thị Mẫu,agent,03679-01,active\n"))...)...)
	if answer := must(t, store, "ask", "--as", "hà thị mẫu", asks); !strings.Contains(answer, "6.404/6.799") {
		t.Errorf("the official is told: %s", answer)
	}
	if answer := must(t, store, "ask", "--as", "Hà Thị Mẫu", "xã Mường Giôn đạt bao nhiêu?"); strings.Contains(answer, "13.589") {
		t.Errorf("the official is told of another commune: %s", answer)
	}
	if answer := must(t, store, "ask", "--as", "Lò Thị Mẫu", "5", "hgđ", "mới"); !strings.Contains(answer, "Đã ghi #1 ") {
		t.Errorf("the agent is told: %s", answer)
	}
	if have := figureOn(t, store, asks); *have.Participants != counted+5 {
		t.Errorf("after the report: %d", *have.Participants)
	}
	question := must(t, store, "ask", "--as", "Lò Thị Mẫu", "giảm 3 tn")
	if !strings.Contains(question, "Trả lời 1: ") || !strings.Contains(question, "Trả lời 2: ") {
		t.Errorf("the agent is asked: %s", question)
	}
	if answer := must(t, store, "ask", "--as", "Lò Thị Mẫu", "2"); !strings.Contains(answer, "Đã ghi #2 ") {
		t.Errorf("the agent answers 2, and is told: %s", answer)
	}
	if got := command(t, store, "ask", "--as", "Không Có Ai", asks); got.status != exitUsage || !strings.Contains(got.err, "Không Có Ai") {
		t.Errorf("asked as nobody: status %d, %s", got.status, got.err)
	}
	must(t, store, "verify")
}
