// How this page is to be: what the server says of it in <html data-...>, and what its address asks for.
import { coloursOf } from "./colours.js";

const told = document.documentElement.dataset;
const asked = new URLSearchParams(location.search);
const MODES = ["chat", "h5", "kiosk", "elder"];
const LANGUAGES = [[/^en/i, "en"], [/hant|tw|hk|mo/i, "zh-Hant"], [/^zh/i, "zh-Hans"]];

// Only a page that may show us in a frame puts words into our mouth: a link with another title and greeting, sent around,
// would seem to speak for the city.
export const isFramed = window.parent !== window;
const word = (name) => (isFramed && asked.get(name)) || "";

// Questions as a JSON list, or one after the other with | between them, as in a tag.
function listed(text) {
  try {
    const list = JSON.parse(text);
    return Array.isArray(list) ? list.filter((item) => typeof item === "string" && item.trim()) : [];
  } catch {
    return text.split("|").map((item) => item.trim()).filter(Boolean);
  }
}

function languageOf(text) {
  const found = LANGUAGES.find(([known]) => known.test(text));
  return found ? found[1] : "";
}

const mode = asked.get("mode") || told.mode;
export const isKiosk = mode === "kiosk";

export const settings = {
  title: word("title"),
  greeting: word("greeting"),
  firstQuestions: listed(word("questions")),
  // Values of the page's custom properties.
  colours: coloursOf(word("colour"), matchMedia("(prefers-color-scheme: dark)").matches),
  mode: MODES.includes(mode) ? mode : "chat",
  lang: languageOf(asked.get("lang") || told.lang || ""),
  elder: asked.get("elder") === "1" || mode === "elder",
  // Where "/" is: a proxy may have put a path before it.
  root: new URL(told.root || "./", location.href).href,
  // Origins whose pages may show us; "*" is any.
  hosts: listed(told.hosts || "[]"),
};
