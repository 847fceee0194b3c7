// What the caller asked and was told in the web or in WeChat: by the six digits that he reads out, once.
import * as call from "./call.js";
import { announce, node, one } from "./nodes.js";
import { minute, words } from "./words.js";

const turn = ({ at, asked, said, changed, now }) => node("li", { class: changed ? "changed" : "" },
  node("p", {}, node("small", {}, minute(at)), " ", asked),
  node("p", { class: "was-told" }, said.join("\n")),
  changed ? node("p", { class: "mark renewed was-told" }, words.changed, "\n", now.join("\n")) : null);

async function look(event) {
  event.preventDefault();
  const box = one("code");
  try {
    await call.start();
    const { turns } = await call.look(box.value.replace(/\D/g, ""));
    one("talk").replaceChildren(...turns.map(turn));
    announce(words.talk(turns.length, turns.filter(({ changed }) => changed).length));
  } catch (error) {
    announce(error.message);
  }
  box.value = "";
}

export const clear = () => one("talk").replaceChildren();
export const listen = () => one("code-form").addEventListener("submit", look);
