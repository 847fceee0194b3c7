"""Schemas are proven once, and what is wrong is still refused."""
from __future__ import annotations

import jsonschema
import pytest
from rasa.core.actions.action import RemoteAction

from bot.turns.schemas import prove_schemas_once


def test_replies_of_actions_are_still_held_against_their_schema():
    prove_schemas_once()
    schema = RemoteAction.action_response_format_spec()
    for _ in range(2):
        jsonschema.validate({"events": [{"event": "slot", "name": "zone_kind", "value": None}], "responses": []}, schema)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"events": [{"no": "event"}], "responses": []}, schema)


def test_what_is_no_schema_is_still_refused():
    prove_schemas_once()
    for _ in range(2):
        with pytest.raises(jsonschema.SchemaError):
            jsonschema.validate({}, {"type": "nothing of the kind"})
