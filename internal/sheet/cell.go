package sheet

import (
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// mostPeople bounds every count: ten times the country.
const mostPeople = 1_000_000_000

var (
	plainInt   = regexp.MustCompile(`^\d{1,15}$`)
	groupedInt = regexp.MustCompile(`^\d{1,3}([. ]\d{3})+$`)
	wholeFloat = regexp.MustCompile(`^\d{1,15}[.,]0+$`)
	scientific = regexp.MustCompile(`^\d(\.\d{1,15})?[eE]\+?\d{1,2}$`)
	decimalNum = regexp.MustCompile(`^\d{1,12}([.,]\d{1,20})?$`)
	english    = regexp.MustCompile(`^\d{1,3}(,\d{3})+$`)
)

// parseCount reads a number of people: 1196739, 1.196.739. The reason is ""
// where it could.
func parseCount(s string) (n int64, reason string) {
	switch {
	case strings.HasPrefix(s, "-") || strings.HasPrefix(s, "−"):
		return 0, "số âm; ghi số từ 0 trở lên"
	case plainInt.MatchString(s):
	case groupedInt.MatchString(s):
		s = strings.NewReplacer(".", "", " ", "").Replace(s)
	case wholeFloat.MatchString(s):
		s = s[:strings.IndexAny(s, ".,")]
	case scientific.MatchString(s):
		f, _, err := big.ParseFloat(s, 10, 200, big.ToNearestEven)
		if err != nil || !f.IsInt() {
			return 0, "không phải số nguyên; viết 1196739 hoặc 1.196.739"
		}
		s = f.Text('f', 0)
	case english.MatchString(s):
		return 0, "dấu phẩy là dấu thập phân; viết 1196739 hoặc 1.196.739"
	default:
		return 0, "không phải số nguyên; viết 1196739 hoặc 1.196.739"
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n > mostPeople {
		return 0, "số quá lớn; kiểm tra lại đơn vị tính là người"
	}
	return n, ""
}

// parseRate reads a percentage as people write it: 95,7, 95.7%, 90. With
// more than four decimals, as spreadsheets compute them, it is rounded.
func parseRate(s string) (coverage.Rate, string) {
	const how = "không phải tỷ lệ phần trăm; viết 95,7 hoặc 95.7"
	s = strings.TrimSpace(strings.TrimSuffix(s, "%"))
	if strings.HasPrefix(s, "-") || strings.HasPrefix(s, "−") {
		return 0, "tỷ lệ âm; ghi từ 0 đến 100"
	}
	if !decimalNum.MatchString(s) {
		return 0, how
	}
	pct, ok := new(big.Rat).SetString(strings.Replace(s, ",", ".", 1))
	if !ok {
		return 0, how
	}
	if pct.Cmp(big.NewRat(100, 1)) > 0 {
		return 0, "tỷ lệ trên 100%; ghi từ 0 đến 100"
	}
	pct.Mul(pct, big.NewRat(10_000, 1)).Add(pct, big.NewRat(1, 2))
	return coverage.Rate(new(big.Int).Quo(pct.Num(), pct.Denom()).Int64()), ""
}

// boundWords go before a rate of which only a lower bound was published.
var boundWords = regexp.MustCompile(`^(>=?|≥|trên|hơn|từ|tren|hon|tu)\s*`)

// parseStated reads a rate as published, bound or not: "trên 90%", ">90".
func parseStated(s string) (rate coverage.Rate, bound bool, reason string) {
	lower := strings.ToLower(s)
	if prefix := boundWords.FindString(lower); prefix != "" {
		rate, reason = parseRate(lower[len(prefix):])
		return rate, true, reason
	}
	if strings.HasPrefix(lower, "<") || strings.HasPrefix(lower, "dưới") || strings.HasPrefix(lower, "≤") {
		return 0, false, "chỉ nhận mức \"trên\" (ví dụ trên 90%); để trống và ghi vào cột nguồn"
	}
	rate, reason = parseRate(s)
	return rate, false, reason
}

var (
	yearFirst = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$`)
	dayFirst  = regexp.MustCompile(`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$`)
	serial    = regexp.MustCompile(`^\d{5}(\.0+)?$`)
)

// parseDay reads YYYY-MM-DD or DD/MM/YYYY, and in a spreadsheet its own dates.
func (t *table) parseDay(s string) (vi.Day, string) {
	var year, month, day string
	if t.excel && serial.MatchString(s) {
		return t.serialDay(s)
	}
	switch {
	case yearFirst.MatchString(s):
		m := yearFirst.FindStringSubmatch(s)
		year, month, day = m[1], m[2], m[3]
	case dayFirst.MatchString(s):
		m := dayFirst.FindStringSubmatch(s)
		day, month, year = m[1], m[2], m[3]
	default:
		return 0, "không phải ngày; viết 2026-11-22 hoặc 22/11/2026"
	}
	y, m, d := number(year), number(month), number(day)
	found := vi.Date(y, time.Month(m), d)
	if gotYear, gotMonth, gotDay := found.Civil(); gotYear != y || int(gotMonth) != m || gotDay != d {
		return 0, "không có ngày này trong lịch; viết ngày/tháng/năm, ví dụ 22/11/2026"
	}
	if y < 1975 || y > 2100 {
		return 0, "năm ngoài khoảng 1975 đến 2100; kiểm tra lại"
	}
	return found, ""
}

func (t *table) serialDay(s string) (vi.Day, string) {
	days, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, "không phải ngày; viết 2026-11-22 hoặc 22/11/2026"
	}
	at, err := excelize.ExcelDateToTime(days, t.date04)
	if err != nil || at.Year() < 1975 || at.Year() > 2100 {
		return 0, "năm ngoài khoảng 1975 đến 2100; kiểm tra lại"
	}
	return vi.Date(at.Date()), ""
}

// number reads digits that a pattern has already found.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

var (
	periodYear    = regexp.MustCompile(`^(?:nam )?(\d{4})$`)
	periodQuarter = regexp.MustCompile(`^(?:(\d{4}) ?q(?:uy )?([1-4])|(?:quy|q) ?([1-4]) (?:nam )?(\d{4}))$`)
	periodMonth   = regexp.MustCompile(`^(?:(\d{4}) (\d{1,2})|(?:thang )?(\d{1,2}) (?:nam )?(\d{4}))$`)
)

// parsePeriod reads 2026, 2026-Q4, 2026-11, and as people say it: quý 4/2026,
// tháng 11/2026. A spreadsheet makes a date of 2026-11: its month is meant.
func (t *table) parsePeriod(s string) (coverage.Period, string) {
	word, found := key(s), coverage.Period("")
	switch {
	case t.excel && serial.MatchString(s):
		day, reason := t.serialDay(s)
		if reason != "" {
			return "", reason
		}
		if day != day.MonthStart() {
			return "", "là một ngày chứ không phải kỳ; viết 2026, 2026-Q4 hoặc 2026-11 dạng chữ"
		}
		found = coverage.MonthOf(day)
	case periodYear.MatchString(word):
		found = coverage.Period(periodYear.FindStringSubmatch(word)[1])
	case periodQuarter.MatchString(word):
		m := periodQuarter.FindStringSubmatch(word)
		found = coverage.Period(m[1] + m[4] + "-Q" + m[2] + m[3])
	case periodMonth.MatchString(word):
		m := periodMonth.FindStringSubmatch(word)
		month := m[2] + m[3]
		if len(month) == 1 {
			month = "0" + month
		}
		found = coverage.Period(m[1] + m[4] + "-" + month)
	}
	if _, _, err := found.Bounds(); err != nil {
		return "", "không phải kỳ; viết 2026, 2026-Q4 hoặc 2026-11"
	}
	return found, ""
}
