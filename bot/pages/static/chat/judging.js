// What can be done with an answer: judge it, copy, print and hear it, and see from what it was given.
import { button, node, replaceIn } from "./nodes.js";
import { announce } from "./live_region.js";
import { judge } from "./channel.js";
import { asOf } from "./instants.js";
import { say } from "./languages.js";
import { reader } from "./elder.js";

const REASONS = ["wrong", "outdated", "unclear", "not_asked"];

function tell(row, words) {
  replaceIn(row, node("span", {}, words));
  announce(words);
}

async function send(row, id, judgement) {
  const back = [...row.childNodes];
  tell(row, say("thanks"));
  try {
    const taken = await judge(id, judgement);
    if (taken === null) noJudging(row);
    else if (!taken) throw new Error();
  } catch {
    replaceIn(row, ...back);
    announce(say("notTaken"));
  }
}

// Nothing here takes judgements: no answer offers them any more.
function noJudging(row) {
  tell(row, say("noJudging"));
  document.documentElement.classList.add("unjudged");
}

function askWhy(row, id) {
  const reasons = REASONS.map((reason) => button(say(reason), () => send(row, id, { helpful: false, reason })));
  replaceIn(row, node("span", {}, say("why")), ...reasons);
  announce(say("why"));
}

function judgingRow(id) {
  const row = node("span", { class: "judging" });
  row.append(button(say("helpful"), () => send(row, id, { helpful: true, reason: null })),
    button(say("notHelpful"), () => askWhy(row, id)));
  return row;
}

function copying(text) {
  return button(say("copy"), async () => {
    const done = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    announce(say(done ? "copied" : "notCopied"));
  });
}

function receiptOf({ id, receipt }) {
  const lines = [
    receipt.id && say("receiptNumber", { id: receipt.id }), asOf(receipt.as_of), say("release", { release: receipt.release }),
  ].filter(Boolean);
  return node("details", { class: "receipt" }, node("summary", {}, say("receipt")),
    ...lines.map((line) => node("p", {}, line)), node("p", {}, node("a", { href: `#r-${id}` }, say("receiptLink"))));
}

export function tools(reply, text, lang) {
  return node("div", { class: "tools", role: "group", "aria-label": say("tools") }, judgingRow(reply.id), copying(text),
    button(say("print"), () => print()), reader(text, lang), receiptOf(reply));
}
