package understand

// What a question may be about; the values of class command.
const (
	aboutMissing     = "missing"
	aboutRemind      = "remind"
	aboutResponsible = "responsible"
	aboutForecast    = "forecast"
	aboutLastYear    = "last_year"
	aboutCompare     = "compare"
	aboutPlan        = "plan"
	aboutGap         = "gap"
	aboutLowest      = "lowest"
	aboutHighest     = "highest"
	aboutRank        = "rank"
	aboutTarget      = "target"
	aboutExport      = "export"
	aboutChart       = "chart"
	aboutCSV         = "csv"
	aboutFollow      = "follow"
	aboutUnfollow    = "unfollow"
	aboutDaily       = "day"
	aboutWeekly      = "week"
	aboutMonthly     = "month"
	aboutSetTarget   = "set_target"
	aboutAssign      = "assign"
	aboutRate        = "rate"
	aboutSupport     = "support"
	aboutValidity    = "card_validity"
	aboutBenefit     = "benefits"
	aboutProcedure   = "procedure"
	aboutSelf        = "self"
	aboutMine        = "mine"
	aboutStatus      = "status"
	aboutFell        = "fell"
	aboutNTM         = "ntm"
	aboutBelow       = "below"
	aboutMet         = "met"
	aboutJoin        = "join"
	aboutHelp        = "help"
	aboutGrowth      = "growth"
	aboutMyProvince  = "province"
	aboutMyCommune   = "commune"
	aboutNation      = "nation"
	aboutYearStart   = "start_year"
	aboutWeak        = "weak"
	aboutFine        = "fine"
)

// The values of class question.
const (
	askHowMany = "how_many"
	askWhich   = "which"
	askWho     = "who"
	askWhen    = "when"
	askHow     = "how"
	askWhether = "whether"
	askList    = "list"
)

