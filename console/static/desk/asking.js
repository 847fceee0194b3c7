// The one question that decides, as keys; what was answered to it, which can be supposed otherwise; and the place.
import * as call from "./call.js";
import { announce, keyed, node, one } from "./nodes.js";
import { words } from "./words.js";

const LETTERS = "asdfghjkl";
// A question that has just come takes no key yet: the key was meant for what stood there before.
const SETTLES = 400;
let asked = null;
let since = 0;
// By fact: the question with its options, and the value that was chosen.
const answered = new Map();

const setTo = (fact, question, options, { title, value }) => call.setFact(fact, value).then(() => {
  answered.set(fact, { question, options, title });
  drawAnswered();
  announce(words.supposes(question, title));
}).catch((error) => announce(error.message));

function drawAsked() {
  one("asked").textContent = asked?.question ?? words.nothingToAsk;
  one("options").replaceChildren(...(asked?.options ?? []).map((option, number) =>
    keyed(option.title, LETTERS[number] ?? "", () => setTo(asked.fact, asked.question, asked.options, option))));
}

function drawAnswered() {
  one("supposed").replaceChildren(...[...answered].map(([fact, { question, options, title }]) => node("li", {},
    `${question} `, node("strong", {}, title), " ",
    ...options.filter((other) => other.title !== title).map((other) => node("button", {
      type: "button", class: "quiet small", onclick: () => setTo(fact, question, options, other),
    }, words.whatIf(other.title))))));
}

export function take({ ask, cards, nothing_fits: fits, nearest }) {
  one("nothing").hidden = !fits;
  one("nearest").replaceChildren(...(fits && nearest ? nearest : []).map((notice) => node("li", {}, notice.title ?? notice)));
  if (JSON.stringify(ask) === JSON.stringify(asked)) return;
  asked = ask;
  since = performance.now();
  drawAsked();
  if (ask && cards.length) announce(ask.question);
}

export function act(key) {
  const option = asked?.options[LETTERS.indexOf(key)];
  if (!option) return false;
  if (performance.now() - since > SETTLES) setTo(asked.fact, asked.question, asked.options, option);
  return true;
}

export function clear() {
  asked = null;
  answered.clear();
  one("nothing").hidden = true;
  drawAsked();
  drawAnswered();
}

export function listen() {
  one("place-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = one("place").value.trim();
    if (!text) return;
    call.start().then(() => call.setFact("place", text)).then(() => announce(words.placeIs(text)))
      .catch((error) => announce(error.message));
  });
}
