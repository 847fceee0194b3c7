// The height that is really there: a phone's keyboard covers the page without making it smaller.
const seen = window.visualViewport;

function fit() {
  document.documentElement.style.setProperty("--height", `${seen.height}px`);
  if (seen.scale === 1) scrollTo(0, 0);
}

export function start() {
  if (!seen) return;
  seen.addEventListener("resize", fit);
  fit();
}
