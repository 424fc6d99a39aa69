// A phone: a person's conversation with the bot in one of the apps.

import { bubble, dayOf, markTapped } from "./message.js";
import { composer } from "./composer.js";
import { about, el, hidden, icon, initials } from "./dom.js";
import { words } from "./words.js";
import { newID, say, upload } from "./wire.js";

// keptMessages is how many a phone holds, as on the server.
export const keptMessages = 200;

// Phone shows a conversation ({name, look, persona, items, queue, trying, busy,
// blocked}) and does what its person does. What is on its way goes on where the
// phone is closed, and shows on the one that is opened then: talk.phone.
// app: {close, switchLook, enlarge, seen, tell}.
export class Phone {
  constructor(talk, limit, app) {
    this.talk = talk;
    this.app = app;
    talk.phone = this;
    this.list = el("ol", { class: "messages", role: "log", "aria-label": words.conversation(talk.persona.name), tabindex: "0" });
    this.freshButton = el("button", { type: "button", class: "fresh", hidden: true, onclick: () => this.toEnd() }, icon("down"), words.fresh);
    this.typing = el("p", { class: "typing", role: "status" });
    this.composer = composer({
      name: talk.persona.name, look: talk.look, limit, suggestions: talk.persona.suggestions ?? [],
      send: (text) => this.write(text), edit: (item, text) => this.change(item, text),
      attach: (file, text) => this.attach(file, text), last: () => this.lastOwn(),
    });
    this.node = this.build();
    this.stuck = true; // at the end, and to stay there
    this.list.addEventListener("scroll", () => this.scrolled());
    this.list.addEventListener("load", () => { if (this.stuck) this.toEnd(); }, true); // a picture came
    new ResizeObserver(() => { if (this.stuck) this.toEnd(); }).observe(this.list);
    this.showAll();
  }

  build() {
    const { persona, look } = this.talk;
    this.status = el("span", { class: "app-status" }, words.botStatus);
    this.blockedNote = el("div", { class: "blocked-note", hidden: true }, el("p", {}, words.blocked),
      el("button", { type: "button", class: "unblock", onclick: () => this.block(false) }, words.unblock));
    const screen = el("div", { class: "screen" },
      el("div", { class: "app-bar" },
        el("img", { class: "app-face", src: "page/icon.svg", alt: "", width: 40, height: 40 }),
        el("span", { class: "app-title" }, el("strong", {}, words.bot), this.status),
        this.menu()),
      el("div", { class: "wall" }, this.list, this.typing, this.freshButton),
      this.blockedNote, this.composer.node);
    return el("section", { class: `phone look-${look}`, "aria-label": words.phoneOf(persona.name, words.looks[look]), "data-phone": this.talk.name },
      this.owner(), el("div", { class: "frame" }, screen));
  }

  // owner says whose phone it is, above it.
  owner() {
    const { persona, look } = this.talk;
    const choose = el("select", { class: "look", "aria-label": words.lookLabel, onchange: (e) => this.app.switchLook(this, e.target.value) },
      Object.entries(words.looks).map(([value, label]) => el("option", { value, selected: value === look }, label)));
    return el("div", { class: "owner" },
      el("span", { class: `face face-${persona.tint}`, "aria-hidden": "true" }, initials(persona.name)),
      el("div", { class: "who" }, el("h2", {}, persona.name), el("p", { title: about(persona) }, about(persona))),
      choose,
      el("button", { type: "button", class: "round", title: words.closePhone(persona.name), "aria-label": words.closePhone(persona.name), onclick: () => this.app.close(this) }, icon("close")));
  }

  // menu holds what is seldom done on a phone.
  menu() {
    this.blockButton = el("button", { type: "button", class: "menu-item", onclick: () => { this.more.open = false; this.block(!this.talk.blocked); } }, words.block);
    this.more = el("details", { class: "more" },
      el("summary", { class: "round", title: words.more, "aria-label": words.more }, icon("dots")),
      el("div", { class: "menu" }, this.blockButton));
    return this.more;
  }

  get actions() {
    return {
      tap: (item, choice, button) => this.tap(item, choice, button),
      edit: (item) => this.composer.startEdit(item),
      resend: (item) => this.resend(item),
      command: (text) => this.write(text),
      enlarge: (item) => this.app.enlarge(item),
    };
  }

  showAll() {
    this.list.replaceChildren();
    for (const item of this.talk.items.values()) this.place(bubble(item, this.talk.look, this.actions), item);
    this.settle();
    this.showState();
    this.toEnd();
  }

  // show puts a new or changed message in its place.
  show(item) {
    const stay = this.stuck || (item.mine && !this.find(item.id));
    const node = bubble(item, this.talk.look, this.actions);
    this.find(item.id)?.remove();
    this.place(node, item);
    for (const old of [...this.list.querySelectorAll(".message")].slice(0, -keptMessages)) old.remove();
    this.settle();
    if (stay) this.toEnd();
    else this.freshButton.hidden = false;
  }

  find(id) {
    return [...this.list.children].find((node) => node.dataset.id === id);
  }

  // place keeps the order of making; what is still being sent comes last.
  place(node, item) {
    const later = item.n ? [...this.list.querySelectorAll(".message")].find((other) => !other.dataset.n || Number(other.dataset.n) > item.n) : null;
    this.list.insertBefore(node, later ?? null);
  }

