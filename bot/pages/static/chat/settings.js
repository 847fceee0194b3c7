// What the page is told by whoever put it up: attributes of <html>, and parameters of the address before them.
const told = new URLSearchParams(location.search);
const data = document.documentElement.dataset;

export const settings = {
  title: told.get("title") || data.title || "",
  greeting: told.get("greeting") || data.greeting || "",
  firstQuestions: listed(told.get("questions") || data.questions),
  colours: {},
  mode: told.get("mode") || data.mode || "chat",
  lang: told.get("lang") || data.lang || "",
  elder: told.get("elder") === "1" || data.elder === "1",
  root: new URL(data.root || "./", location.href).href,
};

function listed(text) {
  try {
    const list = JSON.parse(text || "[]");
    return Array.isArray(list) ? list.filter((title) => typeof title === "string") : [];
  } catch {
    return [];
  }
}
