// The one question that decides, as keys; what was answered to it, which can be supposed otherwise; and the place.
import * as call from "./call.js";
import { announce, keyed, node, one } from "./nodes.js";
import { words } from "./words.js";

const LETTERS = "asdfghjkl";
// A question that has just come takes no key yet: the key was meant for what stood there before.
const SETTLES = 400;
let suggested = null;
let ofPlace = null;
let nearest = [];
let since = 0;
// By fact: the question with its options, and the title of the one that was chosen.
const answered = new Map();

// Which of several places is asked before anything else.
const asked = () => ofPlace ?? suggested;
const same = (one_, other) => JSON.stringify(one_) === JSON.stringify(other);

async function setTo({ fact, question, options }, { title, value }) {
  try {
    // A place has a zone of its own; what was supposed of the zone before goes.
    if (fact === "place" && answered.delete("zone_kind")) await call.setFact("zone_kind", null);
    await call.setFact(fact, value);
  } catch (error) {
    announce(fact === "place" && error.status === 400 ? words.noPlace : error.message);
    return;
  }
  if (value === null) answered.delete(fact);
  else answered.set(fact, { fact, question, options, title });
  if (fact === "place") askPlace(null);
  drawAnswered();
  announce(value === null ? words.takenBack(question) : words.supposes(question, title));
}

function drawAsked() {
  const now = asked();
  since = performance.now();
  one("asked").textContent = now?.question ?? words.nothingToAsk;
  one("options").replaceChildren(...(now?.options ?? []).map((option, number) =>
    keyed(option.title, LETTERS[number] ?? "", () => setTo(now, option))));
  if (now && !now.options.length) one("options").append(words.typeIt);
}

const other = (title, act) => node("button", { type: "button", class: "quiet small", onclick: act }, title);

function drawAnswered() {
  one("supposed").replaceChildren(...[...answered.values()].map((known) => node("li", {},
    `${known.question} `, node("strong", {}, known.title), " ",
    ...known.options.filter(({ title }) => title !== known.title)
      .map((option) => other(words.whatIf(option.title), () => setTo(known, option))),
    other(words.takeBack, () => setTo(known, { title: "", value: null })))));
}

// Without a card nothing else is asked, and the letters are those of what is nearest.
function drawNothing({ nothing_fits: fits, cards, nearest: topics }) {
  one("nothing").hidden = !fits;
  one("nothing-says").textContent = cards.length ? words.onlyPerhaps : words.nothingFits;
  if (same(topics, nearest)) return;
  nearest = topics;
  one("nearest").replaceChildren(...nearest.map((topic, number) =>
    node("li", {}, keyed(topic.title, LETTERS[number], () => pick(topic)))));
}

function pick({ topic, title }) {
  call.pick(topic).then(() => announce(words.picked(title)), (error) => announce(error.message));
}

export function take(state) {
  const { ask, cards } = state;
  drawNothing(state);
  if (same(ask, suggested)) return;
  suggested = ask;
  drawAsked();
  if (ask && cards.length) announce(ask.question);
}

export function act(key) {
  const now = asked();
  if (!now && nearest[LETTERS.indexOf(key)]) {
    pick(nearest[LETTERS.indexOf(key)]);
    return true;
  }
  const option = now?.options[LETTERS.indexOf(key)];
  if (!option) return false;
  if (performance.now() - since > SETTLES) setTo(now, option);
  return true;
}

function askPlace(options) {
  ofPlace = options && { fact: "place", question: words.whichPlace, options };
  drawAsked();
}

async function findPlace(text) {
  await call.start();
  const { places } = await call.places(text);
  if (!places.length) announce(words.noPlace);
  else if (places.length > 1) askPlace(places.slice(0, LETTERS.length));
  else await setTo({ fact: "place", question: words.place, options: [] }, places[0]);
}

export function clear() {
  suggested = ofPlace = null;
  answered.clear();
  nearest = [];
  one("nearest").replaceChildren();
  one("nothing").hidden = true;
  drawAsked();
  drawAnswered();
}

export function listen() {
  one("place-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = one("place").value.trim();
    if (text) findPlace(text).catch((error) => announce(error.message));
  });
}
