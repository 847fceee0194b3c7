// The page for operators: makes the tag from the form, shows it on a blank page, and writes out whole addresses.
const told = document.documentElement.dataset;
const base = new URL(told.address || told.root, location.href);
const form = document.getElementById("options");
const code = document.getElementById("code");
const preview = document.getElementById("preview");
const copied = document.getElementById("copied");
// What the loader takes by itself needs no attribute.
const DEFAULTS = { colour: "#0b6e4f", position: "right", lang: "zh-CN" };
const PAUSE_MS = 400;
let timer = 0;

function chosen() {
  const given = [...new FormData(form)].map(([name, value]) => [name, value.trim()]);
  return given.filter(([name, value]) => value && value !== DEFAULTS[name]);
}

function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
}

function tagOf(options) {
  const attributes = options.map(([name, value]) => ` data-${name}="${escaped(value)}"`).join("");
  return `<script src="${new URL("loader.js", base)}" defer${attributes}></script>`;
}

function showPreview() {
  const address = new URL("about/host", new URL(told.root, location.href));
  address.search = new URLSearchParams(chosen());
  // Not a step of the page's history.
  if (preview.contentWindow && preview.src) preview.contentWindow.location.replace(address);
  else preview.src = address;
}

function renew() {
  code.textContent = tagOf(chosen());
  copied.textContent = "";
  clearTimeout(timer);
  timer = setTimeout(showPreview, PAUSE_MS);
}

async function copy() {
  try {
    await navigator.clipboard.writeText(code.textContent);
    copied.textContent = "已复制。";
  } catch {
    getSelection().selectAllChildren(code);
    copied.textContent = "浏览器不让复制，标签已选中，请按 Ctrl+C。";
  }
}

for (const link of document.querySelectorAll("a[data-path]")) link.textContent = new URL(link.dataset.path, base);
for (const place of document.querySelectorAll(".origin")) place.textContent = base.origin;
form.addEventListener("input", renew);
form.addEventListener("submit", (event) => event.preventDefault());
document.getElementById("copy").addEventListener("click", copy);
renew();
