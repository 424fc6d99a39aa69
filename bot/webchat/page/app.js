// The page: which phones are open, and what they hear of.

import { about, el, icon, initials } from "./dom.js";
import { Phone, keptMessages } from "./phone.js";
import { words } from "./words.js";
import { cast, listen } from "./wire.js";

const memory = "baophu.phones";
const at = (id) => document.getElementById(id);
const stage = at("stage"), tabs = at("tabs"), sheet = at("sheet"), wire = at("wire");

const talks = new Map(); // by name, look/persona: all of them, open or not
const unread = new Map();
let phones = []; // the open ones, in order
let active = 0;
let limits = {};

const app = {
  close(phone) {
    phones = phones.filter((other) => other !== phone);
    active = Math.max(0, Math.min(active, phones.length - 1));
    layOut();
    (phones[active] ?? { focus: () => at("add").focus() }).focus();
  },
  switchLook(phone, look) {
    const name = `${look}/${phone.talk.persona.key}`;
    const place = phones.indexOf(phone);
    const there = phones.findIndex((other) => other.talk.name === name);
    if (there >= 0) phones.splice(place, 1);
    else phones[place] = make(name);
    active = phones.findIndex((other) => other.talk.name === name);
    layOut();
    phones[active].focus();
  },
  enlarge(item) {
    const picture = item.picture;
    show(el("div", { class: "viewer" }, el("img", { src: picture.url, alt: item.title || words.picture }),
      el("p", { class: "sheet-foot" }, el("a", { class: "tool", href: picture.url, download: picture.name }, words.save), closer())));
  },
  seen(phone) {
    if (visible(phone) && unread.delete(phone.talk.name)) count();
  },
  tell(text) {
    wire.textContent = text;
    wire.classList.add("on");
    setTimeout(() => { if (wire.textContent === text) clearWire(); }, 6000);
  },
};

const make = (name) => new Phone(talks.get(name), limits[talks.get(name).look], app);

function clearWire() {
  wire.textContent = "";
  wire.classList.remove("on");
}

// layOut shows the open phones and their tabs, and remembers them.
function layOut() {
  for (const node of [...stage.children]) if (!phones.some((phone) => phone.node === node)) node.remove();
  phones.forEach((phone, i) => { if (stage.children[i] !== phone.node) stage.insertBefore(phone.node, stage.children[i] ?? null); });
  if (phones.length === 0) stage.append(el("p", { class: "nobody" }, words.noPhone));
  stage.dataset.count = phones.length;
  tabs.replaceChildren(...phones.map((phone, i) => el("button", { type: "button", role: "tab", class: "tab", "data-phone": phone.talk.name, onclick: () => turnTo(i, true), onkeydown: (e) => tabKey(e, i) },
    el("span", { class: `face face-${phone.talk.persona.tint}`, "aria-hidden": "true" }, initials(phone.talk.persona.name)),
    el("span", { class: "tab-about" }, el("span", { class: "tab-name" }, phone.talk.persona.name), el("span", { class: "tab-look" }, words.looks[phone.talk.look])),
    el("span", { class: "badge", hidden: true }))));
  turnTo(active);
  count();
  try {
    localStorage.setItem(memory, JSON.stringify({ open: phones.map((phone) => phone.talk.name), active }));
  } catch { /* a browser that keeps nothing shows the first phones again */ }
}

// turnTo shows one phone where there is room for one only.
function turnTo(i, byHand) {
  active = i;
  phones.forEach((phone, k) => {
    phone.node.classList.toggle("active", k === i);
    tabs.children[k].setAttribute("aria-selected", k === i);
    tabs.children[k].tabIndex = k === i ? 0 : -1;
  });
  phones[i]?.toEnd();
  if (byHand) phones[i].node.scrollIntoView({ inline: "center", block: "nearest" });
}

function tabKey(event, i) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const next = (i + step + phones.length) % phones.length;
  turnTo(next, true);
  tabs.children[next].focus();
}

// count shows how many messages nobody has seen yet, in tabs and title.
function count() {
  let all = 0;
  for (const tab of tabs.children) {
    const n = unread.get(tab.dataset.phone) ?? 0;
    const badge = tab.querySelector(".badge");
    all += n;
    badge.hidden = n === 0;
    badge.replaceChildren(String(n));
    badge.setAttribute("aria-label", words.unread(n));
  }
  document.title = (all ? `(${all}) ` : "") + "Bao Phủ: thử bot";
}

// heard takes a batch of changes from the server.
function heard({ items, phones: states }) {
  for (const item of items ?? []) {
    const talk = talks.get(item.phone);
    if (!talk) continue;
    const before = talk.items.get(item.id);
    const state = item.state === "failed" && talk.trying.has(item.id) ? "sending" : item.state; // it is sent again
    talk.items.set(item.id, { ...item, state, tapped: before?.tapped, again: before?.again, problem: before?.problem });
    for (const old of [...talk.items.keys()].slice(0, -keptMessages)) talk.items.delete(old);
    const phone = phones.find((other) => other.talk === talk);
    phone?.show(talk.items.get(item.id));
    if (!before && !item.mine && (!phone || !visible(phone)) && caughtUp) {
      unread.set(item.phone, (unread.get(item.phone) ?? 0) + 1);
    }
  }
  for (const state of states ?? []) {
    const talk = talks.get(state.phone);
    if (!talk) continue;
    Object.assign(talk, { busy: state.busy, blocked: state.blocked });
    phones.find((phone) => phone.talk === talk)?.showState();
  }
  caughtUp = true;
  count();
}

