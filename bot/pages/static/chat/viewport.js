// The height that is really there: a phone's keyboard covers the page without making it smaller. Who enlarges a part of
// the page with two fingers sees less of it, and it stays as it is.
const seen = window.visualViewport;

function fit() {
  document.documentElement.style.setProperty("--height", `${seen.height * seen.scale}px`);
  if (seen.scale === 1) scrollTo(0, 0);
}

export function start() {
  if (!seen) return;
  seen.addEventListener("resize", fit);
  fit();
}
