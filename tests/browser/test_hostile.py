"""Whatever stands in a text, a name, an answer or a button: it is shown as it is, and nothing of it runs."""
from __future__ import annotations

from itertools import product

from chat_pages import PHONE

RUNS = "globalThis.ran=1"
PIECES = (
    f"<script>{RUNS}</script>", f"<img src=x onerror={RUNS}>", f"<svg onload={RUNS}>", f"javascript:{RUNS}",
    f"\"><script>{RUNS}</script>", f"' onclick={RUNS} '", f"<a href=javascript:{RUNS}>x</a>", f"${{{RUNS}}}",
    f"<iframe srcdoc='<script>parent.{RUNS}</script>'>", f"{{{{constructor.constructor('{RUNS}')()}}}}",
    f"<style>@import 'javascript:{RUNS}'</style>", f"]]><script>{RUNS}</script>", f"<body onload={RUNS}>",
    f"<math><mtext><script>{RUNS}</script>", f"data:text/html,<script>{RUNS}</script>",
    f"<details open ontoggle={RUNS}>", f"<input autofocus onfocus={RUNS}>", f"</textarea><script>{RUNS}</script>",
    f"<svg><animate onbegin={RUNS} attributeName=x dur=1s>", f"&lt;script&gt;{RUNS}&lt;/script&gt;",
)
FRAMES = (
    "{}", "理发店{}可以开。", "· {}", "1. {}，开着", "《{}》", "请拨打{}120", "{}\n{}", "\u202e{}", "－{}（{}）。", "tel:{}",
    "https://{}", "依据：{}", "{}：{}", "#r-{}", "2. {}（{}）",
)
PICTURE = f'<svg xmlns="http://www.w3.org/2000/svg"><{{}} href="javascript:{RUNS}" onload="{RUNS}">{{}}</{{}}></svg>'


def hostile() -> list[str]:
    return [frame.format(*[piece] * frame.count("{}")) for piece, frame in product(PIECES, FRAMES)]


def test_none_of_300_hostile_texts_runs_in_any_field_and_each_stands_as_it_is(chat):
    one, texts = chat(**PHONE), hostile()
    answers = [in_an_answer(text) for text in texts]
    for said in (answers[start:start + 50] for start in range(0, len(answers), 50)):
        one.answer_with(*said)
        one.write(said[0]["text"])
        one.settled(len(one.questions()))
    one.page.unroute("**/webhooks/web/messages")
    pressed = "found => found.slice(0, 30).forEach((e) => e.click())"
    one.page.eval_on_selector_all("#talk .buttons button, #talk summary", pressed)
    one.settled(len(one.questions()))
    assert one.page.evaluate("globalThis.ran") is None and one.faults == []
    assert len(texts) == 300
    shown = one.page.evaluate("document.getElementById('talk').textContent")
    assert all(piece in shown for piece in PIECES)
    links = one.page.eval_on_selector_all("#talk a", "found => found.map((a) => a.href)")
    # An address of another kind than these makes no link.
    kinds = ("tel:", "https://", one.page.url.partition("#")[0] + "#r-")
    assert links and all(not link or link.startswith(kinds) for link in links)
    assert not one.page.query_selector("#talk :is(script, iframe, img, style, math, foreignObject, use)")


def in_an_answer(text: str) -> dict:
    """A message with a hostile text in each of its fields; the card is a verdict, sites or none by its length."""
    site = {"id": text, "number": 1, "name": text, "address": text, "state": text, "state_text": text, "open_now": True,
            "closes_at": text, "opens_at": None, "distance_m": 5, "phone": text,
            "maps": {"amap": f"javascript:{RUNS}", "tencent": "https://apis.map.qq.com/"}}
    sites = {"kind": "sites", "as_of": text, "sites": [site]}
    cards = (
        None, {"kind": "verdict", "verdict": text, "clause": text, "as_of": text, "would_change": [text]},
        *({**sites, "map": PICTURE.format(shape, text, shape)} for shape in ("script", "text")),
    )
    source = {"line": text, "cited": [{"title": text, "day": text, "clauses": [text]}]}
    button = {"title": text, "payload": text}
    return {"text": f"{text}\n{text}", "buttons": [button], "card": cards[len(text) % 4], "source": source}
