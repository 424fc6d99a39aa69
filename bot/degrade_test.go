package bot_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"baophu/bot"
)

var (
	poor  = bot.Abilities{Limit: 40}
	rich  = bot.Abilities{Buttons: true, Pictures: true, Files: true, Limit: 40, Caption: 20, Units: bot.UTF16}
	yesNo = [][]bot.Choice{{{Label: "Ghi thêm", Send: "thêm 7"}, {Label: "Thay", Send: "thay 7"}}}
	undo  = [][]bot.Choice{{{Label: "Hủy", Send: "hủy 7", Word: "hủy"}, {Label: "Sửa", Send: "sửa 7", Word: "sửa 3 hgđ"}}, {{Label: "Của tôi", Send: "tôi"}}}
	photo = &bot.File{Name: "a.png"}
	sheet = &bot.File{Name: "b.csv"}
)

func TestDegrade(t *testing.T) {
	t.Parallel()
	c := bot.Address{Channel: "x", Bot: "y", Chat: "c"}
	link := poor
	link.Limit, link.Link = 0, func(f bot.File) string { return "https://h/" + f.Name }
	tests := []struct {
		name string
		can  bot.Abilities
		give bot.Reply
		want []bot.Reply
	}{
		{"as it is", rich, bot.Reply{To: c, Title: "T", Text: "x", Choices: undo, Answers: "9", Asks: true},
			[]bot.Reply{{To: c, Title: "T", Text: "x", Choices: undo, Answers: "9", Asks: true}}},
		{"a question without buttons", bot.Abilities{}, bot.Reply{To: c, Text: "Thêm hay thay?", Choices: yesNo, Asks: true},
			[]bot.Reply{{To: c, Text: "Thêm hay thay?\nTrả lời 1: Ghi thêm\nTrả lời 2: Thay", Asks: true}}},
		{"an offer without buttons", poor, bot.Reply{To: c, Text: "Đã ghi", Choices: undo},
			[]bot.Reply{{To: c, Text: "Đã ghi\nGõ: hủy · sửa 3 hgđ · tôi"}}},
		{"a question in English without buttons", bot.Abilities{}, bot.Reply{To: c, Text: "Add or replace?", Choices: yesNo, Asks: true, Picture: photo, English: true},
			[]bot.Reply{{To: c, Text: "Add or replace?\nReply 1: Ghi thêm\nReply 2: Thay\nPicture a.png cannot be sent on this channel; please ask on another of the bot's.", Asks: true}}},
		{"a long text", rich, bot.Reply{To: c, Title: "Tiêu đề", Text: strings.Repeat("dòng số\n", 9), Choices: yesNo, Answers: "9", Notice: true},
			[]bot.Reply{
				{To: c, Title: "Tiêu đề", Text: "dòng số\ndòng số\ndòng số\ndòng số", Answers: "9", Notice: true},
				{To: c, Text: "dòng số\ndòng số\ndòng số\ndòng số\ndòng số", Choices: yesNo, Notice: true}}},
		{"a title that is a text", rich, bot.Reply{To: c, Title: strings.Repeat("a", 30), Text: "b"},
			[]bot.Reply{{To: c, Text: strings.Repeat("a", 30) + "\nb"}}},
		{"a picture with a caption", rich, bot.Reply{To: c, Title: "T", Text: "ngắn", Picture: photo, Choices: yesNo},
			[]bot.Reply{{To: c, Title: "T", Text: "ngắn", Picture: photo, Choices: yesNo}}},
		{"a picture with a text", rich, bot.Reply{To: c, Title: "T", Text: "dài quá một chú thích", Picture: photo, Choices: yesNo, Answers: "9"},
			[]bot.Reply{{To: c, Picture: photo, Answers: "9"}, {To: c, Title: "T", Text: "dài quá một chú thích", Choices: yesNo}}},
		{"a picture and a file", rich, bot.Reply{To: c, Text: "ngắn", Picture: photo, File: sheet},
			[]bot.Reply{{To: c, Picture: photo}, {To: c, Text: "ngắn", File: sheet}}},
		{"a picture alone", rich, bot.Reply{To: c, Picture: photo}, []bot.Reply{{To: c, Picture: photo}}},
		{"a picture that cannot be sent", bot.Abilities{}, bot.Reply{To: c, Text: "x", Picture: &bot.File{}},
			[]bot.Reply{{To: c, Text: "x\nẢnh không gửi được ở kênh này; hãy hỏi lại trên kênh khác của bot."}}},
		{"links", link, bot.Reply{To: c, Text: "x", Picture: photo, File: sheet},
			[]bot.Reply{{To: c, Text: "x\nẢnh a.png: https://h/a.png\nTệp b.csv: https://h/b.csv"}}},
		{"a tap's answer alone", rich, bot.Reply{To: c, Answers: "9"}, []bot.Reply{{To: c, Answers: "9"}}},
		{"nothing", rich, bot.Reply{To: c}, nil},
		{"a title alone", rich, bot.Reply{To: c, Title: "T"}, []bot.Reply{{To: c, Title: "T"}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, bot.Degrade(test.give, test.can)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSplit(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		limit      int
		want       []string
	}{
		{"fits", "abc", 3, []string{"abc"}},
		{"no limit", "abc", 0, []string{"abc"}},
		{"nothing", " \n ", 3, nil},
		{"lines", "ab\ncd\nef", 5, []string{"ab\ncd", "ef"}},
		{"a line end before a space", "ab\ncd ef", 6, []string{"ab", "cd ef"}},
		{"at the limit exactly", "abcde\nf", 5, []string{"abcde", "f"}},
		{"words", "ab cd ef", 5, []string{"ab cd", "ef"}},
		{"one long word", "abcdefgh", 3, []string{"abc", "def", "gh"}},
		{"surrogates", "🌾🌾🌾", 3, []string{"🌾", "🌾", "🌾"}},
		{"marks", "aệb", 2, []string{"a", "ệ", "b"}},
		{"a family", "ab👨‍👩‍👧", 8, []string{"ab", "👨‍👩‍👧"}},
		{"indentation stays", "ab\n  cd", 5, []string{"ab", "  cd"}},
		{"only marks", strings.Repeat("\u0301", 5), 2, []string{"\u0301\u0301", "\u0301\u0301", "\u0301"}},
		{"a character beyond the limit", "🌾", 1, []string{"🌾"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, bot.Split(test.text, test.limit, bot.UTF16)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("Bản Noong La: 5 hgđ\n👨‍👩‍👧 mới", 8)
	f.Add(strings.Repeat("e\u0323\u0302", 9)+" x", 5)
	f.Add("a\r\n\xffb", 1)
	f.Fuzz(func(t *testing.T, text string, limit int) {
		limit %= 200
		parts := bot.Split(text, limit, bot.UTF16)
		if utf8.ValidString(text) && squeeze(strings.Join(parts, "")) != squeeze(text) {
			t.Errorf("%q became %q", text, parts)
		}
		for _, part := range parts {
			if strings.TrimSpace(part) == "" {
				t.Errorf("an empty part of %q", text)
			}
			if utf8.ValidString(text) && !utf8.ValidString(part) {
				t.Errorf("%q is cut within a character", part)
			}
			if limit > 1 && bot.UTF16(part) > limit {
				t.Errorf("%q has %d units of %d", part, bot.UTF16(part), limit)
			}
		}
	})
}

// squeeze drops white space, which a cut may.
func squeeze(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

func TestLongTextsAreSplitQuickly(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("👨‍👩‍👧", 1<<16)
	if got := strings.Join(bot.Split(text, 4096, bot.UTF16), ""); got != text {
		t.Error("it is another text")
	}
}

func BenchmarkSplit(b *testing.B) {
	text := strings.Repeat("Bản Noong La: 5 hgđ mới, 2 tái tục\n", 1000)
	for b.Loop() {
		bot.Split(text, 4096, bot.UTF16)
	}
}

// A channel that sends no text with a picture gets them apart, and one that
// takes only some files gets links to the others.
func TestDegradeApart(t *testing.T) {
	t.Parallel()
	able := bot.Abilities{Buttons: true, Pictures: true, Files: true, Limit: 100, Caption: -1,
		Carries: func(f bot.File) bool { return f.Name != "a.xlsx" }, Link: func(f bot.File) string { return "https://x/" + f.Name }}
	picture, choice := &bot.File{Name: "a.png"}, [][]bot.Choice{{{Label: "Có", Send: "có"}}}
	for name, test := range map[string]struct {
		reply bot.Reply
		want  []bot.Reply
	}{
		"picture alone":         {bot.Reply{Picture: picture}, []bot.Reply{{Picture: picture}}},
		"picture and text":      {bot.Reply{Picture: picture, Text: "a"}, []bot.Reply{{Picture: picture}, {Text: "a"}}},
		"picture and choices":   {bot.Reply{Picture: picture, Choices: choice}, []bot.Reply{{Picture: picture}, {Text: "Chọn:", Choices: choice}}},
		"a file it cannot take": {bot.Reply{File: &bot.File{Name: "a.xlsx"}}, []bot.Reply{{Text: "Tệp a.xlsx: https://x/a.xlsx"}}},
	} {
		if diff := cmp.Diff(test.want, bot.Degrade(test.reply, able)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}
