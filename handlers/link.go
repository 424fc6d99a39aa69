package handlers

import (
	"context"
	"time"
)

// linkTime is how long a code that joins one more chat to a person may be used.
const linkTime = 15 * time.Minute

// linkChat gives a one-time code; sent from another chat, it makes that chat
// the person's too. Whoever reads it could become the person, so it is given
// in no group.
func linkChat(ctx context.Context, v *visit, who viewer) (answer, error) {
	if v.msg.Group {
		return v.reply("link.private"), nil
	}
	if ok, _ := v.memory.Allow(ctx, "link/"+v.msg.Account, guesses, guessesEvery, guesses); !ok {
		return v.reply("link.often"), nil
	}
	code, err := v.service.Roll.Link(ctx, who.ID, linkTime)
	if err != nil {
		return answer{}, err
	}
	return v.reply("link.code", int(linkTime.Minutes()), code), nil
}

func textsLink() map[string]text {
	return map[string]text{
		"link.code": {"Trong %d phút, mở Zalo hoặc Telegram kia và gửi cho bot mã này:\n%s\nMã dùng một lần. Đừng đưa cho ai: có mã là vào được bằng tên anh/chị.",
			"Within %d minutes, open the other Zalo or Telegram and send the bot this code:\n%s\nIt works once. Give it to nobody: whoever has it comes in under your name."},
		"link.private": {"Mã liên kết chỉ đưa trong chat riêng. Anh/chị nhắn riêng cho bot: liên kết", "The code is given in a private chat only. Write to the bot there: /lienket"},
		"link.often":   {"Anh/chị đã lấy nhiều mã. Xin đợi ít phút rồi thử lại.", "You have taken many codes. Please wait a few minutes and try again."},
		"link.taken":   {"Chat này đang dùng tên %s, không liên kết sang người khác được. Cần đổi, xin nhờ cán bộ BHXH.", "This chat belongs to %s and cannot be joined to somebody else. Ask your BHXH office to change it."},
	}
}
