// The chat page: puts its parts together.
import { box, onQuestion } from "./composer.js";
import * as elder from "./elder.js";
import * as languages from "./languages.js";
import "./host_page.js";
import "./kiosk.js";
import * as viewport from "./viewport.js";
import { button } from "./nodes.js";
import { pause } from "./sending.js";
import { settings } from "./settings.js";

const offline = document.getElementById("offline");
const greeting = document.getElementById("greeting");
const fine = matchMedia("(pointer: fine)").matches;
// One can write before all that shows replies is here.
const talk = Promise.all([fetchTalk(), languages.load()]).then(([parts]) => start(...parts));
const ask = async (...question) => (await talk)(...question);

async function fetchTalk() {
  for (;;) {
    try {
      return await Promise.all([import("./talk.js"), import("./menu.js"), import("./place.js")]);
    } catch {
      offline.textContent = languages.say("offline");
      await pause(2);
      showNetwork();
    }
  }
}

function start({ ask, begin }, menu, place) {
  menu.start();
  place.start(ask);
  begin();
  return ask;
}

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
    if (fine) box.focus();
  }, talk);
  for (const name of ["online", "offline"]) addEventListener(name, showNetwork);
}

viewport.start();
colour();
elder.start();
listen();
await languages.load();
if (settings.title) document.getElementById("title").textContent = settings.title;
if (settings.greeting) greeting.textContent = settings.greeting;
firstQuestions();
showNetwork();
(fine ? box : document.getElementById("all")).focus({ preventScroll: true });
document.documentElement.classList.add("ready");
