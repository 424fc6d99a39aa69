package handlers

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// group gives the unit and level a list or ranking is of.
func (v *visit) group(who viewer) (place.Code, place.Level, answer, bool) {
	m := v.meaning
	if len(m.Ask) > 0 {
		return "", 0, v.ask(m.Ask[0]), false
	}
	within := m.Within
	if within == "" {
		within = m.Unit
	}
	if within == "" {
		within = m.Asked
	}
	if within == "" && len(who.Grants) > 0 {
		within = v.ownGroup(who)
	}
	levels := map[string]place.Level{"village": place.Village, "commune": place.Commune, "province": place.Province}
	level, named := levels[m.Level]
	if !named {
		level = v.below(within)
	}
	if office := v.book.Tree.Level(within) == place.Office; office && level < place.Commune || !office && level <= v.book.Tree.Level(within) && within != place.Nation {
		level = v.below(within)
	}
	if own := v.firstOwn(who.Person); v.msg.Group && !v.book.MayRank(who.Person, within, level, v.today) && v.inParentUnnamed(own, within) {
		within, level = own, v.below(own) // a group has no place among others, and is shown its own parts
	}
	if !v.book.MayRank(who.Person, within, level, v.today) {
		title := v.formerTitle(within)
		if who.Has(coverage.Agent) {
			return "", 0, v.reply("guard.list", title, v.ownUnits(who.Person)), false
		}
		return "", 0, v.reply("guard.scope", capital(title), v.ownUnits(who.Person)), false
	}
	return within, level, answer{}, true
}

// inParentUnnamed tells whether a unit is right above one's own, and was not
// named by the message.
func (v *visit) inParentUnnamed(own, above place.Code) bool {
	chain := v.book.Tree.Ancestors(own, v.today)
	unit, _ := v.book.Tree.Unit(above)
	return len(chain) > 1 && chain[1] == above && !v.hears(vi.Fold(unit.Name), "tinh", "phuong") && !v.namesXa()
}

// namesXa tells the word for a commune from that for far, which are one word
// where no marks are typed: "bao xa nữa", "còn xa không".
func (v *visit) namesXa() bool {
	words := vi.Words(v.before + " " + v.text)
	marked := slices.ContainsFunc(words, func(w vi.Word) bool { return w.Kind == vi.Letters && !w.Bare() })
	for n, w := range words {
		if w.Fold != "xa" || w.Bare() && marked {
			continue
		}
		far := n > 0 && slices.Contains([]string{"bao", "con", "rat", "cach", "kha"}, words[n-1].Fold) ||
			n+1 < len(words) && slices.Contains([]string{"khong", "ko", "nua", "lam", "qua", "the", "vay"}, words[n+1].Fold)
		if !w.Bare() || !far {
			return true
		}
	}
	return false
}

// ownGroup is the unit whose parts a person means by "các xã": an agent's
// commune, an official's own unit.
func (v *visit) ownGroup(who viewer) place.Code {
	first := who.Grants[0]
	if first.Role == coverage.Agent {
		return v.book.Above(first.Unit, place.Commune, v.today)
	}
	return v.firstOwn(who.Person)
}

func (v *visit) below(u place.Code) place.Level {
	switch v.book.Tree.Level(u) {
	case place.Country:
		return place.Province
	case place.Province, place.District, place.Office:
		return place.Commune
	default:
		return place.Village
	}
}

func levelName(l place.Level) string {
	return map[place.Level]string{place.Province: "province", place.Commune: "commune", place.Village: "village"}[l]
}

// mayList tells whether the viewer may see the units right below one.
func (v *visit) mayList(u place.Code) bool {
	return v.book.Tree.Level(u) != place.Village && v.book.MayRank(v.person, u, v.below(u), v.today)
}

// mayRankAmong tells whether the viewer may see a unit among its siblings.
func (v *visit) mayRankAmong(u place.Code) bool {
	level := v.book.Tree.Level(u)
	if level <= place.Province || level == place.Office {
		return v.mayList(u)
	}
	above := v.book.Tree.Ancestors(u, v.today)
	return len(above) > 1 && v.book.MayRank(v.person, above[1], level, v.today)
}

// silentFor says for how many days nothing has come from a village.
func (v *visit) silentFor(last, to vi.Day) string {
	switch {
	case last.IsZero():
		return v.say("missing.never")
	case last >= to-1:
		return ""
	}
	return v.say("missing.silent", int(to-last), v.date(last, v.today))
}
