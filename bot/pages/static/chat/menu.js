// What is behind "more": large type, language, the code for the hotline, starting anew.
import { button, node, replaceIn } from "./nodes.js";
import * as channel from "./channel.js";
import * as elder from "./elder.js";
import { hourHere } from "./instants.js";
import { NAMES, current, say, switchTo } from "./languages.js";
import { startAnew } from "./talk.js";

const panel = document.getElementById("choices");
const menu = document.getElementById("menu");
const dialog = document.getElementById("dialog");

function open(words, ...controls) {
  dialog.replaceChildren(...words, node("div", { class: "buttons" }, ...controls));
  dialog.showModal();
}

const close = (title) => button(title, () => dialog.close());

function sureAnew() {
  open([node("p", {}, say("anewSure"))], button(say("yesAnew"), startAnew), close(say("no")));
}

async function showCode() {
  const given = await channel.code().catch(() => null);
  const words = given ? [node("p", { class: "code" }, given.code.replace(/(...)/, "$1 ")),
    node("p", {}, say("codeIs", { hour: hourHere(given.ends) }))] : [node("p", {}, say("noCode"))];
  open(words, close("OK"));
}

function sizeControl() {
  const control = button(say(elder.isOn() ? "elderOff" : "elderOn"), () => {
    elder.set(!elder.isOn());
    control.textContent = say(elder.isOn() ? "elderOff" : "elderOn");
  });
  return control;
}

// Open only while somebody is in it.
function closeWhenLeft() {
  const elsewhere = ({ target }) => !menu.contains(target) && !dialog.contains(target);
  document.addEventListener("click", (event) => { if (elsewhere(event)) menu.open = false; });
  // Safari gives the focus to what is around a button that is pressed.
  document.addEventListener("focusin", (event) => {
    if (elsewhere(event) && !event.target.contains(menu)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    // It closes this and not what is around the page.
    event.preventDefault();
    menu.open = false;
    menu.firstElementChild.focus();
  });
}

export function start() {
  closeWhenLeft();
  const languages = Object.entries(NAMES).map(([lang, name]) =>
    button(name, () => switchTo(lang), { lang, "aria-pressed": String(lang === current()) }));
  replaceIn(panel, sizeControl(), ...languages, button(say("code"), showCode), button(say("anew"), sureAnew));
}
