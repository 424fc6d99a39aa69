package handlers_test

import (
	"fmt"
	"strings"
	"testing"

	"baophu/internal/vi"
)

// TestLawTwice asks what contributions cost of random households, people,
// incomes, terms and days, and reckons each anew: from the base salaries, the
// rate, the ladder and the State's shares, in plain arithmetic.
func TestLawTwice(t *testing.T) {
	t.Parallel()
	looksAt(t)
	w := &lawTwice{newTwice(t, 97)}
	for range 10 {
		w.ladder()
		w.oneMember()
		w.household()
		w.helped()
		w.pupilsAmong()
		w.chosenIncome()
		w.outOfRange()
		w.longTerms()
	}
	w.shares()
}

type lawTwice struct{ *twice }

// pay is an amount of đồng as it is written.
func pay(n int64) string { return number(n) + "đ" }

// baseSalary is the base salary of a day: what has been known since July 2019.
func baseSalary(day vi.Day) int64 {
	switch {
	case day < vi.Date(2023, 7, 1):
		return 1_490_000
	case day < vi.Date(2024, 7, 1):
		return 1_800_000
	case day < vi.Date(2026, 7, 1):
		return 2_340_000
	}
	return 2_530_000
}

// member is what the n-th of a household pays for some months.
func member(day vi.Day, n, months int64) int64 {
	share := []int64{100, 70, 60, 50, 40}[min(n, 5)-1]
	return baseSalary(day) * 45 * share * months / (1000 * 100)
}

// day gives a random one from first to the end of 2026, half of them beside a
// day on which something changed.
func (w *lawTwice) day(first vi.Day) vi.Day {
	edges := []vi.Day{vi.Date(2023, 7, 1), vi.Date(2024, 7, 1), vi.Date(2025, 7, 1), vi.Date(2025, 8, 15), vi.Date(2026, 7, 1)}
	if e := edges[w.r.IntN(len(edges))] - vi.Day(w.r.IntN(2)); w.r.IntN(2) == 0 && e >= first {
		return e
	}
	return first + vi.Day(w.r.IntN(int(vi.Date(2026, 12, 31)-first)+1))
}

func (w *lawTwice) term() int64 { return []int64{3, 6, 12}[w.r.IntN(3)] }

// answers asks, and holds the answer to pieces.
func (w *lawTwice) answers(question string, day vi.Day, pieces ...string) {
	w.t.Helper()
	question += " ngày " + day.Long()
	w.says(question, strings.Join(w.asked("boss", question), "\n"), pieces...)
}

// sum is the arithmetic that is shown of one contribution.
func (w *lawTwice) sum(day vi.Day, months, amount int64, shares ...int64) string {
	s := pay(baseSalary(day)) + " × 4,5%"
	for _, x := range shares {
		if x != 100 {
			s += fmt.Sprintf(" × %d%%", x)
		}
	}
	return fmt.Sprintf("%s × %d tháng = %s", s, months, pay(amount))
}

func (w *lawTwice) ladder() {
	day, months := w.day(vi.Date(2019, 7, 1)), w.term()
	want := []string{fmt.Sprintf("Lương cơ sở %s × 4,5%% = %s/tháng cho người thứ nhất", pay(baseSalary(day)), pay(member(day, 1, 1)))}
	for n := range int64(5) {
		want = append(want, w.rung(day, n+1, months))
	}
	w.answers(fmt.Sprintf("mức đóng bhyt hộ gia đình %d tháng", months), day, want...)
}

// rung is the line of one member in the ladder.
func (w *lawTwice) rung(day vi.Day, n, months int64) string {
	return fmt.Sprintf("Người thứ %d (%d%%): %s/tháng, %s cho %d tháng", n, []int{100, 70, 60, 50, 40}[n-1], pay(member(day, n, 1)), pay(member(day, n, months)), months)
}

