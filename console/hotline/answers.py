"""What each of the hotline's doors answers."""
from __future__ import annotations

import secrets

from sqlalchemy.orm import Session
from starlette.responses import JSONResponse, Response

from console.hotline.calls import Call
from console.hotline.doors import Asking, Failure
from console.hotline.stream import stream
from console.hotline.summary import summary
from console.web.chinese import words
from knowledge.calls import store
from knowledge.calls.pieces import read_piece
from knowledge.calls.talking import Away, Refused, Rejected

EVENTS = ("displayed", "clicked", "copied", "source_opened", "right", "wrong")
LONGEST_KEY, LONGEST_CARD, MOST_FACTS = 80, 120, 20


async def begin(asking: Asking) -> Response:
    """201: a call of this agent."""
    call = secrets.token_hex(12)
    await asking.write(store.begin, call, asking.ask.by, asking.ask.at)
    asking.hotline.calls.begin(call, asking.ask.by)
    return JSONResponse({"call": call}, 201)


async def hear(asking: Asking) -> Response:
    """202: a piece was taken; a final one is kept, masked."""
    call, piece = await asking.going_on(), read_piece(asking.body)
    call.hear(piece)
    # What is shown changes meanwhile.
    call.wake()
    held = call.heard[piece.segment]
    # One that the store refused is kept when it is sent again.
    if held.final and call.kept.get(piece.segment) != held:
        await asking.hotline.keeping.keep(call.id, held, asking.ask.at)
        call.kept[piece.segment] = held
    return JSONResponse({}, 202)


async def cards(asking: Asking) -> Response:
    """What the call's page shows: a stream, or with ``Accept: application/json`` as it is now."""
    call = await asking.call()
    accepts = asking.request.headers.get("accept", "")
    if "text/event-stream" in accepts or "application/json" not in accepts:
        return stream(asking, call)
    return JSONResponse(await call.bring_up(asking.hotline.talking, 0.0))


async def set_fact(asking: Asking) -> Response:
    """200 with what is shown now: a fact was set, or with null taken back. Nothing changes where it cannot be one."""
    call, fact, value = await asking.going_on(), asking.body.get("fact"), asking.body.get("value")
    if not isinstance(fact, str) or (fact not in call.facts and len(call.facts) >= MOST_FACTS):
        raise Failure(400, "malformed", "fact must name one, such as zone_kind.")
    before = call.facts
    facts = {name: known for name, known in before.items() if name != fact}
    call.state_facts(facts if value is None else {**facts, fact: value})
    try:
        state = await call.bring_up(asking.hotline.talking)
    except Refused:
        call.state_facts(before)
        raise
    await asking.write(store.keep_facts, call.id, call.facts)
    return JSONResponse(state)


async def note(asking: Asking) -> Response:
    """204: what became of a card is kept; one that was found wrong is told to the content team."""
    call, event, topic = await asking.call(), asking.body.get("event"), asking.body.get("topic")
    card = asking.body.get("card") or ""
    if event not in EVENTS or not isinstance(card, str) or len(card) > LONGEST_CARD or not (card or event == "wrong"):
        raise Failure(400, "malformed", f"Send the id of a card and an event out of {', '.join(EVENTS)}.")
    if topic is not None and (not isinstance(topic, str) or not 0 < len(topic) <= LONGEST_KEY):
        raise Failure(400, "malformed", "topic must be the key of a topic, or null.")
    await asking.write(keep_event, asking, call, card, event, topic)
    return Response(status_code=204)


def keep_event(session: Session, asking: Asking, call: Call, card: str, event: str, topic: str | None) -> None:
    talking, ask = asking.hotline.talking, asking.ask
    number = store.keep_event(session, call.id, card, event, topic, call.shown.get(card), ask.at)
    if event == "wrong":
        question = talking.mask(call.question)
        talking.report(session, Rejected(call.id, number, topic, question, ask.now, ask.at))


async def end(asking: Asking) -> Response:
    """200 with the wrap-up; the same again where the call has ended."""
    call = await asking.call()
    try:
        state = await call.bring_up(asking.hotline.talking)
    except Away:
        state = call.state
    events = await asking.write(store.events_of, call.id)
    await asking.write(store.end, call.id, asking.ask.at)
    call.has_ended = True
    call.wake()
    return JSONResponse({"summary": summary(events, state, words()["wrap_up"])})


async def places(asking: Asking) -> Response:
    """200 with the places that a name may mean, as facts to set."""
    found = await asking.hotline.talking.places(asking.ask.asked("q")[:LONGEST_CARD])
    return JSONResponse({"places": [{"title": label, "value": label} for label in found]})
