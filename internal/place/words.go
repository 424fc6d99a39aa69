package place

import "strings"

// ordinaryWords are the words, folded, that messages about insurance are made
// of. One of them alone is no place, nor a misspelled part of one, unless a kind
// word, its tones or the asker's own units say so.
func ordinaryWords() []string {
	return strings.Fields(`
		a ah ai anh an toan bac ban bang bao bat be bi bien bieu binh bo bot buoi
		ca cac cach cai can cao cap cat cau chac chao chi chia cho chua chuc chung chuyen co coi con cong cu cua cung cuoi
		da dan dang danh dat dau day de dem den di dia diem dieu do doan dom don dong du duoc duong dung duoi duyet
		e em gan gap gi gia giai giam giao gio giup giua gom gui
		ha hai han hang hay het hiem hien hieu ho hoac hoan hoat hoc hoi hom hon hop hoa huy hy
		it ke keo kem khac khach khai kham khan khi khoan khong kiem ky kia kho lai lam lan lap lao lau le lech len lich lien linh loai loi lon luc lui lung luon luong luy ly
		ma mai may mat mau mien minh moi mong mot mua muc muoi muon mung
		nam nao nay nen ngan nganh ngay nghe nghi nghin ngheo nghiep ngoai nguoi nguyen nha nhan nhanh nhap nhat nhe nhieu nho nhom nhu nhung no noi nong nop nua
		oi on oke phai phan phap phat phieu pho phong phu phuc phut phuong
		qua quan quy quyen quyet ra rang rat roi rut
		sang sap sau sinh so som song soat sua suat tai tam tang tat tay te ten tet thai tham than thang thanh thao thap thay the them theo thi thieu tho thoi thoat thoai thong thu thua thuan thuc thuoc thuong thuy
		tien tiep tieu tim tin tinh to toi tom tong tot tra trach tram tren trieu trinh tro trong tru truoc truong trung truy truyen tu tuan tung tuoi tuyen ty
		u ung va van vang vao ve vi viec vien viet vo voi vong vua vuot xa xac xem xin xong xuat xuong xu y yeu
		hai ba bon nam sau bay tam chin muoi
		bhyt bhxh bhtn hgd hssv hs sv tn tt tm gd ntm ubnd hdnd dtts kh ck kq sl ds bc vd dk dc bn hnay hqua cccd cmnd sdt
		ko kg hk hok khg vs ok nv ctv dn thg ng ntn nha nhen dag roi ui uk
		excel csv xlsx json png file link start help`)
}

// ordinaryPhrases are names of places that are phrases of everyday speech;
// written without capitals or a kind word they are not places.
func ordinaryPhrases() []string {
	return strings.Split(strings.TrimSpace(`
an bình
an ninh
an sinh
an toàn
anh dũng
bình an
bình minh
bình tâm
cộng hòa
công bằng
đại đồng
dân chủ
độc lập
đoàn kết
đồng bằng
đồng minh
đồng tâm
đồng thuận
đồng tiến
đồng ý
gia đình
hạnh phúc
hòa bình
hòa hợp
hòa thuận
hợp lý
hợp nhất
hợp tác
hợp thành
hưng thịnh
hướng dẫn
liên minh
lương tâm
nhân dân
nhân quyền
phong phú
phú quý
phúc lợi
quang vinh
quyết tâm
quyết thắng
quyết tiến
thắng lợi
thành công
thành tâm
thịnh vượng
thống nhất
thứ ba
thuận lợi
tiên phong
tiên tiến
tiến bộ
tiến hóa
toàn thắng
trung bình
trung tâm
trung thành
trường sinh
trường thi
tự cường
tự do
tự lập
văn hóa
văn minh`), "\n")
}

