// Builds nodes from data: text becomes text, never markup, and an address is set only where its scheme is known.
import { isKiosk } from "./settings.js";

// A kiosk has no telephone, and what opens another page would leave it there for the next one.
const LINKS = isKiosk ? /^#r-[\w.-]+$/ : /^(tel:[0-9+]+$|https:\/\/|#r-[\w.-]+$)/;

export function node(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "onclick") element.addEventListener("click", value);
    else if (key !== "href" || LINKS.test(value)) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

export function button(title, onclick, attributes = {}) {
  return node("button", { type: "button", onclick, ...attributes }, title);
}

// Puts nodes in the place of others without letting the focus fall out of the page.
export function replaceIn(container, ...nodes) {
  const focused = container.contains(document.activeElement);
  if (focused) focusOn(container);
  container.replaceChildren(...nodes);
}

export function focusOn(element) {
  if (!element.matches("a, button, textarea, summary, select")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}
