package understand_test

import (
	"testing"

	"baophu/internal/understand"
)

func TestCommandsAreToldApart(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, c := range understand.Commands() {
		if c.Help == "" || c.Intent == "" {
			t.Errorf("/%s: no help or no intent", c.Name)
		}
		for _, name := range append([]string{c.Name}, c.Aliases...) {
			if other, twice := seen[name]; twice {
				t.Errorf("/%s is /%s and /%s", name, other, c.Name)
			}
			seen[name] = c.Name
		}
	}
}

func TestCommandsDoWhatTheySay(t *testing.T) {
	t.Parallel()
	w := loadWorld(t)
	for _, c := range understand.Commands() {
		for _, text := range []string{"/" + c.Name, "/" + c.Name + " 03694"} {
			got := w.reader.Read(text, w.setting("OP")).Intent
			if got != c.Intent && !(c.Intent == understand.Report && got == understand.Unclear) {
				t.Errorf("%s: %s, want %s", text, got, c.Intent)
			}
		}
	}
}

// TestACommandToAnotherBotIsNone: channels take our own name off.
func TestACommandToAnotherBotIsNone(t *testing.T) {
	t.Parallel()
	w := loadWorld(t)
	for _, text := range []string{"/huy@otherbot", "/huy@otherbot 13116", "/sua@otherbot 3 hgđ", "/xa@otherbot 03694"} {
		if got := w.reader.Read(text, w.setting("A1")).Intent; got != understand.Unclear {
			t.Errorf("%s: %s", text, got)
		}
	}
}
