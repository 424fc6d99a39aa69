package webchat_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"baophu/bot"
	"baophu/bot/webchat"
	"baophu/internal/logtest"
)

// stage is a hub on a real listener, with a bot that answers.
type stage struct {
	hub *webchat.Hub
	url string

	mu       sync.Mutex
	heard    []bot.Message
	away     bool          // the bot fails for now
	slow     time.Duration // it takes this long
	channels map[string]bot.Channel
	stop     context.CancelFunc
	ended    sync.WaitGroup
}

func cast() []webchat.Persona {
	return []webchat.Persona{
		{Key: "agent", Name: "Lò Thị Mẫu", Role: "nhân viên thu", Place: "bản Noong La", Open: true,
			Suggestions: []string{"noong la 5 hgd 2 tt 1 tn", "hnay ko co", "tôi"}},
		{Key: "official", Name: "Hà Văn Thử", Role: "cán bộ", Place: "tỉnh Sơn La", Open: true,
			Suggestions: []string{"chieng ngan dat bn", "xã nào chưa đạt", "biểu đồ Sơn La"}},
		{Key: "admin", Name: "Quàng Thị Ví Dụ", Role: "quản trị", Place: "BHXH tỉnh Sơn La"},
		{Key: "guest", Name: "Khách", Role: "người lạ"},
	}
}

// newStage starts hub, bot and server; all end with the test.
func newStage(t testing.TB) *stage {
	t.Helper()
	s := &stage{channels: map[string]bot.Channel{}}
	s.hub = webchat.New(webchat.Options{
		Personas:  cast(),
		Banner:    "Số liệu minh họa: người, số báo cáo và chỉ tiêu trên trang này đều là bịa.",
		Hosts:     []string{"demo.example.vn"},
		Heartbeat: 50 * time.Millisecond,
		Logger:    logtest.Quiet(t),
	})
	ctx, cancel := context.WithCancel(context.Background())
	s.stop = cancel
	for _, c := range s.hub.Channels() {
		_, name := c.Name()
		s.channels[name] = c
		s.ended.Go(func() {
			if err := c.Run(ctx, s.receive); err != nil {
				t.Errorf("%s ran into %v", name, err)
			}
		})
	}
	server := httptest.NewServer(s.hub.Handler())
	s.url = server.URL
	t.Cleanup(func() {
		cancel()
		s.ended.Wait()
		server.Close()
	})
	return s
}

var errAway = errors.New("the store is away")

// receive keeps what it hears and answers as play says.
func (s *stage) receive(ctx context.Context, m bot.Message) error {
	s.mu.Lock()
	s.heard = append(s.heard, m)
	away, slow, channel := s.away, s.slow, s.channels[m.From.Bot]
	s.mu.Unlock()
	time.Sleep(slow)
	if away {
		return errAway
	}
	for _, reply := range play(m) {
		reply.To = m.From
		for _, part := range bot.Degrade(reply, channel.Abilities()) {
			if err := channel.Send(ctx, part); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *stage) messages() []bot.Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]bot.Message(nil), s.heard...)
}

func (s *stage) set(away bool, slow time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.away, s.slow = away, slow
}

// play answers in the shapes the real bot does.
func play(m bot.Message) []bot.Reply {
	switch {
	case m.Kind == bot.Blocked, m.Kind == bot.Unblocked:
		return nil
	case m.Kind == bot.Tap:
		return []bot.Reply{{Text: "Đã bấm: " + m.Text, Answers: m.Version}}
	case m.Kind == bot.Edit:
		return []bot.Reply{{Title: "Đã sửa theo tin", Text: m.Text}}
	case m.Kind == bot.Document:
		return []bot.Reply{{Text: "Đã nhận tệp " + m.File.Name, File: m.File}}
	case m.Text == "biểu đồ Sơn La":
		return []bot.Reply{{Title: "Tỉnh Sơn La: BHYT theo ngày", Picture: &bot.File{Name: "son-la.png", Type: "image/png", Bytes: drawing()}}}
	case m.Text == "giảm 3 tn":
		return []bot.Reply{{Text: "“tn” là gì ạ?\nChưa ghi gì.", Asks: true,
			Choices: [][]bot.Choice{{{Label: "Tự nguyện (BHXH)", Send: "1"}, {Label: "Thoát nghèo (BHYT)", Send: "2"}}}}}
	case m.Text == "chieng ngan dat bn":
		return []bot.Reply{card()}
	}
	return []bot.Reply{{Title: "Đã ghi #4711 · bản Noong La · hôm nay 22/11", Text: m.Text, Choices: [][]bot.Choice{
		{{Label: "Hoàn tác", Send: "hủy", Word: "hủy"}, {Label: "Sửa", Send: "sửa", Word: "sửa"}},
		{{Label: "Tiến độ của tôi", Send: "tôi", Word: "tôi"}}}}}
}

func card() bot.Reply {
	return bot.Reply{
		Title: "Phường Chiềng Sinh (gồm xã Chiềng Ngần cũ) · tỉnh Sơn La",
		Text: "BHYT 94,31% dân số: 6.412/6.799 người\n" +
			"Chỉ tiêu 2026: 95% (QĐ 123/QĐ-UBND), còn thiếu 48 người, cần 1,3 người/ngày\n" +
			"Chậm 12 người so với tiến độ · cùng kỳ 2025: +1,2 điểm %, +85 người\n" +
			"7 ngày qua: +23 mới, 41 tái tục, −2 giảm · dự báo đạt 9/12\n" +
			"Phụ trách: bà Hà Thị Mẫu\n" +
			"Số chốt 31/10 + 37 báo cáo đến 14:05 hôm nay",
		Choices: [][]bot.Choice{
			{{Label: "Biểu đồ", Send: "biểu đồ Sơn La", Word: "biểu đồ"}, {Label: "Theo bản", Send: "theo bản", Word: "theo bản"}},
			{{Label: "Xếp hạng", Send: "xếp hạng", Word: "xếp hạng"}, {Label: "Theo dõi", Send: "theo dõi", Word: "theo dõi"}}},
	}
}
