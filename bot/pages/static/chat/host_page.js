// The page that shows this one in a frame, where our loader runs on it. Each believes the other only from its own origin.
import { isFramed, settings } from "./settings.js";

// A loader answers at once; a page without one never does.
const ANSWERS_WITHIN_MS = 1500;
const handlers = [];
let origin = null;
let answered;
const answer = new Promise((resolve) => {
  answered = resolve;
});

function mayShowUs(other) {
  return other === location.origin || settings.hosts.includes(other) || (settings.hosts.includes("*") && other !== "null");
}

function hear({ data, origin: from, source }) {
  if (source !== window.parent || !mayShowUs(from) || !data || data.jumin !== "token") return;
  origin = from;
  const token = typeof data.token === "string" ? data.token : null;
  answered({ token, lasts: data.lasts === true });
  handlers.forEach((handler) => handler(token));
}

if (isFramed) {
  addEventListener("message", hear);
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing || event.defaultPrevented) return;
    // A dialog is what it closes first.
    if (!document.querySelector("dialog[open]")) answer.then(() => tell({ jumin: "close" }));
  });
  // Nothing secret: who shows us is not known yet.
  window.parent.postMessage({ jumin: "ready" }, "*");
  setTimeout(() => answered(null), ANSWERS_WITHIN_MS);
} else {
  answered(null);
}

// {token, lasts}: what the host page keeps for us, and whether it outlives that page; null without a loader.
export function keptByHost() {
  return answer;
}

// Whether there was a loader to tell.
export function tell(message) {
  if (!origin) return false;
  window.parent.postMessage(message, origin);
  return true;
}

export function onToken(handler) {
  handlers.push(handler);
}
