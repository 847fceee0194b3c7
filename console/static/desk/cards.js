// The three places with their cards.
import * as call from "./call.js";
import { drawn } from "./card.js";
import { announce, copied, one } from "./nodes.js";
import { arrange, empty, PLACES } from "./places.js";
import { choose } from "./topics.js";
import { words } from "./words.js";

let shown = empty();
let state = { cards: [], sure: [] };
const told = new Set();

const spot = (place) => one("cards").children[place];
const placeOf = (card) => shown.places.findIndex((place) => place?.card.id === card);
const isHeld = (card) => {
  const element = spot(placeOf(card));
  return element.contains(document.activeElement) || element.matches(":hover");
};

// The card that the keys speak of: the one under the focus, or the only one there is.
function chosen() {
  const focused = shown.places.find((place, number) => place && spot(number).contains(document.activeElement));
  const all = shown.places.filter(Boolean);
  return focused ?? (all.length === 1 ? all[0] : null);
}

function tellOf(card, event, topic = null) {
  const mark = `${card.id} ${card.publication} ${event} ${topic}`;
  if (told.has(mark)) return;
  told.add(mark);
  call.tellOf(card.id, event, topic).catch((error) => { told.delete(mark); announce(error.message); });
}

function pick(topic, said) {
  call.pick(topic).then(() => announce(said), (error) => announce(error.message));
}

const acts = {
  use: (card) => { tellOf(card, "clicked"); announce(words.used); },
  copy: (card) => copied(card.script).then(
    () => { tellOf(card, "copied"); announce(words.copied); }, () => announce(words.notCopied)),
  source: (card, element) => {
    const part = element.querySelector(".clause");
    part.hidden = !part.hidden;
    if (!part.hidden) tellOf(card, "source_opened");
  },
  right: (card) => { tellOf(card, "right"); announce(words.judgedRight); },
  nowhere: (card) => { tellOf(card, "wrong"); announce(words.judgedNowhere); },
  wrong: (card) => choose((topic, title) => { tellOf(card, "wrong", topic); pick(topic, words.judgedWrong(title)); }),
};

// Whether there was a card to do it to.
export function act(name) {
  const place = chosen();
  if (!place) return false;
  acts[name](place.card, spot(placeOf(place.card.id)));
  return true;
}

export function select(key) {
  const place = shown.places.findIndex((one_) => one_ && String(one_.key) === key);
  if (place < 0) return false;
  shown.places[place].isRenewed = false;
  draw(place);
  spot(place).querySelector("article").focus();
  return true;
}

// What the card says; it is drawn anew where that has changed. How sure it is wavers with every word and is left out.
const sign = ({ card, ...place }) => JSON.stringify([{ ...card, confidence: null }, place]);

function draw(number) {
  const place = shown.places[number];
  const element = spot(number);
  const wanted = place ? sign(place) : "";
  if (element.dataset.sign === wanted) return;
  const focus = element.contains(document.activeElement);
  const does = focus && document.activeElement.dataset.does;
  const open = place && element.querySelector(`[data-card="${CSS.escape(place.card.id)}"] .clause:not([hidden])`);
  element.dataset.sign = wanted;
  element.replaceChildren(...(place ? [drawn(place, number, (what) => acts[what](place.card, element))] : []));
  if (open) element.querySelector(".clause").hidden = false;
  if (focus) (element.querySelector(does ? `[data-does=${does}]` : "article"))?.focus();
}

function rearrange() {
  const before = shown.places.map((place) => place?.card.id);
  shown = arrange(shown, state, isHeld);
  for (let number = 0; number < PLACES; number += 1) draw(number);
  const fresh = shown.places.filter((place) => place && !before.includes(place.card.id));
  shown.places.forEach((place) => place && !place.isGone && tellOf(place.card, "displayed"));
  if (fresh.length) announce(fresh.map(({ key, card }) => words.fresh(key, card.title)).join(""));
  one("waiting").textContent = shown.waiting.map(({ title }) => words.waits(title)).join("");
}

export function take(next) {
  state = next;
  rearrange();
}

export function clear() {
  told.clear();
  state = { cards: [], sure: [] };
  shown = { ...empty(), lastKey: shown.lastKey };
  for (let number = 0; number < PLACES; number += 1) draw(number);
  one("waiting").textContent = "";
}

// What was held is let go of.
export function listen() {
  for (const event of ["pointerleave", "focusout"]) {
    for (const element of one("cards").children) element.addEventListener(event, () => setTimeout(rearrange));
  }
}
