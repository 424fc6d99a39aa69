package handlers

import "maps"

// texts gives everything the bot says, by key, in every language.
func texts() map[string]text {
	all := map[string]text{}
	for _, part := range []map[string]text{textsGeneral(), textsReport(), textsAsk(), textsQuestion(), textsRemind(), textsSeveral(), textsDrawn(), textsLeave(),
		textsGuide(), textsOptions(), textsFile(), textsFollow(), textsLaw(), textsAdmin(), textsGroup(),
		textsLink(), textsGone(), textsTalk(), textsHeard(), textsHelp()} {
		maps.Copy(all, part)
	}
	maps.Copy(all, textsAsking())
	maps.Copy(all, textsMarks())
	maps.Copy(all, textsParts())
	maps.Copy(all, textsSure())
	maps.Copy(all, textsOwnRows())
	maps.Copy(all, textsUncovered())
	return all
}

func textsGeneral() map[string]text {
	return map[string]text{
		"day.today":     {"hôm nay %s", "today %s"},
		"day.yesterday": {"hôm qua %s", "yesterday %s"},
		"day.other":     {"ngày %s", "on %s"},

		"ind.bhyt":      {"BHYT", "health insurance (BHYT)"},
		"ind.bhyt_hgd":  {"BHYT hộ gia đình", "household BHYT"},
		"ind.bhyt_hssv": {"BHYT học sinh, sinh viên", "pupils' BHYT"},
		"ind.bhxh_tn":   {"BHXH tự nguyện", "voluntary BHXH"},
		"ind.bhxh_bb":   {"BHXH bắt buộc", "compulsory BHXH"},
		"ind.bhxh":      {"BHXH", "social insurance (BHXH)"},
		"ind.bhtn":      {"bảo hiểm thất nghiệp", "unemployment insurance"},

		"guard.guest": {
			"Chào anh/chị. Đây là trợ lý Bao Phủ, ghi và trả lời số liệu BHYT, BHXH tự nguyện cho nhân viên thu và cán bộ.\nMuốn dùng, xin cán bộ BHXH một mã mời rồi gửi mã đó vào đây (ví dụ: BP7K2Q).",
			"Hello. This is Bao Phủ: collection agents report BHYT and voluntary BHXH here and officials ask for figures.\nTo join, ask your BHXH office for an invitation code and send it here (for example BP7K2Q)."},
		"guard.agents": {
			"Chỉ nhân viên thu được giao thôn, bản mới báo số. Anh/chị hỏi được số liệu, ví dụ: %s đạt bao nhiêu? Gõ ? để xem cách hỏi.",
			"Only agents in charge of a village report figures. You may ask, for example: %s đạt bao nhiêu? Type ? to see how."},
		"guard.list": {
			"Danh sách từng nơi của %s dành cho cán bộ phụ trách. Anh/chị xem được: %s và tình hình chung của xã, phường.",
			"The list of places within %s is for its officials. You may see: %s, and where the commune stands as a whole."},
		"guard.scope": {
			"%s nằm ngoài phạm vi anh/chị được xem. Anh/chị xem được: %s.",
			"%s is outside the units you may see. You may see: %s."},
		"other.kind":  {"Em chỉ đọc được tin nhắn chữ. Anh/chị gõ giúp, ví dụ: Noong La 5 hgđ 2 tt 1 tn", "I can read text only. Please type it, for example: Noong La 5 hgđ 2 tt 1 tn"},
		"other.file":  {"Em chưa nhận tệp ở đây, nên chưa ghi gì. Số hằng ngày anh/chị gõ vào tin nhắn; tệp Excel, CSV gửi cho cán bộ quản trị để nhập.", "Files are not taken here and nothing was recorded. Type daily figures as a message; give Excel or CSV files to your administrator to import."},
		"other.empty": {"Tin nhắn không có chữ nào đọc được, nên chưa ghi gì. Anh/chị gõ lại giúp, ví dụ: Noong La 5 hgđ 2 tt", "There was nothing to read in that message; nothing was recorded. Please type it again, for example: Noong La 5 hgđ 2 tt"},

		"join.done.agent": {
			"Chào %s. Từ nay anh/chị báo số cho %s ngay tại đây, một tin là đủ, ví dụ:\n%s 5 hgđ mới, 2 tái tục, 1 tn\nHôm nào không có ai thì gõ: không có. Gõ ? để xem thêm.",
			"Welcome, %s. You report for %s right here; one message is enough, for example:\n%s 5 hgđ mới, 2 tái tục, 1 tn\nOn a day with nobody, type: không có. Type ? for more."},
		"join.done.other": {
			"Chào %s. Anh/chị hỏi được số liệu của %s, ví dụ:\n%s đạt bao nhiêu?\nGõ ? để xem các câu hỏi khác.",
			"Welcome, %s. You may ask about %s, for example:\n%s đạt bao nhiêu?\nType ? for more questions."},
		"join.unknown": {"Mã mời này không đúng. Anh/chị kiểm tra lại từng chữ, hoặc xin cán bộ BHXH mã khác.", "This invitation code is not valid. Please check each letter, or ask your BHXH office for another."},
		"join.expired": {"Mã mời này đã hết hạn hoặc đã có người dùng. Anh/chị xin cán bộ BHXH mã mới giúp.", "This invitation code has expired or was used already. Please ask your BHXH office for a new one."},
		"join.guess":   {"Anh/chị đã thử nhiều mã chưa đúng. Xin đợi %d phút rồi thử lại.", "Too many wrong codes. Please wait %d minutes and try again."},

		"unclear.agent": {
			"Em chưa hiểu tin này, nên chưa ghi gì. Báo số thì gõ như: %s 5 hgđ 2 tt 1 tn. Hỏi thì gõ ?",
			"I do not understand this message, so nothing was recorded. To report, type for example: %s 5 hgđ 2 tt 1 tn. Type ? for questions."},
		"unclear.viewer": {
			"Em chưa hiểu câu này. Anh/chị thử: \"%s đạt bao nhiêu?\", \"%s\", hoặc gõ ?",
			"I do not understand this. Try: \"%s đạt bao nhiêu?\", \"%s\", or type ?"},
		"ask.staleNumber": {
			"Câu hỏi ấy đã qua lâu hoặc có tin khác xen vào, nên số %d không còn chọn gì; chưa có gì thay đổi. Anh/chị gõ lại bằng lời giúp em.",
			"That question was too long ago, or another message came between, so %d no longer picks anything; nothing has changed. Please say it in words."},
		"cancel.done": {"Vâng, em bỏ qua, chưa ghi gì.", "All right, dropped; nothing was recorded."},
		"cancel.none": {"Không có câu hỏi nào đang chờ. Muốn bỏ báo cáo vừa gửi thì gõ: hủy", "Nothing is waiting for an answer. To take back your last report type: hủy"},
		"refuse.pii": {
			"Tin này có %s của người tham gia nên em không ghi và không lưu. Bao Phủ chỉ nhận số người, ví dụ: Noong La 1 hgđ. Anh/chị xóa tin vừa gửi giúp.",
			"This message holds personal data (%s), so it was not recorded and not kept. Only numbers of people are taken, for example: Noong La 1 hgđ. Please delete that message."},
	}
}
