// Inside another desk's page: that page says hello until it hears ready, and hands over calls and pieces. Only pages of
// the origins that the settings name are listened to, and nothing is told to any other.
import * as call from "./call.js";

const hosts = document.body.dataset.hosts?.split(" ").filter(Boolean) ?? [];
let host = null;

const tell = (message) => host && parent.postMessage({ jumin: "desk", ...message }, host);

const acts = {
  hello: () => tell({ type: "ready" }),
  start: () => call.start(),
  attach: ({ call: id }) => call.attach(String(id)),
  piece: ({ piece }) => call.say(piece),
  end: () => call.end(),
};

function heard({ origin, source, data }) {
  if (source !== parent || !hosts.includes(origin) || data?.jumin !== "desk" || !Object.hasOwn(acts, data.type)) return;
  host = origin;
  Promise.resolve().then(() => acts[data.type](data))
    .catch(({ message }) => tell({ type: "refused", of: data.type, message }));
}

export function listen() {
  if (parent === window || !hosts.length) return;
  addEventListener("message", heard);
  call.on("begun", (id) => tell({ type: "started", call: id }));
  call.on("ended", (text) => tell({ type: "ended", call: call.id(), text }));
}