let caughtUp = false; // what was there at the start is not news

const visible = (phone) => !document.hidden && phone.node.offsetParent !== null;

// show opens the sheet with some content.
function show(...content) {
  sheet.replaceChildren(...content);
  sheet.showModal();
}

const closer = () => el("button", { type: "button", class: "tool", onclick: () => sheet.close() }, words.close);

function helpSheet() {
  show(el("h2", {}, words.helpTitle),
    el("dl", { class: "help" }, words.helpLines.map(([head, text]) => [el("dt", {}, head), el("dd", {}, text)])),
    el("p", { class: "sheet-foot" }, closer()));
}

function addSheet(personas) {
  const row = (persona) => el("li", { class: "person" },
    el("span", { class: `face face-${persona.tint}`, "aria-hidden": "true" }, initials(persona.name)),
    el("span", { class: "who" }, el("strong", {}, persona.name), el("span", {}, about(persona))),
    el("span", { class: "pick" }, Object.entries(words.looks).map(([look, label]) => {
      const open = phones.some((phone) => phone.talk.name === `${look}/${persona.key}`);
      return el("button", { type: "button", class: "tool", disabled: open, "aria-label": `${persona.name}, ${label}`, onclick: () => add(`${look}/${persona.key}`) }, label, open ? ` (${words.isOpen})` : "");
    })));
  show(el("h2", {}, words.addTitle), el("p", {}, words.addHint), el("ul", { class: "people" }, personas.map(row)), el("p", { class: "sheet-foot" }, closer()));
}

function add(name) {
  sheet.close();
  phones.push(make(name));
  active = phones.length - 1;
  layOut();
  phones[active].node.scrollIntoView({ inline: "center" });
  phones[active].focus();
}

// remembered gives the phones open last time, else those to begin with.
function remembered(personas) {
  try {
    const kept = JSON.parse(localStorage.getItem(memory));
    const open = kept.open.filter((name) => talks.has(name));
    if (open.length) return { open, active: Math.min(kept.active, open.length - 1) };
  } catch { /* nothing kept, or not ours */ }
  const first = personas.filter((persona) => persona.open);
  return { open: (first.length ? first : personas.slice(0, 2)).map((persona) => `telegram/${persona.key}`), active: 0 };
}

async function start() {
  at("tagline").textContent = words.tagline;
  at("add").append(icon("plus"), el("span", { class: "tool-word" }, words.add));
  at("help").append(el("b", { "aria-hidden": "true" }, "?"), el("span", { class: "tool-word" }, words.help));
  for (const id of ["add", "help"]) at(id).title = words[id];
  tabs.setAttribute("aria-label", words.phones);
  const told = await cast();
  limits = told.limits;
  at("banner").textContent = told.banner;
  at("banner").hidden = !told.banner;
  told.personas.forEach((persona, i) => {
    persona.tint = i % 6;
    persona.name ||= words.guest;
    for (const look of Object.keys(words.looks)) {
      const name = `${look}/${persona.key}`;
      talks.set(name, { name, look, persona, items: new Map(), queue: Promise.resolve(), trying: new Set(), busy: false, blocked: false });
    }
  });
  const first = remembered(told.personas);
  active = first.active;
  phones = first.open.map(make);
  layOut();
  at("add").addEventListener("click", () => addSheet(told.personas));
  at("help").addEventListener("click", helpSheet);
  const shutMenus = (but) => document.querySelectorAll(".more[open]").forEach((menu) => { if (!menu.contains(but)) menu.open = false; });
  addEventListener("click", (event) => shutMenus(event.target));
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") shutMenus(null);
    const n = event.altKey && /^Digit[1-9]$/.test(event.code) ? Number(event.code.slice(5)) : 0;
    if (!n || n > phones.length) return;
    event.preventDefault();
    turnTo(n - 1, true);
    phones[n - 1].focus();
  });
  addEventListener("beforeunload", (event) => { // what waits for a network is on this page alone
    const waits = [...talks.values()].some((talk) => [...talk.items.values()].some((item) => item.state === "waiting"));
    if (waits) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => phones.forEach((phone) => { if (phone.stuck) app.seen(phone); }));
  let wasLost = false;
  listen(heard, (up) => {
    if (!up) {
      wasLost = true;
      wire.textContent = words.wireLost;
      wire.classList.add("on");
    } else if (wasLost) {
      wasLost = false;
      app.tell(words.wireBack);
    }
  });
  if (matchMedia("(min-width: 47.5625em) and (pointer: fine)").matches) phones[active]?.focus();
}

start().catch((error) => app.tell(error.message));
