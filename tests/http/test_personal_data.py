"""A conversation full of personal data through a real server, with all that goes wrong on the way: none of it is in
logs or files, and after erasure it is not in the database either."""
from __future__ import annotations

import json
import os
import re
import sqlite3
import time
import uuid
from pathlib import Path

import psutil
import pytest
import requests
from conftest import Served, environment_for, start, stop

PRIVATE = ("张三丰", "13812345678", "410105199001011234", "67981234", "1503室", "2单元1503")
# What an action alone can answer.
OF_A_ZONE = "桐淮小区3号楼2单元1503现在是什么风险"
SAID = (
    "我叫张三丰，电话13812345678，身份证410105199001011234，低风险区的药店能开吗",
    "我是张三丰，住桐淮小区3号楼2单元1503室，家里座机0371-67981234",
    "姓名张三丰 能不能那个一下",
    "张三丰要找人工客服，回我13812345678",
    OF_A_ZONE,
)
LEFT_OUT = ("jumin.db", "jumin.db-wal", "jumin.db-shm")


@pytest.fixture(scope="module")
def watched(tmp_path_factory, models) -> Served:
    """A server of its own, whose standard error is kept."""
    folder = tmp_path_factory.mktemp("watched")
    environment = environment_for(folder, models, JUMIN_LOG_FILE="jumin.log", JUMIN_WEB_DEADLINE="3")
    with (folder / "stderr").open("wb") as stderr, (folder / "stdout").open("wb") as stdout:
        served = start(environment, stderr=stderr, stdout=stdout)
    yield served
    if served.process.poll() is None:
        stop(served)


