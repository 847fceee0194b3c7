// The call at hand: one at a time. What happens in it is told to who listens.
import { get, post, submit } from "./requests.js";
import { follow } from "./stream.js";

const listeners = { begun: [], state: [], link: [], ended: [], piece: [] };
const current = { id: null, since: 0, typed: 0, close: null };

export const on = (what, listener) => listeners[what].push(listener);
const tell = (what, ...told) => listeners[what].forEach((listener) => listener(...told));

export const id = () => current.id;
export const isRunning = () => current.close !== null;
const path = (what) => `/hotline/calls/${encodeURIComponent(current.id)}/${what}`;
const seconds = () => Math.round((performance.now() - current.since) / 100) / 10;

// A call that runs already, such as one that the telephone system began.
export function attach(call) {
  current.close?.();
  Object.assign(current, { id: call, since: performance.now(), typed: 0 });
  current.close = follow(call, {
    onState: (state) => tell("state", state), onPiece: (piece) => tell("piece", piece), onLink: (isThere) => tell("link", isThere),
  });
  tell("begun", call);
}

let starting = null;

// Twice at once is one call.
export async function start() {
  if (isRunning()) return;
  starting ||= post("/hotline/calls", {}).then(({ call }) => attach(call)).finally(() => { starting = null; });
  await starting;
}

export async function say(piece) {
  await start();
  tell("piece", piece);
  await post(path("pieces"), piece);
}

// What the agent types stands for what the caller said.
export async function type(text) {
  await start();
  const at = seconds();
  current.typed += 1;
  await say({ segment: `typed-${current.typed}`, revision: 1, speaker: "caller", final: true, start: at, end: at, text });
}

export const places = (text) => get(`/hotline/places?${new URLSearchParams({ q: text })}`);
export const setFact = (fact, value) => post(path("facts"), { fact, value });
export const tellOf = (card, event, topic = null) => post(path("events"), { card, event, topic });
export const look = (code) => post(path("code"), { code });

export async function end() {
  const { summary } = await post(path("end"), {});
  current.close?.();
  current.close = null;
  tell("ended", summary);
}

export const sendTicket = (text) => submit("/desk/tickets", { call: current.id, text });
