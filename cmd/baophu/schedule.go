package main

import (
	"context"
	"fmt"

	"baophu/bot"
	"baophu/bot/webchat"
	"baophu/internal/demo"
	"baophu/internal/schedule"
)

// schedule is what the bot says unasked, at the times that are set.
func (st *store) schedule() *schedule.Schedule {
	return schedule.New(schedule.Options{Service: st.service, Ledger: st.ledger, Timetable: st.Timetable,
		Calendar: schedule.Vietnam(), Logger: st.log, News: st.ledger, Organiser: st.ledger})
}

// readTimetable reads the settings of when who is written to unasked.
func readTimetable(value map[string]string, fault func(name, want string)) schedule.Timetable {
	read := func(name string) schedule.Moment {
		m, err := schedule.ParseMoment(value[name])
		if err != nil {
			fault(name, "want a time from 07:00 to before 21:00, such as 16:30, or off")
		}
		return m
	}
	return schedule.Timetable{Remind: read("BAOPHU_REMIND_AT"), List: read("BAOPHU_LIST_AT"), Digest: read("BAOPHU_DIGEST_AT")}
}

// openPhones lets the demo's people be written to before they wrote: their
// phones are there from the start.
func (st *store) openPhones(ctx context.Context) error {
	for _, p := range demo.Personas() {
		account := webchat.Account(p.Key)
		person, err := st.ledger.Person(ctx, account)
		if err != nil {
			continue // the guest is nobody
		}
		chats, err := st.ledger.Addresses(ctx, person.ID)
		if err == nil && len(chats) == 0 {
			err = st.ledger.Seen(ctx, bot.Message{Account: account, From: bot.Address{Channel: webchat.Channel, Bot: "telegram", Chat: p.Key}})
		}
		if err != nil {
			return fmt.Errorf("open the phone of %s: %w", p.Name, err)
		}
	}
	return nil
}
