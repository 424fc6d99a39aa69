package handlers_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
)

// The chat of somebody who was dismissed sees nothing of another province
// where a namesake begins, be they invited or imported there.
func TestADismissedChatSeesNothingOfANamesakes(t *testing.T) {
	t.Parallel()
	const name = "Quàng Văn Mẫu"
	tests := map[string]func(s *stage){
		"invited": func(s *stage) {
			code, err := s.ledger.Invite(context.Background(), coverage.Invitation{Role: coverage.Official, Name: name, Units: []place.Code{"12"}}, time.Hour)
			if err != nil {
				s.t.Fatal(err)
			}
			if said := s.say("newcomer", "/start "+code)[0].Text; !strings.Contains(said, "Lai Châu") {
				s.t.Fatalf("joined with %q", said)
			}
		},
		"imported": func(s *stage) {
			file := "name,role,unit_codes,status\n" + name + ",official,12,active\n"
			if said := s.upload("there", bot.File{Name: "people.csv", Bytes: []byte(file)}); !strings.Contains(said, "thêm 1") {
				s.t.Fatalf("tried: %s", said)
			}
			if said := s.say("there", "có")[0]; !strings.Contains(said.Title, "Đã nhập") {
				s.t.Fatalf("imported: %+v", said)
			}
		},
	}
	for how, begin := range tests {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			ctx := context.Background()
			there := coverage.Posting{Name: "Quản Trị Lai Châu", Role: coverage.Admin, Units: []place.Code{"12"}}
			if _, err := s.ledger.Amend(ctx, coverage.Amendment{People: []coverage.Posting{there}}); err != nil {
				t.Fatal(err)
			}
			found, err := s.ledger.ByName(ctx, there.Name)
			if err != nil || len(found) != 1 {
				t.Fatalf("%+v, %v", found, err)
			}
			if err := s.ledger.Connect(ctx, "test/there", found[0].ID); err != nil {
				t.Fatal(err)
			}
			s.say("agent2", "tôi")
			s.say("admin", "thu hồi quyền của anh "+name)
			s.say("admin", "có")
			begin(s)
			for _, question := range []string{"tôi", "Lai Châu đạt bao nhiêu?", "ai phụ trách Lai Châu", "Sơn La đạt bao nhiêu?", "lịch sử", "noong la 2 hgđ", "biểu đồ Lai Châu", "xuất excel Lai Châu"} {
				for _, r := range s.say("agent2", question) {
					if !strings.Contains(r.Text, "đã dừng") || r.Picture != nil || r.File != nil {
						t.Errorf("%q is answered with %+v", question, r)
					}
				}
			}
			if log := s.say("there", "nhật ký hôm nay")[0].Text; !strings.Contains(log, "người trùng tên đã nghỉ, để riêng") {
				t.Errorf("the log says %q", log)
			}
		})
	}
}
