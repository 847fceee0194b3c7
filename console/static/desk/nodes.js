// Builds nodes from data: text becomes text, never markup.
export const one = (id) => document.getElementById(id);

export function node(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "onclick") element.addEventListener("click", value);
    else if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// A button with the key that does the same.
export const keyed = (title, key, onclick, attributes = {}) =>
  node("button", { type: "button", class: "quiet", onclick, ...attributes }, title, " ", node("kbd", {}, key));

export function show(id, isShown) {
  one(id).hidden = !isShown;
}

// Browsers give the clipboard to pages over TLS and of this machine alone.
export const copied = (text) => (navigator.clipboard ? navigator.clipboard.writeText(text) : Promise.reject(new Error()));

// What a screen reader is told.
export function announce(text) {
  one("told").textContent = text;
}
