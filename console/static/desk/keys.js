// One letter does what a button does. Never while somebody types or an input method is at work, and not at all when the
// switch is off.
import { node, one } from "./nodes.js";

const KEPT = "jumin.desk.keys";
const NOT_HERE = "input, textarea, select, [contenteditable]";
const bound = new Map();
const loose = [];

const isOn = () => one("keys-on").checked;

// ``title`` stands in the list; ``act`` says false where the key means nothing at the moment.
export function bind(key, title, act) {
  bound.set(key, { title, act });
}

// Keys that are given away while the page runs, such as those of cards.
export function bindLoose(name, title, act) {
  loose.push({ name, title, act });
}

function pressed(event) {
  if (!isOn() || event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || document.querySelector("dialog[open]")) return;
  if (event.target.closest?.(NOT_HERE)) return;
  const key = event.key.toLowerCase();
  const act = bound.get(key)?.act;
  if (act ? act() !== false : loose.some((other) => other.act(key))) event.preventDefault();
}

export function showList() {
  const all = [...[...bound].map(([name, { title }]) => ({ name, title })), ...loose];
  one("keys-list").replaceChildren(...all.flatMap(({ name, title }) =>
    [node("dt", {}, node("kbd", {}, name)), node("dd", {}, title)]));
  one("keys-help").showModal();
}

export function listen() {
  const box = one("keys-on");
  try {
    box.checked = localStorage.getItem(KEPT) !== "off";
    box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "on" : "off"));
  } catch {
    // Where nothing may be kept the switch holds as long as the page.
  }
  document.addEventListener("keydown", pressed);
  // Out of a box, so that keys mean something again.
  document.addEventListener("keydown", ({ key, target, isComposing }) => {
    if (key === "Escape" && !isComposing && target.matches(NOT_HERE) && !target.closest("dialog")) target.blur();
  });
}
