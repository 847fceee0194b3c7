// The web channel as docs/web.md has it: one session, messages, what was missed, and what is said of an answer.
import { bodyOf, Failure, pause, send } from "./sending.js";
import { asked } from "./languages.js";
import { settings } from "./settings.js";
import * as store from "./session_store.js";

const LATER = { every: 2, times: 30 };
let session = null;
let opening = null;

const address = (name) => `${settings.root}webhooks/web/${name}`;

function request(method, body) {
  // The token is told beside the body, too, so that a proxy can leave a conversation with one process.
  const headers = { "Accept-Language": asked(), Authorization: `Bearer ${session}` };
  return body ? { method, headers: { ...headers, "Content-Type": "application/json" }, body: JSON.stringify(body) }
    : { method, headers };
}

// The session that is kept, if there is one; ``where`` it is kept.
export async function resume() {
  const kept = await store.open();
  session = kept.token;
  return kept;
}

// What the page around us hands over.
export function take(token) {
  if (token) session = token;
}

store.onHost(take);

export function startAnew() {
  session = null;
  store.forget();
}

export const hasSession = () => session !== null;

async function openSession() {
  opening ||= send(address("sessions"), { method: "POST" }).finally(() => { opening = null; });
  session = bodyOf(await opening).session;
  store.keep(session);
}

// The reply to a message. A session that has ended is opened anew, once; a button of another time sends its title.
export async function post(id, message, title) {
  if (!session) await openSession();
  let answer = await postOnce(id, message);
  if (answer.status === 401) {
    await openSession();
    answer = await postOnce(id, message);
  }
  if (answer.body?.error === "unknown_payload") answer = await postOnce(id, { text: title });
  const reply = bodyOf(answer);
  return reply.pending ? await fetchLater(id) : reply;
}

const postOnce = (id, message) => send(address("messages"), request("POST", { session, id, ...message }));

export async function fetchLater(id) {
  for (let attempt = 0; attempt < LATER.times; attempt += 1) {
    await pause(LATER.every);
    const turn = (await missed()).find((found) => found.id === id);
    if (turn && !turn.pending) return turn;
  }
  throw new Failure("notReady");
}

// The turns behind one, with what was asked; none of a session that is not known any more.
export async function missed(after) {
  const query = new URLSearchParams({ asked: "1", ...(after && { after }) });
  const answer = await send(`${address("messages")}?${query}`, request("GET"));
  if (answer.status === 401) return [];
  return bodyOf(answer).turns;
}

// Whether what is said of an answer was taken; null where nothing takes it.
export async function judge(id, judgement) {
  const { status } = await send(address("feedback"), request("POST", { session, id, words: null, ...judgement }));
  return status === 404 || status === 405 ? null : status === 204;
}

// The code under which somebody at the hotline may see this talk, and until when; null where there is none.
export async function code() {
  if (!session) await openSession();
  const answer = await send(address("code"), request("POST", { session }));
  return answer.status === 404 || answer.status === 405 ? null : bodyOf(answer);
}
