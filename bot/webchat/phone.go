package webchat

import (
	"slices"
	"strconv"
	"time"

	"baophu/bot"
)

// What a conversation may take.
const (
	keptItems = 200      // of one phone
	keptBytes = 24 << 20 // of all files together
)

// phone is one chat: a persona in a look. The hub's lock guards it.
type phone struct {
	address bot.Address
	persona Persona
	look    *look
	items   []*item
	busy    int   // messages the bot is at work on
	blocked bool  // the person stopped the bot
	rev     int64 // the hub's, when busy or blocked changed last
}

// State is how far a message of a person's has come.
type state string

const (
	sent   state = "sent"   // we have it
	taken  state = "taken"  // the bot stored or answered it
	failed state = "failed" // the bot could not; it may be sent again
)

// item is one message on a phone, as the page is told it.
type item struct {
	ID      string     `json:"id"`
	Made    int64      `json:"n"` // order of making, over all phones
	Phone   string     `json:"phone"`
	Mine    bool       `json:"mine"` // the person's, else the bot's
	State   state      `json:"state,omitempty"`
	Title   string     `json:"title,omitempty"`
	Text    string     `json:"text"`
	Edited  bool       `json:"edited,omitempty"`
	Choices [][]choice `json:"choices,omitempty"`
	Picture *media     `json:"picture,omitempty"`
	File    *media     `json:"file,omitempty"`
	Notice  bool       `json:"notice,omitempty"`
	At      time.Time  `json:"at"`

	rev     int64
	version string // of the last edit
}

// choice is a button.
type choice struct {
	Label string `json:"label"`
	Send  string `json:"send"`
}

// media is a file on the page, and its bytes until they had to go.
type media struct {
	Name string `json:"name"`
	Type string `json:"type"`
	Size int    `json:"size"`
	URL  string `json:"url"` // relative to the page

	key   string
	bytes []byte
}

// name is what the page calls a phone: look/persona.
func (p *phone) name() string { return p.look.name + "/" + p.persona.Key }

// find gives the item with an id, nil if there is none (any more).
func (p *phone) find(id string) *item {
	for _, it := range slices.Backward(p.items) {
		if it.ID == id {
			return it
		}
	}
	return nil
}

// touch marks an item as changed now, and wakes the streams.
func (h *Hub) touch(it *item) {
	h.rev++
	it.rev = h.rev
	h.wake()
}

// touchPhone does so for a phone's own state.
func (h *Hub) touchPhone(p *phone) {
	h.rev++
	p.rev = h.rev
	h.wake()
}

func (h *Hub) wake() {
	for w := range h.watchers {
		select {
		case w <- struct{}{}:
		default: // it is awake already and will see this too
		}
	}
}

// add puts an item at the end of a phone, and lets the oldest go.
func (h *Hub) add(p *phone, it *item) {
	h.made++
	it.Made = h.made
	it.Phone = p.name()
	if it.At.IsZero() {
		it.At = h.options.Now()
	}
	if it.ID == "" {
		it.ID = h.epoch + "-" + strconv.FormatInt(it.Made, 10)
	}
	p.items = append(p.items, it)
	if len(p.items) > keptItems {
		h.forget(p.items[0])
		p.items = slices.Delete(p.items, 0, 1)
	}
	h.touch(it)
}

// keep makes a file ready for the page to fetch, at the cost of older ones.
func (h *Hub) keep(f *bot.File) *media {
	key := h.token(16)
	m := &media{Name: f.Name, Type: f.Type, Size: len(f.Bytes), URL: "file/" + key, key: key, bytes: f.Bytes}
	h.kept += len(m.bytes)
	for h.kept > keptBytes {
		oldest := h.oldestFile()
		if oldest == nil {
			break
		}
		h.drop(oldest)
	}
	return m
}

// oldestFile is the file that came first and is still held.
func (h *Hub) oldestFile() *media {
	var oldest *media
	made := h.made + 1
	for _, p := range h.order {
		for _, it := range p.items {
			for _, m := range []*media{it.Picture, it.File} {
				if m != nil && m.bytes != nil && it.Made < made {
					oldest, made = m, it.Made
				}
			}
		}
	}
	return oldest
}

func (h *Hub) drop(m *media) {
	if m != nil {
		h.kept -= len(m.bytes)
		m.bytes = nil
	}
}

func (h *Hub) forget(it *item) {
	h.drop(it.Picture)
	h.drop(it.File)
}

// file finds a kept file by the key in its address.
func (h *Hub) file(key string) (media, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, p := range h.order {
		for _, it := range p.items {
			for _, m := range []*media{it.Picture, it.File} {
				if m != nil && m.key == key && m.bytes != nil {
					return *m, true
				}
			}
		}
	}
	return media{}, false
}

// phoneState is a phone's own state as the page is told it.
type phoneState struct {
	Phone   string `json:"phone"`
	Busy    bool   `json:"busy"`
	Blocked bool   `json:"blocked"`
}

// since gives what changed after rev: items in the order they were made, the
// phones, and the rev to ask with next.
func (h *Hub) since(rev int64) ([]item, []phoneState, int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var items []item
	var phones []phoneState
	for _, p := range h.order {
		for _, it := range p.items {
			if it.rev > rev {
				items = append(items, *it)
			}
		}
		if p.rev > rev {
			phones = append(phones, phoneState{Phone: p.name(), Busy: p.busy > 0, Blocked: p.blocked})
		}
	}
	slices.SortFunc(items, func(a, b item) int { return int(a.Made - b.Made) })
	return items, phones, h.rev
}
