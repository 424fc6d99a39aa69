package understand

// ownFigure tells whether the place at items[i:end] begins a clause and has a
// number of its own, so that nobody only left for it: "noong la giảm 1 hgđ, ở
// Chiềng Đen 3 hgđ".
func ownFigure(items []item, i, end int) bool {
	for end < len(items) && items[end].class == filler || end < len(items) && items[end].class == colon {
		end++
	}
	if end+1 >= len(items) || items[end].class != count || !isLabel(items[end+1].class) {
		return false
	}
	for k := i - 1; k >= 0; k-- {
		switch items[k].class {
		case filler, kindWord, other:
			continue
		case comma, strong, and, dash:
			return true
		}
		return family(items[end+1].class) == 1
	}
	return false
}
