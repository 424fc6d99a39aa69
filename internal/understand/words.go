package understand

// class is what part a phrase plays in a message.
type class int8

const (
	other      class = iota // a word we do not know
	comma                   // parts figures
	strong                  // parts statements: line end, ;, full stop
	colon                   // what is before it heads what follows
	and                     // joins figures
	open                    // (
	closing                 // )
	dash                    // - between
	equals                  // =
	quest                   // ?
	count                   // a number
	money                   // an amount
	percent                 // a share
	span                    // days
	clock                   // an hour
	unit                    // one of the speaker's villages, or a place
	strange                 // a village that is not the speaker's
	placed                  // a place of a question
	kindWord                // xã, bản …, with no name behind it
	filler                  // politeness, and what changes nothing
	indicator               // value: the code
	card                    // thẻ: of BHYT, where nothing says more
	book                    // sổ: of BHXH
	tn                      // tự nguyện, or thoát nghèo
	kind                    // value: new, renewed, lapsed
	visit                   // calls on households
	tt                      // tái tục, or tuyên truyền
	people                  // người
	pupil                   // em, cháu behind a number
	households              // hộ
	reason                  // value: the reason
	tag                     // value: donated
	zero                    // nobody
	total                   // the day's total
	running                 // a running total of a month
	partly                  // trong đó
	about                   // not exact
	ordinal                 // a number behind it is no count
	measure                 // a number before it is no count
	fixing                  // sửa
	wrong                   // nhầm
	notBut                  // chứ không phải
	notThis                 // không phải … mà là
	becomes                 // thành
	less                    // bớt
	move                    // chuyển sang bản
	undo                    // hủy
	latest                  // vừa rồi
	meeting                 // hội nghị
	attend                  // dự
	register                // đăng ký
	agree                   // đồng ý
	each                    // mỗi bản
	aim                     // what is behind it is wished for
	reporting               // báo cáo
	paying                  // thu, nộp: money is near
	question                // value: which question word
	command                 // value: what is wanted
	no
	more // nữa
)

// sense is one meaning of a phrase.
type sense struct {
	class class
	value string
}

// tookPart is what is said of new ones and of others alike: tham gia, thu được.
const tookPart = "took"

// times is said of visits behind a number ("đi 2 lần"), and of one of several
// before it ("lần 2").
const times = "times"

// asOfNow is said of what is left of a figure reported before: "giờ còn 3".
const asOfNow = "now"

// enumerated is the value of the 3. of a list.
const enumerated = "enumerated"

// loosely is said behind a number and what it is of: "3 hgđ gì đó".
const loosely = "loosely"

// due is said of cards that will run out; the number before it has not left.
const due = "due"

// piece is said of things behind a number, and of people where a label
// follows: "2 cái tái tục".
const piece = "piece"

// lesson is counted before its number too: "tiết 5".
const lesson = "lesson"

// onlyHouseholds is said of calls where households follow: "đi 12 hộ".
const onlyHouseholds = "households"

// row is one line of a table of phrases.
type row struct {
	class   class
	value   string
	phrases string
}

