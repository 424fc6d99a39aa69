package vi

import "strconv"

// fromHead reads what follows "ngày", "tháng", "thứ" …; the span's length is
// that of what follows.
func (w *When) fromHead(words []Word, start, i int, head dateHead, today Day) (Span, bool) {
	if head == headWeekday && (words[i-1].Fold == "nhat" || words[i-1].Fold == "cn") {
		s := w.weekday(words, i, 0, today)
		s.Sure = words[i-1].Fold == "nhat"
		return s, true
	}
	if head == headLoose && (i >= len(words) || words[i].Space) {
		return Span{}, false
	}
	switch head {
	case headDay:
		return w.dayAfter(words, i, today)
	case headMonth:
		return w.monthAfter(words, i, today)
	case headQuarter:
		return quarterAfter(words, i, today)
	case headYear:
		if n, ok := small(words, i); ok && n >= 2000 && n <= 2100 {
			s := yearSpan(n, 1)
			return s, true
		}
	case headWeekday:
		if n, length, ok := weekdayNumber(words, i); ok {
			s := w.weekday(words, i+length, n, today)
			s.Len += length
			s.Sure = start < i-1 || !words[start].Bare() // "thu 5" may be "collected 5"
			return s, true
		}
	case headLoose:
		if n, ok := small(words, i); ok && n >= 2 && n <= 7 {
			s := w.weekday(words, i+1, n-1, today)
			s.Len++
			s.Sure = false
			return s, true
		}
		if s, ok := w.monthAfter(words, i, today); ok && words[start].Len() == 1 {
			s.Sure = false
			return s, true
		}
	}
	return Span{}, false
}

// Len gives the bytes of the word.
func (w Word) Len() int { return w.End - w.Start }

// small reads one run of at most four digits.
func small(words []Word, i int) (int, bool) {
	if i >= len(words) || words[i].Kind != Digits || len(words[i].Text) > 4 {
		return 0, false
	}
	n, err := strconv.Atoi(words[i].Text)
	return n, err == nil
}

// dayAfter reads 12, 12/11, 12-11-2026, 12 tháng 11 năm 2026 behind "ngày".
func (w *When) dayAfter(words []Word, i int, today Day) (Span, bool) {
	if s, ok := written(words, i, today); ok {
		s.Sure = true
		return s, true
	}
	dd, ok := small(words, i)
	if !ok || dd == 0 || dd > 99 || unitOfTime(words, i+1) {
		return Span{}, false
	}
	if s, ok := w.dayOfNamedMonth(words, i, dd, today); ok {
		return s, true
	}
	s := dayOfMonth(today, dd, 1)
	return s, true
}

func unitOfTime(words []Word, i int) bool {
	return i < len(words) && (words[i].Fold == "ngay" || words[i].Fold == "h" || words[i].Fold == "gio")
}

// dayOfNamedMonth reads "12 tháng 11" and "12 tháng này" at the number.
func (w *When) dayOfNamedMonth(words []Word, i, dd int, today Day) (Span, bool) {
	head, length, ok := w.heads.Longest(words, i+1)
	var m Span
	if ok && head == headMonth {
		m, ok = w.monthAfter(words, i+1+length, today)
		m.Len += length
	} else {
		ok = false
	}
	if !ok {
		named, length, isNamed := w.named.Longest(words, i+1)
		if !isNamed || named.scale != MonthLong {
			return Span{}, false
		}
		m = w.fromName(named, length, today)
	}
	year, month, _ := m.From.Civil()
	s := daySpan(today, dd, int(month), year, 1+m.Len)
	return s, true
}

// monthAfter reads 10, 10/2026, "10 năm 2025" behind "tháng".
func (w *When) monthAfter(words []Word, i int, today Day) (Span, bool) {
	mm, ok := small(words, i)
	length := 1
	if _, used := yearBehind(words, i, today); !ok && used > 0 {
		return Span{}, false // "11 tháng năm 2023": of that year
	}
	if !ok {
		n, isNumber := readSpelled(words, i)
		if !isNumber || n.Approx {
			return Span{}, false
		}
		mm, length = int(n.Value), n.Len
	}
	if mm < 1 || mm > 12 {
		return Span{}, false
	}
	year, now, _ := today.Civil()
	if yy, used := yearBehind(words, i+length, today); used > 0 {
		year, length = yy, length+used
	} else if mm > int(now) {
		year--
	}
	s := monthSpan(year, mm, length)
	return s, true
}

// yearBehind reads "/2026", "năm 2026", "năm ngoái".
func yearBehind(words []Word, i int, today Day) (year, used int) {
	if i+1 >= len(words) {
		return 0, 0
	}
	now, _, _ := today.Civil()
	behind := words[i].Fold == "nam" || words[i].Kind == Mark && (words[i].Text == "/" || words[i].Text == "-" || words[i].Text == ".")
	if !behind {
		return 0, 0
	}
	if n, ok := small(words, i+1); ok && n >= 2000 && n <= 2100 {
		return n, 2
	}
	if words[i].Fold == "nam" {
		switch words[i+1].Fold {
		case "nay":
			return now, 2
		case "ngoai", "truoc":
			return now - 1, 2
		}
	}
	return 0, 0
}

