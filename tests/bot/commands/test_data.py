"""`jumin data` as an operator runs it: the real command, a store of its own, a real server to fetch from."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from feed_server import Answer, drip, serving
from sqlalchemy import select
from support import MORNING, ROOT

from knowledge.database import open_engine, transaction
from knowledge.sites.tables import SiteRow
from knowledge.zones.stored import hours

SITES = ("site_id,kind,name,district,street,community,address,lat,lon,hours,phone,audience,status,"
         "valid_from,valid_to,source\n"
         "b1,booth,文化路采样屋,金水,文化路街道,,文化路1号,34.79,113.66,24h,,all,open,2022-11-01,,测试\n")
REPLY = {"data": {"end_update_time": "2022-11-07 9时", "middlelist": [], "lowlist": [], "highlist": [
    {"province": "河南省", "city": "郑州市", "county": "中原区", "communitys": ["秦岭路街道锦艺西社区"]}]}}


@dataclass
class Operator:
    """Someone at a shell, with a folder for the store; ``set_to`` are further settings."""

    var: Path
    set_to: dict[str, str] = field(default_factory=dict)

    def jumin(self, *arguments: object) -> subprocess.CompletedProcess:
        clean = {key: value for key, value in os.environ.items() if not key.startswith("JUMIN_")}
        command = [sys.executable, "-m", "bot.cli", "data", *map(str, arguments)]
        environment = {**clean, "JUMIN_VAR": str(self.var), "JUMIN_NOW": MORNING, **self.set_to}
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL
        )
        assert "Traceback" not in done.stderr
        return done

    def stored(self, read):
        with transaction(open_engine(f"sqlite:///{self.var / 'jumin.db'}")) as session:
            return read(session)

    def sites(self) -> dict[str, object]:
        return self.stored(
            lambda session: {
                row.site_id: row.valid_to for row in session.scalars(select(SiteRow).where(~SiteRow.sample))
            }
        )


@pytest.fixture
def operator(tmp_path):
    return Operator(tmp_path / "var")


@pytest.fixture
def file(tmp_path):
    def write(name: str, content) -> Path:
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / name
    return write


def test_without_the_environment_of_the_service_nothing_is_made(operator, file):
    done = operator.jumin("load", file("s.csv", SITES))
    assert (
        done.returncode == 1 and f"There is no SQLite file {operator.var}/jumin.db" in done.stderr
        and not operator.var.exists()
    )
    with serving(Answer(200, json.dumps(REPLY).encode())) as feed:
        assert operator.jumin("sync", "--url", feed.url).returncode == 1
    assert feed.asked == [] and not operator.var.exists()


def test_what_cannot_be_loaded_keeps_nothing_else_from_being_loaded(operator, file, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    wrong = [file("utf16.csv", SITES.encode("utf-16")), file("nul.csv", SITES.replace("文化路1号", "\0")),
             file("deep.json", "[" * 99999),
             file("phone.csv", SITES.replace("24h,,", "24h,3.71667E+10,")), Path("/dev/zero"), tmp_path / "pipe",
             tmp_path, tmp_path / "none.csv",
             file("luoyang.csv", SITES.replace("金水", "洛龙区")), file("head.csv", SITES.partition("\n")[0]),
             file("broken.xlsx", b"PK\x03\x04")]
    done = operator.jumin("load", "--create", *wrong, file("good.csv", SITES))
    assert done.returncode == 1 and list(operator.sites()) == ["b1"]
    assert (
        done.stdout.startswith(f"Store: SQLite file {operator.var}/jumin.db\n")
        and "good.csv (sites): 1 added" in done.stdout
    )
    for path in wrong:
        assert path.name in done.stdout + done.stderr
    assert (
        "line 2: Column 11 (phone) holds 3.71667E+10" in done.stdout
        and "line 2: A NUL character in column 7 (address)" in done.stderr
    )
    again = operator.jumin("load", file("good.csv", SITES))
    assert again.returncode == 0 and "0 added, 0 changed, 1 unchanged" in again.stdout


def test_a_full_list_closes_what_it_lacks_and_says_so(operator, file):
    operator.jumin("load", "--create", file("s.csv", SITES))
    header, row = SITES.splitlines()
    done = operator.jumin("load", file("full.csv", f"{header},full_list\n{row.replace('b1', 'b2')},yes\n"))
    assert (
        done.returncode == 0 and "1 added, 0 changed, 0 unchanged, 1 closed" in done.stdout
        and "full list lacks them: 文化路采样屋 (b1)" in done.stdout
    )
    ends = operator.sites()
    assert ends["b1"] is not None and ends["b2"] is None


def test_the_city_is_found_without_its_suffix_and_another_one_is_refused(operator, file):
    reply = file("r.json", json.dumps(REPLY))
    operator.set_to = {"JUMIN_CITY": "洛阳"}
    done = operator.jumin("load", "--create", reply)
    assert done.returncode == 1 and "names nothing in 洛阳市 (JUMIN_CITY), only 郑州市; nothing was changed" in done.stderr
    operator.set_to = {"JUMIN_CITY": "郑州"}
    done = operator.jumin("load", reply)
    assert done.returncode == 0 and "1 added" in done.stdout and "20 of the sample retired" in done.stdout


def test_a_list_is_synced_and_no_secret_of_its_address_is_shown(operator):
    with serving(Answer(200, json.dumps(REPLY).encode(), {"ETag": '"one"'}), Answer(304), Answer(404)) as feed:
        operator.set_to = {"JUMIN_ZONES_URL": feed.url.replace("//", "//bob:geheim@") + "?token=sesam"}
        outcomes = [operator.jumin("sync", "--create"), operator.jumin("sync"), operator.jumin("sync")]
    assert [done.returncode for done in outcomes] == [0, 0, 1]
    assert "1 added" in outcomes[0].stdout and "has not changed" in outcomes[1].stdout
    assert outcomes[2].stderr == f"{feed.url}?… answers with status 404; nothing was changed.\n"
    assert feed.asked[1]["If-None-Match"] == '"one"' and len(operator.stored(hours)) == 1
    assert not any(secret in done.stdout + done.stderr for done in outcomes for secret in ("geheim", "sesam"))


def test_a_feed_that_drips_is_given_up(operator):
    with serving(Answer(200, drip)) as feed:
        done = operator.jumin("sync", "--create", "--within", "0.5", "--url", feed.url)
    assert (
        done.returncode == 1
        and done.stderr == f"{feed.url} did not give the whole document within 0.5 seconds; nothing was changed.\n"
    )


def test_a_wrong_setting_refuses_to_start_without_showing_a_secret(operator):
    operator.set_to = {"JUMIN_ZONES_URL": "ftp://bob:geheim@host/"}
    done = operator.jumin("sync")
    assert (
        done.returncode == 1 and done.stderr.startswith("JUMIN_ZONES_URL cannot be used: ")
        and "geheim" not in done.stderr
    )
