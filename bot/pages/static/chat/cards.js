// The cards of a reply: a verdict, sites to go to, what it rests on, and whom to call in danger.
import { node } from "./nodes.js";
import { say } from "./languages.js";
import { asOf, hourOf } from "./instants.js";
import { picture } from "./map.js";
import { isKiosk } from "./settings.js";
import { blocks, callLink, inline, phonesIn } from "./tokens.js";

const DANGER = /^(danger_|medical_emergency$)/;
const SHORT_NUMBER = /^\d{3}$/;
// The first sentence, and in brackets at its end where it holds.
const ANSWER = /^(.+?)(（[^（）]*）| \([^()]*\))?(?:。|\.(?: |\n|$)|\n|$)/;
const PAGE = /^https?:\/\//;
const SITE = /^(\d+)\. (.*)$/;

// Verdicts that allow, that forbid, and all others: a sign beside the colour.
const ALLOWS = new Set(["open"]);
const FORBIDS = new Set(["closed", "none", "none_in_principle"]);

// The answer large, its conditions as a list, and what would change it to unfold.
export function verdictCard(card, text) {
  const [whole, answer, where] = ANSWER.exec(text);
  const kind = ALLOWS.has(card.verdict) ? "allows" : FORBIDS.has(card.verdict) ? "forbids" : "depends";
  return node("div", { class: `verdict ${kind}` },
    node("p", { class: "answer" }, ...inline(answer)), where ? node("p", {}, where) : null, ...blocks(text.slice(whole.length)),
    node("p", { class: "small" }, asOf(card.as_of)), ...behind(card));
}

function behind(card) {
  const lines = [
    card.would_change?.length && say("wouldChange", { zones: card.would_change.join("、") }),
    card.clause && say("clause", { clause: card.clause }),
  ].filter(Boolean);
  return lines.length ? [node("details", {}, node("summary", {}, say("verdictMore")),
    ...lines.map((line) => node("p", {}, line)))] : [];
}

// A text whose numbered lines are sites of the card, one card a site.
export function sitesCard(card, text) {
  const sites = new Map(card.sites.map((site) => [String(site.number), site]));
  const list = node("ol", { class: "sites", role: "list" });
  const before = [];
  const behind = [];
  for (const line of text.split("\n")) {
    const [, number, words] = SITE.exec(line) ?? [];
    const site = sites.get(number);
    if (site) list.append(siteItem(card, site, words));
    else (list.hasChildNodes() ? behind : before).push(line);
    sites.delete(site ? number : "");
  }
  list.append(...[...sites.values()].map((site) => siteItem(card, site, site.name)));
  return [...blocks(before.join("\n")), card.map && picture(card.map), list, ...blocks(behind.join("\n"))].filter(Boolean);
}

function siteItem(card, site, words) {
  const rest = words.startsWith(site.name) ? words.slice(site.name.length).replace(/^[，,]/, "") : words;
  return node("li", { class: `site ${site.state}`, value: site.number },
    node("p", { class: "name" }, site.name),
    node("p", { class: "badges" }, ...badges(card, site).map((badge) => node("span", {}, badge))),
    rest === site.name || !rest ? null : node("p", {}, ...inline(rest)), node("p", { class: "links" }, ...ways(site)));
}

function badges(card, site) {
  const open = site.open_now ? hourOf("until", site.closes_at, card.as_of) : hourOf("from", site.opens_at, card.as_of);
  return [open || site.state_text, site.distance_text].filter(Boolean);
}

function ways({ name, phone, maps }) {
  if (isKiosk) return [phone || null];
  const labelled = (words) => ({ "aria-label": say("about", { words, name }) });
  const map = (words, href) => node("a", { href, target: "_blank", rel: "noreferrer", ...labelled(words) }, words);
  return [
    phone ? callLink(phone.split(/[、,，;；/]/)[0], say("callSite"), labelled(say("callSite"))) : null,
    maps.amap ? map(say("amap"), maps.amap) : null, maps.tencent ? map(say("tencent"), maps.tencent) : null,
  ];
}

// One line, behind which stand the whole titles, their days and what their clauses are about. Titles stand as issued.
export function sourceCard({ line, cited }, lang = "zh-Hans") {
  const list = node("dl");
  for (const { title, day, clauses, url } of cited) {
    const name = PAGE.test(url ?? "") ? node("a", { href: url, target: "_blank", rel: "noreferrer" }, `《${title}》`) : `《${title}》`;
    list.append(node("dt", { lang: "zh-Hans" }, name, day ? ` ${day}` : ""),
      ...clauses.map((clause) => node("dd", {}, clause)));
  }
  return node("details", { class: "source" }, node("summary", { lang }, line), list);
}

// A large button for the first number that a reply to danger names, above the words that begin with it.
export function dangerCall(topic, text) {
  const phone = DANGER.test(topic) && phonesIn(text).find((number) => SHORT_NUMBER.test(number));
  if (!phone) return null;
  const first = text.split(/[。！!]|\. /)[0].includes(phone);
  return { first, link: callLink(phone, say("call", { phone }), { class: "call" }) };
}