func quarterAfter(words []Word, i int, today Day) (Span, bool) {
	if i >= len(words) {
		return Span{}, false
	}
	n, ok := small(words, i)
	if roman := map[string]int{"i": 1, "ii": 2, "iii": 3, "iv": 4}[words[i].Fold]; !ok && roman > 0 {
		n, ok = roman, true
	}
	if !ok || n < 1 || n > 4 {
		return Span{}, false
	}
	year, now, _ := today.Civil()
	length := 1
	if yy, used := yearBehind(words, i+1, today); used > 0 {
		year, length = yy, length+used
	} else if 3*n-2 > int(now) {
		year--
	}
	s := quarterSpan(year, n, length)
	return s, true
}

// weekdayNumber reads hai … bảy and 2 … 7 behind "thứ"; Monday is 1.
func weekdayNumber(words []Word, i int) (n, length int, ok bool) {
	if n, ok := small(words, i); ok {
		return n - 1, 1, n >= 2 && n <= 7
	}
	spelled, ok, _ := numeralAt(words, i)
	if !ok || spelled.role != digitWord || spelled.value < 2 || spelled.value > 7 {
		return 0, 0, false
	}
	return int(spelled.value) - 1, 1, true
}

// weekday gives the last such day up to today; "tuần trước" and "tuần sau"
// behind it say which.
func (w *When) weekday(words []Word, i, n int, today Day) Span {
	back := (int(today.Weekday()) - n + 7) % 7
	s := day(today-Day(back), 0, true)
	if named, length, ok := w.named.Longest(words, i); ok && named.scale == Week {
		s.From = monday(today) + Day(7*named.offset+(n+6)%7)
		s.To = s.From
		s.Len = length
	} else if i < len(words) && words[i].Fold == "toi" && !words[i].Is("toi") {
		s.From += 7
		s.To, s.Len = s.From, 1
	}
	return s
}

// fromDigits reads 12/11, 12.11, 12-11-2026, "2 ngày trước", "9 tháng",
// "12 tháng 11".
func (w *When) fromDigits(words []Word, i int, today Day) (Span, bool) {
	if s, ok := written(words, i, today); ok {
		return s, true
	}
	n, ok := small(words, i)
	if !ok || i+1 >= len(words) {
		return Span{}, false
	}
	next := words[i+1].Fold
	if s, ok := ago(words, i, n, today); ok {
		return s, true
	}
	if s, ok := w.dayOfNamedMonth(words, i, n, today); ok && words[i+1].Space {
		return s, true
	}
	if (next == "thang" || next == "th" || next == "thag") && n >= 1 && n <= 60 {
		return monthsSpan(words, i, n, today), true
	}
	return Span{}, false
}

func ago(words []Word, i, n int, today Day) (Span, bool) {
	if i+2 >= len(words) || n > 365 {
		return Span{}, false
	}
	unit, side := words[i+1].Fold, words[i+2].Fold
	if unit != "ngay" && unit != "hom" && unit != "bua" || side != "truoc" {
		return Span{}, false
	}
	s := day(today-Day(n), 3, true)
	return s, true
}

// monthsSpan reads "9 tháng", "6 tháng đầu năm", "11 tháng năm 2025".
func monthsSpan(words []Word, i, n int, today Day) Span {
	year, _, _ := today.Civil()
	s := Span{Scale: Months, Count: n, Len: 2}
	if i+3 < len(words) && words[i+2].Fold == "dau" && words[i+3].Fold == "nam" {
		s.Len = 4
		if n, ok := small(words, i+4); ok && n >= 2000 && n <= 2100 {
			year, s.Len = n, 5
		}
	}
	if yy, used := yearBehind(words, i+s.Len, today); used > 0 {
		year, s.Len = yy, s.Len+used
	} else if yy, ok := small(words, i+s.Len); ok && yy >= 2000 && yy <= 2100 { // "9 tháng 2025"
		year, s.Len = yy, s.Len+1
	}
	if n <= 12 {
		s.From, s.To = Date(year, 1, 1), monthSpan(year, n, 0).To
	}
	return s
}

// written reads d/m, d/m/y with /, - or dots between. A form that may be
// something else ("3-5", "12.11") is not sure.
func written(words []Word, i int, today Day) (Span, bool) {
	dd, ok := small(words, i)
	mark, rest, isJoined := joined(words, i+1)
	if !ok || !isJoined || mark != "/" && mark != "-" && mark != "." || len(rest) > 4 || len(words[i].Text) > 4 {
		return Span{}, false
	}
	mm, _ := strconv.Atoi(rest)
	if mark2, third, more := joined(words, i+3); more && mark2 == mark {
		return writtenYear(words, i, today, dd, mm, third)
	}
	if mm >= 2000 && mm <= 2100 && dd >= 1 && dd <= 12 && mark != "." { // 10/2026
		s := monthSpan(mm, dd, 3)
		return s, true
	}
	if len(rest) > 2 || len(words[i].Text) > 2 || (mark != "/") && (mm < 1 || mm > 12 || dd < 1 || dd > 31) {
		return Span{}, false
	}
	s := daySpan(today, dd, mm, 0, 3)
	s.Sure = mark == "/"
	return s, true
}

func writtenYear(words []Word, i int, today Day, dd, mm int, third string) (Span, bool) {
	yy, _ := strconv.Atoi(third)
	var s Span
	switch {
	case len(words[i].Text) == 4 && dd >= 1990 && len(third) <= 2: // 2026-11-12
		s = daySpan(today, yy, mm, dd, 5)
	case len(words[i].Text) > 2 || len(third) != 4 && len(third) != 2 || mm > 99:
		return Span{}, false
	default:
		s = daySpan(today, dd, mm, yy, 5)
	}
	return s, true
}
