package handlers

// textsHelp says what may be written, by role. What stands behind a colon are
// messages, apart by dots, as they can be sent; a test reads each of them.
func textsHelp() map[string]text {
	return map[string]text{
		"help.title": {"Anh/chị gõ được những câu này, có dấu hay không dấu đều được:", "You may write, with or without diacritics:"},
		"help.agent": {
			"Báo cáo: %[1]s 5 hgđ mới, 2 tái tục, 1 tn\nKhông có ai: không có\nTuyên truyền: hội nghị 45 người dự 12 người đăng ký\nSửa: sửa 3 hgđ · tổng hôm nay 8 hgđ · hủy\nHôm trước: hôm qua 3 hgđ\nCủa mình: tôi · lịch sử · báo cáo của tôi\nNghỉ: em nghỉ 3 ngày · em đi làm lại",
			"Report: %[1]s 5 hgđ mới, 2 tái tục, 1 tn\nNobody: không có\nOutreach: hội nghị 45 người dự 12 người đăng ký\nCorrect: sửa 3 hgđ · tổng hôm nay 8 hgđ · hủy\nEarlier: hôm qua 3 hgđ\nYour own: tôi · lịch sử · báo cáo của tôi\nLeave: em nghỉ 3 ngày · em đi làm lại"},
		"help.agentAsks": {
			"Hỏi: xã đạt bao nhiêu? · xã còn thiếu bao nhiêu? · chỉ tiêu của xã · tiến độ của xã · bao giờ xã đạt 95% · xã so với cùng kỳ · ai phụ trách xã · biểu đồ của tôi",
			"Ask: xã đạt bao nhiêu? · xã còn thiếu bao nhiêu? · chỉ tiêu của xã · tiến độ của xã · bao giờ xã đạt 95% · xã so với cùng kỳ · ai phụ trách xã · biểu đồ của tôi"},
		"help.viewer": {
			"Tình hình: %[1]s đạt bao nhiêu? · %[1]s ngày 30/9 · báo cáo 9 tháng\nCòn thiếu: %[1]s còn thiếu bao nhiêu? · chỉ tiêu %[1]s · tiến độ %[1]s · bao giờ %[1]s đạt 95%%\nDanh sách: %[2]s nào chưa đạt · %[2]s nào giảm · %[2]s nào đã đạt · theo %[2]s\nXếp hạng: 10 %[2]s thấp nhất · xếp hạng tăng trưởng · xếp hạng theo số còn thiếu · xếp hạng nhân viên thu\nSo sánh: %[1]s so với cùng kỳ · %[1]s so với đầu năm · so sánh tháng 10 với tháng 9\nChi tiết: vì sao %[1]s giảm · hội nghị tuyên truyền tháng này · thẻ đến hạn tháng này\nBáo cáo: ai chưa báo cáo hôm nay · tỷ lệ báo cáo tuần này · tỷ lệ báo cáo từng %[2]s · tỷ lệ báo cáo từng nhân viên\nẢnh, tệp: biểu đồ %[1]s · biểu đồ xếp hạng · bản đồ %[1]s · biểu đồ đối chiếu tháng 10 · xuất excel %[1]s\nNgười: ai phụ trách %[1]s · nhắc người chưa báo cáo · thông báo: 8 giờ sáng mai họp · giờ nhắc · báo cáo chờ duyệt\nNhóm Telegram: /nhom %[1]s",
			"Standing: %[1]s đạt bao nhiêu? · %[1]s ngày 30/9 · báo cáo 9 tháng\nGap: %[1]s còn thiếu bao nhiêu? · chỉ tiêu %[1]s · tiến độ %[1]s · bao giờ %[1]s đạt 95%%\nLists: %[2]s nào chưa đạt · %[2]s nào giảm · %[2]s nào đã đạt · theo %[2]s\nRankings: 10 %[2]s thấp nhất · xếp hạng tăng trưởng · xếp hạng theo số còn thiếu · xếp hạng nhân viên thu\nCompare: %[1]s so với cùng kỳ · %[1]s so với đầu năm · so sánh tháng 10 với tháng 9\nDetails: vì sao %[1]s giảm · hội nghị tuyên truyền tháng này · thẻ đến hạn tháng này\nReporting: ai chưa báo cáo hôm nay · tỷ lệ báo cáo tuần này · tỷ lệ báo cáo từng %[2]s · tỷ lệ báo cáo từng nhân viên\nPictures, files: biểu đồ %[1]s · biểu đồ xếp hạng · bản đồ %[1]s · biểu đồ đối chiếu tháng 10 · xuất excel %[1]s\nPeople: ai phụ trách %[1]s · nhắc người chưa báo cáo · thông báo: 8 giờ sáng mai họp · giờ nhắc · báo cáo chờ duyệt\nTelegram group: /nhom %[1]s"},
		"help.more": {
			"Theo dõi: theo dõi %s hàng ngày · đang theo dõi gì\nMức đóng: hộ 4 người đóng 6 tháng hết bao nhiêu · mức đóng bhxh tự nguyện\nKhác: dùng thêm Zalo · tiếng Anh",
			"Follow: theo dõi %s hàng ngày · đang theo dõi gì\nContributions: hộ 4 người đóng 6 tháng hết bao nhiêu · mức đóng bhxh tự nguyện\nMore: dùng thêm Zalo · tiếng Anh"},
		"help.admin": {
			"Quản trị: giao chỉ tiêu %s 95%% năm 2026 theo QĐ 12/QĐ-UBND · giao bản Dửn cho chị Mẫu · mời nhân viên bản Dửn · thu hồi quyền của chị Mẫu · khóa tháng 10 · mở khóa tháng 10 · nhật ký hôm nay\nNhập số: gửi tệp CSV hoặc Excel vào đây, em chạy thử rồi mới hỏi có ghi không",
			"Administer: giao chỉ tiêu %s 95%% năm 2026 theo QĐ 12/QĐ-UBND · giao bản Dửn cho chị Mẫu · mời nhân viên bản Dửn · thu hồi quyền của chị Mẫu · khóa tháng 10 · mở khóa tháng 10 · nhật ký hôm nay\nImport: send a CSV or Excel file here; it is tried first, and you are asked before anything is written"},
	}
}