// tonelessPhrases are everyday phrases that, without tones, are spelled like
// a place: "dong tien" is rather đóng tiền than Đồng Tiến.
func tonelessPhrases() []string {
	phrases := strings.Fields(`
		an-ba an-co an-dung an-lam an-lao an-nhan an-noi an-thanh an-trung anh-son
		ba-be ba-chuc ba-cung ba-dong ba-gia ba-hang ba-hien ba-lien ba-nam ba-son ba-thanh ba-to ba-trieu ba-trinh ba-xa bac-ai bac-an bac-ha bac-hai bac-son
		ban-bo ban-cai ban-co ban-cong ban-dat ban-ho ban-hon ban-lam ban-may ban-nguyen ban-nhung ban-qua ban-thi bang-an bang-ca
		bao-ai bao-an bao-ha bao-hieu bao-lam bao-nam bao-thanh bao-toan bien-dong bien-ho bo-y buu-dien
		can-cau can-co can-dang can-duoc cap-tien cat-ba cat-hai cat-lai cat-tien chi-ca chi-cong chi-dong chi-hoa chi-linh chi-minh chi-thanh chi-thao chi-tien
		cho-chua cho-don cho-lau cho-moi cho-quan cho-ra co-ba co-bi co-do co-dong co-dung co-le co-linh co-ma co-noi co-thanh co-to co-tong
		con-co con-lon con-minh con-thoi con-tien cong-da cong-hai cong-hien cong-ly cu-bao cu-bi cu-chi cu-dong cu-mot cu-nam cu-thang cua-bac cua-can cua-nam cua-tung
		da-do da-don da-kho da-mai da-tong dang-lam danh-thang dat-bang dat-do dat-moi de-gi de-tham di-an dien-xa do-dong do-luong
		dong-anh dong-ba dong-bac dong-cao dong-co dong-da dong-dang dong-dat dong-do dong-du dong-hai dong-ho dong-hoa dong-hop dong-kho dong-lai dong-lam dong-le dong-lien dong-nam dong-no dong-quy dong-sang dong-thang dong-thap dong-tinh dong-tra dong-trung dong-ve
		du-gia du-hang du-sang du-tien dung-tien duong-an duong-to gia-an gia-binh gia-dong gia-lam gia-luong gia-tien giai-phap giao-an giao-binh giao-hai giao-minh giao-nhan giao-tien gio-an gio-hai gio-mai gio-viet
		hai-an hai-anh hai-ba hai-bac hai-lam hai-minh hai-nam hai-nhan hai-tan hai-thang hai-thanh hai-tien hai-trieu hai-trung hai-truong hai-van hang-ma hang-tram hang-trong hien-nam
		ho-bon ho-do ho-hai ho-nam ho-xa hoi-an hoi-hop hoi-phu hon-dat hop-dong hop-tien
		ke-an ky-anh ky-hoa ky-nam ky-thu ky-tien ky-trung lai-cach lai-dong lai-thanh lap-le lien-hoi lien-hop lien-quan lien-truong loi-hai luc-ba luc-nam luong-minh luong-thong may-to
		minh-an minh-bao minh-hai minh-khai minh-lap mot-ngan nam-can nam-chac nam-chua nam-co nam-dong nam-du nam-hai nam-hang nam-minh nam-ngan nam-nhu nam-so nam-tam nam-than nam-thang nam-thanh nam-tien nam-tin nam-toan nam-trieu nam-trung nam-tuan nam-van nam-vi
		nha-be nhan-co nhan-thang nhu-co nhu-gia phu-ho phu-than phu-thu phu-tien phu-trach phuong-cach phuong-tien quy-hop quy-nhat que-an so-dau
		tam-dong tam-ky tam-thang tam-tien tam-van tan-binh tang-thanh tang-tien te-le te-loi te-nong te-thang thang-hai thang-nhat thang-tam thang-tin thanh-ba thanh-cao thanh-hai thanh-nam thanh-nho thanh-qua thanh-tien
		thieu-tien thieu-vien tho-the thoi-lai thu-ba thu-bon thu-lam thu-thua thuong-binh thuong-lam thuong-nhat tien-an tien-cat tien-dong tien-du tien-dung tien-duoc tien-hai tien-ky tien-loi tien-luong tien-minh tien-nha tien-no tien-noi tien-phu tien-thang tien-thanh
		tinh-an tinh-dong tinh-gia tinh-ky tinh-minh tong-bat tong-co tong-dau tong-phan tra-ba tra-co tra-con tra-don tra-dong trieu-co trieu-de trieu-do trieu-hai trong-con truong-thanh
		tu-ha tu-ky tu-minh tu-nhan tu-tra tu-xa van-an van-ban van-co van-con van-du van-giao van-ho van-lam van-nam van-nho van-noi van-phai van-phong van-tien van-tin ve-an xa-bang xa-dung xa-ho xa-luong xa-ly xa-tong xuong-lam y-can`)
	for i, p := range phrases {
		phrases[i] = strings.ReplaceAll(p, "-", " ")
	}
	return phrases
}

