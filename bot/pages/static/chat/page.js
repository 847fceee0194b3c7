// The chat page: puts its parts together.
import { ask, begin } from "./talk.js";
import { box, onQuestion } from "./composer.js";
import * as elder from "./elder.js";
import * as languages from "./languages.js";
import * as menu from "./menu.js";
import * as viewport from "./viewport.js";
import { button } from "./nodes.js";
import { canBeSent, sendPlace } from "./place.js";
import { settings } from "./settings.js";

const offline = document.getElementById("offline");
const greeting = document.getElementById("greeting");

function firstQuestions() {
  const first = document.getElementById("first");
  const own = [...first.children].map((element) => element.textContent);
  const titles = settings.firstQuestions.length ? settings.firstQuestions : own;
  const choices = titles.map((title) => button(title, (event) => ask(title, { text: title }, event)));
  first.replaceChildren(...elder.inTwos(choices));
}

function showNetwork() {
  offline.textContent = navigator.onLine ? "" : languages.say("offline");
}

function colour() {
  for (const [name, value] of Object.entries(settings.colours)) document.documentElement.style.setProperty(`--${name}`, value);
}

function listen() {
  onQuestion((text) => {
    ask(text, { text });
    if (matchMedia("(pointer: fine)").matches) box.focus();
  });
  const where = document.getElementById("where");
  where.hidden = !canBeSent;
  where.addEventListener("click", () => sendPlace(ask));
  for (const name of ["online", "offline"]) addEventListener(name, showNetwork);
}

viewport.start();
colour();
elder.start();
listen();
await languages.load();
if (settings.greeting) greeting.textContent = settings.greeting;
firstQuestions();
menu.start();
showNetwork();
(matchMedia("(pointer: fine)").matches ? box : document.getElementById("all")).focus({ preventScroll: true });
document.documentElement.classList.add("ready");
await begin();
