// The words as they come: one line for each segment, the newest revision of it; a final is not undone.
import { node, one } from "./nodes.js";
import { words } from "./words.js";

const lines = new Map();

export function take({ segment, revision, speaker, final, start, text }) {
  const known = lines.get(segment);
  if (known && (known.final > final || (known.final === final && known.revision >= revision))) return;
  const line = known?.line ?? node("li", {});
  line.className = `${speaker}${final ? "" : " partial"}`;
  line.replaceChildren(node("span", { class: "who" }, words.speakers[speaker]), " ", text);
  lines.set(segment, { revision, final, start, line });
  if (!known) insert(line, start);
  follow();
}

function insert(line, start) {
  const behind = [...lines.values()].filter((other) => other.start > start).sort((a, b) => a.start - b.start)[0];
  one("said").insertBefore(line, behind?.line ?? null);
}

// Who has scrolled up to read is left alone.
function follow() {
  const box = one("said").parentElement;
  if (box.scrollHeight - box.scrollTop - box.clientHeight < 120) box.scrollTop = box.scrollHeight;
}

export function clear() {
  lines.clear();
  one("said").replaceChildren();
}
