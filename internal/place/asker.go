package place

// ring is how near a unit is to whoever asks.
type ring int8

// The rings, nearest first.
const (
	own      ring = iota // the asker's own units and what is below them
	commune              // the commune of the asker's villages
	province             // the asker's province
	country
)

// asker is Near, looked up.
type asker struct {
	near      Near
	units     []int32
	communes  []int32
	provinces []int32
	above     []int32 // what stands above the units of one who is no agent
}

func (ix *Index) asker(near Near) asker {
	a := asker{near: near}
	t := ix.tree
	for _, code := range near.Units {
		i, ok := t.ids[code]
		if !ok || t.levels[i] == Country {
			continue // who has the whole country is near to nothing
		}
		a.units = append(a.units, i)
		a.locate(ix, i)
		if t.levels[i] == Office {
			for _, s := range t.served[i] {
				if t.servedOn(s, i, 0) {
					a.locate(ix, s)
				}
			}
		}
		if t.levels[i] == Village {
			continue
		}
		for p := t.parents[i]; p != none && t.levels[p] != Country; p = t.parents[p] {
			a.above = append(a.above, p)
		}
	}
	return a
}

func (a *asker) locate(ix *Index, i int32) {
	if c := ix.commune[i]; c != none {
		a.communes = append(a.communes, c)
	}
	if p := ix.province[i]; p != none {
		a.provinces = append(a.provinces, p)
	}
}

// owns tells whether i is one of the asker's units themselves.
func (a *asker) owns(i int32) bool { return among(a.units, i) }

// ring gives how near unit i is; an old unit is where it is today.
func (a *asker) ring(ix *Index, i int32) ring {
	if len(a.units) == 0 {
		return country
	}
	nearest, farthest := country, own
	for _, n := range ix.todayList(i) {
		r := a.ringToday(ix, n)
		nearest, farthest = min(nearest, r), max(farthest, r)
	}
	switch {
	case a.underOwn(ix, i) || among(a.above, i):
		return own
	case nearest == own && farthest != own:
		return commune // a part of it is the asker's
	default:
		return nearest
	}
}

func (a *asker) ringToday(ix *Index, i int32) ring {
	switch {
	case a.underOwn(ix, i):
		return own
	case ix.commune[i] != none && among(a.communes, ix.commune[i]):
		return commune
	case ix.province[i] != none && among(a.provinces, ix.province[i]):
		return province
	default:
		return country
	}
}

func (a *asker) underOwn(ix *Index, i int32) bool {
	for _, u := range a.units {
		if ix.tree.levels[u] == Office && ix.tree.within(i, u, 0) || ix.tree.below(i, u) {
			return true
		}
	}
	return false
}

// todayList gives what a unit is today, itself where it still is.
func (ix *Index) todayList(i int32) []int32 {
	if ix.tree.units[i].To.IsZero() {
		return []int32{i}
	}
	return ix.today[i]
}

func among(list []int32, i int32) bool {
	for _, x := range list {
		if x == i {
			return true
		}
	}
	return false
}
