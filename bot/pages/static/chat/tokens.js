// A message's text as tokens: paragraphs and lists of lines, in which telephone numbers are links and official titles
// stand as they were issued.
import { node } from "./nodes.js";

// Numbers with an area, mobile ones, 400 and 800, a city's own of seven or eight digits (but no day of a year), five
// digits that begin with 12 or 96, and the short ones. Nothing that goes on with a digit, or that a measure word makes a
// count of something. What stands before is taken along: phones of 2022 know no lookbehind.
const PHONE = new RegExp(
  String.raw`(^|[^\d.\-－])(0\d{2,3}[-－]?\d{7,8}|1[3-9]\d{9}|[48]00[-－]?\d{3}[-－]?\d{4}|(?!20[0-3]\d[01]\d[0-3]\d)[2-8]\d{6,7}`
  + String.raw`|(?:12|96)\d{3}|1(?:10|19|20|22))(?![\d\-－]|[.:]\d|[号米元例个人天日月年岁斤户栋楼套家小分%％])`, "g",
);
const TITLE = /《[^《》]+》/g;
const ITEM = /^(·|－)\s*/;

const phones = (text) => [...text.matchAll(PHONE)].map(({ 1: before, 2: words, index }) => ({ words, index: index + before.length }));
const cited = (text) => [...text.matchAll(TITLE)].map(({ 0: words, index }) => ({ words, index }));

export const phonesIn = (text) => phones(text).map(({ words }) => words);

export function callLink(phone, words, attributes = {}) {
  return node("a", { href: `tel:${phone.replace(/[^0-9+]/g, "")}`, class: "phone", ...attributes }, words);
}

// A line's nodes.
export function inline(text) {
  const marks = [...phones(text), ...cited(text)].sort((one, other) => one.index - other.index);
  const nodes = [];
  let end = 0;
  for (const { words, index } of marks) {
    if (index < end) continue;
    nodes.push(text.slice(end, index));
    nodes.push(words[0] === "《" ? node("cite", { lang: "zh-Hans" }, words) : callLink(words, words));
    end = index + words.length;
  }
  return [...nodes, text.slice(end)].filter((part) => part !== "");
}

// A text's nodes: lines that begin with a dot are a list, and those with a dash are one below the line before them.
export function blocks(text) {
  const found = [];
  for (const line of text.split("\n").filter((each) => each.trim())) {
    const [mark, sign] = ITEM.exec(line) ?? [""];
    const words = inline(line.slice(mark.length));
    if (!mark) found.push(node("p", {}, ...words));
    else listUnder(found, sign).append(node("li", {}, ...words));
  }
  return found;
}

function listUnder(found, sign) {
  if (found.at(-1)?.tagName !== "UL") found.push(node("ul"));
  const above = sign === "－" && found.at(-1).lastElementChild;
  if (!above) return found.at(-1);
  if (above.lastElementChild?.tagName !== "UL") above.append(node("ul"));
  return above.lastElementChild;
}
