package understand

import (
	"regexp"
	"slices"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// What people say before and between their words, as a phone writes it down,
// and ways to speak of everybody, are no part of what is reported.

// moreplain are further words that change nothing about the number beside them.
const moreplain = "rà|soát|bình|xét|tách|nhà nước|sống|team|ad|admin|mem|story|mỏi|rã|rời|lội|leo|chân|tay|cật|lực|thở|mồ|hôi|ướt|sũng|bùn|lầy|đói|khát|no|say|vía|thương|quý"

// hums are words, as they are spelled, that only fill a pause or call somebody.
var hums = []string{"alo", "alô", "aloo", "alooo", "allo", "halo", "hello", "hellu", "ờ", "ờm", "ừ", "ừm", "ơ", "uhm", "hmm", "hm", "hừm"}

// aloud gives such words, and letters swapped in "bản", the sense of words that
// change nothing.
func (g *reading) aloud(items []item) []item {
	if !g.agent() {
		return items
	}
	for i, it := range items {
		switch {
		case it.class == less && g.greetsBot(it),
			it.class == undo && g.is(it.from, "huy") && g.is(it.to, "dong"), // "huy động 20 người"
			it.class == strange && g.onlyTopic(items, i),
			it.class == fixing && g.milk(it),
			it.class == kind && it.value == string(coverage.New) && g.newRule(items, i),
			it.class == other && (g.hummed(it) || g.kindSwapped(items, i)),
			(it.class == other || it.class == question) && g.everyOne(items, i),
			it.class == aim && g.askedAndBought(items, i):
			items[i].class, items[i].value = filler, ""
		}
	}
	return items
}

// hummed tells whether a word that nobody knows only fills a pause: "alo alo",
// "ờ", "ừm".
func (g *reading) hummed(it item) bool {
	w := g.words[it.from]
	return w.Kind == vi.Letters && (slices.Contains(hums, strings.ToLower(w.Text)) || it.from == 1 && w.Fold == "lo" && g.is(0, "a"))
}

// kindSwapped tells "bna dửn" from a word of its own: the letters of the
// village's kind, swapped or one of them lost or doubled, stand right before it.
func (g *reading) kindSwapped(items []item, i int) bool {
	if i+1 >= len(items) || items[i+1].class != unit || items[i+1].value != "" || items[i+1].from != items[i].to || len(items[i+1].units) != 1 {
		return false
	}
	typed := g.words[items[i].from].Fold
	return slices.ContainsFunc(g.own, func(v village) bool {
		return v.code == items[i+1].units[0] && len(v.kind) < 6 && len(v.kind) > 2 && typed != v.kind && len(typed) > 1 && (swapped(typed, v.kind) || lacksOne(typed, v.kind) || lacksOne(v.kind, typed) && doubled(typed))
	})
}

// swapped tells whether two neighbouring letters make a of b.
func swapped(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := 0; i+1 < len(a); i++ {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		}
	}
	return false
}

