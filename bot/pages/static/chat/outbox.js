// What was written and has no reply yet: kept for this tab until it has one, so that a reload loses nothing.
import { read, write } from "./kept.js";

const TAB = "sessionStorage";

// Each {id, title, message}, oldest first.
export function waiting() {
  try {
    return JSON.parse(read(TAB, "outbox") || "[]");
  } catch {
    return [];
  }
}

const keep = (entries) => write(TAB, "outbox", JSON.stringify(entries));

export function put(entry) {
  keep([...waiting().filter(({ id }) => id !== entry.id), entry]);
}

export function drop(id) {
  keep(waiting().filter((entry) => entry.id !== id));
}

export const draft = () => read(TAB, "draft") || "";
export const keepDraft = (text) => write(TAB, "draft", text);

export function clear() {
  keep([]);
  keepDraft("");
}
