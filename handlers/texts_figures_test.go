package handlers

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// recomputed are the texts whose numbers a test computes a second way, from the
// raw entries and records, by the test's name.
var recomputed = map[string]string{
	"TestEveryNumberTwice": `q.rate q.people q.points q.delta q.week q.stock q.planDone q.short q.perDay q.behind q.ahead q.rateOnly q.difference
		compare.people compare.growth compare.tallied reasons.sum reasons.row meetings.sum meetings.registeredOf renewals.sum renewals.row
		list.rowMet list.rowFloor list.row list.rowFell rank.row rank.rowPoints rank.rowGap rank.rowPlan rank.rowClosed agents.row missing.silent own.sums rank.all.best rank.all.worst rank.best rank.worst
		rank.bestBy rank.worstBy rank.short`,
	"TestFurtherNumbersTwice": `own.quota own.rank own.toNext own.row list.aboveRate list.below list.belowRate list.fell q.threshold
		uncovered.cards q.tallied q.partial share.delivered share.onTime file.holds list.all forecast.yearEnd`,
	"TestPicturesPlotWhatIsSaid": `map.under map.between map.from recon.total recon.row recon.both chart.target chart.people chart.short
		chart.best chart.worst chart.ownMonth map.lowest q.target chart.months`,
	"TestFeetTwice": `rank.small rank.unplanned rank.rowGrown list.unfloored q.floor q.thresholdMet greet.reported`,
	"TestSumsTwice": `renewals.village report.takenBack`,
	"TestLawTwice": `law.first law.row law.nth law.member law.others law.total law.sum law.pays law.paySeveral law.each law.rest law.state law.share
		law.chosen law.voluntary law.validity law.months law.range law.tooLow law.tooHigh law.years law.termYear`,
	"TestAskedNumbersTwice": `target.gap plan.ofTarget list.above list.belowFloor list.rowPeople list.fellNTM list.unrecognised list.unrated
		rank.rowDone rank.unclosed agents.quota reasons.unreported meetings.people meetings.registered renewals.silent
		q.beyondAll q.new q.shortMost q.toRateMost q.toRateNone q.growth q.peopleOnly q.bound q.stated q.contradiction
		q.reports file.csv missing.head missing.headDays several.apart mark.partial
		target.show target.instead target.done`,
	"TestMapsTwice": `gap.common map.partly map.page map.unknown map.all map.units uncovered.people`,
	"TestManyTwice": `several.beyond list.more rank.place rank.tied agents.more recon.unknown recon.agent recon.moreAgents
		recon.furthest recon.sub import.revision mark.invented mark.contradicted chart.unranked chart.ranked
		follow.many import.refused import.moreFaults import.moreWarnings audit.more`,
	"TestHeardTwice": `leave.morePlaces ownRows.title remind.sent remind.lately remind.unreachable remind.more announce.ask announce.sent announce.night ownRows.goal
		schedule/more schedule/list.head schedule/list.row schedule/list.more`,
	"TestNewsTwice": `schedule/news.rate schedule/news.was schedule/news.done schedule/news.parts schedule/news.target schedule/news.perDay
		schedule/news.pace schedule/news.silent schedule/brief.head schedule/brief.rate schedule/brief.short
		schedule/alert.jump schedule/alert.target_met schedule/alert.below_target schedule/alert.fell`,
	"TestFloorAndSilenceTwice": `schedule/alert.below_floor`,
	"TestNewsOfPeopleTwice": `schedule/news.people schedule/news.partial schedule/news.most schedule/news.wasOnly schedule/news.met schedule/news.fell
		schedule/brief.people schedule/brief.moved schedule/alert.fellPeople`,
	"TestBookedTwice": `report.new report.renewed report.lapsed report.day report.gap report.visited report.registered report.meetings report.attendees
		report.months report.coverage report.same report.people report.gapStock report.met report.metStock praise.rate praise.people
		ask.unusual ask.usual refuse.over_all review.title review.more history.sum history.days guide.lastMany guide.last own.rowMore
		ask.doubled ask.replaceSure ask.understood report.training`,
}

