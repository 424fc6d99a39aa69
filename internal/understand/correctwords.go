package understand

// correctionWords come before those of reports once a message corrects.
func correctionWords() []row {
	return []row{
		{becomes, asOfNow, "giờ còn|bây giờ còn|giờ chỉ còn|giờ chỉ|nay còn|nay chỉ còn|giờ là|giờ thành|giờ thành ra|bây giờ là|bây giờ chỉ còn"},
		{becomes, "", "thành|mà là|đúng là|thực tế là|thực ra là|phải là|đúng ra là|mới đúng|mới phải|thực tế|thực ra|thật ra|thật ra là|đúng phải là|chỉ có|chỉ còn|chỉ|lại là|đúng ra|chính xác là|->|=>|→|chỉ được|chỉ đc|xuống|lên|xuống còn|lên thành|còn|mới có|đúng"},
		{latest, "", "vừa rồi|vừa nãy|vừa gửi|vừa báo|vừa xong|lúc nãy|ban nãy|hồi nãy|mới gửi|mới báo|tin cuối|gần nhất|cuối cùng|vừa ghi|vừa nhập|tin trước|tin trên|ở trên|khi nãy|nãy|cuối|trước đó|mới nãy|vừa mới gửi|vừa mới báo|sau cùng|tin vừa rồi|báo cáo vừa rồi|tin nhắn vừa rồi|tin nhắn trên|tin vừa gửi|trước|bên trên|đó|này|ấy|tin"},
		{less, "", "báo thừa|ghi thừa|báo dư|ghi dư|tính thừa|tính dư|nhập thừa|nhập dư|đếm thừa|đếm dư|bớt|trừ|trừ đi|trừ đi cho|trừ đi giúp|bớt đi cho|bớt đi giúp|trừ bớt cho|trừ bớt giúp|bớt đi|giảm bớt|trả lại|hoàn trả|rút bớt|bỏ bớt|trừ bớt|trừ ra|giảm đi giúp|hoàn lại|trừ giúp|trừ cho|bỏ ra|trừ hộ|trả lại tiền|loại|loại ra|bớt lại|bớt ra|hủy bớt|xóa bớt|rút lại|trừ lại|trả lại thẻ|trừ giùm|trừ dùm|bớt giúp|bớt cho|hoàn tiền"},
		{aim, "", "bỏ theo dõi|hủy theo dõi|thôi theo dõi|ngừng theo dõi|dừng theo dõi|hủy đăng ký nhận|tắt thông báo|hủy nhận"},
		{move, "", "chuyển báo cáo|chuyển tin|chuyển cái|chuyển số liệu|chuyển số"},
	}
}
