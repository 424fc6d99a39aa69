package handlers_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"baophu/bot"
	"baophu/handlers"
	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/vi"
	"baophu/internal/web"
)

// upload sends a file as somebody and gives the first reply as one text.
func (s *stage) upload(who string, f bot.File) string {
	s.t.Helper()
	s.next++
	msg := bot.Message{From: bot.Address{Channel: "test", Bot: "golden", Chat: who}, ID: fmt.Sprint(s.next), Kind: bot.Document,
		Account: "test/" + who, Name: who, ToUs: true, Sent: s.now, Received: s.now, File: &f}
	replies := s.hand(msg)
	if len(replies) == 0 {
		s.t.Fatalf("%s is not answered", f.Name)
	}
	return replies[0].Title + "\n" + replies[0].Text
}

const counts = "unit_code,indicator,as_of,participants\n03679,bhyt,2026-11-15,6.395\n"

// TestFilesThatAreNoGood: each is answered, with what to do, and writes nothing.
func TestFilesThatAreNoGood(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	_, before := s.revision()
	random := make([]byte, 1200<<10)
	for n, x := 0, uint32(1); n < len(random); n++ {
		x = x*1664525 + 1013904223
		random[n] = "0123456789abcdefghijklmnopqrstuvwxyz;,. ABC"[x>>16%43]
	}
	for _, c := range []struct {
		name, file string
		content    []byte
		want       string
	}{
		{"a bomb", "so-chot.xlsx", bomb(t), "không đọc được tệp Excel"},
		{"not a workbook", "so-chot.xlsx", []byte("PK\x03\x04 nothing"), "không đọc được tệp Excel"},
		{"of the wrong kind", "so-chot.docx", []byte("PK\x03\x04"), ".xlsx hoặc .csv"},
		{"a program", "so-chot.exe", []byte("MZ"), ".xlsx hoặc .csv"},
		{"beyond the size", "so-chot.csv", bytes.Repeat([]byte("a"), 20<<20+1), "lớn hơn 20 MB"},
		{"too large to wait", "so-chot.csv", random, "chia nhỏ"},
		{"empty", "so-chot.csv", nil, "trống"},
		{"without a name", "", []byte(counts), "Chạy thử tệp tệp"},
	} {
		if got := s.upload("admin", bot.File{Name: c.file, Bytes: c.content}); !strings.Contains(got, c.want) {
			t.Errorf("%s is answered with %s", c.name, got)
		}
	}
	if _, after := s.revision(); after != before {
		t.Errorf("the records moved from %d to %d", before, after)
	}
}

func (s *stage) revision() (coverage.Position, int64) {
	s.t.Helper()
	position, revision, err := s.ledger.Head(context.Background())
	if err != nil {
		s.t.Fatal(err)
	}
	return position, revision
}

// bomb is a workbook of a few kilobytes that unzips to hundreds of megabytes.
func bomb(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	zeros := make([]byte, 1<<20)
	for range 200 {
		if _, err := w.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// shelf is a platform that keeps files, until it loses or changes them.
type shelf map[string][]byte

func (f shelf) fetch(_ context.Context, _ bot.Address, file bot.File) ([]byte, error) {
	content, ok := f[file.Ref]
	switch {
	case !ok:
		return nil, errors.New("no such file")
	case len(content) > 1_000:
		return nil, fmt.Errorf("as the platform says: %w", bot.ErrTooBig)
	}
	return content, nil
}

// TestFileOfThePlatform: where the platform keeps the file it is fetched for
// the dry run and again for the word, and must then be the same.
func TestFileOfThePlatform(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	kept := shelf{"a": []byte(counts), "big": make([]byte, 2_000)}
	s.deskWith(kept.fetch)
	send := func(ref string) string { return s.upload("admin", bot.File{Name: "so-chot.csv", Ref: ref}) }
	if got := send("gone"); !strings.Contains(got, "chưa tải được") {
		t.Errorf("a file that is gone: %s", got)
	}
	if got := send("big"); !strings.Contains(got, "lớn hơn 20 MB") {
		t.Errorf("a file that is too big: %s", got)
	}
	if got := send("a"); !strings.Contains(got, "6.395 người") {
		t.Fatalf("the dry run says %s", got)
	}
	_, before := s.revision()
	kept["a"] = []byte(strings.Replace(counts, "6.395", "6.396", 1))
	if replies := s.say("admin", "có"); !strings.Contains(replies[0].Text, "chưa tải được") {
		t.Errorf("a file that was changed: %+v", replies)
	}
	if _, after := s.revision(); after != before {
		t.Error("a changed file was written")
	}
	kept["a"] = []byte(counts)
	send("a")
	if replies := s.say("admin", "có"); !strings.Contains(replies[0].Title, "Đã nhập") {
		t.Fatalf("the word is answered with %+v", replies)
	}
	st, err := s.service.Standing(t.Context(), "03679", coverage.BHYT, vi.Date(2026, 11, 15))
	if err != nil || st.Participants != 6_395 {
		t.Errorf("%d, %v", st.Participants, err)
	}
	log, err := s.ledger.Audit(t.Context(), 1)
	if err != nil || len(log) != 1 || log[0].By == 0 || log[0].Changed["baselines"] != 1 || !strings.Contains(log[0].Note, "so-chot.csv · test/golden/admin/") {
		t.Errorf("audit %+v, %v", log, err)
	}
}

// TestAnImportSaidTwiceIsWrittenOnce: the word comes again, as after a crash
// between the writing and the answer.
func TestAnImportSaidTwiceIsWrittenOnce(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.upload("admin", bot.File{Name: "so-chot.csv", Bytes: []byte(counts)})
	chat := bot.Address{Channel: "test", Bot: "golden", Chat: "admin"}
	waits, err := s.ledger.Talk(t.Context(), chat)
	if err != nil || waits.State == nil {
		t.Fatalf("%+v, %v", waits, err)
	}
	s.say("admin", "có")
	_, once := s.revision()
	if err := s.ledger.SetTalk(t.Context(), chat, waits); err != nil {
		t.Fatal(err)
	}
	replies := s.say("admin", "có")
	if _, twice := s.revision(); twice != once || !strings.Contains(replies[0].Text, "không ghi thêm") {
		t.Errorf("from state %d to %d: %+v", once, twice, replies)
	}
}

// TestWhoIsNoAdminAnyMore may not import what was tried before.
func TestWhoIsNoAdminAnyMore(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.upload("admin", bot.File{Name: "so-chot.csv", Bytes: []byte(counts)})
	p, err := s.ledger.Person(t.Context(), "test/admin")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.ledger.Amend(t.Context(), coverage.Amendment{People: []coverage.Posting{{Name: p.Name, Role: coverage.Admin, Units: nil, Status: coverage.Gone}}}); err != nil {
		t.Fatal(err)
	}
	_, before := s.revision()
	s.say("admin", "có")
	if _, after := s.revision(); after != before {
		t.Error("the file was written")
	}
}

// deskWith opens the desk anew, with a platform that keeps files.
func (s *stage) deskWith(fetch handlers.Fetch) {
	s.t.Helper()
	var err error
	s.desk, err = handlers.NewDesk(handlers.Options{Service: s.service, Ledger: s.ledger, Reminder: s.unasked, Follows: s.ledger, Registry: s.ledger, Imports: s.ledger,
		Fetch: fetch, Tongues: s.ledger, Leaves: s.ledger, Memory: s.memory, Meter: (*web.Metrics)(nil), Logger: s.log.Logger()})
	if err != nil {
		s.t.Fatal(err)
	}
}

var _ handlers.Imports = (*ledger.Ledger)(nil)