  // settle puts the days between the messages, and a greeting where there are none.
  settle() {
    for (const old of this.list.querySelectorAll(".day, .empty")) old.remove();
    let last = "";
    for (const node of this.list.querySelectorAll(".message")) {
      const name = dayOf(node.dataset.at);
      if (name !== last) this.list.insertBefore(el("li", { class: "day" }, el("span", {}, name)), node);
      last = name;
    }
    if (!last) this.list.append(el("li", { class: "empty" }, el("strong", {}, words.empty), el("span", {}, words.emptyHint)));
  }

  // showState shows that the bot is at work, or was stopped. A quick answer
  // makes no flicker.
  showState() {
    clearTimeout(this.timer);
    const show = (busy) => {
      this.status.textContent = busy ? words.typing : words.botStatus;
      this.typing.replaceChildren(...(busy ? [el("span", { class: "dot" }), el("span", { class: "dot" }), el("span", { class: "dot" }), hidden(`${words.bot} ${words.typing}`)] : []));
      this.typing.classList.toggle("on", busy);
      if (this.stuck) this.toEnd();
    };
    if (this.talk.busy) this.timer = setTimeout(() => show(true), 250);
    else show(false);
    this.blockedNote.hidden = !this.talk.blocked;
    this.composer.node.hidden = this.talk.blocked;
    this.blockButton.textContent = this.talk.blocked ? words.unblock : words.block;
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight, clientWidth } = this.list;
    if (clientWidth !== this.width) return; // nobody scrolled: the lines broke anew
    this.stuck = Math.abs(scrollTop - this.rest) < 2 || scrollHeight - scrollTop - clientHeight < 80;
    if (this.stuck) this.freshButton.hidden = true;
  }

  // toEnd shows the newest message: its end, or its first line where it is
  // longer than the screen, since the figure comes first.
  toEnd() {
    const newest = [...this.list.querySelectorAll(".message")].at(-1);
    const top = newest ? newest.offsetTop - this.list.offsetTop - 8 : 0;
    this.list.scrollTop = newest?.classList.contains("theirs") ? Math.min(top, this.list.scrollHeight) : this.list.scrollHeight;
    this.rest = this.list.scrollTop;
    this.width = this.list.clientWidth;
    this.stuck = true;
    this.freshButton.hidden = true;
    this.app.seen(this);
  }

  lastOwn() {
    return [...this.talk.items.values()].filter((item) => item.mine && !item.file && item.text && item.state === "taken").at(-1);
  }

  // line up: what one writes on a phone is sent in that order.
  inLine(job) {
    this.talk.queue = this.talk.queue.then(job, job);
    return this.talk.queue;
  }

  // put shows one's own message at once; the server's word replaces it.
  put(item) {
    this.talk.items.set(item.id, item);
    this.talk.phone.show(item);
  }

  write(text) {
    const item = { id: newID(), mine: true, state: "sending", text, at: new Date().toISOString() };
    this.put(item);
    this.deliver(item, (waits) => say({ phone: this.talk.name, kind: "text", id: item.id, version: "", text }, item.at, waits));
  }

  attach(file, text) {
    const item = { id: newID(), mine: true, state: "sending", text, at: new Date().toISOString(), file: { name: file.name, size: file.size } };
    this.put(item);
    this.deliver(item, async (waits) => {
      // A file that was changed or deleted since can't be sent, ever: only its
      // bytes may wait for a network.
      const bytes = await file.arrayBuffer().catch(() => null);
      if (!bytes) return { ok: false, problem: words.unreadable };
      return upload(this.talk.name, item.id, file.name, new Blob([bytes], { type: file.type }), text, item.at, waits);
    });
  }

  change(item, text) {
    const version = newID();
    const now = { ...item, text, edited: true, state: "sending" };
    this.put(now);
    this.deliver(now, (waits) => say({ phone: this.talk.name, kind: "edit", id: item.id, version, text }, null, waits));
  }

  // deliver says it, however long there is no network, and keeps how, so that
  // it can be said again.
  deliver(item, how) {
    this.talk.trying.add(item.id);
    this.inLine(async () => {
      const result = await how(() => {
        const now = this.talk.items.get(item.id) ?? item;
        if (now.state === "sending") this.put({ ...now, state: "waiting" });
      });
      this.talk.trying.delete(item.id);
      const now = this.talk.items.get(item.id) ?? item;
      if (!result.ok) this.put({ ...now, state: "failed", problem: result.problem, again: how });
      else if (now.state !== "taken") this.put({ ...now, state: "taken" });
    });
  }

  resend(item) {
    this.put({ ...item, state: "sending" });
    this.deliver(item, item.again ?? ((waits) => say({ phone: this.talk.name, kind: "text", id: item.id, version: "", text: item.text }, item.at, waits)));
  }

  async tap(item, choice, button) {
    if (button.classList.contains("waiting")) return;
    button.classList.add("waiting");
    button.setAttribute("aria-busy", "true");
    const result = await say({ phone: this.talk.name, kind: "tap", id: item.id, version: newID(), text: choice.send });
    button.classList.remove("waiting");
    button.removeAttribute("aria-busy");
    if (!result.ok) return this.app.tell(result.problem);
    item.tapped = choice.send;
    markTapped(button);
  }

  async block(stop) {
    const result = await say({ phone: this.talk.name, kind: stop ? "blocked" : "unblocked", id: newID(), version: "", text: "" });
    if (!result.ok) this.app.tell(result.problem);
  }

  focus() {
    this.composer.focus();
  }
}
