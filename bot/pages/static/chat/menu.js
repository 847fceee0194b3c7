// What is behind "more": large type, language, the code for the hotline, starting anew.
import { button, node, replaceIn } from "./nodes.js";
import * as channel from "./channel.js";
import * as elder from "./elder.js";
import { hourHere } from "./instants.js";
import { NAMES, current, say, switchTo } from "./languages.js";
import { startAnew } from "./talk.js";

const panel = document.getElementById("choices");
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

export function start() {
  const languages = Object.entries(NAMES).map(([lang, name]) =>
    button(name, () => switchTo(lang), { lang, "aria-pressed": String(lang === current()) }));
  replaceIn(panel, sizeControl(), ...languages, button(say("code"), showCode), button(say("anew"), sureAnew));
}
