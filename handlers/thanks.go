package handlers

import (
	"strings"

	"baophu/internal/vi"
)

// thanks tells whether a message only says thank you, or shows a thumb.
func (v *visit) thanks() bool {
	said := strings.Trim(v.text, " .!,~\uFE0F")
	if said != "" && strings.Trim(said, "👍👌🙏❤🥰😊😀🙂💪\uFE0F\u200d🏻🏼🏽🏾🏿 ") == "" {
		return true
	}
	folded := vi.Fold(said)
	for _, begin := range []string{"cam on", "camon", "thank", "thanks", "tks"} {
		if (folded == begin || strings.HasPrefix(folded, begin+" ")) && len(strings.Fields(folded)) <= 6 {
			return true
		}
	}
	return false
}

func textsThanks() map[string]text {
	return map[string]text{
		"thanks.back": {"Dạ, em cảm ơn anh/chị. Cần gì anh/chị cứ nhắn.", "Thank you too. Write whenever you need anything."},
	}
}
