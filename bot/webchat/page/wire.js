// Talking with the server: saying things, and hearing of changes.

import { words } from "./words.js";

const pauses = [700, 1500, 3000];
const passing = new Set([0, 429, 502, 503, 504]);

// newID names something said once and for all: sent twice, it counts once.
export function newID() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return "w-" + Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

async function attempt(url, options) {
  try {
    const answer = await fetch(url, { method: "POST", credentials: "same-origin", ...options });
    if (answer.ok) return { ok: true };
    const body = await answer.json().catch(() => ({}));
    return { ok: false, status: answer.status, problem: body.problem ?? words.network };
  } catch {
    return { ok: false, status: 0, problem: words.network };
  }
}

// post says the same thing again while the failure may pass.
async function post(url, options) {
  let result = await attempt(url, options);
  for (const pause of pauses) {
    if (result.ok || !passing.has(result.status)) break;
    await wait(pause);
    result = await attempt(url, options);
  }
  return result;
}

// say posts {phone, kind, id, version, text}.
export function say(said) {
  return post("say", { headers: { "Content-Type": "application/json" }, body: JSON.stringify(said) });
}

// upload posts a file with a caption.
export function upload(phone, id, file, text) {
  const query = new URLSearchParams({ phone, id, name: file.name, text });
  return post("upload?" + query, { headers: { "Content-Type": file.type || "application/octet-stream" }, body: file });
}

export async function cast() {
  const answer = await fetch("cast");
  if (!answer.ok) throw new Error(words.network);
  return answer.json();
}

// listen calls heard with each batch of changes, and onState with whether
// the line is up. The browser reconnects by itself after a break, but not
// after an error answer; then this does.
export function listen(heard, onState) {
  const source = new EventSource("events");
  source.onopen = () => onState(true);
  source.onmessage = (event) => heard(JSON.parse(event.data));
  source.onerror = () => {
    onState(false);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(heard, onState), 2000);
  };
}
