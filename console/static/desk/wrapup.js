// After the call: its text, which may be changed, copied, or sent to the ticket system.
import * as call from "./call.js";
import { get } from "./requests.js";
import { announce, copied, node, one, show } from "./nodes.js";
import { words } from "./words.js";

const LOOKS = 1500;

export function open(summary) {
  one("summary").value = summary;
  one("tickets").replaceChildren();
  show("wrapup", true);
  one("summary").focus();
}

export const close = () => show("wrapup", false);

export function copy() {
  if (one("wrapup").hidden) return false;
  copied(one("summary").value).then(() => announce(words.copied), () => announce(words.notCopied));
  return true;
}

export async function send() {
  if (one("wrapup").hidden || !one("send-ticket")) return;
  try {
    await call.sendTicket(one("summary").value);
    await look(call.id());
  } catch (error) {
    announce(error.message);
  }
}

// How far the texts of the call are, until nothing waits.
async function look(of) {
  const { tickets } = await get(`/desk/tickets?${new URLSearchParams({ call: of })}`);
  if (of !== call.id()) return;
  one("tickets").replaceChildren(...tickets.map(({ state, tries, trouble }) =>
    node("li", { class: state }, words.tickets[state], trouble ? ` ${words.tried(tries, trouble)}` : "")));
  if (tickets.some(({ state }) => state === "waiting")) setTimeout(() => look(of).catch(() => {}), LOOKS);
}

export function listen() {
  one("copy-summary").addEventListener("click", copy);
  one("send-ticket")?.addEventListener("click", send);
}
