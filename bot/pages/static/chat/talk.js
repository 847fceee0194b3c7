// The conversation: questions are sent one after the other, each until it has its reply; what was said before, or in
// another tab, is fetched.
import * as channel from "./channel.js";
import { box } from "./composer.js";
import { Failure, pause } from "./sending.js";
import { announce, hush } from "./live_region.js";
import { follow, layOut, show } from "./following.js";
import { say } from "./languages.js";
import * as log from "./log.js";
import * as outbox from "./outbox.js";
import { titles } from "./titles.js";

// Of many turns so many are shown in one go: fifty would keep a slow phone from hearing its owner.
const AT_A_TIME = 4;
// Why a question was not taken that may be taken later. Behind it nothing is sent, so that the order stays as it is shown.
const FOR_NOW = new Set(["noConnection", "tooMany", "busy"]);
const turns = new Map();
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("jumin") : null;
let queue = Promise.resolve();
let last = null;
// Sends what was given up for now, and with it all behind it.
let goOn = null;

const newId = () => crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint32Array(4)), String).join("-");

export function ask(title, message, event) {
  hush();
  const entry = { id: newId(), title, message };
  outbox.put(entry);
  enter(entry);
  goOn?.();
  if (event) log.focusAfter(event, turns.get(entry.id).asked, box);
}

function enter(entry) {
  const asked = log.question(entry.title, new Date().toISOString());
  turns.set(entry.id, { asked, item: log.waiting(), done: false });
  follow(asked);
  queue = queue.then(() => answer(entry));
}

async function answer(entry) {
  const turn = turns.get(entry.id);
  try {
    if (!turn.done) settle(entry.id, await channel.post(entry.id, entry.message, entry.title), new Date().toISOString());
    tabs?.postMessage("turn");
  } catch (error) {
    if (FOR_NOW.has(error.message)) return givenUp(turn, error).then(() => answer(entry));
    fail(turn, error, () => { queue = queue.then(() => answer(entry)); });
  }
}

// Resolved when it is to be tried again.
function givenUp(turn, error) {
  return new Promise((resume) => { goOn = fail(turn, error, () => { goOn = null; resume(); }); });
}

// What sends it again, as its button does.
function fail(turn, error, again) {
  const words = say(error instanceof Failure ? error.message : "notSent");
  const resend = log.trouble(turn.item, words, again);
  announce(words);
  show(turn.item, turn.asked);
  // A mistake of this page must not keep the questions behind it from being sent.
  if (!(error instanceof Failure)) reportError(error);
  return resend;
}

// A reply takes the place of its waiting sign, is told once, and its question need not be kept any more.
function settle(id, said, at) {
  const turn = turns.get(id);
  turn.done = true;
  log.reply(turn.item, said, at, ask);
  said.messages.forEach(({ text }) => announce(text));
  show(turn.item, turn.asked);
  outbox.drop(id);
  last = id;
}

// What was said in this session before, above what is being asked now.
async function restore(mark) {
  const { where } = await channel.resume();
  if (where === "memory") log.note(say("memoryOnly"));
  const before = channel.hasSession() ? await channel.missed() : [];
  await takeAll(before, mark);
  const newest = turns.get(last);
  if (newest && mark.nextSibling === null) {
    follow(newest.asked ?? newest.item);
    show(newest.item, newest.asked ?? newest.item);
  }
  const linked = document.getElementById(location.hash.slice(1));
  linked?.classList.add("linked");
  linked?.scrollIntoView({ block: "start" });
}

async function takeAll(turns, mark) {
  for (const [index, turn] of turns.entries()) {
    take(turn, mark);
    if (index % AT_A_TIME !== AT_A_TIME - 1) continue;
    layOut();
    await pause(0);
  }
}

function take(turn, mark) {
  const known = turns.get(turn.id);
  if (known?.done) return;
  if (known) return turn.pending ? undefined : settle(turn.id, turn, turn.asked?.at);
  const { text, payload, at } = turn.asked ?? {};
  const words = titles.get(text || payload) ?? (text || payload?.replace(/^\w+:/, "") || say("myPlace"));
  // Nobody asked a correction.
  const asked = turn.correction ? null : log.question(words, at, mark);
  const entry = { asked, item: log.waiting(mark), done: !turn.pending };
  turns.set(turn.id, entry);
  if (turn.pending) queue = queue.then(() => later(turn.id, entry));
  else {
    log.reply(entry.item, turn, at, ask);
    last = turn.id;
  }
}

async function later(id, entry) {
  try {
    settle(id, await channel.fetchLater(id), new Date().toISOString());
  } catch (error) {
    fail(entry, error, () => later(id, entry));
  }
}

// What was said in another tab. Where it cannot be fetched now, the next time brings it.
async function catchUp() {
  await channel.resume();
  const turns = channel.hasSession() ? await channel.missed(last).catch(() => []) : [];
  await takeAll(turns.filter(({ pending }) => !pending), null);
}

// Takes up the session that is kept: what was said, then what was still to be sent. What is asked from now on follows.
export function begin() {
  const mark = document.createComment("what was said before");
  document.getElementById("talk").append(mark);
  queue = restore(mark).catch((error) => log.note(say(error.message)));
  outbox.waiting().forEach(enter);
  tabs?.addEventListener("message", ({ data }) => (data === "anew" ? location.reload() : catchUp()));
  addEventListener("pageshow", (event) => event.persisted && catchUp());
}

export function startAnew() {
  channel.startAnew();
  outbox.clear();
  tabs?.postMessage("anew");
  location.reload();
}
