package handlers

func textsAdmin() map[string]text {
	return map[string]text{

		"guard.admins":  {"Việc này do quản trị BHXH làm. Anh/chị hỏi số thì gõ ?", "This is done by BHXH administrators. Type ? for what you may ask."},
		"guard.private": {"Việc quản trị xin anh/chị nhắn riêng cho em, không làm trong nhóm.", "Please write to me in private for this; it is not done in groups."},
		"admin.scope":   {"%s nằm ngoài nơi anh/chị quản trị: %s. Chưa ghi gì.", "%s is outside the units you administer: %s. Nothing was changed."},
		"admin.where":   {"Anh/chị nêu một nơi giúp, ví dụ: %s. Chưa ghi gì.", "Please name one place, for example %s. Nothing was changed."},
		"admin.nobody":  {"Không thấy ai tên %s trong nơi anh/chị quản trị. Người mới thì mời trước, gõ ví dụ: mời nhân viên bản Dửn", "Nobody named %s works within the units you administer. Somebody new is invited first; type for example: mời nhân viên bản Dửn"},
		"admin.same":    {"Có nhiều người cùng tên %s: %s. Trường hợp này xin nhập bằng tệp để không nhầm người.", "Several people are named %s: %s. Please import this by file, so that nobody is taken for another."},
		"admin.which":   {"Anh/chị nói người nào ạ?", "Which of them, please?"},

		"target.of":      {"%s, %s, %s", "%s, %s, %s"},
		"target.show":    {"Giao chỉ tiêu %s: %s, theo %s, hiệu lực từ hôm nay", "Target of %s: %s, by %s, from today"},
		"target.instead": {"Thay cho chỉ tiêu đang có: %s (%s); chỉ tiêu cũ vẫn tính cho những ngày trước", "In place of the present one: %s (%s), which still answers for its own days"},
		"target.partly":  {"Có nơi chưa có số, nên chưa biết còn thiếu bao nhiêu", "Some places have no figure, so how far it is cannot be told"},
		"target.gap":     {"Còn thiếu %s người so với số hiện nay", "%s people short at present"},
		"target.metNow":  {"Số hiện nay đã đạt chỉ tiêu này", "Met at present"},
		"target.done":    {"Đã giao chỉ tiêu %s: %s, theo %s.", "Target set: %s: %s, by %s."},
		"target.see":     {"Xem chỉ tiêu", "See the target"},
		"target.over":    {"Kỳ %s đã qua, nên không giao chỉ tiêu được nữa.", "The period %s is over."},
		"target.noRate":  {"%s giao theo số người, không theo tỷ lệ. Anh/chị gửi lại số người giúp.", "%s has targets in people, not a rate. Please send a number of people."},
		"target.wrong":   {"Con số chỉ tiêu phải lớn hơn 0 và tỷ lệ không quá 100%. Anh/chị gửi lại giúp.", "A target is more than 0, and a rate at most 100%. Please send it again."},

		"assign.show":    {"Giao %s (%s): từ %s sang %s", "%s (%s): from %s to %s"},
		"assign.all":     {"Bàn giao %s: từ %s sang %s", "Hand over %s: from %s to %s"},
		"assign.nothing": {"%s không giữ thôn, bản nào để bàn giao.", "%s holds no village to hand over."},
		"assign.holds":   {"%s đang giữ: %s", "%s holds: %s"},
		"assign.left":    {"%s sẽ không còn địa bàn nào", "%s will hold nothing any more"},
		"assign.nobody":  {"chưa có ai", "nobody"},
		"assign.already": {"%s đang là %s của %s rồi.", "%s is already the %s of %s."},
		"assign.done":    {"Đã giao %s cho %s.", "%s is now with %s."},

		"lock.month":    {"Anh/chị nêu tháng giúp, ví dụ: khóa tháng 10. Chưa ghi gì.", "Please name the month, for example: khóa tháng 10. Nothing was changed."},
		"lock.future":   {"Chưa đến %s nên không khóa được.", "%s has not come yet."},
		"lock.already":  {"%s của %s đã khóa rồi (khóa tại %s).", "%s of %s is locked already (at %s)."},
		"lock.open":     {"%s của %s đang mở, không có khóa nào.", "%s of %s is open."},
		"lock.above":    {"%s của %s khóa tại %s; mở ở đó.", "%s of %s is locked at %s; open it there."},
		"lock.show":     {"Khóa số liệu %s của %s và mọi nơi bên dưới: không ai thêm, sửa, hủy báo cáo của tháng đó nữa", "Lock %s of %s and all below it: nobody adds, corrects or takes back reports of that month"},
		"lock.running":  {"Lưu ý: tháng này chưa hết, các ngày còn lại cũng bị khóa", "Mind: the month is not over; its remaining days are locked too"},
		"lock.showOpen": {"Mở khóa số liệu %s của %s: báo cáo của tháng đó lại thêm, sửa được trong hạn", "Unlock %s of %s: its reports may be added and corrected again, within the usual days"},
		"lock.done":     {"Đã khóa số liệu %s của %s.", "%s of %s is locked."},
		"lock.opened":   {"Đã mở khóa số liệu %s của %s.", "%s of %s is unlocked."},

		"invite.village": {"Nhân viên thu được mời theo thôn, bản. %s có nhiều thôn, bản; anh/chị nêu tên một nơi giúp.", "Agents are invited to a village. %s has several; please name one."},
		"invite.show":    {"Mời %s cho %s: %s", "Invite %s for %s: %s"},
		"invite.anybody": {"ai có mã thì dùng được, một lần", "whoever brings the code, once"},
		"invite.done":    {"Mã mời %s cho %s, dùng một lần:", "Invitation code, %s for %s, to be used once:"},
		"invite.link":    {"Bấm để vào: %s", "Tap to join: %s"},
		"invite.until":   {"Có hạn đến %s. Người được mời gửi mã này cho bot.", "Valid until %s. Whoever is invited sends this code to the bot."},

		"revoke.show": {"Thu hồi quyền của %s: %s", "Take from %s: %s"},
		"revoke.done": {"Đã thu hồi quyền của %s: %s.", "Taken from %s: %s."},
		"revoke.self": {"Anh/chị không tự thu hồi quyền của mình được; nhờ quản trị khác.", "You cannot take your own rights; ask another administrator."},

		"role.agent":    {"nhân viên thu", "agent"},
		"role.official": {"cán bộ", "official"},
		"role.admin":    {"quản trị", "administrator"},

		"note.target": {"giao chỉ tiêu %s: %s theo %s (%s)", "target %s: %s by %s (%s)"},
		"note.assign": {"giao %s (%s): %s → %s", "assign %s (%s): %s → %s"},
		"note.lock":   {"khóa %s của %s (%s)", "lock %s of %s (%s)"},
		"note.invite": {"mời %s cho %s (%s): %s", "invite %s for %s (%s): %s"},
		"note.revoke": {"thu hồi quyền của %s: %s", "take from %s: %s"},

		"audit.title":        {"Nhật ký từ %s", "Changes since %s"},
		"audit.none":         {"Chưa có thay đổi nào từ %s.", "Nothing was changed since %s."},
		"audit.more":         {"… và %d thay đổi nữa", "… and %d more changes"},
		"audit.server":       {"máy chủ", "the server"},
		"audit.units":        {"đơn vị", "units"},
		"audit.names":        {"tên gọi", "names"},
		"audit.baselines":    {"số chốt", "baselines"},
		"audit.denominators": {"mẫu số", "denominators"},
		"audit.targets":      {"chỉ tiêu", "targets"},
		"audit.classes":      {"phân loại NTM", "classes"},
		"audit.floors":       {"mức sàn", "floors"},
		"audit.people":       {"người", "people"},
		"audit.tallies":      {"dòng số liệu", "tallies"},
		"audit.locks":        {"khóa tháng", "locks"},
		"audit.unlocked":     {"mở khóa tháng", "unlocked"},
		"audit.events":       {"sự kiện chính sách", "changes of policy"},
		"audit.hours":        {"giờ nhắc", "times"},
		"audit.joined":       {"người vào bằng mã mời", "joined by a code"},
		"audit.namesakes":    {"người trùng tên đã nghỉ, để riêng", "of the same name who had left, kept apart"},
	}
}

// textsSure asks for a yes before an act, and name the act on the button.
func textsSure() map[string]text {
	return map[string]text{
		"sure.target": {"Em giao như vậy nhé?", "Set it like this?"},
		"sure.assign": {"Em giao như vậy nhé?", "Assign it like this?"},
		"sure.lock":   {"Em khóa nhé?", "Lock it?"},
		"sure.unlock": {"Em mở khóa nhé?", "Unlock it?"},
		"sure.invite": {"Em làm mã mời nhé?", "Make the invitation?"},
		"sure.revoke": {"Em thu hồi nhé?", "Take them away?"},
		"yes.target":  {"Có, giao", "Yes, set"},
		"yes.assign":  {"Có, giao", "Yes, assign"},
		"yes.lock":    {"Có, khóa", "Yes, lock"},
		"yes.unlock":  {"Có, mở khóa", "Yes, unlock"},
		"yes.invite":  {"Có, mời", "Yes, invite"},
		"yes.revoke":  {"Có, thu hồi", "Yes, take away"},
	}
}
