// What a screen reader is told: each message once, apart from the log, which is never read out as a whole.
const region = document.getElementById("said");

export function announce(text) {
  region.append(Object.assign(document.createElement("p"), { textContent: text }));
}

// What was told is let go of when something new is asked; taking away is not read out.
export function hush() {
  region.replaceChildren();
}
