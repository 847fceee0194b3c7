// Puts a button on a page of another site; pressed, it shows the chat in a frame. Nothing is requested before that.
(() => {
  const tag = document.currentScript || document.querySelector('script[src*="/loader.js"]');
  const once = Symbol.for("jumin.loader");
  if (!tag || window[once]) return;
  window[once] = true;

  const WORDS = { zh: ["居民问答", "关闭"], hant: ["居民問答", "關閉"], en: ["Ask the city", "Close"] };
  const told = tag.dataset;
  const base = new URL(".", tag.src);
  const name = `jumin.session ${base.href}`;
  const lang = told.lang || "zh-CN";
  const words = WORDS[/^en/i.test(lang) ? "en" : /hant|tw|hk|mo/i.test(lang) ? "hant" : "zh"];
  const title = told.title || words[0];
  const side = told.position === "left" ? "left" : "right";
  const colour = /^#[\da-f]{6}$/i.test(told.colour) ? told.colour : "#0b6e4f";
  const ink = luminance(colour) > 0.179 ? "#000" : "#fff";
  let frame = null;
  let inMemory = null;

  // WCAG's relative luminance; on either side of 0.179 black or white has a contrast of at least 4.5.
  function luminance(hex) {
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((part) => (part > 0.03928 ? ((part + 0.055) / 1.055) ** 2.4 : part / 12.92));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  const css = `:host{all:initial!important;display:contents!important}
[hidden]{display:none!important}
button{font:600 max(17px,1rem)/1.2 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;cursor:pointer;
background:${colour};color:${ink};border:2px solid ${ink};min-width:48px;min-height:48px}
button:focus-visible{outline:3px solid #000;box-shadow:0 0 0 6px #fff}
.open{position:fixed;z-index:2147483646;${side}:16px;bottom:calc(16px + env(safe-area-inset-bottom,0px));
display:flex;align-items:center;gap:8px;padding:12px 20px 12px 16px;border-radius:28px;box-shadow:0 2px 10px #0006;max-width:calc(100vw - 32px)}
svg{width:24px;height:24px;fill:currentColor;flex:none}
.panel{position:fixed;z-index:2147483647;${side}:16px;bottom:16px;width:420px;height:min(680px,100vh - 32px);
display:flex;flex-direction:column;background:${colour};border-radius:16px;overflow:hidden;box-shadow:0 4px 24px #0008}
.bar{display:flex;justify-content:flex-end}
.bar button{border:0;padding:0 16px}
iframe{flex:1;border:0;width:100%;background:#fff;color-scheme:normal}
@media(max-width:520px),(max-height:520px){.panel{inset:0 0 auto;width:auto;height:100vh;height:var(--height,100dvh);border-radius:0}}
@media print{button,.panel{display:none}}`;

  function make(kind, className, text) {
    const element = document.createElement(kind);
    element.className = className;
    element.textContent = text;
    return element;
  }

  function styleIn(root) {
    try {
      // Unlike <style>, it needs nothing of the page's policy.
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      root.adoptedStyleSheets = [sheet];
    } catch {
      root.append(make("style", "", css));
    }
  }

  function sign() {
    const [svg, path] = ["svg", "path"].map((kind) => document.createElementNS("http://www.w3.org/2000/svg", kind));
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", "M3 4h18v13H12l-5 4v-4H3z");
    svg.append(path);
    return svg;
  }

  const host = document.createElement("jumin-chat");
  host.lang = lang;
  const root = host.attachShadow({ mode: "open" });
  const open = make("button", "open", title);
  const panel = make("div", "panel", "");
  const bar = make("div", "bar", "");
  const close = make("button", "close", `${words[1]} ✕`);
  open.type = close.type = "button";
  open.prepend(sign());
  open.setAttribute("aria-haspopup", "dialog");
  close.setAttribute("aria-label", words[1]);
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", title);
  panel.hidden = true;
  bar.append(close);
  panel.append(bar);
  styleIn(root);
  root.append(open, panel);

  function frameOfChat() {
    const address = new URL("chat/", base);
    for (const key of ["title", "greeting", "colour", "questions", "lang"]) {
      if (told[key]) address.searchParams.set(key, told[key]);
    }
    const made = make("iframe", "", "");
    made.title = title;
    made.allow = "geolocation; clipboard-write";
    made.referrerPolicy = "no-referrer";
    made.src = address.href;
    return made;
  }

  function show(shown) {
    if (shown === !panel.hidden) return;
    panel.hidden = !shown;
    open.hidden = shown;
    if (shown && !frame) panel.append((frame = frameOfChat()));
    (shown ? frame : open).focus();
  }

  // The session's token lies with this page: a frame of another site may keep nothing.
  function keep(token) {
    inMemory = token;
    try {
      if (token) localStorage.setItem(name, token);
      else localStorage.removeItem(name);
      return true;
    } catch {
      return false;
    }
  }

  function kept() {
    try {
      return localStorage.getItem(name) || inMemory;
    } catch {
      return inMemory;
    }
  }

  addEventListener("message", ({ data, origin, source }) => {
    if (!frame || source !== frame.contentWindow || origin !== base.origin || !data) return;
    if (data.jumin === "ready") {
      const token = kept();
      source.postMessage({ jumin: "token", token, lasts: keep(token) }, base.origin);
    } else if (data.jumin === "keep") keep(typeof data.token === "string" ? data.token : null);
    else if (data.jumin === "close") show(false);
  });
  open.addEventListener("click", () => show(true));
  close.addEventListener("click", () => show(false));
  root.addEventListener("keydown", (event) => event.key === "Escape" && show(false));
  // A phone's keyboard lies over the page; what is left of it is the panel's.
  window.visualViewport?.addEventListener("resize", ({ target }) => {
    panel.style.setProperty("--height", target.scale > 1 ? "" : `${target.height}px`);
  });

  // Sites that change their pages by script throw away what they don't know.
  function stay() {
    if (host.isConnected || !document.body) return;
    document.body.append(host);
    watch.observe(document.body, { childList: true });
  }
  const watch = new MutationObserver(() => setTimeout(stay, 50));
  watch.observe(document.documentElement, { childList: true });
  stay();
})();
