// "Wrong: it is that topic": the topic is found by typing a part of its name.
import { one } from "./nodes.js";

let then = null;
const buttons = () => [...one("topics").querySelectorAll("button")];
const shown = () => buttons().filter(({ parentElement }) => !parentElement.hidden);

function narrow() {
  const words = one("topic").value.trim().toLowerCase();
  for (const button of buttons()) {
    button.parentElement.hidden = !`${button.textContent} ${button.value}`.toLowerCase().includes(words);
  }
}

export function choose(what) {
  then = what;
  one("topic").value = "";
  narrow();
  one("topic-chooser").showModal();
  one("topic").focus();
}

function take(button) {
  if (!button) return;
  one("topic-chooser").close();
  then(button.value, button.textContent.trim());
}

function step(event) {
  const list = shown();
  const at = list.indexOf(document.activeElement);
  if (event.key === "Enter" && !event.isComposing && event.target === one("topic")) take(list[0]);
  else if (event.key === "ArrowDown") list[Math.min(at + 1, list.length - 1)]?.focus();
  else if (event.key === "ArrowUp") (at > 0 ? list[at - 1] : one("topic")).focus();
  else return;
  event.preventDefault();
}

export function listen() {
  one("topic").addEventListener("input", narrow);
  one("topic-chooser").addEventListener("keydown", step);
  one("topics").addEventListener("click", ({ target }) => take(target.closest("button")));
  for (const close of document.querySelectorAll("dialog [data-close]")) {
    close.addEventListener("click", () => close.closest("dialog").close());
  }
}

