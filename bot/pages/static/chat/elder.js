// Large type with two choices a turn, remembered and linkable (?elder=1), and read aloud by a voice of this machine: a
// voice from elsewhere would send the words there.
import { button } from "./nodes.js";
import { choose, chosen } from "./kept.js";
import { say } from "./languages.js";
import { settings } from "./settings.js";

const CHOICES = 2;
const root = document.documentElement;

export const isOn = () => root.classList.contains("elder");

export function start() {
  const told = new URLSearchParams(location.search).has("elder");
  set(told ? settings.elder : settings.elder || chosen("elder") === "1");
}

export function set(on) {
  root.classList.toggle("elder", on);
  choose("elder", on ? "1" : "0");
}

// The choices of a turn, the rest of them behind one more button.
export function inTwos(choices) {
  if (!isOn() || choices.length <= CHOICES + 1) return choices;
  const shown = choices.slice(0, CHOICES);
  const more = button(say("moreChoices"), () => {
    more.before(...choices.slice(CHOICES));
    choices[CHOICES].focus();
    more.remove();
  });
  return [...shown, more];
}

// Asked for once before they are needed, so that they are there then.
globalThis.speechSynthesis?.getVoices();

function localVoice(english) {
  const speaks = english ? /^en/i : /^zh|^cmn/i;
  return speechSynthesis.getVoices().find(({ localService, lang }) => localService && speaks.test(lang));
}

// A button that reads a text aloud, or null where this machine has no voice for its language.
export function reader(text, lang) {
  const voice = "speechSynthesis" in window && localVoice(lang === "en");
  if (!voice) return null;
  const control = button(say("read"), () => {
    const reading = speechSynthesis.speaking;
    speechSynthesis.cancel();
    if (reading) return;
    const spoken = Object.assign(new SpeechSynthesisUtterance(text), { voice, rate: 0.85 });
    spoken.onend = spoken.onerror = () => { control.textContent = say("read"); };
    control.textContent = say("stopReading");
    speechSynthesis.speak(spoken);
  });
  return control;
}
