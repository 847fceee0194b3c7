"""The chat page on a slow phone: when it can be used over a slow network, and for how long a task lets nothing else be.

The phone is Chromium with its processor held to a fourth, and the network 400 kbit/s with 400 ms before each answer.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Frame, Page, sync_playwright

from bench.services import ServiceMissing
from bench.task_times import task_times

CHROMIUM = Path("/usr/bin/chromium")
SCREEN = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
SLOWER = 4
NETWORK = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
OPENED = 5
WATCH = """
  globalThis.longTasks = [];
  new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => longTasks.push(duration)))
    .observe({ type: "longtask", buffered: true });
  new MutationObserver((changes, watch) => {
    if (!document.documentElement?.classList.contains("ready")) return;
    globalThis.usable = performance.now();
    watch.disconnect();
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });
"""
# All is asked in the page's own words: what a tool for tests brings along to find elements is ten times as much as the
# page itself, and would be measured, too.
USABLE = """() => new Promise((resolve) => {
  const look = () => (globalThis.usable ? resolve(usable) : setTimeout(look, 50));
  look();
})"""
ASK = """(text) => new Promise((resolve) => {
  const box = document.getElementById("text");
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  // Nobody writes and sends in one go.
  setTimeout(() => box.form.requestSubmit());
  let asked = false;
  new MutationObserver((changes, watch) => {
    const waits = document.querySelector("li.waiting") !== null;
    asked ||= waits;
    if (waits || !asked) return;
    watch.disconnect();
    resolve();
  }).observe(document.getElementById("talk"), { subtree: true, childList: true, attributes: true });
})"""
BROKEN = "document.querySelectorAll('li.trouble').length"
SHOWN = """(turns) => new Promise((resolve) => {
  const look = () => document.querySelectorAll("#talk > li.me").length < turns ? setTimeout(look, 50) : resolve();
  look();
})"""


def measure_phone(url: str, questions: Sequence[str]) -> dict[str, float]:
    """The page of the server at ``url``. Raises ServiceMissing without Chromium.

    ``usable_ms``: from the first request until one can write, the median of some. Of a talk of ``turns`` and of what
    brings it back after a reload: ``long_tasks`` (of more than 50 ms) and the ``longest_seen_ms`` of them, as the page
    sees them; ``longest_ms``: the longest task by its processor time, as slow as the phone is. ``unanswered``: replies
    that did not come."""
    if not CHROMIUM.exists():
        raise ServiceMissing("Chromium is not installed; install it with: apt-get install chromium")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        usable = [opened(browser, url) for _ in range(OPENED)]
        with page_of(browser) as page, task_times(page) as busy:
            talk(page, url, questions)
        with page_of(browser) as page:
            slow_down(page)
            seen, unanswered = talk(page, url, questions)
        browser.close()
    return {
        "usable_ms": median(usable), "turns": len(questions), "long_tasks": len(seen),
        "longest_seen_ms": max(seen, default=0.0), "longest_ms": SLOWER * busy[0], "unanswered": unanswered,
    }


@contextmanager
def page_of(browser: Browser) -> Iterator[Page]:
    """A page that knows nothing of those before it."""
    context = browser.new_context(**SCREEN)
    page = context.new_page()
    page.add_init_script(WATCH)
    yield page
    context.close()


def slow_down(page: Page, **network: float) -> None:
    """The phone's processor, and the network if any."""
    tools = page.context.new_cdp_session(page)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    if network:
        tools.send("Network.enable")
        tools.send("Network.emulateNetworkConditions", network)


def opened(browser: Browser, url: str) -> float:
    """Milliseconds until one can write, with nothing of the page at hand."""
    with page_of(browser) as page:
        slow_down(page, **NETWORK)
        page.goto(url)
        return page.evaluate(USABLE)


def talk(page: Page, url: str, questions: Sequence[str]) -> tuple[list[float], int]:
    """A talk and its return after a reload: milliseconds of each long task, and how many replies did not come."""
    page.goto(url)
    page.evaluate(USABLE)
    unanswered = ask(page.main_frame, questions)
    seen = page.evaluate("longTasks")
    page.reload()
    page.evaluate(SHOWN, len(questions))
    return seen + page.evaluate("longTasks"), unanswered


def ask(frame: Frame, questions: Sequence[str]) -> int:
    """Ask one after the other; how many replies did not come."""
    for question in questions:
        frame.evaluate(ASK, question)
    return frame.evaluate(BROKEN)
