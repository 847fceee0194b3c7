// The box: it grows, counts, keeps a draft, and sends on Enter, but never while an input method composes.
import * as outbox from "./outbox.js";
import { say } from "./languages.js";

const form = document.getElementById("ask");
const counter = document.getElementById("counter");
export const box = document.getElementById("text");
const LONGEST = 2000;
const COUNTED_FROM = 1800;
// Where style alone makes the box as high as its text.
const GROWS = CSS.supports("field-sizing", "content");
// Safari ends a composition before the Enter that ended it.
const AFTER_COMPOSING_MS = 50;
let composed = -Infinity;

const length = () => [...box.value].length;

function grow() {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
}

function changed() {
  outbox.keepDraft(box.value);
  if (!GROWS) grow();
  const n = length();
  counter.hidden = n < COUNTED_FROM;
  const words = n > LONGEST ? say("over", { n: n - LONGEST }) : say("left", { n: LONGEST - n });
  counter.textContent = counter.hidden ? "" : words;
  box.setAttribute("aria-invalid", String(n > LONGEST));
}

function composing(event) {
  return event.isComposing || event.keyCode === 229 || event.timeStamp - composed < AFTER_COMPOSING_MS;
}

// Calls ``ask`` with each question as soon as ``ready`` is; until then it stays in the box.
export function onQuestion(ask, ready) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await ready;
    const text = box.value.trim();
    if (!text || length() > LONGEST) return box.focus();
    box.value = "";
    changed();
    ask(text);
  });
  box.addEventListener("input", changed);
  box.addEventListener("compositionend", (event) => { composed = event.timeStamp; });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    if (composing(event)) return;
    event.preventDefault();
    form.requestSubmit();
  });
  if (!box.value) box.value = outbox.draft();
  changed();
}
