"""What a recogniser says becomes pieces of the contract; files of both kinds are read, and faults name their line."""
from __future__ import annotations

import json

import pytest

from bot.telephone.pieces_file import NoPieces, calls_in
from bot.telephone.recogniser import NotRecognised, Recognised


def heard(text: str, kind: int = 1, index: int = 0, **more) -> dict:
    result = {"slice_type": kind, "index": index, "start_time": 1200, "end_time": 2400 + 100 * len(text),
              "voice_text_str": text, "word_size": 0, "word_list": []}
    return {"code": 0, "message": "success", "voice_id": "v1", "message_id": "v1_1", "result": result, **more}


def test_a_sentence_that_changes_while_it_is_spoken_is_one_segment_with_revisions():
    one = Recognised()
    found = [one.piece(heard(text, kind), "caller") for text, kind in (("理发", 0), ("理发店能", 1), ("理发店能开吗", 2))]
    assert [(piece["segment"], piece["revision"], piece["final"]) for piece in found] == [
        ("v1-0", 1, False), ("v1-0", 2, False), ("v1-0", 3, True)]
    assert found[-1] == {"segment": "v1-0", "revision": 3, "speaker": "caller", "final": True, "start": 1.2, "end": 3.0,
                         "text": "理发店能开吗"}
    assert one.piece(heard("在中原区", index=1), "caller")["segment"] == "v1-1"


def test_both_sides_of_a_call_do_not_mix_and_silence_is_no_piece():
    one = Recognised()
    caller = one.piece(heard("您好", voice_id="a"), "caller")
    agent = one.piece(heard("您好", voice_id="b"), "agent")
    assert caller["segment"] != agent["segment"] and agent["speaker"] == "agent"
    assert one.piece(heard(""), "caller") is None and one.piece({"code": 0, "final": 1}, "caller") is None


@pytest.mark.parametrize(("message", "speaker", "why"), [
    ({"code": 4008, "message": "客户端超过15秒未发送音频数据"}, "caller", "4008"),
    (heard("您好"), "robot", "robot"),
    ({"code": 0, "result": {"voice_text_str": "您好", "index": "x"}}, "caller", "slice_type"),
], ids=["failed", "speaker", "shape"])
def test_what_is_no_result_is_refused_in_a_sentence(message, speaker, why):
    with pytest.raises(NotRecognised, match=why):
        Recognised().piece(message, speaker)


PIECE = {"segment": "s1", "revision": 1, "speaker": "caller", "final": True, "start": 0.0, "end": 1.5, "text": "能堂食吗"}


def test_a_file_may_hold_pieces_calls_or_what_a_recogniser_said():
    as_lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in (PIECE, heard("药店", speaker="caller")))
    assert [[piece["text"] for piece in call] for call in calls_in(as_lines)] == [["能堂食吗", "药店"]]
    assert calls_in(json.dumps([PIECE])) == [[PIECE]]
    two = calls_in("- {id: a, pieces: [%s], expect: [dine_in]}\n- {id: b, pieces: [%s]}" % ((json.dumps(PIECE),) * 2))
    assert two == [[PIECE], [PIECE]]


@pytest.mark.parametrize(("text", "why"), [
    ("", "empty"), ("{nothing", "line 1: it is no JSON"),
    (json.dumps(PIECE) + '\n{"segment": 3}', "line 2: segment is 3"),
    (json.dumps([{**PIECE, "final": 1}]), "piece 1: final is 1"), ("a: [", "neither YAML"),
    ("- 3", "a piece has segment"),
], ids=["empty", "json", "line", "type", "yaml", "kind"])
def test_a_file_that_is_none_names_what_is_wrong_and_where(text, why):
    with pytest.raises(NoPieces, match=why):
        calls_in(text)
