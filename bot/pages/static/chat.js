// The chat page: one session, messages in order, nothing typed is lost when a request fails.
import { keep, open } from "./chat/session_store.js";
import { settings } from "./chat/settings.js";
import { bodyOf, send } from "./sending.js";

const SESSIONS = `${settings.root}webhooks/web/sessions`;
const MESSAGES = `${settings.root}webhooks/web/messages`;

const talk = document.getElementById("talk");
const form = document.getElementById("ask");
const box = document.getElementById("text");
let session = null;
let queue = open().then(({ token }) => {
  session = token;
});

async function openSession() {
  ({ session } = bodyOf(await send(SESSIONS, { method: "POST" })));
  keep(session);
}

async function post(message) {
  if (!session) await openSession();
  let answer = await postInSession(message);
  if (answer.status === 401) {
    await openSession();
    answer = await postInSession(message);
  }
  const reply = bodyOf(answer);
  return reply.pending ? await fetchLater(message.id) : reply;
}

function postInSession(message) {
  return send(MESSAGES, {
    method: "POST",
    // Told beside the body, too, so that a proxy can leave a conversation with one process.
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${session}` },
    body: JSON.stringify({ session, ...message }),
  });
}

async function fetchLater(id) {
  for (let attempt = 0; attempt < 30; attempt += 1) {
    await new Promise((resume) => setTimeout(resume, 2000));
    const { turns } = bodyOf(await send(MESSAGES, { headers: { Authorization: `Bearer ${session}` } }));
    const turn = turns.find((found) => found.id === id);
    if (turn && !turn.pending) return turn;
  }
  throw new Error("回复还没有准备好，请过一会儿再点“重新发送”。");
}

function add(kind, text = "") {
  const item = document.createElement("li");
  item.className = kind;
  if (text) item.append(paragraph(text));
  talk.append(item);
  item.scrollIntoView({ block: "end" });
  return item;
}

function paragraph(text) {
  return worded("p", text);
}

function worded(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

function show(item, message) {
  const { text, source } = message;
  item.append(paragraph(source ? text.slice(0, -source.line.length).trimEnd() : text));
  if (source) item.append(unfoldable(source));
  if (message.card && message.card.kind === "sites") item.append(...siteParts(message.card));
  if (message.buttons.length) item.append(buttons(message.buttons));
}

// One line, behind which stand the whole titles and what their clauses are about.
function unfoldable({ line, cited }) {
  const whole = document.createElement("details");
  whole.className = "source";
  const list = document.createElement("dl");
  for (const { title, clauses } of cited) {
    list.append(worded("dt", `《${title}》`), ...clauses.map((clause) => worded("dd", clause)));
  }
  whole.append(worded("summary", line), list);
  return whole;
}

function buttons(offered) {
  const row = document.createElement("div");
  row.className = "buttons";
  for (const { title, payload } of offered) {
    const element = document.createElement("button");
    element.type = "button";
    element.textContent = title;
    element.addEventListener("click", () => ask(title, { payload }));
    row.append(element);
  }
  return row;
}

function siteParts(card) {
  const parts = card.sites.filter((site) => site.maps.amap || site.phone).map(siteLinks);
  const picture = card.map && mapPicture(card.map);
  return picture ? [picture, ...parts] : parts;
}

// The picture comes as text; as a picture nothing in it can run.
function mapPicture(text) {
  const picture = document.createElement("img");
  picture.className = "map";
  picture.alt = "您的位置和几个点的示意图，各点的距离写在下面";
  picture.src = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  picture.addEventListener("load", () => URL.revokeObjectURL(picture.src));
  return picture;
}

function siteLinks(site) {
  const row = document.createElement("p");
  row.className = "links";
  row.append(`${site.number}. `);
  if (site.maps.amap) row.append(link("高德地图", site.maps.amap, site), link("腾讯地图", site.maps.tencent, site));
  if (site.phone) row.append(link(`电话${site.phone}`, `tel:${site.phone.replace(/[^0-9+]/g, "")}`, site));
  return row;
}

function link(words, address, site) {
  const element = document.createElement("a");
  element.href = address;
  element.rel = "noreferrer";
  if (!address.startsWith("tel:")) element.target = "_blank";
  element.textContent = words;
  element.setAttribute("aria-label", `${words}：${site.name}`);
  return element;
}

function sendLocation() {
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => ask("我的位置", { location: { lat: coords.latitude, lon: coords.longitude, datum: "wgs84" } }),
    () => add("bot trouble", "没有取到您的位置，请直接打字说在哪个区、哪条街道。"),
    { timeout: 10000 },
  );
}

function ask(words, message) {
  add("me", words);
  const waiting = add("bot waiting");
  const id = crypto.randomUUID ? crypto.randomUUID() : String(Date.now() + Math.random());
  queue = queue.then(() => answer(waiting, words, { id, ...message }));
}

async function answer(waiting, words, message) {
  try {
    const reply = await post(message);
    waiting.classList.remove("waiting");
    reply.messages.forEach((part, index) => show(index ? add("bot") : waiting, part));
  } catch (error) {
    waiting.className = "bot trouble";
    waiting.replaceChildren(paragraph(error.message));
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = "重新发送";
    again.addEventListener("click", () => {
      waiting.className = "bot waiting";
      waiting.replaceChildren();
      queue = queue.then(() => answer(waiting, words, message));
    });
    waiting.append(again);
  }
  talk.lastElementChild.scrollIntoView({ block: "end" });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = box.value.trim();
  if (!text) return;
  box.value = "";
  ask(text, { text });
});

const where = document.getElementById("where");
if (navigator.geolocation) where.addEventListener("click", sendLocation);
else where.hidden = true;

// Enter sends, but not while an input method is composing, and Shift+Enter makes a new line.
box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

talk.addEventListener("click", (event) => {
  const text = event.target.dataset && event.target.dataset.text;
  if (text) ask(text, { text });
});
