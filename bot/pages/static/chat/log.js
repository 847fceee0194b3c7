// The log of the talk: what was asked and what was said, each with who and when.
import { button, focusOn, node, replaceIn } from "./nodes.js";
import { dangerCall, sitesCard, sourceCard, verdictCard } from "./cards.js";
import { current, say } from "./languages.js";
import { hourHere } from "./instants.js";
import { inTwos } from "./elder.js";
import { sendPlace } from "./place.js";
import { tools } from "./judging.js";
import { titles } from "./titles.js";
import { blocks } from "./tokens.js";

const talk = document.getElementById("talk");

function who(speaker, at) {
  const hour = at ? [" ", node("time", { datetime: at }, hourHere(at))] : [];
  return node("p", { class: "who" }, say(speaker), ...hour);
}

// What was asked, before ``before``, or at the end.
export function question(title, at, before = null) {
  const item = node("li", { class: "me" }, who("me", at), node("p", {}, title));
  talk.insertBefore(item, before);
  return item;
}

export function waiting(before = null) {
  const item = node("li", { class: "bot waiting" }, ...waitingSign());
  talk.insertBefore(item, before);
  return item;
}

const waitingSign = () => [who("bot"), node("p", { class: "typing" }, say("waiting"))];

// A reply in the place of its waiting sign; returns its first item.
export function reply(item, said, at, ask) {
  const whole = said.messages.map(({ text }) => text).join("\n");
  let last = item;
  said.messages.forEach((message, index) => {
    const parts = [who("bot", at), ...body(message, said.receipt, ask)];
    const lang = message.language || (current() === "en" ? "zh-Hans" : current());
    if (!index) {
      item.lang = lang;
      return replaceIn(item, ...parts);
    }
    const next = node("li", { class: "bot", lang }, ...parts);
    last.after(next);
    last = next;
  });
  item.className = "bot";
  item.id = `r-${said.id}`;
  last.append(tools(said, whole, said.messages.at(-1).language));
  return item;
}

function body({ text, source, card, buttons, asks, language }, receipt, ask) {
  const words = source ? text.slice(0, -source.line.length).trimEnd() : text;
  const call = dangerCall(receipt.topic, words);
  return [
    call?.first ? call.link : null, ...content(words, card), call && !call.first ? call.link : null,
    source ? sourceCard(source, language) : null, choices(buttons, asks, ask),
    // What was answered before English was chosen.
    current() === "en" && !language ? node("p", { class: "small", lang: "en" }, say("untranslated")) : null,
  ].filter(Boolean);
}

function content(words, card) {
  if (card?.kind === "sites") return sitesCard(card, words);
  return card?.kind === "verdict" && words ? [verdictCard(card, words)] : blocks(words);
}

function choices(offered, asks, ask) {
  const row = offered.map(({ title, payload }) => {
    titles.set(payload, title);
    return button(title, (event) => ask(title, { payload }, event));
  });
  if (asks === "location") row.unshift(button(say("sendPlace"), () => sendPlace(ask)));
  return row.length ? node("div", { class: "buttons" }, ...inTwos(row)) : null;
}

// A reply that did not come, and a button to send the question again; returns what the button does.
export function trouble(item, words, again) {
  item.className = "bot trouble";
  const resend = () => {
    item.className = "bot waiting";
    replaceIn(item, ...waitingSign());
    again();
  };
  replaceIn(item, who("bot"), node("p", {}, words), button(say("sendAgain"), resend));
  return resend;
}

// Something that the page itself says.
export function note(words) {
  talk.append(node("li", { class: "bot trouble" }, who("bot"), node("p", {}, words)));
}

// After a button of the log the focus goes on: to the box for who uses keys, to the question for who touches, so that
// no keyboard jumps up.
export function focusAfter(event, item, box) {
  if (event?.detail === 0) box.focus();
  else focusOn(item);
}
