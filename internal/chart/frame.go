package chart

// tallest is how tall a picture is at most: what a phone shows whole.
const tallest = 1350

// framed begins a picture of some height with what stands around the drawing,
// taller where that leaves less than the room that the drawing needs, and gives
// the room there is.
func framed(f Frame, height, room float64) (*board, rect, error) {
	b, err := newBoard(min(tallest, height))
	if err != nil {
		return nil, rect{}, err
	}
	area := b.frame(f)
	if short := room - (area.bottom - area.top); short > 0 && b.height < tallest {
		return framed(f, b.height+short, 0)
	}
	return b, area, nil
}

// frame writes what stands around a drawing and gives the room left for it.
func (b *board) frame(f Frame) rect {
	room := float64(width - 2*margin)
	y := b.title(f, room)
	if f.Figure != "" {
		y = b.figure(f, y, room)
	}
	return rect{margin, y, width - margin, b.foot(f, room)}
}

// title writes the title, on two lines where it must, and the subtitle; it
// gives where they end.
func (b *board) title(f Frame, room float64) float64 {
	s := b.shrink(f.Title, style{semibold, 58, ink()}, room, 50)
	if b.measure(f.Title, s) > room {
		s = b.fitted(f.Title, style{semibold, 54, ink()}, room, 46)
	}
	y := float64(margin) - 14
	for _, line := range b.balance(f.Title, s, room, 2) {
		y += s.size * 1.16
		b.text(margin, y, line, s, left)
	}
	sub := b.shrink(f.Subtitle, style{regular, 40, grey()}, room, 34)
	for _, line := range b.parted(f.Subtitle, sub, room, 2) {
		y += sub.size * 1.42
		b.text(margin, y, line, sub, left)
	}
	return y + 30
}

// fitted gives the largest style down to a size in which a text goes whole into
// two lines.
func (b *board) fitted(text string, s style, room, least float64) style {
	for s.size > least && len(b.wrap(text, s, room, 3)) > 2 {
		s.size -= 2
	}
	return s
}

// figure writes the newest figure, as large as may be, and beside it what
// belongs to it, each on a line of its own where that can be.
func (b *board) figure(f Frame, y, room float64) float64 {
	const tall = 124
	s := b.shrink(f.Figure, style{semibold, tall, blue()}, 0.53*room, 72)
	x := margin + b.measure(f.Figure, s) + 28
	beside := style{regular, 39, ink()}
	for _, text := range f.Beside {
		if one := b.shrink(text, beside, width-margin-x, 35); b.measure(text, one) <= width-margin-x {
			beside = one
		}
	}
	var lines []string
	for _, text := range f.Beside {
		lines = append(lines, b.wrap(text, beside, width-margin-x, 2)...)
	}
	pitch := beside.size * 1.28
	all := max(tall, pitch*float64(len(lines)))
	b.text(margin-4, y+all/2+s.size*0.36, f.Figure, s, left)
	at := y + all/2 - pitch*float64(len(lines)-1)/2 + beside.size*0.36
	for n, line := range lines {
		b.text(x, at+pitch*float64(n), line, beside, left)
	}
	return y + all + 30
}

// foot writes what the figures stand on and gives where it begins.
func (b *board) foot(f Frame, room float64) float64 {
	s := style{regular, 34, grey()}
	var lines []string
	for _, text := range f.Foot {
		lines = append(lines, b.wrap(text, s, room, 2)...)
	}
	top := b.height - margin - s.size*1.32*float64(len(lines))
	for n, line := range lines {
		b.text(margin, top+s.size*1.32*(float64(n)+1), line, s, left)
	}
	return top - 24
}
