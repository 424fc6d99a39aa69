package understand

import (
	"slices"

	"baophu/internal/coverage"
)

// describes tells whether a number in parentheses only says more of the
// people counted before: "2 hgđ (1 nam 1 nữ)".
func describes(f figure, st stretch) bool {
	return len(f.labels) == 0 && f.at+1 < len(st.items) && st.items[f.at+1].class == other
}

// wished leaves out numbers behind "cần", "chỉ tiêu", and those who only
// asked: they did not join. Behind the number aimed at "mới được", "đạt" tell
// what was done.
func (t *tally) wished(st stretch, figures []figure) []figure {
	at := slices.IndexFunc(st.items, func(it item) bool { return it.class == aim })
	if at < 0 {
		return figures
	}
	if st.items[at].value == due && t.renewedAt(st.items[at].to) {
		return figures // "3 bác hgđ đến hạn đã đóng tiếp"
	}
	if st.items[at].value == due {
		return behindDue(figures, st.items[at].from)
	}
	if at > 0 && st.items[at-1].class == percent { // "4 hgđ bằng 80% chỉ tiêu"
		return figures
	}
	from := st.items[at].from
	done := t.doneFrom(st, figures, from)
	if len(figures) == 1 && figures[0].isRunning && t.running {
		t.running = false // "xã giao 15 tn cả năm, hôm nay 1 tn"
	}
	return slices.DeleteFunc(figures, func(f figure) bool { return f.at > from && f.at < done || len(figures) == 1 && f.at < done })
}

// behindDue leaves out the number before "sắp hết hạn": nothing happened yet.
func behindDue(figures []figure, at int) []figure {
	for k := len(figures) - 1; k >= 0; k-- {
		if figures[k].at < at {
			return slices.Delete(figures, k, k+1)
		}
	}
	if len(figures) == 1 {
		return nil
	}
	return figures
}

// doneFrom is the word where "mới được" begins behind the number aimed at.
func (t *tally) doneFrom(st stretch, figures []figure, from int) int {
	aimed := slices.IndexFunc(figures, func(f figure) bool { return f.at > from })
	end := st.items[len(st.items)-1].to
	if aimed < 0 || t.running {
		return end
	}
	for i := figures[aimed].at + 1; i < end; i++ {
		for _, key := range [...]string{keyDuoc, keyDc, keyDat, keyThuc, keyXong, keyLam} {
			if t.words[i].Is(key) {
				return i
			}
		}
	}
	return end
}

// summed marks the 3 of "2 hgđ, thêm 1 là 3".
func (t *tally) summed(it item, figures []figure) {
	if it.from == 0 || t.words[it.from-1].Key != keyLa && !t.words[it.from-1].Is(keyThanh) {
		return
	}
	for k := range figures {
		if figures[k].at == it.from {
			figures[k].isSum = k+len(t.figures) > 1
		}
	}
}

// behind tells whether an item stands right behind a figure's number.
func (t *tally) behind(f figure, it item, st stretch) bool {
	for _, other := range st.items {
		if other.from == f.at {
			return other.to == it.from
		}
	}
	return false
}

// inexact reads "khoảng 5", "vài người", "5 người trở lên".
func (t *tally) inexact(it item, st stretch, figures []figure, next int) {
	if next >= 0 && it.to == figures[next].at || next > 0 && figures[next].at-it.to <= 1 {
		figures[next].approx, figures[next].Known = true, false
		return
	}
	for k := range figures {
		if t.behind(figures[k], it, st) || it.value == loosely && k == len(figures)-1 && figures[k].at < it.from {
			figures[k].approx, figures[k].Known = true, false
		}
	}
}

// renewedAt tells whether "đã đóng tiếp" stands right behind cards that run out.
func (t *tally) renewedAt(i int) bool {
	return i < len(t.words) && t.words[i].Is(keyDa) && slices.ContainsFunc(t.items, func(it item) bool {
		return it.class == kind && it.value == string(coverage.Renewed) && it.from >= i && it.from <= i+1
	})
}
