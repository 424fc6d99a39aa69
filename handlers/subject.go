package handlers

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// subject is what the last question was about, for one that goes on from it.
type subject struct {
	Unit      string              `json:"unit"`
	Indicator string              `json:"indicator"`
	More      string              `json:"more,omitempty"` // asks for the next page
	Meaning   *understand.Meaning `json:"meaning,omitempty"`
	Said      string              `json:"said,omitempty"` // its words: some are in no meaning
	Refused   bool                `json:"refused,omitempty"`
}

// rememberFor is how long a question may go on from the one before.
const rememberFor = 15 * time.Minute

// remember keeps what was asked about, for a question that goes on from it.
func (v *visit) remember(ctx context.Context, u place.Code) {
	v.recalled = true
	said := v.text
	if v.before != "" {
		said = v.before
	}
	b, err := json.Marshal(subject{Unit: string(u), Indicator: string(v.indicatorAsked()), More: v.next, Meaning: &v.meaning, Said: said, Refused: v.spurned})
	if err == nil {
		v.memory.Remember(ctx, "subject/"+v.msg.From.String(), b, rememberFor)
	}
}

func (v *visit) lastSubject(ctx context.Context) (subject, bool) {
	b, ok := v.memory.Recall(ctx, "subject/"+v.msg.From.String())
	var s subject
	return s, ok && json.Unmarshal(b, &s) == nil
}

func names(said []string, words ...string) bool {
	return slices.ContainsFunc(said, func(s string) bool { return slices.Contains(words, strings.Trim(s, ".,?!")) })
}

// shortcuts are the words that stand for a card's buttons where a channel has
// none: alone they mean the unit that was asked about last.
func shortcuts() map[string]string {
	return map[string]string{
		"theo ban": "theoban", "theo xa": "theoban", "theo tinh": "theoban", "xep hang": "xephang", "theo doi": "theodoi",
		"noi chua dat": "chuadat", "ai chua bao cao": "chuabao", "so cung ky": "cungky", "noi giam": "chuadat",
		"ban do": "bieudo", "bieu do xep hang": "bieudo", "xuat excel": "xuat",
	}
}

// followUp fills in the subject of a question that goes on from the last one.
func (v *visit) followUp(ctx context.Context) {
	if v.whose() {
		return
	}
	said := vi.Fold(strings.Trim(v.text, " ?!.,"))
	command, short := shortcuts()[said]
	if !short && !v.meaning.FollowUp && !goesOn(said) && !nextPage(said) {
		return
	}
	s, ok := v.lastSubject(ctx)
	if !ok {
		return
	}
	switch {
	case v.goesOnOf(s, command), s.Refused && goesOn(said):
	case s.Refused:
		s = subject{} // nothing was shown that this could be of
	default:
		s.Unit = "" // the asker's own
	}
	switch {
	case nextPage(said) && s.More != "":
		v.reread(s.More)
	case short:
		words := []string{"/" + command, v.partedUnit(command, s.Unit)}
		if s.Indicator != "" && s.Indicator != string(coverage.BHYT) {
			words = append(words, s.Indicator)
		}
		if day := v.subjectDay(s); day != 0 && dated(command) && said != "noi giam" {
			words = append(words, day.Long())
		}
		switch said {
		case "noi giam":
			words = append(words, "giam")
		case "ban do":
			words = append(words, asMap)
		case "bieu do xep hang":
			words = append(words, asRanking)
		}
		v.reread(strings.Join(words, " "))
	case goesOn(said) && v.sameOfOther(s):
	case v.meaning.FollowUp:
		v.sameSubject(s)
	}
}

// goesOnOf tells whether a question that names no place may be of the place of
// the last one. A list or ranking shows places around the asker's own of which
// nothing further may be asked: "ai chưa báo cáo" after it is of the own ones.
// What goes on from a question that was refused, "so với năm ngoái?", is refused
// like it; what may stand by itself, "bản đồ", is of the own unit again.
func (v *visit) goesOnOf(s subject, command string) bool {
	if s.Refused {
		return v.meaning.Intent == understand.QueryCompare && command == "" && s.Meaning != nil && s.Meaning.Within == ""
	}
	ranks := v.meaning.Intent == understand.QueryRank || v.meaning.Intent == understand.QueryList
	if command != "" {
		ranks = slices.Contains([]string{"xephang", "chuadat", "theoban", "bieudo"}, command)
	}
	return ranks || v.book.MaySee(v.person, place.Code(s.Unit), v.today)
}

