// What was written and has no reply yet: kept for this tab until it has one, so that a reload loses nothing.
const NAME = "jumin.outbox";
const DRAFT = "jumin.draft";
const memory = new Map();

function read(name) {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return memory.get(name) ?? null;
  }
}

function write(name, text) {
  memory.set(name, text);
  try {
    sessionStorage.setItem(name, text);
  } catch {
    // Memory has it.
  }
}

// Each {id, title, message}, oldest first.
export function waiting() {
  try {
    return JSON.parse(read(NAME) || "[]");
  } catch {
    return [];
  }
}

export function put(entry) {
  write(NAME, JSON.stringify([...waiting().filter(({ id }) => id !== entry.id), entry]));
}

export function drop(id) {
  write(NAME, JSON.stringify(waiting().filter((entry) => entry.id !== id)));
}

export function clear() {
  write(NAME, "[]");
  write(DRAFT, "");
}

export const draft = () => read(DRAFT) || "";
export const keepDraft = (text) => write(DRAFT, text);
