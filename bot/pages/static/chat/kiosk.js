// A kiosk (?mode=kiosk): after three minutes without use the talk ends, and nothing of it is left for the next person.
import { asSetUp, say } from "./languages.js";
import { isKiosk } from "./settings.js";

const IDLE_MS = 180_000;
// Whoever only reads is asked, and stays by touching anything.
const ASKED_MS = 20_000;
const USE = ["pointerdown", "pointermove", "keydown", "wheel", "scroll", "input"];
let timer = 0;
const asking = document.createElement("p");

function clearStores() {
  for (const name of ["localStorage", "sessionStorage"]) {
    try {
      window[name].clear();
    } catch {
      // Refused: then nothing lies there.
    }
  }
}

function end() {
  clearStores();
  location.replace(asSetUp());
}

function ask() {
  asking.textContent = say("stillThere");
  timer = setTimeout(end, ASKED_MS);
}

function used() {
  clearTimeout(timer);
  asking.textContent = "";
  timer = setTimeout(ask, IDLE_MS - ASKED_MS);
}

if (isKiosk) {
  clearStores();
  asking.setAttribute("role", "alert");
  asking.className = "kiosk-asks";
  document.body.prepend(asking);
  document.querySelectorAll("a[href^='tel:']").forEach((link) => link.removeAttribute("href"));
  // Scrolling does not bubble. A page that nobody used is left alone.
  USE.forEach((kind) => addEventListener(kind, used, { capture: true, passive: true }));
}