// partedUnit is the unit whose parts a word below a card asks for: a village has
// none, and its commune's are meant.
func (v *visit) partedUnit(command, unit string) string {
	if u := place.Code(unit); v.book.Tree.Level(u) == place.Village && (command == "theoban" || command == "chuadat") {
		return string(v.book.Above(u, place.Commune, v.today))
	}
	return unit
}

// reread takes another text for the one that was written.
func (v *visit) reread(text string) {
	v.text = text
	v.meaning = v.reader.Read(text, v.setting)
}

func nextPage(said string) bool {
	return slices.Contains([]string{"tiep", "xem tiep", "trang sau", "trang tiep", "nua"}, said)
}

// goesOn tells whether a message begins like "còn Mường Giôn?".
func goesOn(said string) bool {
	first, _, _ := strings.Cut(said, " ")
	return first == "con" || strings.HasPrefix(said, "the con ") || strings.HasPrefix(said, "vay con ")
}

// sameOfOther asks the last question of another place, or of another
// indicator: "còn Mường Giôn?" after "Mường Chiên còn thiếu bao nhiêu".
func (v *visit) sameOfOther(s subject) bool {
	m := v.meaning
	if m.Intent == understand.Unclear { // "còn bhxh tự nguyện?"
		m = v.reader.Read(v.text+" đạt bao nhiêu", v.setting)
	}
	if s.Meaning == nil || m.Intent != understand.QueryStatus || m.Aspect != "" {
		return false
	}
	last := *s.Meaning
	switch {
	case m.FollowUp: // it names no place
		if last.Indicator == m.Indicator || m.Indicator == coverage.BHYT && !v.hears("bhyt") {
			return false
		}
		last.Indicator = m.Indicator
	case last.Intent == understand.QueryCompare && last.Compare == "unit" && m.Unit != "":
		last.Other = m.Unit // the first stays, beside another
	default:
		last.Unit, last.Units, last.Asked, last.Choices, last.Ask, last.Heard = m.Unit, m.Units, m.Asked, m.Choices, m.Ask, m.Heard
		last.Within, last.Other = "", ""
		if last.Measure != "" {
			last.Within = m.Unit // of reports: of all within
		}
		if last.Intent == understand.QueryRank || last.Intent == understand.QueryList {
			if last.Within = m.Unit; last.Level != "agent" {
				last.Level = ""
			}
			if v.book.Tree.Level(m.Unit) == place.Village {
				return false
			}
		}
		if m.Indicator != coverage.BHYT || v.hears("bhyt") {
			last.Indicator = m.Indicator
		}
	}
	if last.Unit == "" && last.Asked == "" && len(last.Ask) == 0 {
		last.Unit = place.Code(s.Unit)
	}
	last.Page, last.FollowUp = 0, false
	v.meaning, v.before = last, s.Said
	return true
}

func (v *visit) sameSubject(s subject) {
	// "xã đạt bao nhiêu" names no unit, and yet means the asker's own.
	said := strings.Fields(vi.Fold(v.text))
	if names(said, "xa", "phuong", "ban", "thon", "tinh", "toi", "minh", "em") {
		return
	}
	if s.Unit != "" {
		v.meaning.Unit, v.kept = place.Code(s.Unit), true
	}
	if day := v.subjectDay(s); day != 0 && keepsDay(v.meaning.Intent) && v.meaning.From == 0 && v.meaning.Against == 0 && today(v, v.meaning.AsOf) == v.today && !v.hears("nay", "bay gio", "hien tai", "tuan", "thang", "quy", "nam") {
		v.meaning.AsOf = day
	}
	if !names(said, "bhyt", "the", "te") && v.meaning.Indicator == coverage.BHYT {
		v.meaning.Indicator = coverage.Indicator(s.Indicator)
	}
}

// subjectDay is the earlier day that the last question was of, 0 for today.
func (v *visit) subjectDay(s subject) vi.Day {
	if s.Meaning == nil || s.Meaning.AsOf >= v.today {
		return 0
	}
	return s.Meaning.AsOf
}

// dated tells whether a command may be asked of an earlier day.
func dated(command string) bool {
	return slices.Contains([]string{"theoban", "xephang", "chuadat", "bieudo", "cungky", "chuabao"}, command)
}

// keepsDay tells whether a question that goes on from another stays at its day.
func keepsDay(i understand.Intent) bool {
	return slices.Contains([]understand.Intent{understand.QueryStatus, understand.QueryGap, understand.QueryList, understand.QueryRank}, i)
}
