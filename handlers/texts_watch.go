package handlers

// textsWatch are what is said of reports that are corrected, watched and
// listed.
func textsWatch() map[string]text {
	return map[string]text{
		"guard.gone":          {"Quyền dùng Bao Phủ của anh/chị đã dừng, nên em không ghi và không trả lời số liệu. Nếu nhầm, anh/chị gọi cán bộ BHXH để được mời lại.", "Your access to Bao Phủ has ended, so nothing is recorded or answered. If this is a mistake, please ask your BHXH office for a new invitation."},
		"guard.ownWords":      {"Đây là tin xác nhận của em, số đã ghi rồi nên em không ghi lại. Muốn báo thêm thì gõ số mới, ví dụ: Noong La 2 hgđ", "This is one of my own confirmations; its figures are recorded already and were not recorded again. To report more, type the new figures, for example: Noong La 2 hgđ"},
		"ask.forward":         {"Tin này được chuyển tiếp, có thể là số của người khác. Ghi vào báo cáo của anh/chị chứ ạ?", "This message was forwarded and may be somebody else's figures. Record it as your report?"},
		"ask.stale":           {"Nút này của một câu hỏi đã xong, nên em không ghi gì thêm. Muốn báo số thì gõ lại cả tin giúp.", "That button belongs to a question that is settled, so nothing more was recorded. To report, please type the whole message."},
		"ask.expiredQuestion": {"Câu hỏi trước đã quá một ngày nên em bỏ. Anh/chị hỏi lại cả câu giúp.", "The earlier question is more than a day old and was dropped. Please ask again in full."},
		"report.trainingFix":  {"Anh/chị đang tập huấn: báo cáo thử không tính, nên không có số nào bị đổi.", "You are in training: trial reports are not counted, so no figure changed."},
		"report.editFix":      {"Đây là tin sửa số, nên đổi chữ trong tin không làm đổi số nữa. Anh/chị gửi tin mới, ví dụ: sửa 3 hgđ", "That message corrected a figure; editing it changes nothing more. Please send a new one, for example: sửa 3 hgđ"},
		"report.later":        {"Phần của ngày %s chưa tới nên em chưa ghi. Đến hôm đó anh/chị gửi giúp.", "What is of %s was left out, for that day has not come. Please send it then."},
		"report.onLeave":      {"Anh/chị đang nghỉ phép, em vẫn ghi báo cáo này.", "You are on leave; this report is recorded all the same."},

		"refuse.overtakenBy":   {"Báo cáo này đã được %s ở #%d, nên không đổi thêm gì. Xem: báo cáo của tôi", "This report was %s by #%d before; nothing changed. See: báo cáo của tôi"},
		"refuse.editOvertaken": {"Số của tin này đã được %s ở #%d, nên sửa tin không đổi gì nữa. Muốn ghi số khác thì gửi tin mới.", "The figures of this message were %s by #%d, so editing it changes nothing. To record another figure please send a new message."},

		"cause.":           {"thay", "changed"},
		"cause.undone":     {"hủy", "taken back"},
		"cause.replaced":   {"sửa", "corrected"},
		"cause.reduced":    {"bớt", "reduced"},
		"cause.totalled":   {"đặt lại tổng ngày", "set to the day's total"},
		"cause.moved_unit": {"chuyển sang nơi khác", "moved to another village"},
		"cause.moved_day":  {"chuyển sang ngày khác", "moved to another day"},
		"cause.edited":     {"sửa theo tin nhắn", "edited in the chat"},
		"cause.overruled":  {"thay bằng số của người khác", "replaced by somebody else's"},
		"cause.byOther":    {"thay bằng số của %s", "replaced by %s's"},
		"cause.returnedBy": {"được %s trả lại", "sent back by %s"},

		"flagged.head":      {"Số lớn bất thường #%d · %s · %s", "Unusually large figure #%d · %s · %s"},
		"flagged.by":        {"Người báo: %s, đã xác nhận là đúng.", "Reported by %s, who confirmed it."},
		"flagged.elsewhere": {"Số đã được tính. Báo cáo này có cả nơi khác, nên cán bộ phụ trách chung sẽ duyệt. Thấy chưa đúng thì anh/chị gọi người báo giúp.", "It is counted already. The report is of other units too, so whoever answers for all of them approves it. If it looks wrong, please call its reporter."},
		"flagged.ask":       {"Số đã được tính. Anh/chị kiểm tra giúp: đúng thì duyệt, chưa đúng thì trả lại.", "It is counted already. Please check: approve it, or send it back."},
		"button.show":       {"Xem #%d", "Show #%d"},
	}
}
