package bottest_test

import (
	"os"
	"path/filepath"
	"testing"

	"baophu/bot"
	"baophu/bot/bottest"
)

const kept = `# how it goes

> agent: Bản Noong La: 5 hgđ mới
< **Đã ghi #1**
  dòng hai

  sau dòng trống
  [Hủy = hủy 1] [Sửa = sửa 1]
<(boss) hôm nay 5
  [picture a.png]

> agent: hai
  dòng
<

> clock: 16:30
`

func echo(persona, text string) []bot.Reply {
	switch text {
	case "Bản Noong La: 5 hgđ mới":
		return []bot.Reply{
			{Title: "Đã ghi #1", Text: "dòng hai\n\nsau dòng trống", Choices: [][]bot.Choice{{{Label: "Hủy", Send: "hủy 1"}, {Label: "Sửa", Send: "sửa 1"}}}},
			{To: bot.Address{Chat: "boss"}, Text: "hôm nay 5", Picture: &bot.File{Name: "a.png"}},
		}
	case "hai\ndòng":
		return []bot.Reply{{To: bot.Address{Chat: persona}}}
	}
	return nil
}

func TestPlay(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "talk.txt")
	write := func(s string) {
		if err := os.WriteFile(file, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(kept)
	bottest.Play(t, file, false, echo)
	bottest.Play(t, file, true, echo)
	if got, _ := os.ReadFile(file); string(got) != kept {
		t.Errorf("an update without a change wrote:\n%s", got)
	}
	write("# how it goes\n\n> agent: Bản Noong La: 5 hgđ mới\n< nói khác\n\n> agent: hai\n  dòng\n\n> clock: 16:30\n< x\n")
	bottest.Play(t, file, true, echo)
	if got, _ := os.ReadFile(file); string(got) != kept {
		t.Errorf("updated to:\n%s", got)
	}
}
