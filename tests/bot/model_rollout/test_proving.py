"""Files that are no model for this project are told apart, and none of them ends more than its trial."""
from __future__ import annotations

import io
import json
import os
import shutil
import signal
import sys
import tarfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy
import pytest

from bot.model_rollout import proving
from bot.model_rollout.files import ModelRefused, model_files
from bot.model_rollout.looking import METADATA, fault_of
from bot.model_rollout.present import is_usable, present_model
from bot.model_rollout.proving import NotTried, prove
from bot.training.train import model_file


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "jumin-1.tar.gz"


def rewritten(whole: Path, file: Path, name: str, change) -> None:
    """A copy in which one member is what ``change`` makes of its bytes; left out where that is None."""
    with tarfile.open(whole) as old, tarfile.open(file, "w:gz", compresslevel=1) as new:
        for member in old.getmembers():
            data = old.extractfile(member).read() if member.isfile() else None
            if Path(member.name).name == name:
                data = change(data)
                if data is None:
                    continue
                member.size = len(data)
            new.addfile(member, io.BytesIO(data) if data is not None else None)


def metadata(**changed):
    return lambda data: json.dumps({**json.loads(data), **changed}).encode()


def cut_off(whole: Path, file: Path) -> None:
    file.write_bytes(whole.read_bytes()[:1_000_000])


def with_a_bit_turned(whole: Path, file: Path) -> None:
    data = bytearray(whole.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def packed_text(whole: Path, file: Path) -> None:
    with tarfile.open(file, "w:gz") as archive:
        archive.add(__file__, "notes.txt")


STOCK = {"nodes": {"provider": {"uses": "rasa.nlu.classifiers.diet_classifier.DIETClassifier"}}}


@pytest.mark.parametrize(("make", "said"), [
    (cut_off, "it ends too soon"),
    (with_a_bit_turned, "it is no model file"),
    (lambda _whole, file: file.touch(), "it is no model file"),
    (lambda _whole, file: file.write_text("<html>404</html>"), "it is no model file"),
    (lambda _whole, file: file.mkdir(), "Is a directory"),
    (lambda _whole, file: file.symlink_to("nowhere"), "No such file or directory"),
    (packed_text, f"its {METADATA} is missing or says nothing of a model"),
    (lambda whole, file: rewritten(whole, file, METADATA, lambda data: b"{}"), f"its {METADATA} is missing or "),
    (
        lambda whole, file: rewritten(whole, file, METADATA, metadata(rasa_open_source_version="3.5.0")),
        "Rasa 3.5.0 made it, and this is Rasa 3.6."
    ),
    (
        lambda whole, file: rewritten(whole, file, METADATA, metadata(predict_schema=STOCK)),
        "it was trained without the components of this project"
    ),
])
def test_a_look_tells_what_is_wrong(whole, file, make, said):
    make(whole, file)
    assert said in fault_of(file)
    with pytest.raises(ModelRefused, match=r"jumin-1\.tar\.gz cannot be loaded: "):
        prove(file)
    assert model_files(file.parent) == [] or fault_of(model_files(file.parent)[0])


def with_other_topics(data: bytes) -> bytes:
    """A topic model that was trained for another domain, where all topics stand in another order."""
    with numpy.load(io.BytesIO(data), allow_pickle=False) as arrays:
        kept = dict(arrays)
    labels = [
        name for name, array in kept.items() if array.dtype.kind == "U" and array.ndim == 1 and "four_fixed" in array
    ]
    assert labels
    for name in labels:
        kept[name] = numpy.roll(kept[name], 1)
    packed = io.BytesIO()
    numpy.savez(packed, **kept)
    return packed.getvalue()


def test_only_a_trial_finds_a_model_of_another_domain(whole, file):
    rewritten(whole, file, "topics.npz", with_other_topics)
    assert fault_of(file) == ""
    with pytest.raises(ModelRefused, match="golden questions failed: ") as refused:
        prove(file)
    assert not isinstance(refused.value, NotTried)


def program(text: str) -> tuple[str, ...]:
    return (sys.executable, "-c", text)


def test_a_model_that_ends_the_process_ends_its_trial_only(whole, file, monkeypatch):
    shutil.copy(whole, file)
    monkeypatch.setattr(proving, "COMMAND", program("import os; os.abort()"))
    with pytest.raises(ModelRefused, match="it ended the process that loaded it with SIGABRT") as refused:
        prove(file)
    assert not isinstance(refused.value, NotTried)


@pytest.mark.parametrize(("text", "said"), [
    (f"import os; os.kill(os.getpid(), {signal.SIGKILL})", "could not be tried: the trial ended with code -9"),
    ("raise SystemExit('data/golden.yml cannot be read.')", "could not be tried: data/golden.yml cannot be read."),
])
def test_what_is_not_the_files_fault_sets_nothing_aside(whole, file, monkeypatch, text, said):
    shutil.copy(whole, file)
    monkeypatch.setattr(proving, "COMMAND", program(text))
    with pytest.raises(NotTried, match=said):
        is_usable(file)
    assert file.exists()


def test_what_was_proven_is_not_tried_again_under_any_name(whole, file, monkeypatch):
    shutil.copy(whole, file)
    for proof in whole.resolve().parent.glob(".*.proven"):
        shutil.copy(proof, file.parent)
    monkeypatch.setattr(proving, "COMMAND", program("raise SystemExit('tried again')"))
    prove(file)
    file.write_bytes(file.read_bytes() + b"\0")
    with pytest.raises(NotTried, match="tried again"):
        prove(file)


def folder_with(whole: Path, folder: Path, make) -> Path:
    """A folder of models in which the present one is broken, and where a whole one was proven."""
    for proof in whole.resolve().parent.glob(".*.proven"):
        shutil.copy(proof, folder)
    make(whole, model_file(folder))
    return folder


@pytest.mark.parametrize("make", [cut_off, lambda _w, file: file.mkdir(), lambda _w, file: file.symlink_to("nowhere")])
def test_a_broken_one_is_set_aside_and_trained_anew_once(whole, tmp_path, training, make):
    models = folder_with(whole, tmp_path, make)
    assert present_model(models) == present_model(models) == model_file(models)
    assert training == [models] and model_file(models).read_bytes() == whole.read_bytes()
    assert os.path.lexists(f"{model_file(models)}.broken")


def test_two_processes_that_start_at_once_train_once(whole, tmp_path, training):
    models = folder_with(whole, tmp_path, cut_off)
    with ThreadPoolExecutor() as pool:
        assert set(pool.map(present_model, [models] * 4)) == {model_file(models)}
    assert training == [models]


def test_sources_that_give_a_useless_model_are_not_trained_for_ever(whole, tmp_path, training, monkeypatch):
    monkeypatch.setattr(
        proving, "COMMAND", program("print('jumin-1.tar.gz: 1 of 25 golden questions failed.'); raise SystemExit(3)")
    )
    for _ in range(2):
        with pytest.raises(
            NotTried, match=r"The model of the present sources is useless: .* golden questions failed\. Mend"
        ):
            present_model(tmp_path)
    assert training == [tmp_path]
