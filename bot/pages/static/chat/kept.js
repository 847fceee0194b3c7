// What this page keeps for itself by name: in the browser, or in memory alone where the browser refuses and at a kiosk.
import { isKiosk } from "./settings.js";

const memory = new Map();

// ``area`` is "localStorage", for this browser, or "sessionStorage", for this tab.
export function read(area, name) {
  if (isKiosk) return memory.get(name) ?? null;
  try {
    return globalThis[area].getItem(`jumin.${name}`) ?? memory.get(name) ?? null;
  } catch {
    return memory.get(name) ?? null;
  }
}

export function write(area, name, text) {
  memory.set(name, text);
  if (isKiosk) return;
  try {
    globalThis[area].setItem(`jumin.${name}`, text);
  } catch {
    // Memory has it.
  }
}

// What a resident chose for this browser: language and large type.
export const chosen = (name) => read("localStorage", name);
export const choose = (name, value) => write("localStorage", name, value);
