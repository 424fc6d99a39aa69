package handlers

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
)

// partsCompared is a comparison of all units of a level, folded, whatever time
// stands behind it; besideTime is what sets two times beside each other.
var (
	partsCompared = regexp.MustCompile(`\bso sanh (?:giup |cho |toi |em |anh |chi |so lieu |tinh hinh |ty le |ket qua |bao phu |bhyt |bhxh |tu nguyen |cua )*(?:tat ca |toan bo )?(?:cac|giua cac|nhung|tung) (xa|phuong|tinh|thon|ban|to dan pho|tieu khu|don vi|dia phuong|dia ban|noi)\b`)
	besideTime    = regexp.MustCompile(` (?:voi|vs|so) | (?:va|den) (?:ngay|tuan|thang|quy|nam|cuoi|dau|nay|hom) `)
)

// partsInTime takes a comparison of all units of a level at a time, or at two,
// for the ranking that it is: "so sánh các xã tháng 10" is that of the end of
// October, "… tháng 10 với tháng 9" how each grew from one to the other.
func (v *visit) partsInTime(said string) bool {
	m, at := v.meaning, partsCompared.FindStringSubmatchIndex(said)
	if at == nil || m.Intent != understand.QueryCompare || m.Other != "" || m.Since == "ntm_recognition" || len(m.Ask) > 0 || v.comparesAll(said) {
		return false
	}
	level, behind := said[at[2]:at[3]], strings.ReplaceAll(said[at[1]:], " voi nhau", "")
	ranked := v.reader.Read("xếp hạng các "+level, v.setting)
	if ranked.Intent != understand.QueryRank || len(ranked.Ask) > 0 {
		return false
	}
	if !m.FollowUp { // a place is named
		ranked.Within, ranked.Unit, ranked.Asked, ranked.Heard = m.Unit, "", m.Asked, m.Heard
	}
	ranked.Indicator = m.Indicator
	day := today(v, m.AsOf)
	switch {
	case m.Against == 0 && v.hears("dau nam"):
		ranked.By, ranked.From, ranked.AsOf = string(coverage.ByGrowth), day.YearStart(), day
	case m.Against == 0 && v.hears("cung ky", "nam ngoai", "nam truoc"):
		ranked.By, ranked.From, ranked.AsOf = string(coverage.ByGrowth), day.YearBefore()+1, day
	case m.Against != 0 && besideTime.MatchString(behind):
		ranked.By, ranked.From, ranked.AsOf = string(coverage.ByGrowth), m.Against+1, day
	case m.Against == 0:
		ranked.AsOf = m.AsOf
	default:
		ranked.AsOf = m.Against
	}
	v.meaning = ranked
	return true
}

// What agents set beside something: their own villages, or their commune,
// folded.
var (
	ownVillageBeside = regexp.MustCompile(`\b(?:ban|thon|to|tieu khu|khu)(?: cua)? (?:em|toi|minh|chi|anh|chau|nha)\b.*\b(?:voi|vs|so)\b`)
	ownCommuneBeside = regexp.MustCompile(`\b(?:xa|phuong)(?: cua)? (?:em|toi|minh|chi|anh|chau|nha|ta)\b.*\b(?:voi|vs|so)\b|\bso sanh (?:xa|phuong)(?: cua)? (?:em|toi|minh|chi|anh|chau|nha|ta)\b`)
	withCommune      = regexp.MustCompile(`\b(?:voi|vs|so) (?:ca |toan )?(?:xa|phuong)(?: cua)?(?: em| toi| minh| chi| anh| chau| nha| ta)?$`)
)

// ownBeside reads an agent's own villages or commune set beside a place or a
// time: "so sánh xã của em với tháng trước", "bản của em với bản Dửn".
func (v *visit) ownBeside(said string) bool {
	m := v.meaning
	if v.isReport() || m.Topic != "" || len(m.Ask) > 0 {
		return false
	}
	own := v.person.Units(coverage.Agent)
	commune := v.book.Above(own[0], place.Commune, v.today)
	switch {
	case ownVillageBeside.MatchString(said):
		other := m.Unit
		if withCommune.MatchString(said) {
			other = commune
		} else if m.FollowUp || other == "" || v.book.Tree.Level(other) < place.Commune {
			v.ofOwn = m.Intent == understand.QueryCompare && m.FollowUp && len(own) > 1
			return false // a time
		}
		return v.setBeside(own, other)
	case ownCommuneBeside.MatchString(said) && m.Intent != understand.QueryCompare:
		v.asOfficial(understand.QueryCompare)
		return v.meaning.Intent == understand.QueryCompare
	}
	return false
}

// setBeside compares villages of one's own with another unit.
func (v *visit) setBeside(own []place.Code, other place.Code) bool {
	all := slices.DeleteFunc(slices.Clone(own), func(u place.Code) bool { return u == other || !v.book.Tree.Alive(u, v.today) })
	if len(all) == 0 {
		return false
	}
	v.meaning = understand.Meaning{Intent: understand.QueryCompare, Compare: "unit", Unit: all[0], Other: other, Others: all[1:],
		Indicator: v.indicatorAsked(), AsOf: v.meaning.AsOf}
	return true
}

// ownSince sets each of an agent's villages beside itself on an earlier day.
func (v *visit) ownSince(ctx context.Context, who viewer) (answer, error) {
	day, i := today(v, v.meaning.AsOf), v.indicatorAsked()
	was := v.meaning.Against
	if was == 0 {
		was = day.YearBefore()
	}
	var titles, text []string
	invented := false
	for _, u := range who.Units(coverage.Agent) {
		if !v.book.Tree.Alive(u, v.today) {
			continue
		}
		st, err := v.service.Standing(ctx, u, i, day)
		if err != nil {
			return answer{}, err
		}
		c, err := v.service.Between(ctx, u, i, was, day)
		if err != nil {
			return answer{}, err
		}
		titles = append(titles, st.Title)
		change := v.say("q.noSame", was.Long())
		if c.Known() {
			change = v.changeLine(c)
		}
		text = append(text, capital(st.Title)+": "+v.rateLine(st), change)
		invented = invented || st.Illustration() || c.Illustration()
		v.shown = append(v.shown, st)
	}
	if invented {
		text = append(text, v.say("q.illustrative"))
	}
	return answer{replies: []bot.Reply{{Title: v.upTo(capital(v.placesOf(titles)), day), Text: lines(text...)}}}, nil
}