func (w *lawTwice) oneMember() {
	day, months, n := w.day(vi.Date(2019, 7, 1)), w.term(), 1+w.r.Int64N(8)
	share := []int64{100, 70, 60, 50, 40}[min(n, 5)-1]
	w.answers(fmt.Sprintf("mức đóng hgđ người thứ %d %d tháng", n, months), day,
		fmt.Sprintf("Người thứ %d: %s/tháng", n, pay(member(day, n, 1))), w.sum(day, months, member(day, n, months), share))
}

func (w *lawTwice) household() {
	day, months, people := w.day(vi.Date(2019, 7, 1)), w.term(), 2+w.r.Int64N(11)
	var all int64
	var want []string
	for n := int64(1); n <= people; n++ {
		all += member(day, n, months)
		if n <= 5 {
			want = append(want, fmt.Sprintf("Người thứ %d: %s", n, w.sum(day, months, member(day, n, months), []int64{100, 70, 60, 50, 40}[n-1])))
		}
	}
	want = append(want, fmt.Sprintf("Hộ %d người, %d tháng: %s", people, months, pay(all)))
	if people > 5 {
		want = append(want, fmt.Sprintf("Từ người thứ 6 đến người thứ %d: mỗi người như người thứ 5", people))
	}
	w.answers(fmt.Sprintf("mức đóng bhyt hộ gia đình %d người %d tháng", people, months), day, want...)
}

// helped asks for the near-poor, of whose contribution the State pays 70%.
func (w *lawTwice) helped() {
	day, months, people := w.day(vi.Date(2025, 8, 15)), w.term(), 1+w.r.Int64N(4)
	whole := member(day, 1, months)
	state := whole * 70 / 100
	each := w.sum(day, months, whole-state, 30)
	want := []string{fmt.Sprintf("Mỗi người tự đóng %s cho %d tháng", pay(whole-state), months), each}
	if people > 1 {
		want = []string{fmt.Sprintf("%d người, %d tháng: tự đóng %s", people, months, pay(people*(whole-state))), "Mỗi người: " + each}
	}
	w.answers(fmt.Sprintf("mức đóng bhyt hộ cận nghèo %d người %d tháng", people, months), day,
		append(want, "Nhà nước hỗ trợ ít nhất 70%: "+pay(people*state))...)
}

// pupilsAmong asks for pupils of a household, of whose contribution the State
// pays half since July 2025, and paid 30% before.
func (w *lawTwice) pupilsAmong() {
	day, months, people := w.day(vi.Date(2022, 1, 1)), w.term(), 4+w.r.Int64N(4)
	pupils := 2 + w.r.Int64N(people-2)
	share := int64(50)
	if day < vi.Date(2025, 7, 1) {
		share = 30
	}
	whole := member(day, 1, months)
	state := whole * share / 100
	want := []string{fmt.Sprintf("%d người, %d tháng: tự đóng %s", pupils, months, pay(pupils*(whole-state))),
		fmt.Sprintf("Nhà nước hỗ trợ ít nhất %d%%: %s", share, pay(pupils*state)), w.sum(day, months, whole-state, 100-share)}
	if rest := people - pupils; rest > 0 {
		want = append(want, fmt.Sprintf("%d người còn lại đóng theo mức hộ gia đình, gõ: hộ %d người đóng %d tháng", rest, rest, months))
	}
	w.answers(fmt.Sprintf("mức đóng bhyt hộ gia đình %d người có %d học sinh %d tháng", people, pupils, months), day, want...)
}

// supports are the State's shares of voluntary BHXH on the least income.
func supports(day vi.Day) map[string]int64 {
	if day < vi.Date(2025, 7, 1) {
		return map[string]int64{"Hộ nghèo": 30, "Hộ cận nghèo": 25, "Người khác": 10}
	}
	return map[string]int64{"Hộ nghèo": 50, "Hộ cận nghèo": 40, "Người dân tộc thiểu số": 30, "Người khác": 20}
}

// leastIncome is the least that voluntary BHXH may be paid on.
const leastIncome = 1_500_000

