"""Every address of the hotline; all are for agents alone."""
from __future__ import annotations

from starlette.routing import Route

from console.hotline import answers, code
from console.hotline.doors import Hotline, JsonDoor

CALL = "/hotline/calls/{call}"
DOORS = (
    JsonDoor("POST", "/hotline/calls", answers.begin),
    JsonDoor("POST", f"{CALL}/pieces", answers.hear, often=True),
    JsonDoor("GET", f"{CALL}/cards", answers.cards),
    JsonDoor("POST", f"{CALL}/facts", answers.set_fact),
    JsonDoor("POST", f"{CALL}/events", answers.note),
    JsonDoor("POST", f"{CALL}/code", code.show),
    JsonDoor("POST", f"{CALL}/end", answers.end),
    JsonDoor("GET", "/hotline/places", answers.places),
)


def hotline_routes(hotline: Hotline) -> list[Route]:
    """All doors as routes."""
    return [Route(door.path, door.opened(hotline), methods=[door.method]) for door in DOORS]
