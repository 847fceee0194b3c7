// The call at hand: one at a time. What happens in it is told to who listens.
import { get, post, submit } from "./requests.js";
import { follow } from "./stream.js";

const listeners = { begun: [], state: [], link: [], ended: [], piece: [] };
const current = { id: null, since: 0, latest: 0, close: null };

export const on = (what, listener) => listeners[what].push(listener);
const tell = (what, ...told) => listeners[what].forEach((listener) => listener(...told));

export const id = () => current.id;
export const isRunning = () => current.close !== null;
const path = (what) => `/hotline/calls/${encodeURIComponent(current.id)}/${what}`;
// Behind all that was said, in a call that began before this page, too.
const seconds = () => Math.max(Math.round((performance.now() - current.since) / 100) / 10, current.latest + 0.1);

function hear(piece) {
  current.latest = Math.max(current.latest, Number(piece.end) || 0);
  tell("piece", piece);
}

// So that a page that is loaded again goes on with the call.
function keepInAddress(call) {
  const here = new URL(location.href);
  if (call) here.searchParams.set("call", call);
  else here.searchParams.delete("call");
  history.replaceState(null, "", here);
}

// A call that runs already, such as one that the telephone system began.
export function attach(call) {
  current.close?.();
  Object.assign(current, { id: call, since: performance.now(), latest: 0 });
  keepInAddress(call);
  current.close = follow(call, {
    onState: (state) => tell("state", state), onPiece: hear,
    onLink: (isThere) => tell("link", isThere),
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
  hear(piece);
  await post(path("pieces"), piece);
}

// What the agent types stands for what the caller said.
export async function type(text) {
  await start();
  const at = seconds();
  await say({ segment: `typed-${Date.now()}`, revision: 1, speaker: "caller", final: true, start: at, end: at, text });
}

export const places = (text) => get(`/hotline/places?${new URLSearchParams({ q: text })}`);
export const setFact = (fact, value) => post(path("facts"), { fact, value });
// What the agent says the question is about; its card comes.
export const pick = (topic) => setFact("topic", topic);
export const tellOf = (card, event, topic = null) => post(path("events"), { card, event, topic });
export const look = (code) => post(path("code"), { code });

export async function end() {
  const { summary } = await post(path("end"), {});
  current.close?.();
  current.close = null;
  keepInAddress(null);
  tell("ended", summary);
}

export const sendTicket = (text) => submit("/desk/tickets", { call: current.id, text });
