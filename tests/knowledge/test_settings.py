"""Settings: what is unset has a default, what is wrong refuses to start with the variable's name."""
from __future__ import annotations

import os
from datetime import timedelta

import pytest
from support import ROOT

from knowledge.clock import parse_instant
from knowledge.settings import SettingsError, load_settings, refuse_unknown


@pytest.fixture
def set_to(monkeypatch):
    """set_to(JUMIN_PORT="1") -> the settings of an environment that holds these only."""
    def load(**environment: str):
        for name in [name for name in os.environ if name.upper().startswith("JUMIN_")]:
            monkeypatch.delenv(name)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return load_settings()
    return load


def test_defaults(set_to):
    settings = set_to()
    assert settings.url == f"sqlite:///{ROOT}/var/jumin.db" and settings.port == 5005
    assert settings.max_list_age == timedelta(hours=24) and not settings.clock_is_stopped
    assert (settings.emergency, settings.city) == ("120", "郑州市")


def test_the_folder_of_the_store_follows_var(set_to):
    assert set_to(JUMIN_VAR="elsewhere").url == f"sqlite:///{ROOT}/elsewhere/jumin.db"
    assert set_to(JUMIN_VAR="/srv/elsewhere").url == "sqlite:////srv/elsewhere/jumin.db"
    assert set_to(JUMIN_VAR="elsewhere", JUMIN_DATABASE_URL="postgresql://x/y").url == "postgresql://x/y"


@pytest.mark.parametrize(("url", "whole"), [
    ("sqlite:///a.db", f"sqlite:///{ROOT}/a.db"), ("sqlite+pysqlite:///b/a.db", f"sqlite+pysqlite:///{ROOT}/b/a.db"),
    ("sqlite:////srv/a.db", "sqlite:////srv/a.db"),
    ("sqlite:///:memory:", "sqlite:///:memory:"),
    ("sqlite://", "sqlite://"),
])
def test_a_relative_path_is_the_same_one_in_any_folder(set_to, monkeypatch, tmp_path, url, whole):
    monkeypatch.chdir(tmp_path)
    assert set_to(JUMIN_DATABASE_URL=url).url == whole


def test_a_stopped_clock_is_told_to_be_one(set_to):
    settings = set_to(JUMIN_NOW="2022-11-07T09:00:00+08:00")
    assert settings.clock_is_stopped and settings.instant() == parse_instant("2022-11-07T09:00")
    assert not set_to(JUMIN_NOW="real").clock_is_stopped


@pytest.mark.parametrize(("name", "value"), [
    ("JUMIN_NOW", "yesterday"), ("JUMIN_NOW", "2022-13-40"), ("JUMIN_PORT", "http"), ("JUMIN_PORT", "-1"),
    ("JUMIN_PORT", "65536"), ("JUMIN_ACTIONS_PORT", "70000"), ("JUMIN_ZONES_MAX_AGE", "a day"),
    ("JUMIN_ZONES_MAX_AGE", "-1"), ("JUMIN_ZONES_MAX_AGE", "nan"), ("JUMIN_ZONES_MAX_AGE", "1e300"),
    ("JUMIN_WEB_MESSAGES_A_MINUTE", "0"), ("JUMIN_WEB_MESSAGES_A_MINUTE", "many"),
    ("JUMIN_LOGIN_HEADER", "X-Remote-User"), ("JUMIN_ZONES_EVERY", "0"),
    ("JUMIN_ZONES_EVERY", "1441"),
    ("JUMIN_ZONES_EVERY", "nan"),
    ("JUMIN_ZONES_URL", "host/list.json"),
    ("JUMIN_CITY", " "), ("JUMIN_CITY", "市"),
    ("JUMIN_FRAME_ANCESTORS", "www.example.gov.cn"), ("JUMIN_FRAME_ANCESTORS", "https://a.example/page"),
    ("JUMIN_FRAME_ANCESTORS", "*, https://a.example"), ("JUMIN_FRAME_ANCESTORS", "https://a.example; script-src *"),
    ("JUMIN_PUBLIC_ADDRESS", "www.example.gov.cn"), ("JUMIN_PUBLIC_ADDRESS", "https://a.example/?x=1"),
    ("JUMIN_WEB_SESSION_HOURS", "0"), ("JUMIN_WEB_SESSION_HOURS", "long"),
    ("JUMIN_DESK_ANCESTORS", "*"), ("JUMIN_DESK_ANCESTORS", "https://a.example/desk"), ("JUMIN_TICKETS_KEY", "short"),
    ("JUMIN_TICKETS_URL", "https://a.example/tickets"),
    ("JUMIN_WEB_DEADLINE", "soon"), ("JUMIN_WEB_DEADLINE", "-3"), ("JUMIN_WEB_DEADLINE", "inf"),
])
def test_a_wrong_one_refuses_to_start_and_names_itself(set_to, name, value):
    with pytest.raises(SettingsError, match=rf"^{name} cannot be used: .+"):
        set_to(**{name: value})