@pytest.fixture(scope="module")
def talked(watched) -> str:
    """The session of a conversation in which the action server hung until it was ended and the store was locked; all is
    over when it is returned."""
    session = watched.session()
    for text in SAID:
        watched.say(text, session)
    # One that is killed may be back before a turn asks it; one that stands still is ended later than a turn waits.
    action_server(watched).suspend()
    watched.post({"session": session, "id": uuid.uuid4().hex, "text": OF_A_ZONE})
    store = Path(watched.environment["JUMIN_VAR"]) / "jumin.db"
    lock = sqlite3.connect(store, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    refused = watched.post({"session": session, "id": uuid.uuid4().hex, "text": SAID[0]})
    lock.execute("ROLLBACK")
    lock.close()
    assert refused.status_code == 503
    requests.get(f"{watched.url}/webhooks/web/messages", params={"after": SAID[0]}, timeout=10)
    requests.post(f"{watched.url}/{SAID[0]}", data=SAID[0].encode(), timeout=10)
    wait_for_replies(watched, session)
    return session


def action_server(served: Served) -> psutil.Process:
    return next(
        child for child in psutil.Process(served.process.pid).children(recursive=True)
        if child.name() == "jumin-actions"
    )


def wait_for_replies(served: Served, session: str) -> None:
    for _ in range(60):
        if not any(turn.get("pending") for turn in turns_of(served, session)):
            return
        time.sleep(0.5)
    raise AssertionError("a turn got no reply within thirty seconds")


def turns_of(served: Served, session: str) -> list[dict]:
    """All turns of a session, as its page fetches them."""
    headers = {"Authorization": f"Bearer {session}"}
    return requests.get(f"{served.url}/webhooks/web/messages", headers=headers, timeout=10).json()["turns"]


def logged(served: Served) -> str:
    return (Path(served.environment["JUMIN_VAR"]).parent / "stderr").read_text(encoding="utf-8")


def marks_of(session: str) -> list[bytes]:
    """What would betray the conversation: its session token and the identifier in it."""
    token = session.encode()
    return [token, token.split(b".")[0]]


def test_the_logs_tell_what_happened(watched, talked):
    events = [json.loads(line) for line in logged(watched).splitlines()]
    assert {"turn_done", "turn_not_stored", "turn_attempt_failed"} <= {event["event"] for event in events}
    assert sum(event["event"] == "turn_done" for event in events) == len(turns_of(watched, talked)) > len(SAID)


def test_no_file_but_the_database_holds_anything_of_the_person(watched, talked):
    folder = Path(watched.environment["JUMIN_VAR"]).parent
    files = [Path(at) / name for at, _, names in os.walk(folder) for name in names if name not in LEFT_OUT]
    assert {"stderr", "stdout", "jumin.log", "secret"} <= {file.name for file in files}
    assert (folder / "var/logs/jumin.log").read_text(encoding="utf-8") == logged(watched)
    for file in files:
        content = file.read_bytes()
        for private in (form for word in PRIVATE for form in forms(word)):
            assert private not in content, f"{private!r} in {file}"
        assert not any(mark in content for mark in marks_of(talked)), file


def forms(word: str) -> tuple[bytes, ...]:
    """A word as UTF-8, as JSON and Python escape it, and as it stands in an address."""
    return word.encode(), word.encode("unicode_escape"), requests.utils.quote(word).encode()


def test_the_inbox_keeps_the_questions_without_the_person(watched, talked):
    with sqlite3.connect(Path(watched.environment["JUMIN_VAR"]) / "jumin.db") as connection:
        questions = [question for (question,) in connection.execute("SELECT question FROM inbox_item")]
    assert any("[姓名]" in question for question in questions)
    assert not any(number in question for question in questions for number in ("13812345678", "410105199001011234"))


def test_afterwards_one_command_erases_everything(watched, talked):
    store = Path(watched.environment["JUMIN_VAR"]) / "jumin.db"
    other = watched.session()
    watched.say("我叫李四维，四定是哪四定", other)
    stored = len(turns_of(watched, talked))
    done = watched.jumin("privacy", "erase", "--channel", "web", "--id", talked)
    assert done.returncode == 0, done.stderr
    assert f"turn: {stored} deleted" in done.stdout and "13812345678" not in done.stdout + done.stderr
    left = b"".join(part.read_bytes() for part in store.parent.glob("jumin.db*"))
    assert "李四维".encode() in left
    for private in (form for word in PRIVATE for form in forms(word)):
        assert private not in left
    assert turns_of(watched, talked) == []
    assert watched.say("四定是哪四定", talked)["receipt"]["topic"] == "four_fixed"


def test_whose_data_must_be_said(watched):
    for arguments in ((), ("web:a", "--channel", "web", "--id", "a"), ("--channel", "web")):
        done = watched.jumin("privacy", "erase", *arguments)
        assert done.returncode == 1 and "Say whose data" in done.stderr


def test_by_age_everything_goes(watched, talked):
    watched.say("我叫王五行，四定是哪四定", talked)
    done = watched.jumin("privacy", "retain", "--days", "0")
    assert done.returncode == 0 and "turn: 0" not in done.stdout
    assert "turn: 0 deleted" in watched.jumin("privacy", "retain").stdout


def test_a_conversation_is_found_in_the_logs_by_its_mark(watched):
    session = watched.session()
    watched.say("四定是哪四定", session)
    with sqlite3.connect(Path(watched.environment["JUMIN_VAR"]) / "jumin.db") as connection:
        (conversation,) = connection.execute("SELECT conversation FROM turn ORDER BY id DESC LIMIT 1").fetchone()
    mark = watched.jumin("privacy", "mark", conversation).stdout.strip()
    assert conversation not in logged(watched)
    assert any(json.loads(line).get("turn") == f"{mark}-1" for line in logged(watched).splitlines())


def test_no_position_is_stored_finer_than_a_thousandth_of_a_degree(sample_city):
    body = {"session": sample_city.session(), "id": "1", "location": {"lat": 34.7512345, "lon": 113.6612345}}
    assert sample_city.post(body).json()["receipt"]["topic"] == "booth_location"
    store = sqlite3.connect(Path(sample_city.environment["JUMIN_VAR"]) / "jumin.db")
    rows = [store.execute(f"SELECT * FROM {table}").fetchall() for table in ("turn", "tracker_event", "snapshot")]
    degrees = re.findall(r'"(?:lat|lon)": ?(-?[0-9.]+)', str(rows))
    assert degrees and all(len(degree.partition(".")[2]) <= 3 for degree in degrees)
