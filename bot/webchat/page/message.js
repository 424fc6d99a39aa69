// One message in a conversation.

import { el, hidden, icon, linked } from "./dom.js";
import { words } from "./words.js";

const zone = "Asia/Ho_Chi_Minh";
const clock = new Intl.DateTimeFormat("vi-VN", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("vi-VN", { timeZone: zone, day: "2-digit", month: "2-digit", year: "numeric" });

// dayOf names the day of a moment, as it is in Vietnam.
export function dayOf(at) {
  const text = day.format(new Date(at));
  if (text === day.format(new Date())) return words.today;
  if (text === day.format(new Date(Date.now() - 86400e3))) return words.yesterday;
  return text;
}

// Actions of a message: {tap(item, choice, button), edit(item), resend(item), command(text), enlarge(item)}.
export function bubble(item, look, actions) {
  const body = el("div", { class: "bubble" }, contents(item, look, actions), meta(item), failure(item, actions));
  const node = el("li", { class: `message ${item.mine ? "mine" : "theirs"}`, "data-id": item.id, "data-n": item.n ?? "", "data-at": item.at }, body);
  if (item.choices?.length) node.append(keyboard(item, actions));
  if (item.mine && look === "telegram" && item.text && !item.file && item.state === "taken") {
    node.append(el("button", { type: "button", class: "edit", title: words.editAria, "aria-label": words.editAria, onclick: () => actions.edit(item) }, icon("pencil"), words.edit));
  }
  return node;
}

function contents(item, look, actions) {
  const onCommand = look === "telegram" && !item.mine ? actions.command : null;
  return [
    item.notice ? el("p", { class: "notice" }, words.notice) : null,
    item.picture ? picture(item, actions) : null,
    item.title ? el("p", { class: "title" }, item.title) : null,
    item.text ? el("p", { class: "text" }, linked(item.text, onCommand)) : null,
    item.file ? file(item.file) : null,
  ];
}

function picture(item, actions) {
  const image = el("img", { src: item.picture.url, alt: item.title || words.picture, loading: "lazy" });
  return el("button", { type: "button", class: "picture", title: words.enlarge, onclick: () => actions.enlarge(item) }, image);
}

function file(it) {
  const about = [el("span", { class: "file-name" }, it.name), el("span", { class: "file-size" }, size(it.size))];
  const shown = [el("span", { class: "file-mark" }, icon("file")), el("span", { class: "file-about" }, about)];
  if (!it.url) return el("span", { class: "file" }, shown);
  return el("a", { class: "file", href: it.url, download: it.name }, shown, hidden(words.save));
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const kilo = bytes / 1024;
  const [figure, unit] = kilo < 1024 ? [kilo, "KB"] : [kilo / 1024, "MB"];
  return `${figure.toLocaleString("vi-VN", { maximumFractionDigits: 1 })} ${unit}`;
}

const marks = { sending: "clock", waiting: "clock", sent: "tick", taken: "ticks", failed: "alert" };

// meta is the time and, of one's own, how far it has come.
function meta(item) {
  const line = el("span", { class: "meta" });
  if (item.edited) line.append(el("span", {}, words.edited));
  line.append(el("time", { datetime: item.at }, clock.format(new Date(item.at))));
  if (!item.mine) return line;
  const said = words.states[item.state] ?? "";
  line.append(el("span", { class: `state state-${item.state}`, title: said }, icon(marks[item.state] ?? "tick"), hidden(said)));
  return line;
}

function failure(item, actions) {
  if (item.state !== "failed") return null;
  return el("span", { class: "failure", role: "alert" }, item.problem || words.states.failed, " ",
    el("button", { type: "button", class: "resend", onclick: () => actions.resend(item) }, words.resend));
}

// keyboard is the rows of buttons under a message.
function keyboard(item, actions) {
  return el("div", { class: "keyboard" }, item.choices.map((row) => el("div", { class: "row" }, row.map((choice) => {
    const button = el("button", { type: "button", class: "choice" }, el("span", {}, choice.label));
    if (item.tapped === choice.send) markTapped(button);
    button.addEventListener("click", () => actions.tap(item, choice, button));
    return button;
  }))));
}

// markTapped shows which button was tapped last.
export function markTapped(button) {
  for (const other of button.closest(".keyboard")?.querySelectorAll(".tapped") ?? []) {
    other.classList.remove("tapped");
    other.querySelector(".tapped-mark")?.remove();
  }
  button.classList.add("tapped");
  button.append(el("span", { class: "tapped-mark" }, icon("tick"), hidden(words.tapped)));
}