// reportWords are the words of reports and corrections.
func reportWords() []row {
	return []row{
		{indicator, "bhyt_hgd", "hgđ|hgd|hgdd|hgdinh|hgđình|hộ gđ|hộ ra đình|hộ da đình|hộ dza đình|hộ gia đìn|hộ gia đinh|hộ giai đình|hộ gd|hộ gia đình|ho gdinh|hộ gđình|hộ g đ|bhyt hgđ|bhyt hgd|bhyt hộ gia đình|bhyt hộ gđ|bhyt hộ gd|bhyt hộ|bhythgd|bhythgđ|bhhgđ|bhhgd|y tế hộ gia đình|y tế hộ|yt hộ|thẻ hộ gia đình|thẻ hộ gđ|thẻ hộ gd|thẻ hgđ|thẻ hgd|bhyt theo hộ gia đình|bảo hiểm hộ gia đình|bảo hiểm y tế hộ gia đình|bảo hiểm y tế hộ|bhyt tự nguyện|bhyt tn|yttn|thẻ hộ|bhyt_hgd|bh hgđ|bh hgd|bhyt-hgđ|bhyt-hgd|theo hộ gia đình|diện hộ gia đình|diện hgđ|đối tượng hộ gia đình|hgia đình|hgđ yt|bhyt hgia đình|hộ gia dinh|hộ ja đình|hộ gia đìn|hộ da đình|hộ gia đìng"},
		{indicator, "bhyt_hssv", "hssv|bhyt hssv|học sinh sinh viên|học sinh, sinh viên|học sinh sv|hs sinh viên|bhyt học sinh|bhyt hs|học sinh|sinh viên|hs sv|hs-sv|hs/sv|hsinh|hs|bhyt_hssv|thẻ học sinh|em học sinh|cháu học sinh|em hs|cháu hs|bảo hiểm học sinh|bhyt sinh viên|bảo hiểm y tế học sinh|y tế học sinh|học sinh thpt|hssinh"},
		{indicator, "bhyt", "bhyt|bảo hiểm y tế|bh yt|bhy tế|bh y tế|y tế|bhytế|bhy|thẻ bhyt|thẻ bảo hiểm y tế|thẻ y tế|yt|baohiemyte|bao phủ bhyt|bao phủ bảo hiểm y tế"},
		{indicator, "bhxh_tn", "bhxh tự nguyện|bhxh tn|bhxhtn|bhxh_tn|bhxh tnguyện|tự nguyện|bảo hiểm xã hội tự nguyện|bhtn xh|bh tự nguyện|bảo hiểm tự nguyện|bhxh tư nguyện|xh tự nguyện|xhtn|xã hội tự nguyện|tnguyện|t.nguyện|sổ tự nguyện|sổ bhxh tn|sổ tn|sổ bhxh tự nguyện|bhxh-tn|bh tn|bh xã hội tự nguyện|tự ng|xh tn|bhxh t nguyện|tư nguyện"},
		{indicator, "bhxh_bb", "bhxh bắt buộc|bhxh bb|bhxhbb|bhxh_bb|bắt buộc|bảo hiểm xã hội bắt buộc|bhbb|bhxh-bb"},
		{indicator, "bhxh", "bhxh|bảo hiểm xã hội|bh xã hội|bh xh|bao phủ bhxh|sổ bhxh|sổ bảo hiểm xã hội"},
		{indicator, "bhtn", "bhtn|bảo hiểm thất nghiệp|thất nghiệp|bh thất nghiệp|bhtnghiệp"},
		{indicator, "bhyt", "cận nghèo|hộ cận nghèo|người nghèo|người cận nghèo|bhyt cận nghèo|nông lâm ngư|nlnn|mức sống tb|mức sống trung bình|hộ có mức sống trung bình|cn|người cn"},
		{tn, "", "tn"},
		{card, "", "thẻ|the bhyt moi|cái thẻ"},
		{book, "", "sổ|cuốn sổ|quyển sổ"},
		{people, "", "nk|trẻ em|trẻ em dưới 6 tuổi|trẻ dưới 6 tuổi|cháu dưới 6 tuổi|bé dưới 6 tuổi|tr.hợp|tr hợp|t.hợp|cháu mới sinh|cháu vừa sinh|cháu mới đẻ|cháu sơ sinh|bé mới sinh|em bé mới sinh|trẻ mới sinh|trẻ sơ sinh|bé sơ sinh|đồng chí|con nhỏ|đứa con|đứa nhỏ|cháu bé|cụ ông|cụ bà|người|ng|ngừoi|nguời|nguoi dan|người dân|khẩu|nhân khẩu|trường hợp|th|đối tượng|đt|ca|suất|dân|thành viên|nhân dân|bà con|chị em|lao động|tv|nguoi`|ngưòi|nguòi|cụ|bác|vị|lượt người|lượt|mem|cháu nhỏ|anh chị|hồ sơ|bộ hồ sơ|hs tham gia"},
		{pupil, "", "em|cháu"},
		{households, "", "hộ|hộ dân|=nhà|gia đình|hộ nghèo|hộ khác"},
		{kind, "new", "mới|tăng mới|tm|phát triển mới|phát triển|ptm|pt mới|tăng|tăng thêm|thêm mới|tham gia mới|tgia mới|tg mới|đăng ký mới và đóng|cấp mới|mua mới|vào mới|thu mới|làm mới|thêm|đc mới|mở mới|ptrien|ptr|mới tham gia|t.mới|tmoi|tmới"},
		{kind, tookPart, "tham gia|tham da|tham za|tgia|tg|đã tham gia|mua|đã mua|đóng|đã đóng|đã đóng tiền|đóng tiền|đã nộp tiền|nộp tiền|nộp|làm thẻ|làm được|bán được|bán|cấp|vào|mua thẻ|tăng đc|thu được|thu đc|mở|lập|làm|kết nạp|vận động được|vđ được|vđ đc|vận động đc|phát triển được|chốt được|chốt đc|lên được"},
		{kind, "renewed", "đóng lại|nộp lại|tái tục|gia hạn|gh|tiếp tục|ttục|tai tuc the|tái tục thẻ|tái tham gia|đóng tiếp|đóng nối|nối hạn|nối thẻ|gia hạn thẻ|t.tục|tái tục đc|tái tục được|gia han duoc|tái ký|tái|tái đóng|tục|gia hạn được|gia hạn đc|đóng tiếp tục|mua tiếp|mua lại|gia hạn lại|tiếp nối|t tục|ttuc|t.tuc|cũ đóng tiếp|người cũ"},
		{kind, "lapsed", "thôi không tham gia|thôi ko tham gia|thôi không tham gia nữa|không còn tham gia|ko còn tham gia|giảm|báo giảm|cắt|cắt giảm|hết hạn|rút|thôi tham gia|không tham gia nữa|ko tham gia nữa|k tham gia nữa|dừng|ngừng|dừng đóng|ngừng đóng|nghỉ đóng|bỏ đóng|dừng tham gia|ngừng tham gia|giảm thẻ|bị giảm|giảm đi|giảm xuống|mất thẻ|không đóng nữa|thôi đóng|thôi không đóng|rớt|tụt|bị cắt|bị cắt thẻ|giam di|bỏ thẻ"},
		{reason, "left_poverty", "thoát nghèo|do thoát nghèo|thoát cận nghèo|hết nghèo|ra khỏi hộ nghèo|thoát ngheo|mới thoát nghèo|thoat ngheo"},
		{reason, "left_poverty", "hết diện hộ nghèo|hết diện nghèo|hết diện cận nghèo|hết diện hộ cận nghèo|hết cận nghèo|hết hộ nghèo|thoát khỏi hộ nghèo|ra khỏi diện nghèo|ra khỏi diện hộ nghèo|ra khỏi cận nghèo|ra khỏi hộ cận nghèo|ra khỏi diện cận nghèo|ra khỏi danh sách hộ nghèo|ra khỏi danh sách nghèo|không còn hộ nghèo|không còn là hộ nghèo"},
		{reason, "left_list", "ra khỏi danh sách|ra khỏi danh sách đặc biệt khó khăn|ra khỏi danh sách đặc biệt|ra khỏi danh sách dtts|ra khỏi danh sách dân tộc thiểu số|bản ra khỏi danh sách|thôn ra khỏi danh sách|bản ra khỏi danh sách đặc biệt khó khăn|thôn ra khỏi danh sách đặc biệt khó khăn|ra khỏi danh sách dân tộc|ra khỏi danh sách vùng|ra khỏi danh sách vùng khó khăn|ra khỏi danh sách dân tộc vùng khó khăn|ra khỏi vùng khó khăn|ra khỏi danh sách khó khăn|ra khỏi diện vùng khó khăn|ra khỏi danh sách được cấp|=hết hưởng|hết hưởng chính sách|hết hưởng chế độ|=thôi hưởng|thôi hưởng chính sách|hết hưởng chính sách vùng khó khăn|hết chính sách vùng khó khăn|=hết diện|hết diện được cấp|hết diện vùng khó khăn|hết diện dân tộc|ra khỏi diện|không còn diện|ko còn diện|không còn thuộc diện|xã ra khỏi danh sách|ra khỏi danh sách xã|ra khỏi vùng|ra khỏi vùng đặc biệt khó khăn|ra khỏi đbkk|hết đbkk|xã lên nông thôn mới|xã đạt nông thôn mới|ra khỏi danh sách đbkk|ra khỏi ds|xã ra khỏi ds|xã hết đặc biệt khó khăn|hết đặc biệt khó khăn|xã thoát khó|ra khỏi khu vực iii|ra khỏi vùng 3"},
		{reason, "moved", "chuyển đi|chuyển đi nơi khác|chuyển nơi khác|chuyển chỗ ở|đi nơi khác|chuyển khẩu|chuyển hộ khẩu|chuyển xã khác|chuyển tỉnh khác|chuyển vùng|cắt khẩu|chuyển sinh sống|lấy chồng xa|đi lấy chồng|lấy chồng|theo chồng|chuyển nhà|chuyển đi xã khác|chuyển đi chỗ khác|chuyển chỗ khác|dọn đi chỗ khác|dọn đi nơi khác|chuyển đi tỉnh khác|bỏ đi nơi khác"},
		{reason, "died", "chết|mất|qua đời|tử vong|đã mất|đã chết|từ trần|do chết|do mất|khuất|về trời"},
		{reason, "not_renewed", "hổng đóng|hổng đóng nữa|hông đóng nữa|hết hạn hổng đóng|hết hạn hổng đóng nữa|hết hạn hông đóng nữa|hết hạn không đóng nữa|hết hạn ko đóng nữa|hết hạn k đóng nữa|hổng mua nữa|hết hạn hổng mua nữa|không tái tục|ko tái tục|k tái tục|chưa tái tục|không gia hạn|ko gia hạn|k gia hạn|không đóng tiếp|ko đóng tiếp|k đóng tiếp|hết hạn không đóng|hết hạn ko đóng|hết hạn k đóng|không đóng|ko đóng|hết hạn không đóng tiếp|hết hạn chưa đóng|hết hạn ko đóng tiếp|hết hạn không mua|không mua tiếp|ko mua tiếp|không mua lại|quá hạn|bỏ không đóng|hết tiền đóng|hết hạn thẻ không gia hạn|hết hạn không gia hạn|chưa đóng lại|chưa mua lại|không đóng lại|ko đóng lại|chưa gia hạn|chưa đóng tiếp|hết hạn ko gia hạn|không có tiền đóng|ko có tiền đóng"},
		{reason, "to_employer", "đi làm công ty|đi công ty|làm công ty|đi làm cty|vào công ty|đi cty|làm cty|đi làm doanh nghiệp|chuyển sang bắt buộc|sang bắt buộc|có công ty đóng|công ty đóng|cty đóng|đi làm khu công nghiệp|đi làm kcn|đi làm xí nghiệp|vào cty|đi làm ở công ty|sang bhxh bắt buộc|chuyển sang bhxh bắt buộc|có bắt buộc|đóng bắt buộc|đi làm công nhân|đi công nhân|làm công nhân"},
		{tag, "donated", "tặng|được tặng|đc tặng|thẻ tặng|tặng thẻ|cho tặng|trao tặng|nhà hảo tâm|hảo tâm|mạnh thường quân|mtq|tài trợ|được tài trợ|từ thiện|xã hội hóa|xhh|đỡ đầu|nhà tài trợ|do nhà hảo tâm tặng|quỹ tặng|ủng hộ|hỗ trợ tặng"},
		{visit, "", "vận động|vđ|vdong|vđộng|thăm|đi thăm|thăm hộ|tiếp cận|tư vấn|đi từng nhà|gõ cửa|tiếp xúc|tuyên truyền vận động|tuyên truyền tại nhà|tt vận động|ttvđ|t truyền|vận động tuyên truyền"},
		{visit, onlyHouseholds, "đi|đi được|đến|đến nhà|ghé|gặp|gặp gỡ|vào nhà"},
		{tt, "", "tt"},
		{total, "", "tổng|tổng cộng|tổng số|cộng|tc|cộng dồn|tổng ngày|cả ngày|tổng cả ngày|tổng tất cả|tất cả|tất cả là|tổng kết|cả thảy|cộng lại|tổng là|tổng được|tổng đc|tất cả được|gộp lại|tổng cộng là|∑|chốt ngày|chốt hôm nay|cộng cả ngày|cả hôm nay|cộng chung|vị chi|hết thảy|cộng dồn cả ngày|cộng dồn trong ngày"},
		{running, "", "mấy ngày qua|mấy hôm qua|những ngày qua|các ngày qua|vài ngày qua|mấy bữa qua|vài hôm qua|thời gian qua|đầu tháng đến giờ|đầu tháng tới giờ|đầu tháng tới nay|từ đầu tháng đến giờ|từ đầu tháng tới giờ|đầu năm đến nay|đầu năm đến giờ|đầu năm tới nay|đầu năm tới giờ|đầu tuần đến nay|đầu tuần đến giờ|đầu tuần tới nay|đầu tuần tới giờ|từ đầu năm đến giờ|từ đầu năm tới nay|từ đầu tuần đến giờ|từ đầu tuần đến nay|tháng này đến nay|tháng này tới nay|tháng này đến giờ|từ đầu tháng này|năm nay đến nay|tuần này đến nay|đến nay trong tháng|cả tuần|cả tuần nay|suốt tuần|suốt tuần nay|nguyên tuần|trước giờ|trước nay|từ trước đến nay|từ trước tới nay|từ trước đến giờ|từ trước tới giờ|xưa nay|đợt này|cả đợt|từ ngày nhận việc|từ hồi nhận việc|từ khi nhận việc|từ lúc nhận việc|lũy kế|luỹ kế|lk|lũy kế tháng|luỹ kế tháng|cộng dồn tháng|cộng dồn cả tháng|tổng tháng|tổng cả tháng|cả tháng|từ đầu tháng|đầu tháng đến nay|từ đầu tháng đến nay|từ đầu tháng tới nay|lũy kế từ đầu tháng|lũy kế đến nay|lk tháng|cộng dồn từ đầu tháng|từ mùng 1 đến nay|từ mùng 1|cộng với hôm qua|cộng hôm qua|cộng cả hôm qua|tính cả hôm qua|kể cả hôm qua|cả hôm qua|gồm cả hôm qua|tổng trong tháng|mtd|tính từ đầu tháng|lũy kế năm|lk năm|cả năm|cộng dồn năm|từ đầu năm|từ đầu năm đến nay|lũy kế từ đầu năm|lũy kế cả năm|kể từ đầu tháng|tháng:|tháng là|trong tháng được|tháng được"},
		{partly, "", "trong đó|trong đấy|trong đó có|gồm|bao gồm|gồm có|chia ra|cụ thể|cụ thể là|trg đó|trđ|tđ|tức là|chi tiết|trong số đó|trong số này|có trong đó|gồm cả"},
		{about, "", "khoảng|tầm|chừng|độ chừng|=độ|áng chừng|=cỡ|khoảng chừng|ước chừng|ước tính|hơn|trên|gần|ngót|xấp xỉ|trên dưới|mấy|dăm|vài|dăm bảy|dăm ba|vài ba|đôi ba|đâu đó|~|hình như|chắc|có lẽ|chắc khoảng|quãng|ít nhất|tối thiểu|gần như|hơn kém|nhiều|=một số|=1 số|một vài|1 vài|mươi|hàng chục|đâu|k nhớ rõ|không nhớ rõ|ko nhớ|đâu khoảng|chắc được|chắc tầm|hơn chục|±|không nhớ|k nhớ|chưa tới|chưa đến|không quá|ko quá|tối đa|nhiều nhất|không dưới|ko dưới|già|non|không biết|k biết|ko biết|chả nhớ|quên mất"},
		{about, loosely, "gì đó|gì đấy|gì đó ạ|nào đó|trở lên|đổ lên|đổ lại|trở xuống|trở lại"},
		{ordinal, times, "lần"},
		{ordinal, "", "biên lai quyển số|biên lai số|=sinh|sinh ngày|người sinh|phòng|phòng số|giường số|=tầng|=giường|=cổng|cổng số|ghế số|số phòng|=toa|=quầy|quốc lộ|ql|đường số|sân số|bàn số|lô số|lớp|lop|khối lớp|khối|năm thứ|sinh viên năm|sv năm|học sinh năm|hs năm|học kỳ|học kì|người thứ|=thứ|đợt|lần thứ|số biên lai|biên lai|biên lai số|bl|bl số|quyển|quyển số|stt|số thứ tự|qđ|qđ số|quyết định|quyết định số|công văn|cv|cv số|nghị quyết|nq|kh số|kế hoạch số|tổ thu|điểm thu số|thành viên thứ|khẩu thứ|thẻ thứ|mức|lúc|vào lúc|hồi|#|mã|mã số|mã thu|khu vực|vùng|báo cáo số|bc số|phiếu số|phiếu|hóa đơn|hóa đơn số|ngày sinh|sn|sinh năm|nhà số|số nhà|danh sách số|ds số|số máy|số máy lẻ|máy lẻ|năm sinh|số điện thoại|sđt|sdt|đuôi|số đuôi|tờ số|trang|mục|dòng|cột|tờ khai số|số hồ sơ|hồ sơ số|sổ số|số sổ|số seri|seri|đứng thứ|xếp thứ|hạng thứ|xếp hạng|đứng hạng"},
		{measure, piece, "cái|chiếc"},
		{measure, lesson, "=tiết|tiết học|=tờ|=mũi|=vòng|=trận|=bài|=câu|=liều|=tập|=chương|=hiệp"},
		{measure, "", "chỗ|quyển biên lai|cuốn biên lai|tập biên lai|xấp biên lai|quyển hóa đơn|quyển thẻ|quyển sổ ghi chép|cuốn sổ ghi chép|quyển sổ tay|cuốn sổ tay|sổ ghi chép|sổ tay|áo mưa|bút|bút bi|bài kiểm tra|bài thi|=áo|=quạt|=trụ|=mũ|=ghế|=bàn học|phòng học|=món|=cây|=giỏ|=rổ|=quyển vở|quyển sách|cuốn sách|cuốn vở|lượt đi|cuộc gọi|cuộc điện thoại|tin chưa đọc|bậc|nơi|đơn vị|địa bàn|=tạ|=tấn|=yến|=cân|=quả|=bó|=mớ|=đàn|=ổ|=sào|=ha|=thửa|=gốc|=khóm|=mâm|=bát|=cốc|=thùng|=gói|=hộp|=chai|=can|=mét|mái nhà|mái tôn|=cầu|cầu tạm|cây cầu|cái cầu|ngôi nhà|căn nhà|=chuồng|=luống|=cột|=tấm|=nồi|=chum|=ché|tiết mục|=huy chương|=bàn thắng|=màn|=vụ|đám cưới|đám ma|=tủ|=bể|=giếng|=hố|=ống|=con dốc|=ngọn|cơn bão|=page|=slide|suất quà|suất cơm|phần quà|=trận|=vòng|=bài|=câu|=bóng|=mũi|=liều|=viên|=ván|tuổi|t tuổi|km|cây số|giờ|h|phút|p|lần|buổi sáng|xe|chuyến|ngày công|con|kg|bản|thôn|tiểu khu|xã|ngày|tuần|năm|bản đã|điểm|độ c|lít|m|tờ|tờ rơi|tờ khai|biên lai đã|nhóm|đoàn|tổ|chặng|hôm|bữa|đêm|tiếng"},
		{fixing, "", "số đúng là|số đúng|con số đúng là|số đúng phải là|sửa|sửa lại|chỉnh|chỉnh lại|chỉnh sửa|sửa giúp|sửa hộ|sửa lại là|điều chỉnh|điều chỉnh lại|thay|thay bằng|cập nhật lại|đính chính|đổi|đổi lại|báo lại|báo cáo lại|ghi lại|bc lại|sửa cho|sửa dùm|sửa giùm|sửa số|đính chính lại|sữa|xin sửa|sưa|nhập lại|chữa lại|edit|sửa bc|sửa báo cáo"},
		{wrong, "", "nhầm|ghi nhầm|báo nhầm|nhập nhầm|gõ nhầm|nhắn nhầm|viết nhầm|lộn|bị nhầm|em nhầm|sai|ghi sai|báo sai|nhầm rồi|sai rồi|lộn rồi|gửi nhầm|bị sai|nhầm số|sai số|đếm nhầm|tính nhầm|bấm nhầm|báo lộn|ghi lộn|nhắn lộn|gõ sai|nhập sai|nhắn sai|nham lan|bấm lộn|đánh nhầm|tính sai|cộng sai|cộng nhầm|chưa đúng|không đúng|ko đúng|k đúng|nhầm lẫn"},
		{notBut, "", "chứ không phải|chứ ko phải|chứ k phải|chớ không phải|chớ ko phải|không phải|ko phải|k phải|hổng phải|chứ kphải|chứ hk phải|kp|kphải|chứ kp|hk phải|chứ không|chứ ko|chớ không|thay vì|chứ k"},
		{becomes, "", "thành|mà là|đúng là|thực tế là|thực ra là|phải là|đúng ra là|mới đúng|mới phải|thành ra|sang|thực tế|thực ra|thật ra|thật ra là|đúng phải là|còn|chỉ có|chỉ còn|chỉ|lại là|đúng ra|chính xác là|→|->|=>|thôi|chỉ được|xuống|lên|xuống còn|lên thành"},
		{less, "", "báo thừa|ghi thừa|báo dư|ghi dư|tính thừa|tính dư|nhập thừa|nhập dư|đếm thừa|đếm dư|bớt|trừ|trừ đi|trừ đi cho|trừ đi giúp|bớt đi cho|bớt đi giúp|trừ bớt cho|trừ bớt giúp|bớt đi|giảm bớt|trả lại|hoàn trả|rút bớt|bỏ bớt|trừ bớt|trừ ra|giảm đi giúp|hoàn lại|trừ giúp|trừ cho|bỏ ra|bỏ đi|trừ hộ|trả lại tiền|loại|loại ra|bớt lại|bớt ra|hủy bớt|xóa bớt|rút lại|hủy thẻ|trừ lại"},
		{move, "", "chuyển sang bản|chuyển sang|chuyển qua|nhầm bản|ghi nhầm bản|báo nhầm bản|nhầm thôn|ghi nhầm thôn|nhầm tiểu khu|sai bản|chuyển cho bản|đổi sang bản|đổi sang|đổi bản|chuyển về|là của bản|của bản|là của|chuyển vào|sang bản|thuộc bản|sai thôn|báo nhầm thôn|ghi sang|ghi cho bản|lộn bản|lộn thôn|nhầm sang bản|nhầm sang|chuyển bản|chuyển sang thôn|là của thôn|của thôn|nhầm khu|nhầm tk|ghi nhầm tk|ghi nhầm tiểu khu|báo nhầm tiểu khu|sai tiểu khu"},
		{undo, "", "gỡ báo cáo|gỡ bc|gỡ tin|=gỡ dùm|=gỡ giùm|=gỡ giúp|=gỡ hộ|gỡ dùm em báo cáo|gỡ giúp em báo cáo|gỡ hộ em báo cáo|gỡ giùm em báo cáo|gỡ giúp em tin|gỡ giúp báo cáo|gỡ giúp tin|hủy|huỷ|hoàn tác|undo|hủy bỏ|xóa|xoá|bỏ|rút|thu hồi|hủy tin|hủy báo cáo|hủy bc|xóa báo cáo|xóa tin|bỏ tin|xóa bc|bỏ báo cáo|bỏ bc|hủy dùm|hủy giúp|xóa giúp|xóa dùm|xóa hộ|hủy hộ|đừng ghi|đừng tính|ko tính|không tính|k tính|hủy cái|xóa cái|bỏ cái|huy giup|hoàn tác lại|bỏ qua tin|rút lại|rút lại tin|rút báo cáo|xóa đi|hủy đi|bỏ đi"},
		{latest, "", "vừa rồi|vừa nãy|vừa gửi|vừa báo|vừa xong|lúc nãy|ban nãy|hồi nãy|mới gửi|mới báo|tin cuối|gần nhất|cuối cùng|vừa ghi|vừa nhập|tin trước|tin trên|ở trên|khi nãy|nãy|cuối|trước đó|mới nãy|vừa r|vừa mới gửi|vừa mới báo|sau cùng|tin vừa rồi|báo cáo vừa rồi|tin nhắn vừa rồi|tin nhắn trên|tin vừa gửi|trước|bên trên|đó|này|ấy|hồi này"},
		{meeting, "", "hội nghị|hội nghi|h.nghị|hnghị|họp bản|họp dân|họp thôn|họp tiểu khu|họp tổ|họp|cuộc họp|buổi họp|buổi tuyên truyền|tuyên truyền|truyền thông|buổi truyền thông|ra quân|lễ ra quân|đối thoại|sinh hoạt chi bộ|sh chi bộ|hội nghị tuyên truyền|hội nghị khách hàng|hội thảo|tọa đàm|buổi|cuộc|hn tuyên truyền|hn khách hàng|họp phụ huynh|buổi đối thoại|họp chi bộ|tổ chức tuyên truyền|tổ chức hội nghị|hội nghị tư vấn|hội nghị đối thoại|tuyên truyền trực tiếp|tuyên truyền lưu động|hội nghị tuyên truyền trực tiếp|họp chi hội|tổ chức họp|lưu động|buổi tư vấn|cuộc tuyên truyền|hội nghị truyền thông|hội nghị phát triển"},
		{attend, "", "dự|tham dự|đến dự|đi họp|đi dự|có mặt|dự họp|người nghe|đến nghe|nghe|tới dự|dự hội nghị|tham dự hội nghị|đến họp|tham gia hội nghị|tham gia họp|tham gia buổi|lượt người dự|lượt người|tham gia nghe|ngồi nghe|về dự|đến tham dự|tham gia buổi tuyên truyền|dự nghe|tới họp|tới nghe"},
		{register, "", "để mai|để mai tính|bảo để mai|bảo để mai tính|mai mới đóng|mai mới nộp|mai mới mua|hôm sau mới đóng|để hôm sau|để tuần sau|đăng ký|đăng kí|đk|đki|đký|đăng ký tham gia|đk tham gia|đăng kí tham gia|đky|đăng ký mua|đk mua|cam kết|cam kết tham gia|hứa|hứa mua|hứa tham gia|hẹn|hẹn mua|hẹn đóng|hẹn tham gia|sẽ tham gia|sẽ mua|sẽ đóng|ghi danh|ghi tên|đăng kí mua|đồng ý tham gia|đăng ký nhưng chưa đóng|hẹn mai|hẹn mai đóng|hẹn mai nộp|hứa mai|hứa mai đóng|hứa tuần sau|hẹn tuần sau|hẹn nộp|mới đăng ký|mới đk|đăng ký chưa nộp|dự kiến|hẹn hôm sau|đăng kí mới|đăng ký mới|đk mới|ký cam kết|mai đóng|mai nộp|sắp tham gia|sắp đóng|định mua|định tham gia|có nhu cầu|xin đăng ký|sẽ nộp|sẽ gia hạn|chưa đóng tiền|chưa nộp tiền|chưa đóng|chưa nộp|chưa thu tiền|chưa thu được tiền|chưa có tiền|còn nợ tiền|nợ tiền|nợ|chưa trả tiền|hẹn lại|để sau|muốn tham gia|muốn mua|muốn đóng|định đóng|ko đủ tiền|chưa đủ tiền"},
		{agree, "", "chưa mua|chưa tham gia|ko tham gia|không tham gia|không mua|ko mua|k mua|từ chối|không đồng ý|ko đồng ý|chưa đồng ý|đồng ý|nhất trí|ủng hộ chủ trương|chịu|ưng|đồng tình|quan tâm"},
		{aim, due, "sắp hết hạn|sắp đến hạn|sắp tới hạn|gần hết hạn|gần đến hạn|chuẩn bị hết hạn|sẽ hết hạn|đến hạn|tới hạn|đến kỳ|đến kì|đến hạn đóng|tới hạn đóng|đến hạn tái tục|đến kỳ đóng"},
		{kind, "new", "mới có thẻ"},
		{aim, "", "người có thẻ|ng có thẻ|hộ có thẻ|xin tư vấn|nhờ tư vấn|cần tư vấn|muốn tư vấn|nữa là đủ|nữa là xong|nữa là đạt|nữa thì đủ|nữa thì đạt|nữa là bằng|nữa mới đủ|nữa là hoàn thành|nữa đủ chỉ tiêu|nữa là hết|5 năm liên tục|đủ 5 năm liên tục|năm năm liên tục|liên tục 5 năm|đủ 5 năm|5 năm liền|thiếu|còn thiếu|cần|cần thêm|chỉ tiêu|mục tiêu|kế hoạch|kế hoạch giao|định mức|phấn đấu|quota|được giao|giao|yêu cầu|còn cần|phải thêm|còn phải|cố gắng|quyết tâm|kh|hỏi|hỏi về|hỏi mua|=hỏi thăm|tìm hiểu|hỏi han|còn nữa|nếu|giá như|ước gì|ước|phát thẻ|trả thẻ|giao thẻ|đã phát|đi phát|=phát|đi trả thẻ|đi giao thẻ|phát được|=có thể|=có thể thêm|có khả năng|sắp có|sắp được|hy vọng|hi vọng|mong|mong được|dự tính|dự định|giả sử|ví dụ|vd|chẳng hạn|đáng lẽ|suýt|suýt nữa|hiện có|hiện đang có|hiện còn|đang có|hiện nay có|hiện tại có"},
		{each, "", "mỗi bản|mỗi thôn|mỗi tiểu khu|mỗi nơi|mỗi đơn vị|đều|mỗi bên|mỗi tk|mỗi|mỗi ngày|mỗi hôm|từng ngày"},
		{reporting, "", "báo cáo|bc|b/c|bcáo|baocao|báo cáo hôm nay của|bcao|báo|bá0 cáo|bao cao so lieu|báo cáo số liệu|báo cáo kết quả|kết quả|kq|số liệu|nộp báo cáo|gửi báo cáo|xin báo cáo|sl|report|kqua|kết quả thu|tổng hợp|tổng hợp kết quả|báo cáo nhanh|bc nhanh"},
		{paying, "", "số tiền|tiền|tiền thu|thu tiền|tổng tiền|tổng số tiền|thu|tổng thu|đã thu|thu về|nộp số tiền|thành tiền|tiền mặt|chuyển khoản|đã chuyển khoản|giảm mức đóng|tăng mức đóng|nâng mức đóng|hạ mức đóng|đổi mức đóng|thay đổi mức đóng|điều chỉnh mức đóng|mức đóng|mệnh giá|trị giá|với số tiền|tổng số tiền thu|với tổng số tiền|ck|ck rồi|chuyển khoản rồi|đã ck"},
		{more, "", "báo thiếu|ghi thiếu|tính thiếu|đếm thiếu|còn sót|bị sót|báo sót|ghi sót|đếm sót|nữa|thêm nữa|bổ sung|bổ sung thêm|thêm vào|cộng thêm|thêm được|thêm đc|bs|phát sinh thêm|phát sinh|có thêm|vừa thêm"},
		{no, "", "không|ko|k|kh|hk|hông"},
		{and, "", "và|&|với|cùng với|cùng|va|vs|cộng với|kèm|n"},
	}
}

