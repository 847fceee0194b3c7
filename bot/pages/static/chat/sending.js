// Sends a request until it is answered: the same again, a few times, more and more slowly, and with an end to each try.
const MAY_BE_SENT_AGAIN = new Set([0, 408, 429, 502, 503, 504]);
const TRIES = 6;
// The process answers within 10 s, a proxy asks a second one after 12.
const HANGS_AFTER_SECONDS = 25;
const LONGEST_PAUSE_SECONDS = 60;

// One try: its status, 0 when no answer came; Retry-After; and the JSON it carries, null for anything else.
async function sendOnce(path, options) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), 1000 * HANGS_AFTER_SECONDS);
  try {
    const response = await fetch(path, { ...options, signal: controller.signal });
    const text = await response.text();
    return { status: response.status, again: Number(response.headers.get("Retry-After")), body: parsed(text) };
  } catch {
    return { status: 0, again: 0, body: null };
  } finally {
    clearTimeout(timer);
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// Resolved at once with a network, and as soon as there is one without.
function online() {
  if (navigator.onLine) return Promise.resolve();
  return new Promise((resume) => addEventListener("online", () => resume(), { once: true }));
}

// What came in the end. Everything is safe to be sent again: a message carries its id, opening a session stores nothing.
// Without a network nothing is tried, and the tries begin when there is one.
export async function send(path, options = {}) {
  for (let attempt = 1; ; attempt += 1) {
    await online();
    const answer = await sendOnce(path, options);
    if (!MAY_BE_SENT_AGAIN.has(answer.status) || attempt === TRIES) return answer;
    const seconds = Math.min(answer.again || 2 ** (attempt - 1), LONGEST_PAUSE_SECONDS);
    // Not all at the same moment.
    await pause(seconds * (0.7 + 0.6 * Math.random()));
  }
}

export function pause(seconds) {
  return new Promise((resume) => setTimeout(resume, 1000 * seconds));
}

// A failure that the resident is told of by the name of its words.
export class Failure extends Error {}

// The body of an answer that is one; a Failure otherwise.
export function bodyOf({ status, body }) {
  if (status >= 200 && status < 300 && body) return body;
  if (status === 0) throw new Failure("noConnection");
  if (status === 413) throw new Failure("tooLong");
  if (status === 429) throw new Failure("tooMany");
  throw new Failure(MAY_BE_SENT_AGAIN.has(status) ? "busy" : "notSent");
}
