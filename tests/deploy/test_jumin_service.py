"""deploy/jumin-service gives an operator's command the environment and the user of the service."""
from __future__ import annotations

import json
import os
import pwd
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT

from bot.serve.bootstrap import prepare_store
from knowledge.settings import Settings

WRAPPER, UNIT = ROOT / "deploy/jumin-service", ROOT / "deploy/jumin@.service"
ME = pwd.getpwuid(os.getuid()).pw_name
# systemd's own reader of such files, for another folder of them.
GENERATOR = Path("/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator")
WRITTEN = r"""# a comment; JUMIN_NO=1
; JUMIN_NEITHER=1
JUMIN_SECRET=it's "so" #1 $HOME `x`
JUMIN_PLAIN=two  words   
JUMIN_DOUBLE="quoted \"inner\" \\ back \n stays \$5 # no comment"
JUMIN_SINGLE='single $HOME "x" \ '
JUMIN_BARE=bare\ escaped\"quote#hash
JUMIN_PIECES="two"' pieces'
JUMIN_LONG=line \
goes on
JUMIN_LINES="one
two"
  JUMIN_INDENTED  =  in
JUMIN_LAST=first
JUMIN_LAST=second
this line is none
JUMIN_NAMED=郑州市"""
READ = {
    "JUMIN_SECRET": 'it\'s "so" #1 $HOME `x`', "JUMIN_PLAIN": "two  words",
    "JUMIN_DOUBLE": 'quoted "inner" \\ back \\n stays $5 # no comment',
    "JUMIN_SINGLE": 'single $HOME "x" \\ ', "JUMIN_BARE": 'bare escaped"quote#hash', "JUMIN_PIECES": "two pieces",
    "JUMIN_LONG": "line goes on",
    "JUMIN_LINES": "one\ntwo", "JUMIN_INDENTED": "in", "JUMIN_LAST": "second", "JUMIN_NAMED": "郑州市",
}


@pytest.fixture
def service(tmp_path):
    """service(environment file's text, program, *arguments) -> the command for it, by a unit of that program."""
    def command(text: str, program: str | Path, *arguments: str, user: str = ME) -> list[str]:
        file, unit = tmp_path / "jumin.env", tmp_path / "jumin@.service"
        file.write_text(text, encoding="utf-8")
        file.chmod(0o600)
        told = UNIT.read_text(encoding="utf-8").replace(
            "/etc/jumin/jumin.env", str(file)
        ).replace("User=jumin", f"User={user}")
        unit.write_text(told.replace("/opt/jumin/.venv/bin/jumin", str(program)), encoding="utf-8")
        return [sys.executable, "-I", str(WRAPPER), "--unit", str(unit), *arguments]
    return command


@pytest.fixture
def teller() -> str:
    """A program that tells its environment, user and arguments, where any user may run it."""
    program = Path("/tmp") / f"jumin-teller-{os.getpid()}"
    program.write_text(f"#!{shutil.which('python3', path='/usr/bin') or sys.executable}\nimport json, os, sys\n"
                       "print(json.dumps([dict(os.environ), os.getuid(), sys.argv[1:]]))\n")
    program.chmod(0o755)
    yield str(program)
    program.unlink()


def told_by(command: list[str], **environment: str):
    done = subprocess.run(
        command, env={"PATH": os.environ["PATH"], **environment}, capture_output=True, text=True, timeout=30, cwd="/"
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_file_is_read_as_systemd_reads_it(service, teller):
    environment, _, arguments = (
        told_by(service(WRITTEN, teller, "a b", "$c"), JUMIN_VAR="of the caller", PYTHONPATH="/x", LANG="C.UTF-8")
    )
    assert {name: value for name, value in environment.items() if name.startswith("JUMIN_")} == READ
    assert arguments == ["a b", "$c"] and environment["LANG"] == "C.UTF-8" and "PYTHONPATH" not in environment
    assert environment["HOME"] == pwd.getpwnam(ME).pw_dir


def test_systemd_itself_reads_the_same(tmp_path):
    if not GENERATOR.exists():
        pytest.skip("systemd is not here")
    folder = tmp_path / "environment.d"
    folder.mkdir()
    (folder / "1.conf").write_text(WRITTEN.replace("$", "S").replace("\\S", "S"), encoding="utf-8")
    said = subprocess.run(
        [GENERATOR], env={"XDG_CONFIG_HOME": str(tmp_path), "HOME": "/x"}, capture_output=True, text=True, timeout=20
    ).stdout
    theirs = dict(re.findall(r'^(JUMIN_\w+)="?(.*?)"?$', said, re.MULTILINE))
    plain = {name: re.sub(r"\\(.)", lambda m: {"n": "\n"}.get(m[1], m[1]), value) for name, value in theirs.items()}
    assert plain == {name: value.replace("$", "S") for name, value in READ.items()}


def test_a_secret_is_in_no_list_of_processes(service):
    command = service("JUMIN_SECRET=not-to-be-seen\n", "/bin/sleep", "30")
    with subprocess.Popen(command) as process:
        try:
            shown = ""
            while not shown.startswith("/bin/sleep"):
                shown = Path(f"/proc/{process.pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
                assert "not-to-be-seen" not in shown and process.poll() is None
            assert "not-to-be-seen" in Path(f"/proc/{process.pid}/environ").read_text()
        finally:
            process.kill()


@pytest.mark.skipif(os.getuid() != 0, reason="only root may work as another user")
def test_root_works_as_the_user_of_the_service(service, teller):
    _, user, _ = told_by(service("JUMIN_PORT=1\n", teller, user="nobody"))
    assert user == pwd.getpwnam("nobody").pw_uid


@pytest.mark.parametrize(("spoil", "said"), [
    (
        lambda command: [*command[:4], "/nowhere/jumin@.service"],
        "/nowhere/jumin@.service cannot be read: No such file or directory. "
    ),
    (
        lambda command: Path(command[4]).write_text("[Service]\nUser=x\n") and command,
        "The unit says no EnvironmentFile=."
    ),
    (
        lambda command: Path(command[4]).with_name("jumin.env").write_text("# no \\\nA=1\n") and command,
        "Take the backslash from the end of "
    ),
    (lambda command: Path(command[4]).with_name("jumin.env").unlink() or command, "jumin.env cannot be read: "),
])
def test_what_is_missing_is_said_in_a_sentence(service, spoil, said):
    done = subprocess.run(spoil(service("JUMIN_PORT=1\n", "/bin/true")), capture_output=True, text=True, timeout=20)
    assert done.returncode == 1 and said in done.stderr and len(done.stderr.strip().splitlines()) == 1


def test_an_operator_works_on_the_store_of_the_service(service, tmp_path):
    prepare_store(Settings(var=tmp_path / "var"))
    jumin = Path(sys.executable).with_name("jumin")
    command = service(f"JUMIN_VAR='{tmp_path / 'var'}'\nJUMIN_NOW=real\n", jumin, "privacy", "erase", "web:nobody")
    bash = subprocess.run(["bash", "-c", '"$@"', "bash", *command], cwd="/", capture_output=True, text=True, timeout=60)
    assert bash.returncode == 1 and f"Nothing ever served from the SQLite file {tmp_path}/var/jumin.db" in bash.stderr


def test_it_runs_by_the_environment_that_the_unit_runs():
    program = re.search(r"^ExecStart=(\S+)", UNIT.read_text(encoding="utf-8"), re.MULTILINE)[1]
    assert (
        WRAPPER.read_text(encoding="utf-8").startswith(f"#!{Path(program).with_name('python')} -I\n")
        and os.access(WRAPPER, os.X_OK)
    )