// noFigures look like figures and are none: days, limits, names, examples and what the
// journal keeps of a change as it was made.
const noFigures = `gone.ask period.quarter period.month note.assign reasons.village unclear.examples help.viewer schedule/news.month
	note.target`

// shows finds a number of people, places or days, or a share, in a text: by
// what stands behind it, or before it.
var shows = regexp.MustCompile(`%(?:\[\d+\])?[sd](?:%%| (?:người|nơi|điểm|hộ|buổi|mới|tái tục|giảm|lượt|ngày|dòng|đăng ký|báo cáo|xã|nhân viên|chỗ|lưu ý|thay đổi)|/%)|→|thứ %d|\+%s|−%s` +
	`|%d %s (?:cao|thấp|đứng|của|·)|(?:ếp hạng|và|có|chưa phải|chưa tính) %d|(?:thiếu|dự kiến|người khác báo) %s|báo %s, ` +
	`|(?:hấp nhất|Như %s|hỉ tiêu(?: %s| đang có)|%s %s): %s|chỉ tiêu %s$|người khác \(%s\)|%d tháng đến|(?:Em hiểu:|đọc được là) %s\.`)

// TestEveryFigureIsHeldToASecondCount: a text that shows a number is in one of
// the lists above: a new one without a test of its own fails.
func TestEveryFigureIsHeldToASecondCount(t *testing.T) {
	t.Parallel()
	all, tests := everyText(), sources(t, "*_test.go")
	listed := map[string]string{}
	note := func(keys, as string) {
		for _, key := range strings.Fields(keys) {
			if listed[key] != "" || !has(all, key) {
				t.Errorf("%s is listed twice, or is no text", key)
			}
			listed[key] = as
		}
	}
	for test, keys := range recomputed {
		if note(keys, test); !strings.Contains(tests, "func "+test+"(t *testing.T) {\n\tt.Parallel()\n\tlooksAt(t)\n") {
			t.Errorf("there is no %s, or it does not say with looksAt what it compares", test)
		}
	}
	note(noFigures, "none")
	for key, text := range all {
		if listed[key] == "" && shows.MatchString(text.vi) {
			t.Errorf("%s shows a number: compute it a second way in a test, and list it: %q", key, text.vi)
		}
	}
}

// everyText gives the texts of this package, and those of what is said unasked.
func everyText() map[string]text {
	all := texts()
	entry := regexp.MustCompile(`"([a-zA-Z_.]+)":\s+\{\s*("(?:[^"\\]|\\.)*"),\s*("(?:[^"\\]|\\.)*"),?\s*\}`)
	for _, file := range []string{"texts.go", "newstexts.go", "newsbrief.go"} {
		source, _ := os.ReadFile(filepath.Join("..", "internal", "schedule", file)) // without it the keys are no texts
		for _, m := range entry.FindAllStringSubmatch(string(source), -1) {
			vietnamese, _ := strconv.Unquote(m[2])
			english, _ := strconv.Unquote(m[3])
			all["schedule/"+m[1]] = text{vietnamese, english}
		}
	}
	return all
}

// Recomputed gives the texts that a test is listed for, Vietnamese first.
func Recomputed(test string) map[string][2]string {
	all, listed := everyText(), map[string][2]string{}
	for _, key := range strings.Fields(recomputed[test]) {
		listed[key] = [2]string{all[key].vi, all[key].en}
	}
	return listed
}

func sources(t *testing.T, pattern string) string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: %d files, %v", pattern, len(files), err)
	}
	var all strings.Builder
	for _, file := range files {
		if strings.HasSuffix(file, "texts_figures_test.go") {
			continue
		}
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(content)
	}
	return all.String()
}
