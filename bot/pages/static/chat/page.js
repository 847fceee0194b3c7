// The chat page: puts its parts together, in steps between which a slow phone hears its owner.
import { box, onQuestion } from "./composer.js";
import * as elder from "./elder.js";
import * as languages from "./languages.js";
import "./host_page.js";
import "./kiosk.js";
import * as viewport from "./viewport.js";
import { button } from "./nodes.js";
import { pause } from "./sending.js";
import { settings } from "./settings.js";
import { titles } from "./titles.js";

const offline = document.getElementById("offline");
const greeting = document.getElementById("greeting");
const fine = matchMedia("(pointer: fine)").matches;
const AT_A_TIME = 4;
let ready;
// One can write before all that shows replies is here.
const talk = new Promise((resolve) => { ready = resolve; });
const ask = async (...question) => (await talk)(...question);

// What shows replies, asked for a few files at a time.
async function fetchTalk() {
  const links = [...document.getElementById("later").content.children];
  while (links.length) {
    document.head.append(...links.splice(0, AT_A_TIME));
    await pause(0);
  }
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

async function start([{ ask, begin }, menu, place]) {
  await pause(0);
  menu.start();
  place.start(ask);
  begin();
  ready(ask);
}

// A question of the city is asked in its own words, whatever its title is in the reader's language.
function firstQuestion(text, title) {
  if (title) titles.set(text, title);
  return button(title ?? text, (event) => ask(title ?? text, { text }, event), { lang: title ? null : "zh-Hans" });
}

function firstQuestions() {
  const first = document.getElementById("first");
  const own = [...first.children].map((element) => element.textContent);
  const others = languages.told().questions ?? own;
  const choices = settings.firstQuestions.length ? settings.firstQuestions.map((text) => firstQuestion(text, text))
    : own.map((text, index) => firstQuestion(text, others[index]));
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

async function words() {
  await languages.load();
  if (settings.title) document.getElementById("title").textContent = settings.title;
  if (settings.greeting) greeting.textContent = settings.greeting;
  firstQuestions();
  showNetwork();
}

function takeFocus() {
  (fine ? box : document.getElementById("all")).focus({ preventScroll: true });
  document.documentElement.classList.add("ready");
}

for (const step of [viewport.start, colour, elder.start, listen, words, takeFocus]) {
  await pause(0);
  await step();
}
start(await fetchTalk());
