// Where the session's token is kept: with the page that shows us in a frame, else by this browser, else in memory alone.
import { keptByHost, onToken, tell } from "./host_page.js";
import { isKiosk } from "./settings.js";

const NAME = "jumin.session";
let inMemory = null;

function stored() {
  // What the next one at a kiosk must not find is written nowhere.
  if (isKiosk) return { token: inMemory, where: "kiosk" };
  try {
    // Some browsers read and refuse to write.
    localStorage.setItem(`${NAME}.try`, "1");
    localStorage.removeItem(`${NAME}.try`);
    return { token: localStorage.getItem(NAME) || inMemory, where: "storage" };
  } catch {
    return { token: inMemory, where: "memory" };
  }
}

// {token, where}: the token or null, and "host", "storage", "kiosk" or "memory"; what is in the last two is gone with the page.
export async function open() {
  const host = isKiosk ? null : await keptByHost();
  return host ? { token: host.token, where: host.lasts ? "host" : "memory" } : stored();
}

export function keep(token) {
  inMemory = token;
  if (isKiosk || tell({ jumin: "keep", token })) return;
  try {
    if (token) localStorage.setItem(NAME, token);
    else localStorage.removeItem(NAME);
  } catch {
    // Memory has it.
  }
}

export function forget() {
  keep(null);
}

// Calls the handler with each token that the host page hands over, null for none.
export function onHost(handler) {
  onToken(handler);
}