// compounds are words of two syllables, folded, that messages are full of. A
// stretch that takes half of one is no place: "hoạt động bình thường" does not
// name Đông Bình.
func compounds() []string {
	list := strings.Fields(`
		an-ninh an-sinh an-toan bao-cao bao-hiem bao-nhieu bao-phu bao-gio bat-dau bien-lai bieu-do binh-quan binh-thuong buu-dien bo-sung
		ca-nhan can-bo cao-diem cap-nhat cap-the cap-uy chi-bo chi-tiet chi-tieu chi-tra chien-dich chinh-quyen chinh-sach chinh-xac cho-biet chuong-trinh chuyen-di co-so co-quan cong-an cong-dan cong-doan cong-don cong-nhan cong-tac cong-ty cong-tac cong-viec con-thieu cung-ky cuoi-nam cuoi-thang
		dai-ly dang-ky danh-gia danh-sach dan-pho dan-toc dau-nam dau-thang de-nghi dia-ban dia-chi dia-phuong dien-thoai dien-tu dieu-chinh dinh-muc doan-the doan-vien doi-song doi-tuong don-doc don-vi dong-bao dong-chi dong-phi dong-tien dong-y du-bao du-kien du-lieu
		gia-dinh gia-han gia-tri giai-phap giam-doc giao-ban giao-vien gioi-thieu hang-ngay hang-thang hang-tuan hang-nam hien-tai hieu-qua hieu-truong ho-so ho-tro hoan-thanh hoan-tien hoat-dong hoc-sinh hoi-dong hoi-nghi hoi-vien hop-dong huong-dan
		ke-hoach ket-qua khac-phuc kho-khan khong-co khu-vuc kiem-tra kinh-phi lao-dong lanh-dao lich-su lien-he lien-quan lien-tiep lien-tuc luong-co luy-ke moi-nhat muc-dong muc-luong muc-song
		nam-hoc nam-ngoai nam-truoc ngan-hang ngan-sach nghi-quyet ngoai-tinh nguoi-dan nguyen-nhan nha-nuoc nhan-dan nhan-vien nhan-than nhan-tin nhap-nham nong-dan nong-nghiep nong-thon noi-dung on-dinh
		phan-tich phan-tram phat-hanh phat-sinh phat-thanh phat-trien phoi-hop phong-trao phu-nu phu-trach phuong-an phuong-tien qua-trinh quan-ly quan-tam quoc-gia quy-dinh quyet-dinh quyet-tam ra-quan
		sinh-vien so-lieu so-luong so-sanh so-voi suc-khoe tai-tuc tai-khoan tam-tru tam-vang tang-giam tang-moi tang-truong tap-trung tham-gia thanh-cong thanh-nien thanh-phan thanh-toan thanh-vien theo-doi thieu-so thong-bao thong-ke thong-nhat thong-tin thu-nhap thu-nop thu-tien thuc-hien thuong-xuyen thu-tuc tien-do tieu-chi tiep-tuc tim-hieu tinh-hinh tinh-toan to-chuc to-khai to-truong toan-tinh toan-quoc toan-xa tong-hop tong-cong tong-so tra-cuu tra-lai tra-loi trach-nhiem trinh-do trung-binh trung-lap trung-tam trung-uong truong-ban truong-hoc truong-hop truong-thon truc-tiep tu-do tu-nguyen tuan-nay tuan-truoc tuan-toi tung-ban tuyen-truyen ty-le
		uy-ban ung-dung van-ban van-dong van-phong van-hoa viec-lam vien-chuc vong-quanh xa-hoi xac-nhan xay-dung xep-hang xuat-file y-te`)
	for _, number := range []string{"mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi", "may"} {
		for _, counted := range []string{"thang", "nguoi", "the", "ho", "so", "tram", "trieu", "nghin", "ngay"} {
			list = append(list, number+"-"+counted)
		}
	}
	return list
}

// shortNames are what people write for names that are too long for chat.
func shortNames() map[string][]string {
	return map[string][]string{
		"Hồ Chí Minh":       {"HCM", "TPHCM"},
		"Bà Rịa - Vũng Tàu": {"BRVT"},
		"Thừa Thiên Huế":    {"TT Huế"},
	}
}
