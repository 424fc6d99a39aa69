package handlers

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

	"baophu/internal/chart"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// chartWord is what asks for a picture, cut off to see what it is to show.
var chartWord = regexp.MustCompile(`(?i)^(?:(?:cho|gửi|gui|xem|vẽ|ve|xuất|xuat)\s+)*(?:(?:tôi|toi|em|anh|chị|chi|mình|minh)\s+)?(?:(?:xem|vẽ|ve)\s+)?(?:biểu đồ|bieu do|đồ thị|do thi|bản đồ|ban do)\s*`)

// joinedByWord is how two places are joined that are to be drawn, folded.
var joinedByWord = regexp.MustCompile(`\b(?:so sanh|so voi|voi|va|vs|ss)\b|,`)

// drawnOf gives what a message that asks for a picture wants to be shown, ""
// for a command, which says so itself.
func (v *visit) drawnOf() string {
	at := chartWord.FindStringIndex(v.text)
	if at == nil || strings.HasPrefix(v.text, "/") {
		return ""
	}
	return v.text[at[1]:]
}

// drawsSeveral tells whether a picture is to show two units or more beside each
// other, and takes the message for their comparison: "biểu đồ so sánh A với B".
func (v *visit) drawsSeveral() bool {
	of := v.drawnOf()
	if len(v.meaning.Ask) > 0 || !joinedByWord.MatchString(vi.Fold(of)) {
		return false
	}
	m := v.reader.Read("so sánh "+comparing2rank.ReplaceAllString(of, "${1}"), v.setting)
	if m.Intent != understand.QueryCompare || m.Compare != "unit" || m.Other == "" || m.Unit == "" || len(m.Ask) > 0 {
		return false
	}
	v.meaning = m
	return true
}

// comparedPicture sets units beside each other in words, as always, and draws
// the bars of those that have a share.
func comparedPicture(ctx context.Context, v *visit, who viewer) (answer, error) {
	a, err := compare(ctx, v, who)
	if err != nil || a.refused() || a.keep != nil || len(v.opposed) < 2 {
		return a, err
	}
	all := slices.Clone(v.opposed)
	slices.SortStableFunc(all, above)
	day, i := all[0].AsOf, all[0].Indicator
	t := coverage.Table{Day: day}
	for _, st := range all {
		if st.Rated() {
			t.Rows = append(t.Rows, v.book.RowOf(st))
		}
	}
	if len(t.Rows) < 2 {
		a.replies[0].Text = lines(v.say("chart.noTwo"), a.replies[0].Text)
		return a, nil
	}
	p := chart.RankingPlot{Frame: chart.Frame{
		Title:    v.say("chart.compared"),
		Subtitle: v.say("chart.comparedOn", capital(v.indicator(i)), day.Long()),
	}}
	if t.Illustration() && !t.Mixed() {
		p.Foot = append(p.Foot, v.say("q.illustrative"))
	}
	v.bars(&p, t)
	p.Frame = v.inTongue(p.Frame)
	v.drawing(p)
	picture, err := chart.Ranking(p)
	if errors.Is(err, chart.ErrEmpty) {
		return a, nil
	}
	a.replies[0].Picture = v.picture(picture, "so-sanh", all[0].Unit, i, day)
	return a, err
}

// meansParts settles which units a picture of "các xã" shows: those that a
// ranking of them does.
func (v *visit) meansParts() {
	of := v.drawnOf()
	if of == "" || len(v.meaning.Ask) > 0 || !v.hears("cac xa", "cac phuong", "cac tinh", "tung xa", "tung phuong", "tung tinh") {
		return
	}
	m := v.reader.Read("xếp hạng "+rankWord.ReplaceAllString(of, ""), v.setting)
	if m.Intent == understand.QueryRank && len(m.Ask) == 0 && m.Within != "" {
		v.meaning.Within, v.meaning.Level, v.meaning.Unit = m.Within, m.Level, m.Unit
	}
}

// rankWord is a ranking's own word.
var rankWord = regexp.MustCompile(`(?i)^(?:xếp hạng|xep hang)\s*`)

// undrawn gives the ranking in words where there is no share to draw, and says
// so first.
func (v *visit) undrawn(ctx context.Context, who viewer, key string) (answer, error) {
	a, err := rank(ctx, v, who)
	if err == nil && len(a.replies) > 0 && !a.refused() {
		a.replies[0].Text = lines(v.say(key, capital(v.indicator(v.indicatorAsked()))), a.replies[0].Text)
	}
	return a, err
}

// mapOfOne draws the way of a village, which has no parts to map, and says so.
func (v *visit) mapOfOne(ctx context.Context, who viewer) (answer, error) {
	a, err := trendPicture(ctx, v, who)
	if err != nil || len(a.replies) == 0 || a.refused() {
		return a, err
	}
	commune := v.book.Above(v.meaning.Unit, place.Commune, v.today)
	key, name := "map.ofOne", ""
	if commune != "" && v.mayList(commune) {
		key, name = "map.ofOneIn", v.nameOf(commune)
	}
	line := v.say(key)
	if name != "" {
		line = v.say(key, name)
	}
	a.replies[0].Text = lines(line, a.replies[0].Text)
	return a, nil
}

func textsDrawn() map[string]text {
	return map[string]text{
		"chart.compared":   {"So sánh bao phủ", "Coverage compared"},
		"chart.comparedOn": {"%s, đến %s", "%s, up to %s"},
		"q.otherKind":      {"Loại kia thì gõ: còn %s?", "For the other type: còn %s?"},
		"chart.noTwo":      {"Chưa đủ tỷ lệ của hai nơi để vẽ, nên em so bằng lời.", "There are no two shares to draw, so here they are in words."},
		"chart.noBars":     {"%s không có tỷ lệ bao phủ nên không vẽ thành cột; đây là xếp hạng theo kế hoạch.", "%s has no share of people, so there are no bars to draw; this is the ranking by plan."},
		"map.noClasses":    {"%s không có tỷ lệ bao phủ nên không có bản đồ; đây là xếp hạng theo kế hoạch.", "%s has no share of people, so there is no map; this is the ranking by plan."},
		"map.ofOne":        {"Một bản không có nơi bên dưới để vẽ bản đồ; đây là biểu đồ của bản.", "A village has no places below it to map; this is its chart."},
		"map.ofOneIn":      {"Một bản không có nơi bên dưới để vẽ bản đồ; đây là biểu đồ của bản. Bản đồ cả xã, phường thì gõ: bản đồ %s", "A village has no places below it to map; this is its chart. For the map of the commune type: bản đồ %s"},
	}
}
