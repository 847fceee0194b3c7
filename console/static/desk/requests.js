// What the page asks of its own origin. A refusal is an error with the sentence to show.
import { words } from "./words.js";

const PATIENCE = 10_000;

// What people read is in Chinese; what other programs read is not for the page.
const CHINESE = /\p{Script=Han}/u;

export class Refused extends Error {
  constructor(message, status = 0) {
    super(message);
    this.status = status;
  }
}

async function send(path, init) {
  let answer;
  try {
    answer = await fetch(path, { ...init, redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    throw new Refused(words.away);
  }
  // Signed out, every door leads to the login.
  if (answer.type === "opaqueredirect" || answer.status === 401) throw new Refused(words.signedOut);
  const body = await answer.json().catch(() => ({}));
  if (answer.ok) return body;
  throw new Refused(CHINESE.test(body.message) ? body.message : words.refused(answer.status), answer.status);
}

export const get = (path) => send(path, { headers: { Accept: "application/json" } });

export const post = (path, body) => send(path, {
  method: "POST", body: JSON.stringify(body),
  headers: { "Content-Type": "application/json", Accept: "application/json" },
});

// A form of this page, with its token.
export const submit = (path, fields) => send(path, {
  method: "POST", headers: { Accept: "application/json" },
  body: new URLSearchParams({ csrf_token: document.querySelector("[name=csrf_token]").value, ...fields }),
});
