// A message's text as tokens: paragraphs and lists of lines, in which telephone numbers are links and official titles
// stand as they were issued.
import { node } from "./nodes.js";

// Numbers with an area, mobile ones, 400 and 800, five digits that begin with 12 or 96, and the short ones. Nothing
// that goes on with a digit, or that a measure word makes a count of something.
const PHONE = new RegExp(
  String.raw`(?<![\d.\-－])(?:0\d{2,3}[-－]?\d{7,8}|1[3-9]\d{9}|[48]00[-－]?\d{3}[-－]?\d{4}|(?:12|96)\d{3}|1(?:10|19|20|22))`
  + String.raw`(?![\d.\-－:]|[号米元例个人天日月年岁斤户栋楼套家小分%％])`, "g",
);
const TITLE = /《[^《》]+》/g;
const ITEM = /^(·|－)\s*/;

export const phonesIn = (text) => [...text.matchAll(PHONE)].map(([phone]) => phone);

export function callLink(phone, words, attributes = {}) {
  return node("a", { href: `tel:${phone.replace(/[^0-9+]/g, "")}`, class: "phone", ...attributes }, words);
}

// A line's nodes.
export function inline(text) {
  const marks = [...text.matchAll(PHONE), ...text.matchAll(TITLE)].sort((one, other) => one.index - other.index);
  const nodes = [];
  let end = 0;
  for (const { 0: words, index } of marks) {
    if (index < end) continue;
    nodes.push(text.slice(end, index));
    nodes.push(words[0] === "《" ? node("cite", {}, words) : callLink(words, words));
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
