package place

import "slices"

// slips finds names that a text misses by at most two slips: a letter left
// out, put in, changed, or two neighbours swapped. A name and a text that far
// apart share what is left of their first letters when up to two of those are
// taken out, so the names are kept by the hashes of all such remainders.
type slips struct {
	entries []entry
	starts  []uint32 // of each bucket in ids; one more than buckets
	ids     []int32
	mask    uint32
}

const (
	maxSlips = 2
	prefix   = 7 // letters of a name whose remainders are kept
)

func newSlips(entries []entry) *slips {
	type pair struct {
		bucket uint32
		id     int32
	}
	size := uint32(1024)
	for size < uint32(len(entries))*16 {
		size *= 2
	}
	s := &slips{entries: entries, mask: size - 1, starts: make([]uint32, size+1)}
	var pairs []pair
	for i := range entries {
		if entries[i].numeric {
			continue
		}
		for _, h := range remainders(entries[i].sound, nil) {
			pairs = append(pairs, pair{h & s.mask, int32(i)})
			s.starts[h&s.mask+1]++
		}
	}
	for i := 1; i < len(s.starts); i++ {
		s.starts[i] += s.starts[i-1]
	}
	s.ids = make([]int32, len(pairs))
	next := slices.Clone(s.starts)
	for _, p := range pairs {
		s.ids[next[p.bucket]] = p.id
		next[p.bucket]++
	}
	return s
}

// slip is a name found, and how many slips away.
type slip struct {
	entry int32
	edits int
}

// find gives the names within most slips of a text without spaces, whose
// numbers are the same; nearest first.
func (s *slips) find(run, numbers string, most int) []slip {
	run = soundRun(run)
	if len(run) < 3 || len(run) > longest {
		return nil
	}
	var hashes [64]uint32
	var candidates []int32
	for _, h := range remainders(run, hashes[:0]) {
		b := h & s.mask
		candidates = append(candidates, s.ids[s.starts[b]:s.starts[b+1]]...)
	}
	slices.Sort(candidates)
	var found []slip
	for _, id := range slices.Compact(candidates) {
		e := &s.entries[id]
		if e.numbers != numbers {
			continue
		}
		if d := edits([]byte(run), []byte(e.sound), min(most, allowed(len(e.sound)))); d >= 0 {
			found = append(found, slip{id, max(d, 1)})
		}
	}
	slices.SortStableFunc(found, func(a, b slip) int { return a.edits - b.edits })
	return found
}

// allowed bounds the slips in a name by its length: of a short one nothing
// would be left to know it by.
func allowed(letters int) int {
	switch {
	case letters < 3:
		return 0
	case letters < 5:
		return 1
	default:
		return maxSlips
	}
}

// remainders appends the hashes of what is left of the first letters of s
// with none, one and two of them taken out, each once.
func remainders(s string, to []uint32) []uint32 {
	if len(s) > prefix {
		s = s[:prefix]
	}
	to = append(to, hashWithout(s, -1, -1))
	for i := range len(s) {
		for j := i; j < len(s); j++ {
			to = append(to, hashWithout(s, i, j))
		}
	}
	slices.Sort(to)
	return slices.Compact(to)
}

// hashWithout hashes s (FNV-1a) without the bytes at i and j.
func hashWithout(s string, i, j int) uint32 {
	h := uint32(2166136261)
	for k := 0; k < len(s); k++ {
		if k != i && k != j {
			h = (h ^ uint32(s[k])) * 16777619
		}
	}
	return h ^ h>>15
}

// edits gives how many letters to leave out, put in, change or swap with the
// next (also over one that was put in or left out between) to make b of a, or
// -1 where that is more than most, which is at most maxSlips. Only the band of
// the table that such a distance can reach is computed.
func edits[L byte | rune](a, b []L, most int) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > most || len(b) > longest {
		return -1
	}
	if len(a) == 0 {
		return len(b)
	}
	const far = 100
	var rows [4][longest + 2]int8
	three, two, one, row := &rows[0], &rows[1], &rows[2], &rows[3]
	for j := 0; j <= len(b); j++ {
		one[j] = int8(j)
		two[j], three[j] = far, far
	}
	for i := 1; i <= len(a); i++ {
		from, to := max(1, i-most), min(len(b), i+most)
		row[from-1] = far
		if from == 1 {
			row[0] = int8(i)
		}
		for j := from; j <= to; j++ {
			d := one[j-1]
			if a[i-1] != b[j-1] {
				d = min(d, one[j], row[j-1]) + 1
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, two[j-2]+1)
			}
			if i > 2 && j > 1 && a[i-1] == b[j-2] && a[i-3] == b[j-1] {
				d = min(d, three[j-2]+2)
			}
			if i > 1 && j > 2 && a[i-1] == b[j-3] && a[i-2] == b[j-1] {
				d = min(d, two[j-3]+2)
			}
			row[j] = d
		}
		if to < len(b) {
			row[to+1] = far
		}
		three, two, one, row = two, one, row, three
	}
	if d := int(one[len(b)]); d <= most {
		return d
	}
	return -1
}
