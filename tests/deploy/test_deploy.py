"""The files of deploy/ are right by themselves and agree with each other, with the settings and with the code."""
from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from faults.topology import nginx_for
from support import ROOT

from bench.services import ServiceMissing, find
from bot.processes.keeping import ASK_EVERY_SECONDS
from bot.processes.sockets import HOST
from bot.processes.supervisor import ENDS_WITHIN_SECONDS
from knowledge.settings import Settings

DEPLOY = ROOT / "deploy"
# What the Compose specification calls the keys used here; a slip such as `enviroment` is otherwise passed over in
# silence.
TOP_KEYS = {"name", "services", "volumes"}
SERVICE_KEYS = {
    "build", "image", "network_mode", "restart", "init", "stop_grace_period", "depends_on", "environment", "command",
    "volumes", "healthcheck",
}


@pytest.fixture(scope="module")
def compose() -> dict:
    # Not by ruamel: once Rasa has read a file, that one replaces ${NAMES} everywhere.
    return yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def nginx() -> str:
    return (DEPLOY / "nginx.conf").read_text(encoding="utf-8")


def serving_of(compose: dict) -> dict[str, dict]:
    return {name: service for name, service in compose["services"].items() if name.startswith("serve-")}


def known_settings() -> set[str]:
    return {f"JUMIN_{name.upper()}" for name in Settings.__fields__}


def test_nginx_takes_its_configuration(tmp_path):
    file = tmp_path / "nginx.conf"
    file.write_text(nginx_for(8080, [5005, 5006]), encoding="utf-8")
    try:
        command = [find("nginx"), "-t", "-c", str(file), "-p", str(tmp_path), "-e", "stderr"]
    except ServiceMissing as missing:
        pytest.skip(str(missing))
    checked = subprocess.run(command, capture_output=True, text=True, timeout=20)
    assert checked.returncode == 0 and "[warn]" not in checked.stderr, checked.stderr


def test_nginx_waits_longer_than_a_process_may_take(nginx):
    patience = int(re.search(r"proxy_read_timeout (\d+)s;", nginx)[1])
    assert patience > Settings.__fields__["web_deadline"].default


def test_systemd_takes_the_units(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed")
    for name in ("jumin@.service", "jumin.target"):
        text = (DEPLOY / name).read_text(encoding="utf-8")
        # Only whether the unit is right is asked, not whether jumin is installed on this machine.
        (tmp_path / name).write_text(re.sub(r"/opt/jumin/\.venv/bin/jumin serve", "/bin/true", text), encoding="utf-8")
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / "jumin@5005.service"), str(tmp_path / "jumin.target")],
        capture_output=True, text=True, timeout=60, env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "PATH": "/usr/bin:/bin"},
    )
    about_ours = [line for line in checked.stderr.splitlines() if "jumin" in line]
    assert checked.returncode == 0 and not about_ours, checked.stderr


def test_compose_has_only_keys_that_compose_knows(compose):
    assert {key for key in compose if not key.startswith("x-")} == TOP_KEYS
    for name, service in compose["services"].items():
        assert set(service) <= SERVICE_KEYS, name
        assert ("image" in service) and service["network_mode"] == "host", name
        for needed in service.get("depends_on", ()):
            assert needed in compose["services"], name


def test_compose_mounts_what_there_is(compose):
    for service in compose["services"].values():
        for volume in service.get("volumes", ()):
            source = volume.partition(":")[0]
            assert (DEPLOY / source).exists() if source.startswith(".") else source in compose["volumes"], volume


def test_compose_builds_from_a_file_that_is_there(compose):
    for service in serving_of(compose).values():
        build = service["build"]
        assert (DEPLOY / build["context"] / build["dockerfile"]).is_file()
    copied = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert "make setup" in copied and "jumin train" in copied and "USER jumin" in copied


def test_every_process_of_compose_and_of_systemd_is_known_to_nginx(compose, nginx):
    behind = set(re.findall(rf"server {re.escape(HOST)}:(\d+) ", nginx))
    units = set(re.findall(r"jumin@(\d+)\.service", (DEPLOY / "jumin.target").read_text(encoding="utf-8")))
    assert behind == units == {service["environment"]["JUMIN_PORT"] for service in serving_of(compose).values()}


def test_only_settings_that_exist_are_set(compose):
    example = (DEPLOY / "jumin.env.example").read_text(encoding="utf-8")
    named = {*re.findall(r"^#? ?(JUMIN_\w+)=", example, re.M)}
    for service in serving_of(compose).values():
        named |= set(service["environment"])
    assert named and named <= known_settings()


def test_all_processes_share_store_locks_and_secret(compose):
    shared = [
        {key: value for key, value in service["environment"].items() if key != "JUMIN_PORT"}
        for service in serving_of(compose).values()
    ]
    assert shared[0] == shared[1] and {"JUMIN_SECRET", "JUMIN_DATABASE_URL", "JUMIN_REDIS_URL"} <= set(shared[0])


def test_a_python_that_the_service_cannot_run_is_not_taken(tmp_path):
    if os.getuid() != 0:
        pytest.skip("only root may run a command as another user")
    private = tmp_path / "python3.10"
    private.symlink_to(sys.executable)
    tmp_path.chmod(0o700)
    found = {user: find_python(tmp_path, user) for user in ("", "nobody")}
    assert found[""] == str(private) and found["nobody"] != str(private)
    assert (
        not found["nobody"]
        or subprocess.run(["runuser", "-u", "nobody", "--", found["nobody"], "--version"], timeout=20).returncode == 0
    )


def find_python(first: Path, user: str) -> str:
    """What scripts/find-python310.sh prints when ``first`` is where programs are looked for first."""
    environment = {"PATH": f"{first}:/usr/sbin:/usr/bin:/sbin:/bin", "SERVICE_USER": user}
    script = ["sh", str(ROOT / "scripts/find-python310.sh")]
    return subprocess.run(
        script, env=environment, capture_output=True, text=True, timeout=60, check=True
    ).stdout.strip()


def test_systemd_waits_for_the_supervisor_and_its_ends(compose):
    unit = (DEPLOY / "jumin@.service").read_text(encoding="utf-8")
    assert "Type=notify\n" in unit and int(re.search(r"WatchdogSec=(\d+)", unit)[1]) > 5 * ASK_EVERY_SECONDS
    patience = int(re.search(r"TimeoutStopSec=(\d+)", unit)[1])
    assert patience > 2 * ENDS_WITHIN_SECONDS and compose["x-serve"]["stop_grace_period"] == f"{patience}s"