// fillerWords change nothing.
const fillerWords = "quyết định mới|theo quyết định mới|nghị định mới|theo nghị định mới|quy định mới|theo quy định mới|chuẩn nghèo mới|theo chuẩn nghèo mới|tội nghiệp|toi nghiep|mắt kém|mắt kém quá|mắt mờ|mắt yếu|mắt tôi kém|mắt em kém|mắt cô kém|mắt bà kém|đau mắt|hi admin|hello admin|đổi từ hộ nghèo|đổi từ cận nghèo|đổi từ diện|đổi diện|muốn xỉu|mệt muốn xỉu|muốn xỉu luôn|muốn ngất|tối nay mới gửi|tối nay mới báo|tối nay mới có mạng|tối nay mới có sóng|nay mới báo|giờ mới báo|hôm nay mới báo|nay em mới báo|giờ em mới báo|nội trú|bán trú|thầy giáo|thầy cô|cô giáo|bỡ ngỡ|rét|mưa rét|giá rét|ra đường|đi lễ|đi hội|đi cấy|đi gặt|hỗ trợ|đoàn thanh niên|đoàn xã|chi đoàn|đoàn phường|hội nông dân|hội cựu chiến binh|hội người cao tuổi|hội chữ thập đỏ|mặt trận|mặt trận xã|mttq|ubmttq|doanh nghiệp|công đoàn|đồn biên phòng|hội pn|hội lhpn|đi bộ đội|đi nghĩa vụ quân sự|đầu năm học|đầu năm học mới|năm học mới|năm học này|đề nghị ghi|đề nghị ghi nhận|đề nghị cập nhật|đề nghị báo|đề nghị cho ghi|nhiều lắm|nhiều quá|nhiều ghê|ngày mới|một ngày mới|chúc ngày mới|tuần mới tốt lành|để em nói luôn|nói luôn|kiểm tra lại|kiểm tra|trả tm|trả tiền mặt|trả đủ|trả tiền|trả đủ tiền|bỏ qua chuyện đó|bỏ qua chuyện này|bỏ qua chuyện ấy|bỏ qua chuyện kia|bỏ qua chuyện|sửa chữa nhà|sửa chữa đường|sửa chữa cầu|sửa chữa trường|thay mặt|thay phiên|thay ca|thay trực|đổi ca|đổi ca trực|đổi phiên|đổi chỗ ngủ|đổi chỗ ngồi|cả hộ|trong hộ|toàn hộ|của hộ|sửa hết|sửa mất|sửa xe|sửa máy|sửa điện thoại|sửa nhà|sửa mái|sửa cầu|sửa đường|sửa điện|sửa ống|sửa cống|sửa mương|sửa trường|đi sửa|mang sửa|đem sửa|thay lốp|thay nhớt|thay pin|thay màn|đổi gió|trở trời|đổi xe|đổi máy|thay áo|thay đồ|thui|thuii|hoy|nhen|nhaa|nhaaa|lun|rùi|roài|ùi|zậy|dzậy|zị|vậy|vậy thôi|thế thôi|vậy ạ|mng|ng ta|cj|ac|ae|nek|đok|uk|ukm|okk|huhu|hic|hix|hjhj|kkk|kaka|ui|ôi|chời|trời ơi|quá trời|iu|thương|ak|ạk|ạa|aj|qá|lém|lắm luôn|đấy ạ|đó ạ|thế ạ|á chị|á c|thăm cháu|thăm con|thăm bà|thăm ông|thăm mẹ|thăm bố|thăm người ốm|thăm người nhà|thăm nuôi|thăm họ hàng|thăm quê|đi thăm cháu|đi thăm con|đi thăm bà|đi thăm ông|đi thăm mẹ|đi thăm bố|đi thăm người ốm|đi thăm nuôi|đi thăm họ hàng|đi thăm quê|đi thăm người nhà|đi viện|đi chợ|đi xa|đi họp về|đi đám|đi cưới|đi làm về|đi rừng|đi rẫy về|đi nương về|đi ruộng|đi học|đi ngủ|đi ăn|đi khám|đi bộ|đi xe|đi đường|đi lại|gặp mưa|gặp khó|gặp hôm|đến giờ|đến tối|đến trưa|đến chiều|đến muộn|đổi ý|thay đổi ý kiến|bon trưởng|trưởng bon|già làng|thôn trưởng|bản trưởng|tổ trưởng|trưởng xóm|xóm trưởng|chúc mừng năm mới|mừng năm mới|mất sóng|mất mạng|mất điện|mất điện thoại|mất nước|mất tín hiệu|mất liên lạc|mất internet|mất wifi|mất net|mất máy|mất xe|mất công|mất ngủ|mất thời gian|mất thì giờ|mất cả buổi|mất cả ngày|mất nửa ngày|mất dấu|mất tin|mất giấy|ấy chết|chết thật|thôi chết|chết chết|chết em|chết dở|vui vẻ|trao đổi|theo dõi|trưởng bản|trưởng thôn|trưởng khu|phó bản|phó thôn|bí thư bản|bí thư chi bộ|y tế thôn bản|y tế bản|y tế thôn|ạ|a|à|á|ah|nhé|nha|nhá|nhe|hen|nghen|nghe|ơi|dạ|da|vâng|thưa|kính|chào|xin chào|chị|anh|em|c|e|chú|cô|bác|ông|bà|cháu|tôi|mình|cán bộ|sếp|lãnh đạo|đồng chí|đ/c|đc nhé|gửi|xin|xin phép|được|đc|dc|được là|là|thì|mà|có|của|cho|tại|ở|o|trong|ngoài ra|ngoài|còn|còn lại|thêm nữa là|cũng|đã|vừa|mới được|nay em|riêng|về|với ạ|và có|như sau|sau|như|thôi ạ|rồi|r|roi|xong|đủ|hết|luôn|nhờ|giúp|giùm|dùm|hộ em|hộ cháu|ghi|ghi nhận|nhận|nhập|vào sổ|cập nhật|nhân viên|nhân viên thu|nv|nvt|đại lý|đại lý thu|điểm thu|bưu điện|hội phụ nữ|bên em|bên mình|bên|nhà em|chỗ em|em gửi|em báo|cho em|e gửi|số|số lượng|sl là|tổ chức|làm việc|địa bàn|tự|đi làm|hàng|khách|khách hàng|ok|oke|oki|okela|cảm ơn|cám ơn|thanks|tks|cảm ơn chị|hihi|hi|haha|kk|hehe|:))|:)|😀|@|*|_|•|●|▪|◦|·|✅|☑|✔|📌|📍|🔹|👉|🌸|❤|→ ạ|do|vì|bị|bởi|lí do|lý do|lý do là|nguyên nhân|diện|loại hình|loại|nhóm|đóng góp|để|hay là|theo|từ|đến|tới|trên địa bàn|toàn|cả|các|những|một ít|đây|đấy|này|kia|đó|ấy|nè|nha chị|nhá chị|trời|ạ em|chiều|sáng|tối|trưa|buổi sáng|buổi chiều|buổi tối|ngày|bữa|lại|cần|xem|con số|kết thúc|hoàn thành|tin|tin nhắn|nội dung|thông tin|bhxh cơ sở|bhxh huyện|bhxh tỉnh|cơ quan bhxh|ubnd|ubnd xã|xã em|xã mình|phường em|phường mình|bản em|bản mình|thôn em|thôn mình|ở bản|trong bản|trong thôn|tại bản|tại thôn|tại hộ|loại thẻ|cấp cho|đối với|kì này|kỳ này|nhiệt tình|vui|mừng|may|khó|khó khăn|mưa|đường|nắng|mệt|dân bản|dân đi nương|đi nương|đi rẫy|đi vắng|vắng|nghỉ|trực|hàng ngày|chăm|bận|chúc|sức khỏe|ngủ ngon|tốt|ngon|đẹp|hay|quá|lắm|ghê|nhỉ|hả|hở|hử|đang|sẽ|thật|đúng|chắc chắn|chính xác|người ta|ai đó|bạn|các anh chị|cả nhà|mọi người|team|nhóm mình|gđ|tình hình|công việc|kết quả như sau|cụ thể như sau|nhóm đối tượng|tham gia bảo hiểm|bảo hiểm|bh|dvthu|phiếu thu|sdt|zalo|tele|telegram|bot|hệ thống|máy|điện thoại|mạng|sóng|chậm|muộn|trễ|báo muộn|gửi muộn|bổ sung cho|cho ngày|của ngày|quên|em quên|hqua quên|tổ thu|thu hộ|chi trả|fw|fwd|forwarded|chuyển tiếp|tin chuyển tiếp|from|to|re|vv|v/v|nd|st|mn|ad|admin|sir|dvt|fb|khen|hết rồi|ntn nhé|chốt sổ|chốt|chốt ca|chốt lại|hôm ấy|lên|xuống|qua|lần này|ngay|đi ạ|với|hiện|đạt|đạt được|cháu ơi|nhóm nông hộ|được cấp"