// lacksOne tells whether a is b without one of its letters.
func lacksOne(a, b string) bool {
	if len(a)+1 != len(b) {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	return a[i:] == b[i+1:]
}

func doubled(word string) bool {
	for i := 1; i < len(word); i++ {
		if word[i] == word[i-1] {
			return true
		}
	}
	return false
}

// everyOne tells the "nào" of "nhà nào cũng đi nương", which asks nothing. What is
// counted of every house, or every day, stays open.
func (g *reading) everyOne(items []item, i int) bool {
	it := items[i]
	if !g.is(it.to-1, "nao") || !g.is(it.to, "cung") || !slices.Contains([]string{"nha", "ho", "nguoi", "dan", "cho", "noi", "dinh"}, g.wordAt(it.to-2)) {
		return false
	}
	for _, next := range items[i+1:] {
		switch next.class {
		case comma, strong:
			return true
		case count, about, each:
			return false
		}
	}
	return true
}

// askedAndBought tells whether those who came to ask are said to have bought
// then: "đến hỏi rồi mua thẻ hgđ luôn".
func (g *reading) askedAndBought(items []item, i int) bool {
	if w := g.words[items[i].from]; w.Fold != "hoi" && w.Fold != "tim" || i == 0 {
		return false
	}
	k := i + 1
	for k < len(items) && k < i+4 && items[k].class == filler && !g.words[items[k].from].Is(keyChua) {
		k++
	}
	joined := k > i+1 && slices.ContainsFunc(g.words[items[i].to:items[k-1].to], func(w vi.Word) bool { return w.Is(keyRoi) || w.Fold == "xong" || w.Fold == "la" }) || k < len(items) && items[k].class == and
	if k < len(items) && items[k].class == and {
		k++
	}
	if !joined || k >= len(items) || items[k].class != kind || items[k].value != tookPart && items[k].value != string(coverage.Renewed) {
		return false
	}
	return !slices.ContainsFunc(items[k:], func(it item) bool { return it.class == no || it.class == agree || it.class == zero })
}

// What is asked after what the bot can do, folded: whom it is asked of, what it
// may do, and what such a question never has.
var (
	askedThing = regexp.MustCompile(`\b(bot|he thong|app|ung dung|chuong trinh|phan mem|tro ly|kenh|chatbot|cai nay|may nay|ban|no|day|oa|con nay|trang nay|so nay|nhom nay)\b`)
	canDo      = regexp.MustCompile(`\b(giup|lam|lm|ho tro|tra loi|tra cuu|phuc vu|cung cap|lo|dung|nho|hoi|nhan|biet lam)( [a-z]+){0,3} (duoc|dc|dk|de)( [a-z]+){0,3} (gi|j)\b|\b(giup|ho tro|lam|lm|lo|phuc vu)( (duoc|dc|dk))?( [a-z]+){0,3} (gi|j)\b`)
	mayHelp    = regexp.MustCompile(`\b(giup|ho tro)( [a-z]+){0,2} (duoc |dc )?(nhung )?(gi|j)\b`)
	features   = regexp.MustCompile(`\b(chuc nang|tinh nang|cong dung|lenh|cau lenh) (gi|nao)\b`)
	otherAsked = regexp.MustCompile(`\b(the|bhyt|bhxh|bao hiem|hgd|tn|tu nguyen|ho gia dinh|quyen loi|huong|mua|dong|tien|bao nhieu|hom nay|hom qua|thang|tuan|xa|phuong|tinh|thon|luong|tro cap|ai|nguoi ta)\b|\d`)
	askEnding  = regexp.MustCompile(`( (khong|ko|k|hong|hem|vay|v|z|zay|the|ha|nhi|a|chi|anh|em|ad|admin|ban|nhe|nha|ta|day|nao))+[ ?!.]*$`)
	saidNo     = regexp.MustCompile(`\b(khong|ko|k|chua|chang|cha|hong|hem|dung|deo)\b`)
)

// asksAbilities tells whether a message asks what the bot can do, and nothing
// else: "hệ thống này giúp được những việc gì". "không làm được gì" tells.
func (g *reading) asksAbilities() bool {
	if len(g.words) > 24 {
		return false
	}
	said := vi.Fold(g.text)
	if otherAsked.MatchString(said) || saidNo.MatchString(askEnding.ReplaceAllString(said, "")) {
		return false
	}
	return features.MatchString(said) || canDo.MatchString(said) && (askedThing.MatchString(said) || len(g.words) < 9 && mayHelp.MatchString(said))
}

// affirmedAgain tells whether a number only says once more what was said right
// before: "hai người mua tự nguyện ừ hai người đúng rồi".
func (g *reading) affirmedAgain(items []item, i int) bool {
	k := i + 1
	if k < len(items) && items[k].class == people {
		k++
	}
	behind := k >= len(items) || slices.Contains([]class{strong, comma}, items[k].class)
	if k < len(items) && items[k].class == filler || k < len(items) && items[k].class == becomes {
		behind = slices.Contains([]string{"dung", "chuan", "chinh", "chac", "nhe", "nha", "a", "day", "do"}, g.words[items[k].from].Fold)
	}
	if !behind || !slices.Contains([]string{"u", "uh", "um", "vang", "da", "dung", "phai"}, g.wordBefore(items[i]).Fold) {
		return false
	}
	for j := i - 1; j >= 0; j-- {
		switch items[j].class {
		case count:
			return items[j].num.Value == items[i].num.Value && items[i].num.Whole() && !items[i].num.Approx
		case unit, strange, strong, span:
			return false
		}
	}
	return false
}

// greetsBot tells the bot that is greeted, typed without marks, from "bớt".
func (g *reading) greetsBot(it item) bool {
	return it.to-it.from == 1 && g.is(it.from, "bot") && g.words[it.from].Bare() && slices.Contains([]string{"hi", "hello", "helo", "hey", "chao", "ê", "e", "alo", "hii", "hiii", "chatbot", "con", "a", "o"}, g.wordBefore(it).Fold) && (it.to >= len(g.words) || g.words[it.to].Kind != vi.Digits)
}

// ofThings tells whether the numbers of a message are all of things that
// nobody knows, and nothing in it is of insurance, people or a village: "em lên
// đời iphone 15 cũ".
func (t *tally) ofThings() bool {
	if !t.agent() || len(t.figures) == 0 || t.hasUnit && !t.lost || t.saysZero() {
		return false
	}
	return !slices.ContainsFunc(t.figures, func(f figure) bool { return !f.foreign || len(f.labels) > 0 }) &&
		!slices.ContainsFunc(t.items, func(it item) bool {
			return isLabel(it.class) && it.class != pupil && it.value != onlyHouseholds && !(it.class == kind && (it.value == tookPart || it.value == string(coverage.New))) || it.class == reporting || it.class == total || it.class == unit
		})
}

// onlyTopic tells whether words taken for a village are of something else, which
// is measured: "đường vào bản sạt 20m".
func (g *reading) onlyTopic(items []item, i int) bool {
	if items[i].value == unnamed || !g.hasTopic(items[i]) {
		return false
	}
	return i+1 >= len(items) || items[i+1].class != count && items[i+1].class != zero && items[i+1].class != colon || items[i+1].class == count && i+2 < len(items) && items[i+2].class == measure
}

// saysEveryOne tells whether an agent who counts something uses "nào" and "ai"
// only of everybody and of nobody: "ai cũng bận, gõ cửa 9 hộ không ai mua".
func (g *reading) saysEveryOne(items []item) bool {
	if !g.agent() || numbersIn(withoutMeasures(items)) == 0 || !figured(items) || slices.ContainsFunc(items, func(it item) bool { return it.class == quest }) {
		return false
	}
	every := false
	for i, w := range g.words {
		switch w.Fold {
		case "nao", "ai", "dau", "gi":
		case "nhieu", "bn", "may", "sao", "chua", "khong", "ko", "k":
			if w.Fold == "nhieu" && !g.is(i-1, "bao") || !g.asksLast(items, i) && w.Fold != "bn" && w.Fold != "nhieu" && w.Fold != "sao" && w.Fold != "may" {
				continue
			}
			return false
		default:
			continue
		}
		switch {
		case g.is(i+1, "cung"):
			every = true
		case slices.ContainsFunc(items, func(it item) bool { return (it.class == zero || it.class == unit) && it.from <= i && i < it.to }):
		default:
			return false
		}
	}
	return every
}

// asksLast tells whether a word such as "không" ends the message and is no part
// of "không ai mua".
func (g *reading) asksLast(items []item, i int) bool {
	return i == len(g.words)-1 && !slices.ContainsFunc(items, func(it item) bool { return it.class == zero && it.from <= i && i < it.to })
}
