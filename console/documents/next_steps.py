"""The small form of what follows an answer: which question is asked back, which buttons stand below. Pure."""
from __future__ import annotations

from dataclasses import dataclass

from ruamel.yaml.comments import CommentedMap

from console.documents.notice_text import put
from knowledge.answers.role import Role
from knowledge.releases.yaml_text import dump_text, load_text, on_one_line

# The phrase that asks back, by the role of a topic.
ASKED_BACK = {
    "venue": "ask_venue_form_venue_kind", "zone": "ask_zone_form_place", "sites": "ask_booth_form_place",
    "outbreak": "ask_outbreak_form_cases",
}
MOST_BUTTONS = 5


@dataclass(frozen=True)
class NextFields:
    """``venue``: the kind that the topic is about where none is named, empty: it is asked. ``see_also``: topics on
    buttons, in their order."""

    topic: str
    venue: str = ""
    see_also: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        return f"answers/topics/{self.topic}.yml"


def next_fields(topic: str, text: str | None) -> NextFields:
    """The form of a document; empty of a topic that the city says nothing of."""
    tree = load_text(NextFields(topic).path, text) if text else {}
    return NextFields(topic, str(tree.get("venue") or ""), tuple(map(str, tree.get("see_also") or ())))


def next_text(fields: NextFields, before: str | None) -> str:
    """The document of a form; what it says otherwise stays."""
    tree = load_text(fields.path, before) if before else CommentedMap(topic=fields.topic)
    was = next_fields(fields.topic, before)
    if fields.venue != was.venue:
        put(tree, "venue", fields.venue)
    if fields.see_also != was.see_also:
        put(tree, "see_also", on_one_line(list(fields.see_also)) if fields.see_also else "")
    return dump_text(fields.path, tree)


def asks_back(role: Role) -> str:
    """The phrase by which a topic asks back; empty where it asks nothing."""
    return "" if role.venue else ASKED_BACK.get(role.name, "")
