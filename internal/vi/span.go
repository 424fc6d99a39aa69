package vi

import "time"

// Scale is how long a stretch of days is, as people name it.
type Scale int8

// The scales.
const (
	OneDay Scale = iota
	Week
	MonthLong
	Months // "9 tháng": from the beginning of the year
	Quarter
	Year
	Vague // "hôm nọ": some day
	Never // a day that does not exist: 31/11
)

// Span is a stretch of days that a text names.
type Span struct {
	Scale    Scale
	From, To Day
	Count    int  // of Months: how many
	Len      int  // words it takes
	Sure     bool // nothing else it could be; "t3", "3-5" are not
}

func day(d Day, length int, sure bool) Span {
	return Span{Scale: OneDay, From: d, To: d, Len: length, Sure: sure}
}

func never(length int) Span { return Span{Scale: Never, Len: length, Sure: true} }

// monthSpan gives a month of a year, months before and after it too: month 0
// is December of the year before.
func monthSpan(year, month, length int) Span {
	from := Date(year, time.Month(month), 1)
	return Span{Scale: MonthLong, From: from, To: Date(year, time.Month(month+1), 1) - 1, Len: length, Sure: true}
}

func quarterSpan(year, quarter, length int) Span {
	from := Date(year, time.Month(3*quarter-2), 1)
	return Span{Scale: Quarter, From: from, To: Date(year, time.Month(3*quarter+1), 1) - 1, Len: length, Sure: true}
}

func yearSpan(year, length int) Span {
	return Span{Scale: Year, From: Date(year, 1, 1), To: Date(year, 12, 31), Len: length, Sure: true}
}

// monday gives the first day of the week of d.
func monday(d Day) Day { return d - Day((int(d.Weekday())+6)%7) }

func weekSpan(d Day, length int) Span {
	m := monday(d)
	return Span{Scale: Week, From: m, To: m + 6, Len: length, Sure: true}
}

// daySpan finds the day of a month, of this year or, where that is long
// ahead, the last; checks that it exists.
func daySpan(today Day, dd, mm, yy, length int) Span {
	if yy > 0 && yy < 100 {
		yy += 2000
	}
	year, _, _ := today.Civil()
	guess := yy == 0
	if guess {
		yy = year
	}
	if mm < 1 || mm > 12 || dd < 1 || dd > 31 || yy < 1990 || yy > 2100 {
		return never(length)
	}
	d := Date(yy, time.Month(mm), dd)
	if guess && d > today+aheadMost {
		d = Date(yy-1, time.Month(mm), dd)
	}
	if _, m, got := d.Civil(); got != dd || int(m) != mm {
		return never(length)
	}
	return day(d, length, true)
}

// aheadMost: a day without a year that is further ahead was meant of last year.
const aheadMost = 45

// dayOfMonth finds "ngày 30": of this month, or of the last where that was
// not long ago and this month's is not yet.
func dayOfMonth(today Day, dd, length int) Span {
	if dd < 1 || dd > 31 {
		return never(length)
	}
	year, month, now := today.Civil()
	if dd > now {
		last := Date(year, month-1, dd)
		if _, _, got := last.Civil(); got == dd && today-last <= 10 {
			return day(last, length, true)
		}
	}
	d := Date(year, month, dd)
	if _, _, got := d.Civil(); got != dd {
		return never(length)
	}
	return day(d, length, true)
}
