package vi

// When reads the days that a text names.
type When struct {
	named Lexicon[namedSpan]
	heads Lexicon[dateHead]
}

type namedSpan struct {
	scale  Scale
	offset int
	sure   bool
}

type dateHead int8

const (
	headDay dateHead = iota
	headMonth
	headQuarter
	headYear
	headWeekday
	headLoose // "t": thứ, tháng or thôn
)

// namedSpans are the days and stretches that have a name, by their distance
// from today in days, weeks, months, quarters, years.
var namedSpans = []struct {
	phrases string
	span    namedSpan
}{
	{"hôm nay|hnay|hn nay|ngày nay|bữa nay|bửa nay|sáng nay|trưa nay|chiều nay|tối nay|trong ngày|ngày hôm nay|trong ngày hôm nay|h.nay|hômnay|homnay|nay|today|hum nay|hum ni|hum nì|hôm ni|bữa ni|bữa nì|ngày ni|đến nay|tính đến nay|hiện nay|hiện tại|hiện giờ|bây giờ|bây h|bh|lúc này|giờ này|đến hiện tại|đến giờ|tới giờ|tới nay", namedSpan{OneDay, 0, true}},
	{"hn", namedSpan{OneDay, 0, false}},
	{"hôm qua|hqua|h.qua|hum qua|bữa qua|ngày qua|tối qua|chiều qua|sáng qua|đêm qua|trưa qua|ngày hôm qua|homqua|hômqua|chiều hôm qua|tối hôm qua|sáng hôm qua|hq|yesterday|hôm wa|hum wa|hum woa|hôm woa|hwa", namedSpan{OneDay, -1, true}},
	{"hôm kia|hkia|h.kia|bữa kia|ngày hôm kia|homkia", namedSpan{OneDay, -2, true}},
	{"=hôm kìa", namedSpan{OneDay, -3, true}},
	{"ngày mai|sáng mai|chiều mai|tối mai|trưa mai|mai mốt", namedSpan{OneDay, 1, true}},
	{"mai", namedSpan{OneDay, 1, false}},
	{"ngày kia|ngày mốt|hôm mốt", namedSpan{OneDay, 2, true}},
	{"tuần này|trong tuần|trong tuần này|tuần nay", namedSpan{Week, 0, true}},
	{"tuần trước|tuần rồi|tuần qua|tuần vừa rồi|tuần vừa qua", namedSpan{Week, -1, true}},
	{"tuần sau|tuần tới", namedSpan{Week, 1, true}},
	{"tháng này|trong tháng|trong tháng này|tháng nay", namedSpan{MonthLong, 0, true}},
	{"tháng trước|tháng rồi|tháng vừa rồi|tháng qua|tháng vừa qua|tháng trc", namedSpan{MonthLong, -1, true}},
	{"tháng sau|tháng tới", namedSpan{MonthLong, 1, true}},
	{"quý này|trong quý|quí này", namedSpan{Quarter, 0, true}},
	{"quý trước|quý rồi|quý vừa rồi|quí trước", namedSpan{Quarter, -1, true}},
	{"năm nay|trong năm|trong năm nay|năm này|từ đầu năm|đầu năm|từ đầu năm đến nay|đầu năm đến nay|từ đầu năm tới nay", namedSpan{Year, 0, true}},
	{"năm ngoái|năm trước|năm rồi|năm qua|năm vừa rồi|cuối năm ngoái|cuối năm trước", namedSpan{Year, -1, true}},
	{"hôm nọ|hôm trước|bữa trước|bữa nọ|mấy hôm trước|mấy hôm nay|mấy bữa nay|mấy ngày nay|hôm bữa|bữa hổm|hôm rồi|mấy ngày trước|hôm bữa trước|dạo trước|vài hôm trước|vài ngày trước|mấy hôm rày", namedSpan{Vague, 0, true}},
}

var dateHeads = []struct {
	phrases string
	head    dateHead
}{
	{"ngày|hôm|bữa|mùng|mồng|ngày mùng|ngày mồng|hôm mùng|đến ngày|tính đến ngày", headDay},
	{"tháng|thg|thág|hết tháng|cuối tháng", headMonth},
	{"quý|quí|=q", headQuarter},
	{"năm|cuối năm", headYear},
	{"thứ|hôm thứ|ngày thứ|sáng thứ|chiều thứ|tối thứ", headWeekday},
	{"chủ nhật|chúa nhật|chu nhat|hôm chủ nhật|cn", headWeekday},
	{"t", headLoose},
}

// NewWhen builds the reader of days.
func NewWhen() *When {
	w := &When{}
	for _, row := range namedSpans {
		w.named.Add(row.phrases, row.span)
	}
	for _, row := range dateHeads {
		w.heads.Add(row.phrases, row.head)
	}
	return w
}

// Read reads the day or stretch of days that begins at words[i].
func (w *When) Read(words []Word, i int, today Day) (Span, bool) {
	if i >= len(words) {
		return Span{}, false
	}
	if words[i].Kind == Digits {
		return w.fromDigits(words, i, today)
	}
	if words[i].Kind != Letters {
		return Span{}, false
	}
	named, length, ok := w.named.Longest(words, i)
	head, headLen, isHead := w.heads.Longest(words, i)
	if isHead && (!ok || headLen >= length) {
		if s, good := w.fromHead(words, i, i+headLen, head, today); good {
			s.Len += headLen
			return s, true
		}
	}
	if !ok {
		return Span{}, false
	}
	return w.fromName(named, length, today), true
}

func (w *When) fromName(n namedSpan, length int, today Day) Span {
	year, month, _ := today.Civil()
	s := Span{Scale: n.scale, Len: length}
	switch n.scale {
	case OneDay:
		s = day(today+Day(n.offset), length, n.sure)
	case Week:
		s = weekSpan(today+Day(7*n.offset), length)
	case MonthLong:
		s = monthSpan(year, int(month)+n.offset, length)
	case Quarter:
		s = quarterSpan(year, (int(month)+2)/3+n.offset, length)
	case Year:
		s = yearSpan(year+n.offset, length)
	}
	s.Sure = n.sure
	return s
}