// chosenIncome asks for voluntary BHXH on an income from the least to 20 times
// the base salary.
func (w *lawTwice) chosenIncome() {
	day, months := w.day(vi.Date(2022, 1, 1)), 1+w.r.Int64N(12)
	top := 20 * baseSalary(day)
	income := leastIncome + 100_000*w.r.Int64N((top-leastIncome)/100_000+1)
	want := []string{fmt.Sprintf("Thu nhập chọn đóng %s × 22%% = %s/tháng", pay(income), pay(income*22/100)),
		fmt.Sprintf("Thu nhập chọn đóng từ %s đến %s (20 lần mức tham chiếu", pay(leastIncome), pay(top))}
	for group, share := range supports(day) {
		state := leastIncome * 22 * share * months / (100 * 100)
		want = append(want, fmt.Sprintf("%s: hỗ trợ %d%% là %s, còn đóng %s (%d tháng)", group, share, pay(state), pay(income*22*months/100-state), months))
	}
	if day >= vi.Date(2025, 7, 1) {
		want = append(want, fmt.Sprintf("mức thấp nhất %s, không quá 120 tháng", pay(leastIncome)))
	}
	w.answers(fmt.Sprintf("mức đóng bhxh tự nguyện thu nhập %s %d tháng", pay(income), months), day, want...)
}

// outOfRange asks for incomes that may not be chosen.
func (w *lawTwice) outOfRange() {
	day := w.day(vi.Date(2022, 1, 1))
	low, top := 600_000+100_000*w.r.Int64N(9), 20*baseSalary(day)
	w.answers("mức đóng bhxh tự nguyện thu nhập "+pay(low), day, fmt.Sprintf("Thu nhập chọn đóng %s thấp hơn mức thấp nhất %s.", pay(low), pay(leastIncome)))
	high := top + 100_000*(1+w.r.Int64N(50))
	w.answers("mức đóng bhxh tự nguyện thu nhập "+pay(high), day, fmt.Sprintf("Thu nhập chọn đóng %s cao hơn mức cao nhất %s.", pay(high), pay(top)))
}

// longTerms asks for more months than are paid at once: a year is reckoned.
func (w *lawTwice) longTerms() {
	day, months := w.day(vi.Date(2022, 1, 1)), 13+w.r.Int64N(47)
	w.answers(fmt.Sprintf("mức đóng bhyt hộ gia đình %d tháng", months), day, w.rung(day, 1, 12),
		fmt.Sprintf("đây tính cho 12 tháng, chưa phải %d tháng", months))
	w.answers(fmt.Sprintf("mức đóng bhxh tự nguyện %d tháng", months), day, fmt.Sprintf("em chỉ tính 12 tháng, chưa tính %d tháng", months),
		fmt.Sprintf("Người khác: hỗ trợ %d%% là %s", supports(day)["Người khác"], pay(leastIncome*22*supports(day)["Người khác"]*12/(100*100))))
}

// shares asks what the State pays of BHYT, and from when a card counts.
func (w *lawTwice) shares() {
	day := vi.Date(2025, 8, 15) + vi.Day(w.r.IntN(500))
	var want []string
	for group, share := range map[string]int{"Hộ nghèo": 100, "Trẻ em dưới 6 tuổi": 100, "Hộ cận nghèo ở xã nghèo": 100, "Hộ cận nghèo": 70, "36 tháng)": 70,
		"Học sinh, sinh viên": 50, "nghệ nhân": 50, "Nạn nhân mua bán người (1 năm)": 50, "Hộ nông, lâm, ngư, diêm nghiệp mức sống trung bình": 30} {
		want = append(want, fmt.Sprintf("%s: %d%%", group, share))
	}
	w.answers("nhà nước hỗ trợ đóng bhyt bao nhiêu", day, want...)
	w.says("validity", strings.Join(w.asked("boss", "thẻ mới mua bao lâu thì dùng được"), "\n"),
		"gián đoạn từ 3 tháng trở lên thì sau 30 ngày kể từ ngày đóng", "Đủ 5 năm liên tục: gián đoạn dưới 3 tháng")
}
