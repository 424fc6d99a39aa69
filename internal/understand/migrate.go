package understand

import (
	"slices"

	"baophu/internal/coverage"
)

// migrated takes "chuyển ra Hà Nội ở với con", "từ dửn sang ka láp sinh sống"
// for people who moved house: a reason to lapse, and no move of a report. Where
// they went is no village of the report.
func (g *reading) migrated(items []item) []item {
	if !g.agent() {
		return items
	}
	items = g.whereto(items)
	for i, it := range items {
		if !g.moves(it) || !g.settles(items, i) {
			continue
		}
		items = slices.Clone(items)
		items[i].class, items[i].value = reason, string(coverage.Moved)
		gone := false
		for k := i + 1; k < len(items) && items[k].class != comma && items[k].class != strong; k++ {
			switch w := g.words[items[k].from]; {
			case items[k].class == count || isLabel(items[k].class) && items[k].class != kind && items[k].class != reason:
				gone = false
			case slices.Contains(directions, w.Fold):
				gone = true
				items[k].class = filler
			case gone && (items[k].class == unit || items[k].class == strange || items[k].class == other || items[k].class == becomes || items[k].class == move):
				items[k].class, items[k].units = filler, nil
			}
		}
		if last := g.words[items[i].to-1].Fold; slices.Contains(directions, last) {
			for k := i + 1; k < len(items) && (items[k].class == unit || items[k].class == strange || items[k].class == other || items[k].class == filler); k++ {
				items[k].class, items[k].units = filler, nil
			}
		}
		return items
	}
	return items
}

// directions are the words before where somebody moved to, folded.
var directions = []string{"sang", "ve", "ra", "len", "xuong", "vao", "den", "toi", "qua", "di"}

// moves tells whether an item says "chuyển", of people or of a report.
func (g *reading) moves(it item) bool {
	w := g.words[it.from]
	return w.Is(keyChuyen) && (it.class == other || it.class == move || it.class == reason || it.class == filler) ||
		w.Is(keyDon) && it.class == other || w.Is(keyDoi) && it.class == other
}

// settles tells whether people are said to live elsewhere from now on: "sinh
// sống", "ở với con", or "giảm", "cắt" of them in the same statement.
func (g *reading) settles(items []item, i int) bool {
	people, lives, lapses := false, false, false
	from, to := i, i
	for from > 0 && items[from-1].class != strong {
		from--
	}
	for to < len(items) && items[to].class != strong {
		to++
	}
	for k := from; k < to; k++ {
		switch it := items[k]; {
		case it.class == wrong || it.class == fixing || it.class == latest && k < i:
			return false
		case it.class == count && k+1 < to && (items[k+1].class == households || items[k+1].class == count || g.peopleWord(items[k+1])):
			people = true
		case it.class == kind && it.value == string(coverage.Lapsed):
			lapses = true
		}
		lives = lives || k > i && g.dwells(items[k])
	}
	return people && (lives || lapses)
}

func (g *reading) peopleWord(it item) bool {
	return isLabel(it.class) && it.class != households && family(it.class) != 2
}

// dwells tells whether an item says that somebody lives somewhere.
func (g *reading) dwells(it item) bool {
	w := g.words[it.from]
	switch {
	case w.Is(keySinh) && g.is(it.from+1, "song"), w.Is(keySong), w.Is(keyDinh) && g.is(it.from+1, "cu"):
		return true
	case w.Key == keyO:
		return g.is(it.from+1, "voi") || g.is(it.from+1, "han") || g.is(it.from+1, "luon") || it.from+1 == len(g.words)
	case w.Is(keyQue), w.Is(keyTinh) && g.is(it.from+1, "khac"):
		return true
	}
	return false
}

// whereto leaves out where people went for a reason that was said: "lấy chồng
// sang Lào".
func (g *reading) whereto(items []item) []item {
	for i := 0; i+1 < len(items); i++ {
		if items[i].class != reason || items[i].value != string(coverage.Moved) && items[i].value != string(coverage.ToEmployer) {
			continue
		}
		for k := i + 1; k < len(items); k++ {
			w := g.words[items[k].from]
			direction := items[k].class == becomes || items[k].class == filler || slices.Contains(directions, w.Fold) && items[k].class != unit
			if !direction && items[k].class != other && !(items[k].class == strange && items[k].value == unnamed) {
				break
			}
			if k == i+1 {
				items = slices.Clone(items)
			}
			items[k].class, items[k].units, items[k].value = filler, nil, ""
		}
	}
	return items
}
