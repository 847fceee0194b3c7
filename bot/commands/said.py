"""`jumin content said`: what a past reply said, from what, and what would be said now."""
from __future__ import annotations

import asyncio
from typing import Any

import typer

from bot.commands.cli_errors import quiet_logs, settings_or_exit, stop
from bot.commands.conversation_store import conversations
from bot.commands.desk import AS_JSON, minute, say
from knowledge import clock


def said(receipt: str = typer.Argument(..., help="The id of a receipt."), as_json: bool = AS_JSON) -> None:
    """What a reply said, from which parts, rows and clauses, and what would be said now to the same question."""
    from bot.privacy.redaction import redact
    from bot.stores.said import find_reply
    from knowledge.corrections.outdated import facts_of

    quiet_logs()
    settings = settings_or_exit()
    engine = conversations(settings, named=not as_json)
    kept = find_reply(engine, receipt)
    if kept is None:
        raise stop(
            f"There is no reply with the receipt {receipt}; replies are kept for {settings.retention_days} days."
        )
    question = redact(kept.request.get("text") or kept.request.get("payload") or "")
    reply, origins = said_now(engine, kept)
    then, again = {**kept.reply, "from": told(kept.origins, origins)}, {**reply, "from": told(origins, kept.origins)}
    differs = facts_of(kept.origins) != facts_of(origins) or then["receipt"]["verdict"] != again["receipt"]["verdict"]
    say(
        as_json,
        {"receipt": receipt, "question": question, "at": kept.at.isoformat(), "said": then, "now": again,
         "differs": differs},
        f"{minute(kept.at)}  {question}", *lines(then), "", "Now it would say:", *lines(again), "",
        "A fact differs." if differs else "It is the same in fact.",
    )


def said_now(engine, kept) -> tuple[dict[str, Any], tuple]:
    """The reply to the same question at the same place in the conversation, now, and what its words come from; nothing
    is written."""
    from bot.commands.ask import local_bot
    from bot.rasa_engine.agent import Question
    from bot.stores.silenced import sentence_alone
    from knowledge.answers import Origin
    from knowledge.silences.model import silence_of
    from knowledge.silences.standing import standing

    question = Question(kept.conversation, **kept.request)
    reply, _ = asyncio.run(local_bot().talker.answer(question, list(kept.before)))
    at = clock.machine_utc()
    with engine.connect() as connection:
        silence = silence_of(standing(connection, at), reply.topics, question.channel, reply.is_danger, at)
    if silence is None:
        return reply.as_json(), reply.origins
    return sentence_alone(reply.as_json(), silence), (Origin("silence", str(silence.id)),)


def told(origins: tuple, others: tuple) -> list[dict[str, Any]]:
    """Each origin, and whether the other reply has the same."""
    from knowledge.corrections.outdated import facts_of

    known = facts_of(others)
    return [
        {"kind": one.kind, "key": one.key, "clause": one.clause or None, "in_both": facts_of([one]) <= known}
        for one in origins
    ]


def lines(reply: dict[str, Any]) -> list[str]:
    """A reply for people, and under it what its words came from."""
    return [
        *(message["text"] for message in reply["messages"]),
        *(f"  {'  ' if one['in_both'] else '* '}{one['kind']} {one['key']}  {one['clause'] or ''}".rstrip()
          for one in reply["from"]),
    ]
