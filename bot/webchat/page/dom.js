// Making elements. Text only ever goes in as text, never as markup.

const svgSpace = "http://www.w3.org/2000/svg";

const paths = {
  send: "M3 20.5v-6.8l9.500-1.700L3 10.300V3.500L22 12z",
  clip: "M8 12.500V7a4 4 0 0 1 8 0v9a2.500 2.500 0 0 1-5 0V8h-1.500v8a4 4 0 0 0 8 0V7A5.500 5.500 0 0 0 6.500 7v5.500V16a7 7 0 0 0 7 7h0v-1.500A5.500 5.500 0 0 1 8 16z",
  close: "M5.300 3.900 12 10.600l6.700-6.700 1.400 1.400L13.400 12l6.700 6.700-1.400 1.400L12 13.400l-6.700 6.700-1.400-1.400L10.600 12 3.900 5.300z",
  plus: "M11 4h2v7h7v2h-7v7h-2v-7H4v-2h7z",
  pencil: "M4 17.200V20h2.800L17.600 9.200l-2.800-2.800zM19.700 7.100a1 1 0 0 0 0-1.400l-1.400-1.400a1 1 0 0 0-1.400 0l-1.200 1.200 2.800 2.800z",
  tick: "M9.500 17.600 4 12.100l1.400-1.400 4.100 4.100L18.600 5.700 20 7.100z",
  ticks: "M6.500 17.600 1 12.100l1.400-1.400 4.100 4.100L15.600 5.700 17 7.100zM12.300 17.600l-1.600-1.600 1.400-1.400.2.200 9.100-9.100 1.400 1.400z",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 2a7 7 0 1 1 0 14 7 7 0 0 1 0-14zm-1 2.500h2v4l3 2.600-1.300 1.500L11 12.500z",
  alert: "M12 2 1 21h22zm-1 7h2v6h-2zm0 7.500h2v2h-2z",
  down: "M12 16.500 4.500 9l1.400-1.400 6.100 6.100 6.100-6.100L19.500 9z",
  file: "M6 2h8l5 5v15H5V3a1 1 0 0 1 1-1zm7 1.800V8h4.200z",
  dots: "M12 4a2 2 0 1 1 0 4 2 2 0 0 1 0-4zm0 6a2 2 0 1 1 0 4 2 2 0 0 1 0-4zm0 6a2 2 0 1 1 0 4 2 2 0 0 1 0-4z",
};

// el makes an element: el("p", {class: "x", onclick: f}, "text", child).
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

// icon draws one of the small pictures; it means nothing to a screen reader.
export function icon(name) {
  const svg = document.createElementNS(svgSpace, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(svgSpace, "path");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return svg;
}

// hidden is text for screen readers alone.
export function hidden(text) {
  return el("span", { class: "hidden" }, text);
}

// linked gives text with web addresses as links and, where a tap on them can
// be taken, commands as buttons.
export function linked(text, onCommand) {
  const pattern = onCommand ? /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)]|(?<=^|\s)\/[a-z_]{1,32}(?=$|\s)/g : /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)]/g;
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    parts.push(text.slice(from, match.index));
    const found = match[0];
    parts.push(found.startsWith("/")
      ? el("button", { type: "button", class: "command", onclick: () => onCommand(found) }, found)
      : el("a", { href: found, target: "_blank", rel: "noopener noreferrer" }, found));
    from = match.index + found.length;
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part !== "");
}

// initials of a Vietnamese name: of the family's and one's own, first and last.
export function initials(name) {
  const all = name.trim().split(/\s+/);
  const both = all.length > 1 ? [all[0], all.at(-1)] : all;
  return both.map((word) => [...word][0] ?? "").join("").toLocaleUpperCase("vi");
}

// about is what a person is and where, each said once.
export function about({ role, place }) {
  if (!place || !role) return place || role || "";
  return place.startsWith(role) ? place : `${role} · ${place}`;
}
