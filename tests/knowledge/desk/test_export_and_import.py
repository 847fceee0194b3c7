"""Out of one store and into another: the same release, byte for byte, or a reason why not."""
from __future__ import annotations

import random
import shutil

import pytest
from content_folder import DATA, small_folder
from desks import CITY, NOON, desk_of, draft_at, publication_at, texts_at, written

from knowledge.database import open_engine, transaction
from knowledge.desk import Desk
from knowledge.desk.draft import StepRefused
from knowledge.desk.publications import manifest_now
from knowledge.desk.texts import texts_of
from knowledge.releases.document_folder import read_folder, write_folder
from knowledge.releases.documents import DocumentRefused, identify, manifest_of, text_of
from knowledge.releases.soundness import Soundness, soundness

# What editors, stores and terminals have stumbled over.
PIECES = (
    "'", '"', "\\", "`", ";", "--", "/*", "%s", "%(x)s", ":x", "$1", "{}", "{0}", "{{", "\r\n", "\r", "\n", "\t", " ",
    "\u00a0", "\u3000", "\u200b", "\u200d", "\u202e", "\u2066", "\ufeff", "\ufffd", "\ufffe", "\U0010ffff", "\u0085",
    "\u2028", "\x01", "\x1b[31m", "\x7f", "\x9f", "é", "e\u0301", "\u0f73\u0f75", "𠮷", "👨‍👩‍👧", "🇨🇳",
    "：", "，", "「」", "通告", "Ω",
    "İ", "ß", "ﬁ", "DROP TABLE draft", "<script>", "&amp;", "]]>", "- ", "? ", "*a", "&a", "!!python/object", "|", ">",
    "# ", "%YAML 1.1", "---\n", "...\n", "NULL", "~", "0777", "1e9999", "a" * 5000,
)
BYTES = (b"\x00", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\xaf", b"\xe9\x83")


def hostile(count: int) -> dict[str, bytes]:
    """Files of pieces in any order; one in eight holds bytes that are no text."""
    chance = random.Random(2026)
    files = {}
    for number in range(count):
        pieces = [piece.encode() for piece in chance.choices(PIECES, k=chance.randint(1, 6))]
        if number % 8 == 0:
            pieces.insert(chance.randrange(len(pieces) + 1), chance.choice(BYTES))
        files[f"words/{number:04}.txt"] = b"".join(pieces)
    return files


@pytest.fixture
def empty(sqlite_store, tmp_path):
    """empty("a") -> the engine of an empty store of that name."""
    return lambda name: open_engine(f"sqlite:///{shutil.copy(sqlite_store, tmp_path / f'{name}.db')}")


def imported(desk: Desk, texts: dict[str, str]) -> str:
    """The release after these texts were imported, approved and published."""
    draft, _ = desk.import_texts(texts, "", "li", "导入", NOON)
    desk.submit(draft.number, "li", NOON)
    desk.approve(draft.number, "zhao", NOON)
    desk.publish(draft.number, "zhao", NOON)
    return publication_at(desk, NOON).release


def test_a_thousand_hostile_texts_survive_byte_for_byte_or_are_refused_with_a_reason(stored, tmp_path):
    desk, kept, refused = desk_of(stored, lambda texts: Soundness()), {}, []
    for path, data in hostile(1000).items():
        try:
            kept[path] = text_of(path, data)
        except DocumentRefused as refusal:
            refused.append(str(refusal))
    assert len(refused) == 125 and all(sentence.startswith("words/") and len(sentence) > 30 for sentence in refused)
    release = imported(desk, {**CITY, **kept})
    write_folder(texts_at(desk, NOON), tmp_path / "out")
    files = {path: (tmp_path / "out" / path).read_bytes() for path in kept}
    assert files == {path: data for path, data in hostile(1000).items() if path in kept}
    assert identify(manifest_of(read_folder(tmp_path / "out"))) == release


def test_the_whole_city_goes_out_and_into_an_empty_store_as_the_same_release(empty, tmp_path):
    texts = read_folder(DATA)
    first = Desk(empty("first"))
    first.seed(lambda: texts, NOON)
    write_folder(texts_at(first, NOON), tmp_path / "out")
    second = Desk(empty("second"), first.check)
    second.checked = first.checked
    second.seed(lambda: read_folder(tmp_path / "out"), NOON)
    assert publication_at(second, NOON).release == publication_at(first, NOON).release == identify(manifest_of(texts))
    assert all((tmp_path / "out" / path).read_bytes() == (DATA / path).read_bytes() for path in texts)


def test_a_folder_is_compared_with_the_release_that_it_was_made_from(empty):
    desk = desk_of(empty("a"))
    old = texts_at(desk, NOON)
    seed = publication_at(desk, NOON).release
    imported(desk, {**old, "notices/a.yml": "notice: a\n# 新\n"})
    mine = {**old, "answers/topics/t.yml": "topic: t\n# 我\n"}
    for origin in (seed, "", "unknown"):
        draft, base = desk.import_texts(mine, origin, "wang", "导入", NOON)
        assert base == seed and [entry.path for entry in draft.changes] == ["answers/topics/t.yml"]
    with pytest.raises(StepRefused, match=f"Nothing differs from release {seed}"):
        desk.import_texts(old, seed, "wang", "导入", NOON)


def test_two_import_into_one_draft_and_neither_loses_words(empty):
    desk = desk_of(empty("a"))
    number = written(desk, "answers/topics/t.yml", "topic: t\n# li\n")
    notice = {**CITY, "notices/a.yml": "notice: a\n# wang\n"}
    draft, _ = desk.import_texts(notice, "", "wang", "导入", NOON, number)
    assert [entry.path for entry in draft.changes] == ["answers/topics/t.yml", "notices/a.yml"]
    both = {**notice, "answers/topics/t.yml": "topic: t\n# wang\n"}
    with pytest.raises(StepRefused, match=f"was written by li in draft {number}.*--version {draft.version}"):
        desk.import_texts(both, "", "wang", "导入", NOON, number)
    with pytest.raises(StepRefused, match=f"has version {draft.version} by now, not 1"):
        desk.import_texts(both, "", "wang", "导入", NOON, number, 1)
    desk.import_texts(both, "", "wang", "导入", NOON, number, draft.version)
    with transaction(desk.engine) as session:
        manifest = draft_at(desk, number).over(manifest_now(session, NOON))
        assert texts_of(session, manifest) == both


def test_an_import_takes_back_only_what_its_owner_wrote(empty):
    desk = desk_of(empty("a"))
    number = written(desk, "answers/topics/t.yml", "topic: t\n# li\n")
    draft, _ = desk.import_texts({**CITY, "notices/b.yml": "notice: b\n"}, "", "li", "导入", NOON, number)
    assert [entry.path for entry in draft.changes] == ["notices/b.yml"]


@pytest.mark.parametrize(("files", "said"), [
    ({"a.yaml": ""}, "call it .yml"), ({"notices/B.YML": ""}, "call it .yml"),
    ({"a b.yml": ""}, "no path of a document"),
    ({"A.yml": "", "a.yml": ""}, "differ in the size of letters"), ({"x" * 199 + ".yml": ""}, "more than 200"),
])
def test_files_that_another_machine_would_not_have_alike_are_refused(tmp_path, files, said):
    for path, text in {"city.yml": "name: 甲市\n", **files}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    with pytest.raises(DocumentRefused, match=said):
        read_folder(tmp_path)


def test_links_are_not_followed_and_what_is_no_document_is_left_alone(tmp_path):
    (tmp_path / "city.yml").write_text("name: 甲市\n")
    for path in (".git/x.yml", "sample/sites.yml", "README.md", "places.csv"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("x")
    assert set(read_folder(tmp_path)) == {"city.yml"}
    (tmp_path / "secret.yml").symlink_to("/etc/hostname")
    with pytest.raises(DocumentRefused, match="is a link"):
        read_folder(tmp_path)
    (tmp_path / "secret.yml").unlink()
    (tmp_path / "notices").symlink_to("/etc")
    with pytest.raises(DocumentRefused, match="is a link"):
        read_folder(tmp_path)


def test_an_export_never_writes_over_anything(tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there/mine.txt").write_text("x")
    with pytest.raises(DocumentRefused, match="not empty"):
        write_folder(CITY, tmp_path / "there")
    assert [file.name for file in tmp_path.iterdir()] == ["there"]


def test_what_is_off_in_a_city_is_told_by_its_document(root):
    texts = read_folder(root)
    assert soundness(texts) == Soundness()
    topic = "answers/topics/booth_location.yml"
    broken = {**texts, topic: texts[topic].replace("topic:", "topik:")}
    assert "'topic' is missing" in soundness(broken).unreadable[0] and soundness(broken).unreadable[0].startswith(topic)
    assert soundness({**texts, "nlu/x.yml": "a: [\n"}).unreadable[0].startswith("nlu/x.yml:2: not YAML")
    assert soundness({path: text for path, text in texts.items() if path != "city.yml"}).unreadable


@pytest.fixture
def root(tmp_path):
    return small_folder(tmp_path / "small")
