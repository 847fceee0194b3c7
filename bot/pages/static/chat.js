// The chat page: one session, messages in order, nothing typed is lost when a request fails.
const talk = document.getElementById("talk");
const form = document.getElementById("ask");
const box = document.getElementById("text");
let session = sessionStorage.getItem("session");
let queue = Promise.resolve();

async function openSession() {
  const response = await fetch("/webhooks/web/sessions", { method: "POST" });
  session = (await response.json()).session;
  sessionStorage.setItem("session", session);
}

async function post(message) {
  if (!session) await openSession();
  const response = await fetch("/webhooks/web/messages", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ session, ...message }),
  });
  if (response.status === 401) {
    session = null;
    return post(message);
  }
  const reply = await response.json();
  if (!response.ok) throw new Error(reply.message);
  return reply.pending ? await fetchLater(message.id) : reply;
}

async function fetchLater(id) {
  for (let attempt = 0; attempt < 30; attempt += 1) {
    await new Promise((resume) => setTimeout(resume, 2000));
    const response = await fetch("/webhooks/web/messages", { headers: { Authorization: `Bearer ${session}` } });
    const turn = (await response.json()).turns.find((found) => found.id === id);
    if (turn && !turn.pending) return turn;
  }
  throw new Error("timeout");
}

function add(kind, text = "") {
  const item = document.createElement("li");
  item.className = kind;
  if (text) item.append(paragraph(text));
  talk.append(item);
  item.scrollIntoView({ block: "end" });
  return item;
}

function paragraph(text, kind = "") {
  const element = document.createElement("p");
  element.className = kind;
  element.textContent = text;
  return element;
}

function show(item, message) {
  const source = message.text.lastIndexOf("（来源：");
  const words = source < 0 ? message.text : message.text.slice(0, source);
  item.append(paragraph(words));
  if (source >= 0) item.append(paragraph(message.text.slice(source), "source"));
  if (message.card && message.card.kind === "sites") item.append(mapLinks(message.card));
  if (message.buttons.length) item.append(buttons(message.buttons));
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

function mapLinks(card) {
  const row = document.createElement("p");
  row.className = "source";
  for (const site of card.sites.filter((found) => found.maps.amap)) {
    const link = document.createElement("a");
    link.href = site.maps.amap;
    link.rel = "noreferrer";
    link.target = "_blank";
    link.textContent = `地图：${site.name}`;
    row.append(link, document.createElement("br"));
  }
  return row;
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
    waiting.replaceChildren(paragraph("没有发出去，请再试一次。"));
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
