// One card as nodes: its key, what is read aloud, where it comes from, and what may be done with it.
import { keyed, node } from "./nodes.js";
import { isDanger } from "./places.js";
import { minute, words } from "./words.js";

function marks({ card, isGone, isRenewed, isSure }) {
  if (isGone) return node("p", { class: "mark gone" }, words.gone);
  if (isRenewed) return node("p", { class: "mark renewed" }, words.renewed(card.publication));
  return isSure ? null : node("p", { class: "mark perhaps" }, words.perhaps);
}

const sentences = (script) => script.match(/[^。！？\n]+[。！？]?/gu) ?? [script];

const DOES = [["u", "use"], ["c", "copy"], ["o", "source"], ["y", "right"], ["x", "nowhere"], ["w", "wrong"]];

// ``act`` does what a button says.
export function drawn(place, number, act) {
  const { card, key } = place;
  const name = `card-${number}`;
  return node("article", {
    tabindex: "-1", "aria-labelledby": name, "data-card": card.id, class: isDanger(card) ? "danger" : "",
  },
  node("header", {}, node("kbd", { class: "key" }, String(key)), node("h3", { id: name }, card.title),
    node("small", {}, words.confidence(card.confidence))),
  marks(place),
  node("div", { class: "script", tabindex: "0", role: "group", "aria-label": words.script },
    ...sentences(card.script).map((text) => node("p", {}, text.trim()))),
  node("p", { class: "from" }, [card.source, card.valid_until && words.until(minute(card.valid_until))]
    .filter(Boolean).join(" · ")),
  node("p", { class: "clause", hidden: true }, card.clause ?? words.noClause),
  node("p", { class: "does" },
    ...DOES.map(([letter, what]) => keyed(words[what], letter, () => act(what), { "data-does": what }))));
}
