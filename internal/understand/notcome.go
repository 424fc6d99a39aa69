package understand

import (
	"strconv"
	"time"

	"baophu/internal/vi"
)

// notCome is the one day that a question is about where it has not come, else
// zero: what is known then is only what is known today.
func (q *query) notCome() (day vi.Day) {
	for _, it := range q.items {
		if it.class == span && it.span.Scale == vi.Never {
			day = max(day, q.farDay(it))
		}
		if it.class != span || it.span.To == 0 {
			continue
		}
		if it.span.Scale != vi.OneDay || it.span.From <= q.today {
			return 0
		}
		day = it.span.From
	}
	return day
}

// farDay reads a day with a year that is too far off to be one of a report:
// "1/1/2030"; zero where it is none.
func (q *query) farDay(it item) vi.Day {
	var numbers []int
	for _, w := range q.words[it.from:it.to] {
		if w.Kind != vi.Digits {
			continue
		}
		n, err := strconv.Atoi(w.Text)
		if err != nil {
			return 0
		}
		numbers = append(numbers, n)
	}
	if len(numbers) != 3 || numbers[2] > 9999 || numbers[1] < 1 || numbers[1] > 12 || numbers[0] < 1 || numbers[0] > 28 {
		return 0
	}
	if day := vi.Date(numbers[2], time.Month(numbers[1]), numbers[0]); day > q.today {
		return day
	}
	return 0
}
