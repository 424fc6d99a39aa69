package handlers

import (
	"regexp"

	"baophu/internal/vi"
)

// twoKinds are two kinds of insurance asked about in one question, folded.
var twoKinds = regexp.MustCompile(`\b(bhyt|bhxh(?: tu nguyen| tn| bat buoc| bb)?|bhtn)(?: ho gia dinh| hgd| hssv)?(?:,| va| voi| cung| \+| &)+ (bhyt|bhxh(?: tu nguyen| tn| bat buoc| bb)?|bhtn|tu nguyen)\b`)

// kindWords are kinds of insurance as they are typed, and folded.
func kindWords() map[string]string {
	return map[string]string{"bhyt": "bhyt", "bhxh": "bhxh", "bhxh tu nguyen": "bhxh tự nguyện", "bhxh tn": "bhxh tự nguyện",
		"tu nguyen": "bhxh tự nguyện", "bhxh bat buoc": "bhxh bắt buộc", "bhxh bb": "bhxh bắt buộc", "bhtn": "bhtn"}
}

// saysOther says how to ask for the other of two kinds of insurance, since an
// answer is of one: nothing that was asked is left out unsaid.
func (v *visit) saysOther(a answer) answer {
	m := twoKinds.FindStringSubmatch(vi.Fold(v.text))
	if m == nil || !asksFigures(v.meaning.Intent) || len(a.replies) == 0 || a.replies[0].Title == "" || a.keep != nil {
		return a
	}
	words := kindWords()
	first, second := words[m[1]], words[m[2]]
	shown := v.reader.Read(first, v.setting).Indicator
	other := second
	if shown != v.indicatorAsked() {
		other = first
	}
	if first != second {
		a.replies[0].Text = lines(a.replies[0].Text, v.say("q.otherKind", other))
	}
	return a
}
