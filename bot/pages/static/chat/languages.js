// The language of the interface, and that in which answers are asked for.
import { choose, chosen } from "./kept.js";
import { isFramed, isKiosk, settings } from "./settings.js";
import { words as simplified } from "./words_hans.js";

const OTHERS = { "zh-Hant": "./words_hant.js", en: "./words_en.js" };
export const NAMES = { "zh-Hans": "简体", "zh-Hant": "繁體", en: "English" };
// The parameter with which a kiosk, which keeps nothing, speaks the language of who stands there.
const FOR_NOW = "speak";
let words = simplified;
let loading = null;

// What the address asks for, else what was chosen here, else what the page is set to. The address in a frame is what the
// site's tag says to everybody: there it comes behind what was chosen.
export function current() {
  const address = new URLSearchParams(location.search);
  const linked = address.has("lang") && settings.lang;
  const wanted = isFramed ? [chosen("lang"), linked] : [linked, chosen("lang")];
  return [address.get(FOR_NOW), ...wanted].find((lang) => lang in NAMES) || "zh-Hans";
}

// What answers are asked for in: each says which language it is in where that is not simplified Chinese.
export const asked = () => current();

// Brings the words of the current language into the page, which is served in simplified Chinese. Where they cannot be
// fetched it stays so.
export function load() {
  loading ||= fetchWords();
  return loading;
}

// What the city itself says on this page, by name, as far as it says it in the current language.
export function told() {
  return words === simplified ? {} : JSON.parse(document.documentElement.dataset.languages)[current()];
}

function showTold() {
  for (const element of document.querySelectorAll("[data-told]")) {
    const own = told()[element.dataset.told];
    if (own) element.textContent = own;
    else element.lang = "zh-Hans";
  }
  document.title = [...document.querySelectorAll("h1 [data-told]")].map((part) => part.textContent).join(" · ");
}

async function fetchWords() {
  if (!(current() in OTHERS)) return;
  words = await import(OTHERS[current()]).then((module) => module.words, () => simplified);
  if (words === simplified) return;
  document.documentElement.lang = current();
  showTold();
  for (const element of document.querySelectorAll("[data-words]")) element.textContent = say(element.dataset.words);
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", say(element.dataset.label));
  }
  for (const box of document.querySelectorAll("[data-placeholder]")) box.placeholder = say(box.dataset.placeholder);
}

export function say(name, values = {}) {
  return (words[name] ?? name).replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);
}

export function switchTo(lang) {
  choose("lang", lang);
  const told = new URL(location.href);
  if (isKiosk) told.searchParams.set(FOR_NOW, lang);
  else told.searchParams.delete("lang");
  location.replace(told);
}

// The address of this page as whoever put it up wrote it.
export function asSetUp() {
  const told = new URL(location.pathname + location.search, location.href);
  told.searchParams.delete(FOR_NOW);
  return told;
}