// questionWords are the words of questions and orders.
func questionWords() []row {
	return []row{
		{filler, "", "chưa bao phủ|chưa được bao phủ|chưa bao phủ được|sản xuất|xuất phát|xuất viện|xuất hiện|xuất bến|xuất cảnh|xuất ngũ|đề xuất|đột xuất|năng suất|giá rẻ|giá tốt|giá hời|giá sỉ|giá gốc|giá ưu đãi|giá cực rẻ|siêu rẻ|khuyến mãi|khuyến mại"},
		{question, askHowMany, "bao nhiêu|bi nhiêu|nhiêu|nhiu|bao nhiu|bnhiu|bn|bnhiêu|bao nhieu|b.nhiêu|bnh|mấy|mấy người|mấy %|mấy phần trăm|bao nhiêu phần trăm|bao nhiêu %|bao nhiu|bao nhiêu người|bao nhiêu rồi|mấy thẻ|bn rồi"},
		{question, askWhich, "nào|những xã nào|xã nào|bản nào|gì"},
		{question, askWho, "ai|=ai|những ai|người nào|cán bộ nào|nhân viên nào|ai là|là ai|đại lý nào"},
		{question, askWhen, "bao giờ|khi nào|bao lâu|bao lâu nữa|chừng nào|hôm nào|ngày nào|lúc nào|tháng nào|bao h|bao giờ thì|bao giờ mới"},
		{question, askHow, "thế nào|tnào|ntnào|thế lào|thì sao|ra làm sao|tới đâu r|đến đâu r|như thế nào|ntn|ra sao|sao rồi|sao|tn rồi|đến đâu|đến đâu rồi|tới đâu|tới đâu rồi|thế nào rồi|làm sao|vì sao|ra răng"},
		{question, askWhether, "phải không|đúng không|được không|có không|hay không|hay chưa|được chưa|chưa ạ|ko ạ|không ạ|đạt chưa|xong chưa|đủ chưa|ko nhỉ|chưa nhỉ|rồi chưa"},
		{question, askList, "danh sách|liệt kê|ds|các xã|những xã|các bản|những bản|các đơn vị|những đơn vị|các phường|các thôn|list|các xã phường|các tỉnh|các tiểu khu"},

		{indicator, "bhxh_bb", "bb"},
		{command, aboutTarget, "văn bản nào|theo văn bản nào|quyết định nào|theo quyết định nào|nghị quyết nào|theo nghị quyết nào|công văn nào|căn cứ nào|căn cứ vào đâu|căn cứ vào văn bản nào|căn cứ văn bản nào|căn cứ quyết định nào|căn cứ vào quyết định nào|theo qđ nào|qđ nào|theo kế hoạch nào|cơ sở nào"},

		{command, aboutMissing, "báo đủ chưa|báo hết chưa|gửi đủ chưa|nộp đủ chưa|báo cáo của ai|ai không báo|ai ko báo|ai k báo|chưa ai báo|chưa ai gửi|chưa ai nộp|thiếu ai|thiếu những ai|vắng ai|sót ai|nào im|ai im|còn im|vẫn im|ai thiếu|nào thiếu báo cáo|không gửi số|ko gửi số|k gửi số|không gửi số liệu|ko gửi số liệu|không nộp số|ko nộp số|không nhắn số|ko nhắn số|không báo số|ko báo số|không thấy gửi số|chưa thấy gửi số|không lên số|ko lên số|im lặng|không gửi bc|ko gửi báo cáo|chưa báo cáo|chưa bc|chưa nộp báo cáo|chưa nộp bc|không báo cáo|ko báo cáo|k báo cáo|chưa gửi báo cáo|chưa gửi bc|thiếu báo cáo|chưa báo|chưa có báo cáo|báo cáo kém nhất|báo cáo tốt nhất|báo cáo đúng hạn|đúng hạn|báo cáo trễ|báo cáo muộn|báo cáo đầy đủ nhất|báo cáo đúng hạn nhất|báo cáo đều nhất|báo cáo chậm nhất|báo cáo ít nhất|tỷ lệ báo cáo|tỉ lệ báo cáo|tl báo cáo|báo cáo đủ chưa|báo cáo đầy đủ chưa|nợ báo cáo|quên báo cáo|báo cáo chưa|bc chưa|đã báo cáo chưa|đã báo cáo|báo cáo hết chưa|chưa chịu báo cáo|chậm báo cáo|không gửi báo cáo|chưa thấy báo cáo|chưa gửi số liệu|chưa nộp số liệu|im hơi|không có báo cáo|ko có báo cáo|tình hình báo cáo|ko bc|không bc|k bc|đã bc|bc đủ chưa|chưa gửi số|ai chưa gửi|ai chưa nộp|ai chưa nhắn|bản nào chưa gửi|bản nào chưa nộp|thôn nào chưa gửi|chưa có số|chưa lên số|chưa báo số|chưa nộp số|ai còn nợ|ai chưa làm báo cáo|chưa cập nhật số|chưa cập nhật số liệu|chưa nhập số|chưa nhập số liệu|xã nào chưa gửi"},
		{command, aboutRemind, "nhắn các bạn|nhắn mọi người|nhắn các bản|nhắn các xã|nhắn nhân viên|nhắn anh em|nhắc|nhắc nhở|đôn đốc|giục|=hối|=thúc|nhắc nhẹ|nhắc lại|nhắc báo cáo|gửi nhắc|nhắc giúp|nhắc các|gửi lời nhắc"},
		{command, aboutResponsible, "phụ trách|pt|chịu trách nhiệm|quản lý|chuyên quản|đầu mối|quản lí|ai lo|liên hệ ai|hỏi ai|gặp ai|người phụ trách|cán bộ phụ trách|theo dõi địa bàn|phụ trách địa bàn|ai theo dõi|ai đứng ra|nhân viên thu là ai|cán bộ của|trưởng bản là ai|do ai"},
		{command, aboutForecast, "đạt được năm nay|có đạt được năm nay|năm nay đạt không|năm nay đạt ko|năm nay có đạt|năm nay đạt được không|năm nay đạt được ko|đạt nổi không|đạt nổi ko|liệu đạt|dự báo|dự đoán|dự kiến|kịp không|kịp ko|có kịp|liệu có đạt|có đạt được không|có đạt không|có đạt ko|đạt được không|bao giờ đạt|khi nào đạt|bao giờ thì đạt|khi nào thì đạt|bao lâu nữa đạt|bao lâu nữa thì đạt|bao giờ xong|khi nào xong|bao giờ mới đạt|có về đích|về đích|ước tính đạt|kịp k|có kịp ko"},
		{command, aboutLastYear, "hơn năm ngoái|hơn năm trước|kém năm ngoái|bằng năm ngoái|hơn cùng kỳ|kém cùng kỳ|cùng kỳ|cùng kỳ năm ngoái|cùng kỳ năm trước|so cùng kỳ|so với cùng kỳ|so với cùng kỳ năm ngoái|so với cùng kỳ năm trước|cung ky|cùng kì|ck|so ck|so với năm ngoái|so với năm trước|so năm ngoái|so với ck|so với cùng kì|cùng kỳ năm 2025|so năm trước|cùng thời điểm năm ngoái|giờ này năm ngoái|giờ này năm trước|tầm này năm ngoái|tầm này năm trước|thời điểm này năm ngoái|thời điểm này năm trước|thời điểm này năm|cùng thời điểm năm trước|cùng thời điểm năm|cùng thời gian năm ngoái|cùng thời gian năm trước|cùng kỳ trước|ngày này năm ngoái|ngày này năm trước|hồi này năm ngoái"},
		{command, aboutYearStart, "so với đầu năm|so đầu năm|so với hồi đầu năm|từ đầu năm tăng|so với cuối năm ngoái|so cuối năm ngoái"},
		{command, aboutCompare, "khác gì|khác nhau|khác nhau gì|khác thế nào|khác ra sao|khác bao nhiêu|có gì khác|thay đổi gì|thay đổi thế nào|thay đổi ra sao|thay đổi bao nhiêu|chênh lệch|chênh gì|so sánh|so với|so|đối chiếu|hơn kém|ss|đọ"},
		{command, aboutPlan, "so kh giao|kh giao|so với kh giao|kế hoạch được giao|kh được giao|so kế hoạch được giao|chậm mấy|chậm bao nhiêu|chậm bn|nhanh bao nhiêu|nhanh mấy|có chậm không|có chậm ko|chậm không|chậm ko|có nhanh không|kịp tiến độ|có kịp tiến độ|đúng tiến độ|tiến độ|kế hoạch|so kế hoạch|so với kế hoạch|so kh|so với kh|% kế hoạch|% kh|phần trăm kế hoạch|kế hoạch giao|hoàn thành|thực hiện kế hoạch|đạt kế hoạch|kh|tđ|tiến độ thực hiện|so kế hoạch giao|so với kế hoạch giao|% kế hoạch giao|thực hiện chỉ tiêu|so với chỉ tiêu|so chỉ tiêu|hoàn thành chỉ tiêu|hoàn thành kế hoạch|nhanh hay chậm|vượt kế hoạch"},
		{command, aboutGap, "còn xa không|còn xa ko|còn xa lắm không|còn xa lắm ko|xa không|còn bao xa|bao xa nữa|bao xa|còn cách|cách mốc|còn cách mốc|cách đích|còn cách đích|cách mục tiêu|cách ngưỡng|cách kế hoạch|còn cách chỉ tiêu|còn xa mốc|còn thiếu|thiếu|cần thêm|còn bao nhiêu|còn mấy|cần bao nhiêu|cần mấy|phải thêm|còn cần|còn phải|để đạt|bao nhiêu nữa|mấy người nữa|mấy nữa|bn nữa|hụt|nữa thì đạt|nữa là đạt|bao nhiêu người nữa|còn bn|cần bn|cần tăng thêm|phải tăng|phải vận động thêm|thiếu bao nhiêu|thiếu bn|thiếu mấy|còn hụt|bao nhiêu thẻ nữa|mấy thẻ nữa|nữa mới đạt|nữa thì đủ|nữa là đủ|cách chỉ tiêu|còn lại bao nhiêu|chênh bao nhiêu"},
		{command, aboutLowest, "top cuối|top dưới|nhóm cuối|tốp cuối|top bét|thấp nhất|kém nhất|đáng lo nhất|lo nhất|đáng ngại nhất|yếu kém nhất|trì trệ nhất|khó khăn nhất|lẹt đẹt nhất|ì ạch nhất|đuối nhất|kém cỏi nhất|dở nhất|tụt hậu nhất|sau cùng|ít nhất|yếu nhất|đứng cuối|cuối bảng|chót|đội sổ|bét|đứng chót|đứng bét|bét bảng|bét nhất|tệ nhất|từ thấp đến cao|từ thấp lên cao|từ dưới lên|chót bảng|thấp nhứt|chậm nhất|tăng dần|cuối cùng|ở cuối"},
		{command, aboutHighest, "top đầu|nhóm đầu|tốp đầu|top trên|cao nhất|tốt nhất|ổn nhất|tích cực nhất|nổi bật nhất|ngon nhất|đầu tỉnh|nhất bảng|hạng nhất|nào nhất|về nhất|xếp nhất|nhiều nhất|đứng đầu|đầu bảng|dẫn đầu|khá nhất|giỏi nhất|từ cao đến thấp|từ cao xuống thấp|nhất tỉnh|nhất xã|nhanh nhất|cao nhứt|giảm dần|quán quân|đứng nhất|xuất sắc nhất"},
		{command, aboutRank, "xếp hạng|xếp thứ|thứ hạng|bxh|bảng xếp hạng|top|đứng thứ|hạng|xếp loại|đứng thứ mấy|xếp thứ mấy|thứ mấy|hạng mấy|xh|tóp|đứng hàng|hạng thứ"},
		{command, aboutSetTarget, "giao chỉ tiêu|đặt chỉ tiêu|giao kế hoạch|đặt mục tiêu|set chỉ tiêu|điều chỉnh chỉ tiêu|nâng chỉ tiêu|giao ct|ấn định chỉ tiêu|giao mục tiêu|sửa chỉ tiêu|nhập chỉ tiêu|cập nhật chỉ tiêu|thay chỉ tiêu|phân bổ chỉ tiêu|giao chi tieu|đổi chỉ tiêu|hạ chỉ tiêu|giao kh|phân chỉ tiêu|thêm chỉ tiêu|tạo chỉ tiêu|giao chỉ tiêu cho"},
		{command, aboutTarget, "phải đạt bao nhiêu|phải đạt mấy|cần đạt bao nhiêu|cần đạt mấy|phải đạt bn|chỉ tiêu|mục tiêu|chỉ tiêu giao|được giao|giao bao nhiêu|chỉ tiêu được giao|được giao bao nhiêu|ct|chỉ tiêu là|giao mấy|sàn ntm|sàn"},
		{command, aboutChart, "diễn biến|biến động|lịch sử|qua các tháng|qua từng tháng|theo từng tháng|biểu đồ|đồ thị|chart|=vẽ|hình vẽ|vẽ biểu đồ|đường biểu diễn|png|biểu đồ xu hướng|xu hướng|bản đồ|bản đồ bao phủ|biểu đồ đối chiếu|đối chiếu số chốt|đối chiếu báo cáo|đối chiếu tháng"},
		{command, aboutCSV, "csv|file csv|xuất csv"},
		{command, aboutExport, "xuất|tải|excel|xlsx|file|xuất file|gửi file|in ra|download|bảng excel|kết xuất|xuất excel|tải excel|file excel|tải về|xuất báo cáo|xuất dữ liệu|tải báo cáo|xuất số liệu|in báo cáo|trích xuất|bảng tính|tải số liệu|tải file|exel|excell|gửi excel|xuất ra excel|cho file|cho xin file|kết xuất excel|bảng số liệu"},
		{command, aboutUnfollow, "tạm dừng theo dõi|tạm ngừng theo dõi|tạm ngưng theo dõi|tạm dừng bản tin|tạm ngừng bản tin|tạm dừng gửi|tạm dừng cảnh báo|bỏ theo dõi|dừng bản tin|dừng cảnh báo|thôi gửi|hủy theo dõi|thôi theo dõi|ngừng theo dõi|dừng theo dõi|tắt thông báo|hủy đăng ký nhận|ngừng gửi|đừng gửi nữa|không nhận nữa|tắt bản tin"},
		{command, aboutFollow, "báo cho anh|báo cho chị|báo cho em|báo cho mình|báo mình|thông báo cho anh|thông báo cho chị|nhắn cho tôi|nhắn cho anh|nhắn cho chị|nhắn cho em|nhắn cho mình|gửi mình|gửi cho anh|gửi cho chị|gửi cho em|gửi cho mình|gửi tui|theo dõi|tiếp tục theo dõi|theo dõi lại|theo dõi tiếp|đang theo dõi|đăng ký nhận|nhận bản tin|gửi tôi|gửi cho tôi|báo cho tôi|báo tôi|thông báo cho tôi|cho tôi nhận|nhận tin|nhận báo cáo|bản tin|gửi báo cáo|cảnh báo|báo động|thông báo khi|báo khi|đăng ký bản tin|gửi số liệu|đăng ký theo dõi|gửi anh|gửi chị|gửi em|báo anh|báo chị|báo em|nhận số liệu|nhắn tôi"},
		{command, aboutDaily, "sáng nào cũng|chiều nào cũng|tối nào cũng|hôm nào cũng|hàng ngày|hằng ngày|mỗi ngày|từng ngày|ngày nào cũng|mỗi sáng|mỗi chiều|mỗi tối|hàng sáng|hằng sáng|daily|cuối mỗi ngày|mỗi cuối ngày|mỗi hôm|hàng chiều|hằng chiều"},
		{command, aboutWeekly, "thứ hai đầu tuần|thứ 2 đầu tuần|đầu tuần|cứ thứ hai|cứ thứ 2|cứ thứ sáu|cứ thứ 6|cứ đầu tuần|cứ cuối tuần|sáng thứ hai|sáng thứ 2|hàng tuần|hằng tuần|mỗi tuần|từng tuần|tuần nào cũng|thứ 2 hàng tuần|thứ hai hàng tuần|sáng thứ hai hàng tuần|weekly|cuối tuần|mỗi thứ hai|mỗi thứ 2|mỗi thứ sáu|thứ sáu hàng tuần|thứ 6 hàng tuần"},
		{command, aboutMonthly, "hàng tháng|hằng tháng|mỗi tháng|từng tháng|cuối tháng|monthly|cuối mỗi tháng|tháng nào cũng|đầu tháng"},
		{command, aboutAssign, "phân công|bàn giao|giao địa bàn|chuyển giao|giao bản|giao thôn|giao xã|giao tiểu khu|giao phường|cử|gán|giao lại|giao cho|giao phụ trách|chuyển địa bàn|phân địa bàn|bàn giao địa bàn|phân công phụ trách|đổi người phụ trách|thay người phụ trách|giao"},
		{command, aboutSupport, "hỗ trợ|được hỗ trợ|nhà nước hỗ trợ|mức hỗ trợ|hỗ trợ bao nhiêu|hỗ trợ mấy|giảm trừ|được giảm|hỗ trợ đóng|ngân sách hỗ trợ|hỗ trợ mức đóng|tỷ lệ hỗ trợ"},
		{command, aboutRate, "mức đóng|đóng bao nhiêu|đóng ít nhất|đóng tối thiểu|đóng nhiều nhất|đóng thấp nhất|đóng cao nhất|mức thấp nhất|mức cao nhất|mức tối thiểu|đóng mấy|bao nhiêu tiền|bn tiền|mấy tiền|mấy đồng|hết bao nhiêu|giá|giá thẻ|phí|chi phí|tiền thẻ|mức phí|mua hết bao nhiêu|bao tiền|bao nhiêu 1 năm|bao nhiêu một năm|bao nhiêu 1 tháng|đóng bn|nộp bao nhiêu|nộp bn|phải đóng|mua thẻ bao nhiêu|mua bao nhiêu|đóng thế nào|số tiền đóng|tiền đóng|mệnh giá|mức nộp|mất bao nhiêu tiền|mất bao nhiêu|hết bn|hết mấy|mức thu|giá bao nhiêu|đóng hết|biểu phí|đóng 1 năm|đóng một năm|giá bn"},
		{command, aboutValidity, "hiệu lực|có giá trị|giá trị thẻ|giá trị của thẻ|giá trị thẻ bhyt|giá trị của thẻ bhyt|giá trị thẻ bảo hiểm|giá trị thẻ bảo hiểm y tế|giá trị đến khi nào|giá trị từ khi nào|bao giờ dùng được|khi nào dùng được|bao lâu có thẻ|thời hạn thẻ|hạn thẻ|bao lâu thì có thẻ|bao giờ có thẻ|bao lâu dùng được|khi nào có thẻ|bao lâu thì dùng được|30 ngày|thời hạn sử dụng|hạn sử dụng|giá trị sử dụng|bao giờ nhận được thẻ|bao giờ có hiệu lực|khi nào có hiệu lực"},
		{command, aboutBenefit, "quyền lợi|được hưởng|hưởng gì|mức hưởng|hưởng bao nhiêu|lương hưu|chế độ|thai sản|được gì|lợi ích|hưởng mấy|khám chữa bệnh"},
		{command, aboutProcedure, "mua bảo hiểm ở đâu|mua thẻ ở đâu|mua bhyt ở đâu|mua bảo hiểm y tế ở đâu|nộp ở đâu|đóng ở đâu|nộp tiền ở đâu|đóng tiền ở đâu|làm thẻ ở đâu|tham gia ở đâu|thủ tục|hồ sơ gì|giấy tờ gì|cần giấy tờ|cần hồ sơ|đăng ký ở đâu|mua ở đâu|làm thế nào để tham gia|cách tham gia|cách đóng|cần những gì|cần giấy gì|thủ tục tham gia|điều kiện|điều kiện tham gia|trình tự"},
		{command, aboutMine, "tiến độ của tôi|tiến độ của em|kết quả của tôi|kết quả của em|thành tích|thành tích của em|thành tích của tôi|số liệu của tôi|số liệu của em|quota của em|định mức của em|chỉ tiêu của em|chỉ tiêu của tôi|chuỗi ngày|kết quả của mình|tiến độ của mình|xếp hạng của em|xếp hạng của tôi|thứ hạng của em|báo cáo của em|báo cáo của tôi"},
		{command, aboutSelf, "e đc|em đc|e dc|em dc|tôi đc|mình đc|cháu đc|em làm đc|e làm đc|em lm đc|tôi làm đc|tôi còn thiếu|em còn thiếu|e còn thiếu|mình còn thiếu|cháu còn thiếu|em thiếu|tôi thiếu|e thiếu|em cần thêm|tôi cần thêm|em còn cần|tôi còn cần|em xếp thứ|của tôi|của em|của mình|của e|tôi được|em được|em làm được|tôi làm được|mình được|e được|em báo cáo được|em thu được|em đạt|tôi đạt|e đạt|em đã được|e đã được|em xếp|tôi xếp|em đứng|tôi đứng|e đứng|em hạng|tôi hạng|mình đứng|mình hạng|mình xếp|của cháu|cháu được|mình đạt|tôi đã báo cáo|em đã báo cáo|tôi đã báo|em đã báo|cháu đạt|mình làm được|em vận động được|em ghi được|riêng em|bản thân"},
		{command, aboutWeak, "yếu|kém|yếu kém|chậm|trì trệ|đáng lo|đáng lo ngại|đáng ngại|đáng báo động|lo ngại|đáng chú ý|có vấn đề|vấn đề|nguy cơ|có nguy cơ|nguy cơ không đạt|có nguy cơ không đạt|cần chú ý|cần lưu ý|cần quan tâm|cần đôn đốc|cần nhắc|cần hỗ trợ|cần tập trung|cần đẩy mạnh|phải lo|khó đạt|khó hoàn thành|khó về đích|khó khăn|không ổn|chưa ổn|ko ổn|lẹt đẹt|ì ạch|ỳ ạch|tụt hậu|làm kém|làm yếu|làm chậm|chưa tốt|không tốt|ko tốt|còn yếu|còn kém|còn chậm|đang chậm|đang yếu|hụt hơi|tệ|chưa xong|chưa về đích|chậm trễ|chậm tiến độ|trễ tiến độ|chậm kế hoạch|chậm so với kế hoạch|thấp quá"},
		{command, aboutFine, "tốt|làm tốt|khá|khá tốt|ổn|giỏi|xuất sắc|đang tốt|làm được|nổi bật|khá khẩm|ngon|ngon lành|tích cực|khả quan|vững"},
		{command, aboutFell, "giảm|tụt|sụt|giảm sút|đi xuống|sụt giảm|bị giảm|tụt hạng|kém đi|thấp đi|giảm đi|rớt|bị tụt|đang giảm|giảm bao phủ|đi lùi|thụt lùi"},
		{command, aboutNTM, "được công nhận|công nhận ntm|công nhận nông thôn mới|lúc công nhận|khi công nhận|nông thôn mới|ntm|lúc được công nhận|khi được công nhận|lúc được công nhận ntm|khi được công nhận ntm|về đích ntm|đạt chuẩn ntm|đạt chuẩn nông thôn mới|đạt chuẩn|ngày công nhận"},
		{command, aboutBelow, "chưa đạt|không đạt|ko đạt|k đạt|dưới|thấp hơn|chưa tới|chưa đủ|dưới chỉ tiêu|chưa hoàn thành|chưa đạt chỉ tiêu|nhỏ hơn|kém hơn|chưa về đích|chưa đến|chưa được|<|chưa vượt|không hoàn thành|chưa đạt được|còn thấp|bên dưới|thấp|dưới mức|chua dat"},
		{command, aboutMet, "đã đạt|vượt|trên|đạt từ|cao hơn|hơn|lớn hơn|>|đã hoàn thành|đã vượt|đạt chỉ tiêu|đạt và vượt|hoàn thành chỉ tiêu|>=|đã đạt chỉ tiêu|từ"},
		{command, aboutJoin, "tham gia bot|xin tham gia|muốn tham gia|tham gia thế nào|cách tham gia bot|mã mời|mã tham gia|đăng ký sử dụng|đăng ký dùng|vào nhóm|xin vào|đăng ký tài khoản|mã của tôi|mã|kích hoạt|nhập mã"},
		{command, aboutHelp, "đây là gì|cái gì đây|đây là bot gì|làm dc gì|làm dc j|biết những gì|hỏi những gì|giúp được những gì|giúp đc gì|soạn tin thế nào|soạn thế nào|nhắn sao cho đúng|báo sao cho đúng|gửi sao cho đúng|để làm j|dùng làm j|là gì vậy|giúp tôi với|giúp mình với|để dùng|dùng bot|sử dụng bot|xài bot|bạn là ai|mày là ai|mi là ai|ai đấy|là ai đấy|là ai vậy|bạn làm được gì|hỏi được những gì|hỏi được những j|hỏi đc gì|hỏi đc những gì|biết làm gì|biết làm những gì|làm được j|làm đc j|làm đc gì|làm đc những gì|có thể làm gì|làm những gì|bot biết gì|gửi tin thế nào|gửi tin như thế nào|nhắn sao|nhắn tin thế nào|gõ thế nào|gõ sao|nhập thế nào|nhập sao|báo số thế nào|báo số sao|hỏi thế nào|hỏi như thế nào|hỏi sao|xài sao|xài thế nào|dùng sao|cách gửi|cách nhắn|cách hỏi|cách nhập|bot này dùng làm gì|dùng làm gì|dùng để làm gì|bot làm gì|bot này làm gì|bot này để làm gì|bot này là gì|là bot gì|bot gì đây|bot gì vậy|bot là ai|làm được những gì|có chức năng gì|chức năng gì|có những chức năng|giúp được gì|hướng dẫn|trợ giúp|giúp đỡ|help|menu|cách dùng|cách sử dụng|hướng dẫn sử dụng|dùng thế nào|sử dụng thế nào|lệnh|các lệnh|hỏi được gì|làm được gì|hỗ trợ gì|hỏi gì được|cách báo cáo|báo cáo thế nào|báo cáo như thế nào|nhắn thế nào|ghi thế nào|hdsd|hướng dẫn em|chỉ em cách|giúp với|giúp em với|cú pháp|mẫu báo cáo|mẫu tin|bắt đầu|start"},
		{command, aboutGrowth, "tăng nhiều nhất|tăng nhanh nhất|tăng cao nhất|tăng mạnh nhất|phát triển nhiều nhất|nhiều người mới nhất"},
		{command, aboutMyProvince, "toàn tỉnh|cả tỉnh|tỉnh mình|tỉnh ta|trong tỉnh|tỉnh nhà|của tỉnh|tỉnh|thành phố mình|toàn thành phố|toàn thành|tỉnh em|tỉnh tôi"},
		{command, aboutMyCommune, "toàn xã|cả xã|xã mình|xã ta|trong xã|của xã|xã em|xã tôi|phường mình|phường ta|toàn phường|cả phường|phường em|trong phường|của phường|xã nhà|phường tôi|xã này|phường này|đặc khu mình|xã cháu"},
		{command, aboutNation, "cả nước|toàn quốc|trong nước|việt nam|vn"},
		{command, aboutStatus, "đạt|tỷ lệ|tỉ lệ|bao phủ|độ bao phủ|tình hình|số người tham gia|kết quả|tham gia|số liệu|độ phủ|phủ|tl|tỷ lệ bao phủ|tỉ lệ bao phủ|hiện có|số người|tổng số người|mức bao phủ|diện bao phủ|tỷ lệ tham gia|bao nhiêu người tham gia|hiện trạng|con số|tỉ lệ tham gia|xem|cho xem|cho hỏi|cho biết|tra|tra cứu|%|phần trăm|hỏi|báo cáo nhanh|được|đang|thẻ"},
	}
}
