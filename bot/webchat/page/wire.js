// Talking with the server: saying things, and hearing of changes.

import { words } from "./words.js";

const pauses = [700, 1500, 3000];
const passing = new Set([429, 502, 503, 504]);

// newID names something said once and for all: sent twice, it counts once.
export function newID() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return "w-" + Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

// lost is the status of what never reached the server.
const lost = 0;

// line waits until there may be a network again.
const line = () => new Promise((done) => {
  const again = () => {
    clearTimeout(timer);
    removeEventListener("online", again);
    done();
  };
  const timer = setTimeout(again, 3000);
  addEventListener("online", again);
});

async function attempt([url, options]) {
  try {
    const answer = await fetch(url, { method: "POST", credentials: "same-origin", ...options });
    if (answer.ok) return { ok: true };
    const body = await answer.json().catch(() => ({}));
    return { ok: false, status: answer.status, problem: body.problem ?? words.network };
  } catch {
    return { ok: false, status: lost, problem: words.network };
  }
}

// post says the same thing again while the failure may pass. Given what to do
// meanwhile, it waits for a network as long as there is none; request() tells
// how long that took.
async function post(request, meanwhile) {
  let tries = 0;
  for (;;) {
    const result = await attempt(request());
    if (result.status === lost && meanwhile) {
      meanwhile();
      await line();
    } else if (tries < pauses.length && (result.status === lost || passing.has(result.status))) {
      await wait(pauses[tries]);
      tries++;
    } else {
      return result;
    }
  }
}

// waited is for how many milliseconds something written at a moment has waited.
const waited = (at) => (at ? Math.max(0, Math.round(Date.now() - Date.parse(at))) : 0);

// say posts {phone, kind, id, version, text}. What was written at a moment is
// said whenever there is a network, with how long ago that was.
export function say(said, at, meanwhile) {
  return post(() => ["say", { headers: { "Content-Type": "application/json" }, body: JSON.stringify({ ...said, waited: waited(at) }) }], meanwhile);
}

// upload posts a file's content with a caption.
export function upload(phone, id, name, content, text, at, meanwhile) {
  const about = () => new URLSearchParams({ phone, id, name, text, waited: waited(at) });
  return post(() => ["upload?" + about(), { headers: { "Content-Type": content.type || "application/octet-stream" }, body: content }], meanwhile);
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