def test_a_ticket_system_is_an_address_and_its_key_stands_in_no_sentence(set_to):
    key = "sixteen and more characters"
    assert set_to(JUMIN_TICKETS_URL="https://a.example/t", JUMIN_TICKETS_KEY=key).tickets_key == key
    with pytest.raises(SettingsError, match=r"^JUMIN_TICKETS_URL") as told:
        set_to(JUMIN_TICKETS_URL="ftp://user:secret@a.example", JUMIN_TICKETS_KEY=key)
    assert "secret" not in str(told.value) and key not in str(told.value)


@pytest.mark.parametrize(("given", "sites"), [
    ("", ()), ("*", ("*",)),
    ("https://a.example, http://b.example:8080", ("https://a.example", "http://b.example:8080")),
])
def test_the_sites_that_may_show_the_chat(set_to, given, sites):
    assert set_to(JUMIN_FRAME_ANCESTORS=given).framing_sites == sites


@pytest.mark.parametrize("given", ["https://a.example/ask", "https://a.example/ask/"])
def test_the_public_address_is_a_folder(set_to, given):
    assert set_to(JUMIN_PUBLIC_ADDRESS=given).public_address == "https://a.example/ask/"


@pytest.mark.parametrize(("given", "meant"), [
    ("郑州", "郑州市"), (" 郑州市 ", "郑州市"), ("兴安盟", "兴安盟"), ("延边朝鲜族自治州", "延边朝鲜族自治州"),
])
def test_a_city_is_known_by_its_whole_name(set_to, given, meant):
    assert set_to(JUMIN_CITY=given).city == meant


def test_an_address_with_a_password_is_not_told_when_it_is_wrong(set_to):
    with pytest.raises(SettingsError) as error:
        set_to(JUMIN_ZONES_URL="ftp://bob:geheim@host/")
    assert "geheim" not in str(error.value)


def test_a_name_that_nobody_reads_is_refused_with_the_likeliest_meant():
    with pytest.raises(SettingsError, match=r"^JUMIN_REDISURL is no setting; did you mean JUMIN_REDIS_URL\?$"):
        refuse_unknown({"JUMIN_PORT": "1", "JUMIN_REDISURL": "redis://x", "PATH": "/bin"})
    refuse_unknown({"JUMIN_PORT": "1", "jumin_var": "x", "JUMINX": "of another program"})


def test_a_header_signs_on_only_where_a_proxy_is_trusted(set_to):
    assert set_to().login_header == ""
    set_with = set_to(JUMIN_TRUSTED_PROXIES="10.0.0.0/8", JUMIN_LOGIN_HEADER="X-Remote-User")
    assert set_with.login_header == "X-Remote-User"
    with pytest.raises(SettingsError, match="no name of a header"):
        set_to(JUMIN_TRUSTED_PROXIES="10.0.0.0/8", JUMIN_LOGIN_HEADER="X Remote:")


def test_conversations_are_kept_thirty_days_and_logs_in_no_file(set_to):
    assert set_to().retention_days == 30 and set_to().log_path is None
    assert set_to(JUMIN_VAR="elsewhere", JUMIN_LOG_FILE="jumin.log").log_path == ROOT / "elsewhere/logs/jumin.log"


@pytest.mark.parametrize("days", ["0", "-1", "nan", "thirty"])
def test_a_retention_that_is_no_number_of_days_is_refused(set_to, days):
    with pytest.raises(SettingsError, match="JUMIN_RETENTION_DAYS"):
        set_to(JUMIN_RETENTION_DAYS=days)


@pytest.mark.parametrize("name", ["/etc/jumin.log", "../jumin.log", "a/b.log", ".."])
def test_a_log_stays_in_its_folder(set_to, name):
    with pytest.raises(SettingsError, match="JUMIN_LOG_FILE"):
        set_to(JUMIN_LOG_FILE=name)
