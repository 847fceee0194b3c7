"""From a turn's reply to the messages that say it in WeChat: merged, with links for maps and buttons, split. Pure."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.wechat.buttons import Button, buttons_of
from bot.channels.wechat.splitting import LIMIT, size, split
from knowledge.answers import Phrase, fill

# What XML 1.0 cannot carry, or a chat would show as nothing or as rubbish; marks of writing direction stay.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
TAG = re.compile(r"<(?=\s*/?\s*[A-Za-z!])")
Words = dict[str, Phrase]


@dataclass(frozen=True)
class Part:
    """One message. ``text`` is complete, with its buttons as links; ``head`` is the same without them and ``menu``
    the (id, title) of those, for an official menu message."""

    text: str
    head: str = ""
    menu: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Composer:
    """``compose`` with all that it needs of a release; small, since it goes to the store with each push."""

    words: Words
    marked: bool
    ask_on: bool

    @classmethod
    def of(cls, words: Words, marked: bool, ask_on: bool) -> Composer:
        """With those of a release's words that WeChat needs."""
        return cls({key: phrase for key, phrase in words.items() if key.startswith("wechat_")}, marked, ask_on)

    def __call__(self, client_id: str, reply: dict[str, Any], earlier: Sequence[str], in_doubt: bool) -> list[Part]:
        return compose(client_id, reply, self.words, earlier, in_doubt, self.marked, self.ask_on)


def compose(
    client_id: str, reply: dict[str, Any], words: Words, earlier: Sequence[str] = (), in_doubt: bool = False,
    marked: bool = False,
    ask_on: bool = False,
) -> list[Part]:
    """The messages of a reply; ``earlier`` is what is still owed and stands before it. ``in_doubt``: whether one before
    it was seen is not known, and how to get it is said behind.

    ``ask_on``: nothing can be sent by itself, so a message with another behind it says how to get that one.
    """
    buttons = buttons_of(client_id, reply)
    mark = "\n" + fill(words["wechat_mark"]) if marked else ""
    doubt = [fill(words["wechat_in_doubt"])] if in_doubt else []
    return laid_out([*owed(earlier, words), tell(reply, words), *doubt], buttons, mark, words, ask_on)


def owed(earlier: Sequence[str], words: Words) -> list[str]:
    """What is still owed, each under a line that says so."""
    return [fill(words["wechat_earlier"], text=text) for text in earlier]


def tell(reply: dict[str, Any], words: Words) -> str:
    """All texts of a reply, each with the maps of its sites."""
    return "\n".join(clean(message["text"]) + maps(message["card"], words) for message in reply["messages"])


def maps(card: dict[str, Any] | None, words: Words) -> str:
    """A line with one link a site; nothing where no position is known."""
    sites = card["sites"] if card and card["kind"] == "sites" else []
    links = [
        f'<a href="{shortest(site["maps"])}">{fill(words["wechat_map"], number=site["number"])}</a>'
        for site in sites if site["maps"]
    ]
    return "\n" + fill(words["wechat_maps"], links=" ".join(links)) if links else ""


def shortest(links: dict[str, str]) -> str:
    """Markup counts against the length of a message, and both maps show the place."""
    return min(sorted(links.values()), key=len).replace('"', "%22")


def laid_out(texts: Sequence[str], buttons: list[Button], mark: str, words: Words, ask_on: bool) -> list[Part]:
    """The texts in messages, the buttons and the mark in the last one."""
    hint = "\n" + fill(words["wechat_more"]) if ask_on else ""
    lines = button_lines(buttons, words)
    parts = split("\n\n".join(texts), LIMIT - size(hint) - size(mark)) or [""]
    if size(parts[-1] + lines + mark) > LIMIT:
        parts.append("")
    *before, last = parts
    menu = tuple((button.id, button.title) for button in buttons)
    final = Part((last + lines + mark).strip(), (last + mark).strip(), menu)
    return [*(Part(part + hint, part) for part in before), final]


def button_lines(buttons: list[Button], words: Words) -> str:
    """A line a button under a line that says what to do; without links where those would fill a message."""
    if not buttons:
        return ""
    numbered = buttons[0].number is not None
    with_links = told_lines(buttons, [button.link for button in buttons], words, numbered)
    if size(with_links) <= LIMIT // 2:
        return with_links
    return told_lines(buttons, [button.title for button in buttons], words, numbered)


def told_lines(buttons: list[Button], titles: list[str], words: Words, numbered: bool) -> str:
    head = fill(words["wechat_choose" if numbered else "wechat_choose_words"])
    line = words["wechat_choice" if numbered else "wechat_choice_words"]
    lines = [fill(line, number=button.number, title=title) for button, title in zip(buttons, titles, strict=True)]
    return "\n\n" + "\n".join([head, *lines])


def clean(text: str) -> str:
    """Words as they can be shown: no control characters, and no markup but our own."""
    return TAG.sub("＜", CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
