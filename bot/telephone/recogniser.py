"""Results of a streaming recogniser as pieces of a call. Pure.

The shape is that of Tencent Cloud's real-time recognition, WebSocket (tencentcloud.com/document/product/1118/53937):
``{"code", "message", "voice_id", "message_id", "result": {"slice_type", "index", "start_time", "end_time",
"voice_text_str", ...}, "final"}``. ``slice_type`` 0 begins a sentence, 1 goes on with it and may still change, 2 ends
it; ``index`` counts the sentences of one stream, times are milliseconds from its beginning. A telephone system
recognises each side of a call as a stream of its own.
"""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SPEAKERS = ("caller", "agent")
ENDED = 2


class NotRecognised(ValueError):
    """The recogniser says that it failed, or it is no message of its; the message is one sentence."""


class Recognised:
    """The pieces of one call, of both streams. What a stream says again is a later revision of the same segment."""

    def __init__(self) -> None:
        self.revisions: dict[str, int] = {}

    def piece(self, message: Mapping[str, Any], speaker: str) -> dict[str, Any] | None:
        """The piece of a message of the stream of ``speaker``; None of one without words. Raises NotRecognised."""
        if speaker not in SPEAKERS:
            raise NotRecognised(f"{speaker!r} is none of {', '.join(SPEAKERS)}.")
        if message.get("code", 0) != 0:
            raise NotRecognised(f"the recogniser answers with code {message['code']!r}.")
        result = message.get("result")
        if not isinstance(result, Mapping) or not result.get("voice_text_str"):
            return None
        try:
            return self._of_result(result, speaker, str(message.get("voice_id") or speaker))
        except (KeyError, TypeError, ValueError):
            raise NotRecognised("it has no index, slice_type, start_time and end_time as numbers.") from None

    def _of_result(self, result: Mapping[str, Any], speaker: str, stream: str) -> dict[str, Any]:
        segment = f"{stream[:40]}-{int(result['index'])}"
        self.revisions[segment] = self.revisions.get(segment, 0) + 1
        return {
            "segment": segment, "revision": self.revisions[segment], "speaker": speaker,
            "final": int(result["slice_type"]) == ENDED, "start": int(result["start_time"]) / 1000,
            "end": int(result["end_time"]) / 1000, "text": str(result["voice_text_str"]),
        }
