package handlers

import (
	"context"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// uncovered says how many people of a unit do not take part: those it is
// measured against without those who do.
func (v *visit) uncovered(ctx context.Context, who viewer) (answer, error) {
	st, a, ok, err := v.standing(ctx, who)
	if err != nil || !ok {
		return a, err
	}
	text := []string{v.rateLine(st)}
	base, _ := coverage.Describe(st.Indicator)
	if n, known := st.Uncovered(); known {
		key := "uncovered.people"
		if st.Indicator == coverage.BHYT {
			key = "uncovered.cards"
		}
		text = []string{v.say(key, vi.Int(n), vi.Percent(n, st.Denominator.Value), v.say("base."+string(base.Base)),
			vi.Int(st.Denominator.Value), vi.Int(st.Participants)), text[0]}
	} else {
		text = append(text, v.say("uncovered.unknown"))
	}
	for _, t := range st.Targets {
		text = append(text, v.targetLine(t))
	}
	return v.short(st, text), nil
}

// yearEnd says how many people are expected by the year's last day, at the net
// pace of the last 28 days.
func (v *visit) yearEnd(st coverage.Standing) string {
	year, _, _ := st.AsOf.Civil()
	last := vi.Date(year, 12, 31)
	people, ok := st.Expected(last)
	if !ok || staleAt(st) {
		return ""
	}
	figure := v.say("q.peopleOnly", vi.Int(people))
	if st.Rated() {
		figure = v.say("q.rateOnly", vi.Percent(people, st.Denominator.Value), vi.Int(people), vi.Int(st.Denominator.Value))
	}
	return v.say("forecast.yearEnd", last.Long(), figure)
}

func textsUncovered() map[string]text {
	return map[string]text{
		"uncovered.cards":   {"Chưa có thẻ BHYT: %s người (%s%% %s) = %s − %s người tham gia", "Without a BHYT card: %s people (%s%% %s) = %s − %s who have one"},
		"uncovered.people":  {"Chưa tham gia: %s người (%s%% %s) = %s − %s người tham gia", "Not taking part: %s people (%s%% %s) = %s − %s who do"},
		"uncovered.unknown": {"Chưa đủ số để biết bao nhiêu người chưa tham gia.", "Too few figures to tell how many do not take part."},
		"forecast.yearEnd":  {"Theo đà 28 ngày qua, đến %s dự kiến %s", "At the pace of the last 28 days, on %s: %s"},
		"compare.sinceNTM":  {"So với lúc được công nhận %s, ngày %s", "Since it was recognised as %s, on %s"},
		"compare.notNTM":    {"%s chưa được công nhận nông thôn mới trong danh mục, nên chưa có ngày để so.", "%s is not on record as recognised new-rural, so there is no day to compare with."},
	}
}
