"""A document's YAML text read, changed and written again: what is not changed stays byte for byte. Pure."""
from __future__ import annotations

import io
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import LiteralScalarString

# How far lists stand in, by folder: the texts of answers in their parts, all else at the margin.
INDENTED = ("answers/topics",)
# Rows stay on their lines.
WIDTH = 100_000


class _TimesAsText(VersionedResolver):
    """Times are texts, written as they were."""

    def resolve(self, kind, value, implicit):
        tag = super().resolve(kind, value, implicit)
        return "tag:yaml.org,2002:str" if tag and str(tag).endswith("timestamp") else tag


def load_text(path: str, text: str) -> Any:
    """The tree of a document, to be changed in place. Raises YAMLError or ValueError where it is none."""
    return writer(path).load(text)


def dump_text(path: str, tree: Any) -> str:
    """The text of a tree."""
    written = io.StringIO()
    writer(path).dump(tree, written)
    return written.getvalue()


def writer(path: str) -> YAML:
    """In the way of the document's folder."""
    made = YAML(typ="rt")
    made.Resolver, made.preserve_quotes, made.width = _TimesAsText, True, WIDTH
    if path.rpartition("/")[0] in INDENTED:
        made.indent(mapping=2, sequence=4, offset=2)
    return made


def on_one_line(value: dict | list) -> CommentedMap | CommentedSeq:
    """A mapping or list that is written in brackets, and all that is in it."""
    if isinstance(value, dict):
        made = CommentedMap((key, on_one_line(one) if isinstance(one, (dict, list)) else one)
                            for key, one in value.items())
    else:
        made = CommentedSeq(on_one_line(one) if isinstance(one, (dict, list)) else one for one in value)
    made.fa.set_flow_style()
    return made


def as_lines(lines: list[str]) -> LiteralScalarString:
    """Lines as a block of text."""
    return LiteralScalarString("".join(f"{line}\n" for line in lines))
