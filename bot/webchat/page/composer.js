// Where one writes: the suggestions, the text, a file to go along.

import { el, icon } from "./dom.js";
import { words } from "./words.js";

const maxFile = 8 * 1024 * 1024;

// composer gives {node, focus, startEdit}. o: {name, look, limit,
// suggestions, send(text), edit(item, text), attach(file, text), last()}.
export function composer(o) {
  let editing = null;

  const input = el("textarea", { class: "input", rows: 1, placeholder: words.placeholder, "aria-label": words.input(o.name), enterkeyhint: "send", autocomplete: "off" });
  const count = el("span", { class: "count", role: "status" });
  const button = el("button", { type: "submit", class: "send", title: words.send, "aria-label": words.send, disabled: true }, icon("send"));
  const chooser = el("input", { type: "file", class: "hidden", tabindex: "-1", "aria-hidden": "true", onchange: () => attach() });
  const clip = el("button", { type: "button", class: "clip", title: words.attach, "aria-label": words.attach, onclick: () => chooser.click() }, icon("clip"));
  const editText = el("span", { class: "edit-text" });
  const editBar = el("div", { class: "edit-bar", hidden: true }, icon("pencil"),
    el("span", { class: "edit-about" }, el("strong", {}, words.editing), editText),
    el("button", { type: "button", class: "round", title: words.cancel, "aria-label": words.cancel, onclick: () => stopEdit() }, icon("close")));

  const length = (text) => (o.look === "telegram" ? text.length : [...text].length);

  function refresh() {
    const n = length(input.value);
    const over = n > o.limit;
    button.disabled = input.value.trim() === "" || over;
    count.textContent = n > o.limit * 0.8 ? `${words.length(n, o.limit)}${over ? ` ${words.tooLong}` : ""}` : "";
    input.style.height = "auto";
    input.style.height = `${Math.min(input.scrollHeight, 140)}px`;
  }

  function fill(text) {
    input.value = text;
    refresh();
    input.focus();
    input.setSelectionRange(text.length, text.length);
  }

  function submit() {
    if (button.disabled) return;
    const text = input.value.trim();
    const item = editing;
    stopEdit();
    fill("");
    if (!item) o.send(text);
    else if (item.text !== text) o.edit(item, text);
  }

  function attach() {
    const file = chooser.files[0];
    chooser.value = "";
    if (!file) return;
    if (file.size > maxFile) {
      count.textContent = words.tooBig;
      return;
    }
    const caption = input.value.trim();
    fill("");
    o.attach(file, caption);
  }

  function startEdit(item) {
    if (!item) return;
    editing = item;
    editText.textContent = item.text;
    editBar.hidden = false;
    fill(item.text);
  }

  function stopEdit() {
    if (!editing) return;
    editing = null;
    editBar.hidden = true;
    fill("");
  }

  input.addEventListener("input", refresh);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // an input method is at work: telex, VNI
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && editing) {
      stopEdit();
    } else if (event.key === "ArrowUp" && input.value === "" && o.look === "telegram") {
      event.preventDefault();
      startEdit(o.last());
    }
  });

  const tries = o.suggestions.length === 0 ? null : el("div", { class: "tries", role: "group", "aria-label": words.tries },
    o.suggestions.map((text) => el("button", { type: "button", class: "try", title: words.suggestion(text), onclick: () => fill(text) }, text)));
  tries?.addEventListener("wheel", (event) => { // a mouse turns its wheel down only
    if (event.deltaX || !event.deltaY) return;
    event.preventDefault();
    tries.scrollLeft += event.deltaY;
  }, { passive: false });
  const form = el("form", { class: "line", onsubmit: (event) => { event.preventDefault(); submit(); } }, clip, chooser, input, button);
  return { node: el("div", { class: "composer" }, tries, editBar, count, form), focus: () => input.focus(), startEdit };
}
