"""What makes the page soon there on a cheap phone and a slow network, and never busy for so long that it seems stuck.

Milliseconds are measured by ``make widget``, on a quiet machine. Here is what they come from, which no busy machine
changes: what has to be fetched before one can write, and how much comes onto the page at once.
"""
from __future__ import annotations

from chat_pages import QUESTIONS

from bench.phone import NETWORK, USABLE, page_of, slow_down, talk

# All that is fetched before one can write, in bytes: half a second on the slow network.
MOST_BYTES = 28_000
FETCHED = """performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"))
  .map(({ name, initiatorType, transferSize }) => [name, initiatorType, transferSize])"""
# A module that another one asks for costs a way there and back of its own; those that the document names cost one.
NAMED_BY_THE_DOCUMENT = {"navigation", "link", "other"}
# How many elements come onto the page between two of its timers, the most of all times.
WATCH_ELEMENTS = """
  globalThis.atOnce = globalThis.inAll = 0;
  let added = 0;
  const later = setTimeout;
  globalThis.setTimeout = (work, ...others) => later(() => {
    inAll += added;
    atOnce = Math.max(atOnce, added);
    added = 0;
    work();
  }, ...others);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes) added += 1 + (node.querySelectorAll?.("*").length ?? 0);
  }).observe(document, { subtree: true, childList: true });
"""
# Four turns with a list of sites among them; it was so when this was written.
MOST_ELEMENTS = 450


def test_what_comes_before_one_can_write_is_little_and_asked_for_at_once(browser, sample_city):
    with page_of(browser) as page:
        slow_down(page, **NETWORK)
        page.goto(sample_city.url)
        page.evaluate(USABLE)
        fetched = page.evaluate(FETCHED)
    assert {how for _, how, _ in fetched} <= NAMED_BY_THE_DOCUMENT, fetched
    assert 10_000 < sum(size for _, _, size in fetched) <= MOST_BYTES, fetched


def test_fifty_turns_come_back_in_small_pieces(browser, sample_city):
    with page_of(browser) as page:
        page.add_init_script(WATCH_ELEMENTS)
        assert talk(page, sample_city.url, (QUESTIONS * 2)[:50])[1] == 0
        at_once, in_all = page.evaluate("[atOnce, inAll]")
    assert 0 < at_once <= min(MOST_ELEMENTS, in_all / 4), (at_once, in_all)
