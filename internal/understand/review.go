package understand

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"baophu/internal/vi"
)

// What is done with reports that were flagged: the Topic of Review.
const (
	ReviewList = "list"      // báo cáo cần duyệt
	Approve    = "approve"   // duyệt 4711
	SendBack   = "send_back" // trả lại 4711 nhầm số: Text is the reason
)

// reviewed reads an order about one report by its number, and a reason behind.
var reviewed = regexp.MustCompile(`(?is)^(phê duyệt|phe duyet|duyệt|duyet|không duyệt|khong duyet|trả lại|tra lai|từ chối|tu choi)` +
	`(?:\s+(?:báo cáo|bao cao|bcao|bc|tin|phiếu|phieu))?(?:\s+(?:số|so))?\s*#?\s?(\d{1,9})(?:[\s,.;:–-]+(.*))?$`)

// reviewing reads what those who answer for units do with flagged reports; an
// agent's words mean something else, but for a report's whole number.
func (g *reading) reviewing() (Meaning, bool) {
	answers := len(g.setting.Speaker.Units) > 0
	if at := reviewed.FindStringSubmatch(strings.TrimSpace(g.text)); at != nil && (answers || len(at[2]) > 3) {
		topic := SendBack
		if slices.Contains([]string{"duyet", "phe duyet"}, vi.Fold(at[1])) {
			topic = Approve
		}
		return reviewOf(topic, at[2], at[3])
	}
	if !answers || len(g.words) > 9 {
		return Meaning{}, false
	}
	var folds []string
	for _, w := range g.words {
		folds = append(folds, w.Fold)
	}
	said := " " + strings.Join(folds, " ") + " "
	for _, phrase := range []string{" can duyet ", " cho duyet ", " chua duyet ", " can phe duyet "} {
		if strings.Contains(said, phrase) {
			return Meaning{Intent: Review, Topic: ReviewList}, true
		}
	}
	if slices.Contains([]string{" duyet bao cao ", " duyet bc ", " phe duyet ", " phe duyet bao cao ", " xem bao cao bat thuong ", " bao cao bat thuong "}, said) {
		return Meaning{Intent: Review, Topic: ReviewList}, true
	}
	return Meaning{}, false
}

func reviewOf(topic, number, reason string) (Meaning, bool) {
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n == 0 {
		return Meaning{}, false
	}
	m := Meaning{Intent: Review, Topic: topic, Report: n}
	if topic == SendBack {
		m.Text = withoutBecause(reason)
	}
	return m, true
}

// withoutBecause gives a reason without the word that leads to it.
func withoutBecause(reason string) string {
	reason = strings.TrimSpace(reason)
	for _, word := range []string{"vì", "vi", "do", "lý do", "lí do", "ly do", "bởi vì"} {
		if len(reason) > len(word) && strings.EqualFold(reason[:len(word)], word) && strings.ContainsRune(" :", rune(reason[len(word)])) {
			return strings.TrimLeft(reason[len(word):], " :")
		}
	}
	return reason
}

// reviewCommand reads "/duyet", "/duyet 4711" and "/tralai 4711 nhầm số".
func reviewCommand(topic, tail string) Meaning {
	number, reason, _ := strings.Cut(strings.TrimLeft(tail, "# "), " ")
	if topic == ReviewList {
		topic = Approve
	}
	if m, ok := reviewOf(topic, number, reason); ok {
		return m
	}
	return Meaning{Intent: Review, Topic: ReviewList}
}
