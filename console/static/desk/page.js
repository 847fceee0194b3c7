// The page beside the call: puts its parts together.
import * as asking from "./asking.js";
import * as call from "./call.js";
import * as cards from "./cards.js";
import * as embed from "./embed.js";
import * as keys from "./keys.js";
import { announce, one, show } from "./nodes.js";
import * as said from "./said.js";
import * as talkCode from "./talk_code.js";
import * as topics from "./topics.js";
import * as wrapup from "./wrapup.js";
import { words } from "./words.js";

const failed = (error) => announce(error.message);
const start = () => call.start().catch(failed);
const end = () => (call.isRunning() ? call.end().catch(failed) : false);
// A key is soon pressed by mistake; a call that has ended does not go on.
const SURELY = 3000;
let endAskedAt = -SURELY;

function endByKey() {
  if (!call.isRunning()) return false;
  const now = performance.now();
  if (now - endAskedAt < SURELY) return end();
  endAskedAt = now;
  announce(words.endAgain);
  return true;
}

function into(id) {
  const element = one(id);
  element.closest("details")?.setAttribute("open", "");
  element.focus();
}

function bindKeys() {
  const { keys: titles } = words;
  const acts = {
    "?": ["list", keys.showList], n: ["start", start], e: ["end", endByKey], "/": ["type", () => into("text")],
    p: ["place", () => into("place")], m: ["code", () => into("code")], t: ["lines", () => into("lines")],
    u: ["use", () => cards.act("use")], c: ["copy", () => cards.act("copy") || wrapup.copy()],
    o: ["source", () => cards.act("source")], y: ["right", () => cards.act("right")],
    x: ["nowhere", () => cards.act("nowhere") || nowhere()], w: ["wrong", () => cards.act("wrong") || wrongWithout()],
    b: ["send", wrapup.send],
  };
  for (const [key, [title, act]] of Object.entries(acts)) keys.bind(key, titles[title], act);
  keys.bindLoose("1 … 9", titles.card, cards.select);
  keys.bindLoose("a s d …", titles.option, asking.act);
}

// Without a card it is said of the call.
function nowhere() {
  if (!call.isRunning()) return false;
  call.tellOf(null, "wrong").then(() => announce(words.judgedNowhere)).catch(failed);
  return true;
}

function wrongWithout() {
  if (!call.isRunning()) return false;
  topics.choose((topic, title) => call.tellOf(null, "wrong", topic)
    .then(() => call.pick(topic)).then(() => announce(words.judgedWrong(title))).catch(failed));
  return true;
}

function begun() {
  for (const part of [cards, asking, said, talkCode]) part.clear();
  wrapup.close();
  one("call").dataset.state = "running";
  one("begin").disabled = true;
  one("finish").disabled = false;
  announce(words.begun);
}

function ended(summary) {
  one("call").dataset.state = "over";
  one("begin").disabled = false;
  one("finish").disabled = true;
  one("link").textContent = "";
  wrapup.open(summary);
}

function listen() {
  call.on("begun", begun);
  call.on("ended", ended);
  call.on("piece", said.take);
  call.on("link", (isThere) => { one("link").textContent = isThere ? words.linked : words.cut; });
  call.on("state", (state) => { cards.take(state); asking.take(state); });
  one("begin").addEventListener("click", start);
  one("finish").addEventListener("click", end);
  one("show-keys").addEventListener("click", keys.showList);
  one("type-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = one("text").value.trim();
    if (text) call.type(text).then(() => { one("text").value = ""; }).catch(failed);
  });
}

for (const part of [cards, asking, talkCode, topics, wrapup, keys, embed]) part.listen();
listen();
bindKeys();
asking.clear();
show("with-script", true);
const running = new URLSearchParams(location.search).get("call");
if (running) call.attach(running);
document.body.classList.add("ready");
