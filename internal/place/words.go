package place

import "strings"

// ordinaryWords are the words, folded, that messages about insurance are made
// of. A stretch of nothing but these is no place unless a kind word, its tones
// or the asker's own units say so.
func ordinaryWords() []string {
	return strings.Fields(`
		a ah ai anh an toan bac ban bang bao bat be bi bien bieu binh bo bot buoi
		ca cac cach cai can cao cap cat cau chac chi chia cho chua chuc chung chuyen co coi con cong cu cua cung cuoi
		da dang danh dat dau day de dem den di dia diem dieu do doan dom don dong du duoc duong dung duoi duyet
		e em gan gap gi gia giam giao gio giup giua gom gui
		ha hai han hang hay het hien hieu ho hoac hoan hoat hoc hoi hom hon hop hoa huy hy hom hien
		it ke keo kem khac khach khai kham khan khi khoan khong kiem ky kia kho lai lam lan lap lao lau le lech len lich lien linh loai loi lon luc lui lung luon luong luy ly
		ma mai may mat mien minh moi mong mot mua muc muoi muon mung
		nam nao nay nen ngan nganh ngay nghe nghi ngheo nghiep ngoai nguoi nguyen nha nhan nhanh nhap nhat nhe nhieu nhieu nho nhom nhu nhung no noi nop nua
		oi on oke phai phan phat phieu phong phu phuc phut phuong
		qua quan quy quyen quyet ra rang rat roi rut
		sang sap sau sinh so som soat sua suat tai tam tang tat tay te ten tet thai tham than thang thanh thao thap thay the them theo thi thieu tho thoi thoat thoai thong thu thua thuan thuc thuoc thuong thuy
		tien tiep tieu tim tin tinh to toi tom tong tot tra trach tren trinh tro trong tru truoc truong trung truy tu tuan tung tuoi tuyen ty
		u ung va van vang vao ve vi viec vien viet vo voi vong vua vuot xa xac xem xin xong xuat xuong xu y yeu
		bhyt bhxh bhtn hgd hssv hs sv tn tt tm gd ntm ubnd hdnd dtts kh ck kq sl ds bc vd dk dc bn hnay hqua cccd cmnd sdt
		ko kg hk hok khg vs ok nv ctv dn thg ng ntn nhe nha nhen dag dc roi ui uk vang da
		excel csv xlsx json png file gui link start help`)
}

// ordinaryPhrases are places' names that are phrases of everyday speech:
// written without capitals or a kind word they are not places.
func ordinaryPhrases() []string {
	return strings.Split(strings.TrimSpace(`
an toàn
bình an
bình minh
bình thuận
cộng hòa
công bằng
độc lập
đoàn kết
đồng tâm
đồng tiến
hòa bình
hợp nhất
hợp tác
hợp thành
quyết thắng
quyết tiến
tân tiến
thành công
thành tâm
thống nhất
tiến bộ
tự do
tự lập
văn minh`), "\n")
}

// shortNames are what people write for names that are too long for chat.
func shortNames() map[string][]string {
	return map[string][]string{
		"Hồ Chí Minh":       {"HCM", "TPHCM"},
		"Bà Rịa - Vũng Tàu": {"BRVT"},
		"Thừa Thiên Huế":    {"TT Huế"},
	}
}
