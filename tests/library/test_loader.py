"""Loading: incremental, idempotent, every file by name, other people's notes untouched."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from tests.conftest import SEEDS
from wxreader.errors import DamagedError
from wxreader.library.check import check
from wxreader.library.library import Library
from wxreader.library.loader import load
from wxreader.library.packs import Where

LEAD = "000_f7f9149e633756c9.txt"


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def test_the_seeds_are_five_sources_and_sixteen_articles(library: Library) -> None:
    assert len(library.sources()) == 5
    assert len(library.rows()) == 16


def test_loading_again_changes_no_byte(library: Library) -> None:
    before = fingerprint(library.path)
    report = load(library, [SEEDS])
    assert (report.unchanged, report.new, report.changed, report.failed) == (5, [], [], [])
    assert fingerprint(library.path) == before


def test_ids_are_the_same_on_any_machine(library: Library, tmp_path: Path) -> None:
    other = Library(tmp_path / "elsewhere")
    load(other, sorted(SEEDS.glob("*.txt"), reverse=True))
    assert {r.id: r.headline for r in other.rows()} == {r.id: r.headline for r in library.rows()}


def test_the_raw_text_is_kept(library: Library, seeds: dict[str, str]) -> None:
    assert all(library.page(name).raw == text for name, text in seeds.items())


def test_a_corrected_dump_replaces_its_source(
    library: Library, tmp_path: Path, seeds: dict[str, str]
) -> None:
    (tmp_path / LEAD).write_text(seeds[LEAD].replace("导小组组长", "导小组副组长"), "utf-8")
    report = load(library, [tmp_path / LEAD])
    assert [x.name for x in report.changed] == [LEAD]
    assert len(library.rows()) == 16
    assert "副组长" in library.article(library.rows()[0].id).paragraphs[0].text


def test_another_page_of_the_same_name_is_another_source(
    library: Library, tmp_path: Path, seeds: dict[str, str]
) -> None:
    other = tmp_path / "2025" / LEAD
    other.parent.mkdir()
    other.write_text(seeds["003_b8451225604ec870.txt"], "utf-8")
    load(library, [other])
    assert f"2025/{LEAD}" in {s.name for s in library.sources()}
    assert len(library.rows()) == 19


def test_each_bad_file_is_named_and_the_others_load(tmp_path: Path, seeds: dict[str, str]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(seeds[LEAD], "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_bytes(b"\n \r\n")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    os.mkfifo(folder / "pipe.txt")
    library = Library(tmp_path / "library")
    report = load(library, [folder, folder / "pipe.txt", tmp_path / "nowhere"])
    assert [x.name for x in report.new] == ["good.txt"]
    failed = {Path(p).name: reason for p, reason in report.failed}
    assert set(failed) == {"empty.txt", "blank.txt", "binary.txt", "pipe.txt", "nowhere"}
    assert all(name in reason for name, reason in failed.items())


def test_a_folder_without_text_is_said(tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    report = load(Library(tmp_path / "library"), [tmp_path / "nothing"])
    assert "no text files" in report.failed[0][1]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "utf-16-be"])
def test_other_encodings_load_right(
    tmp_path: Path, seeds: dict[str, str], library: Library, encoding: str
) -> None:
    (tmp_path / LEAD).write_bytes(seeds[LEAD].encode(encoding))
    other = Library(tmp_path / "library2")
    load(other, [tmp_path / LEAD])
    assert [a.paragraphs for a in other.page(LEAD).articles] == [
        a.paragraphs for a in library.page(LEAD).articles
    ]


def test_big5_loads_right(tmp_path: Path) -> None:
    text = (
        "本報訊 市長昨日主持會議，研究部署經濟工作，要求各部門認真落實，確保完成全年目標任務。（王大明）\n\n"
        "市長主持召開會議\n"
    )
    (tmp_path / "big5.txt").write_bytes(text.encode("big5"))
    library = Library(tmp_path / "library")
    load(library, [tmp_path / "big5.txt"])
    assert library.sources()[0].encoding == "big5hkscs"
    assert library.rows()[0].headline == "市長主持召開會議"


def test_a_sound_library_checks_sound(library: Library) -> None:
    assert check(library) == []


def test_a_lost_catalogue_is_made_anew_from_the_pages(library: Library) -> None:
    rows = set(library.rows())
    (library.path / "catalogue.json").write_bytes(b"{")
    library.refresh()
    assert [f.mended for f in check(library)] == [""]
    assert check(library, repair=True)[0].mended
    library.refresh()
    assert set(library.rows()) == rows
    assert check(library) == []


def damage(path: Path, where: Where) -> None:
    """Change a byte in the middle of a page's record."""
    raw = bytearray(path.read_bytes())
    raw[where.offset + where.length // 2] ^= 1
    path.write_bytes(raw)


def test_a_damaged_page_is_named_taken_out_and_comes_back_by_loading(library: Library) -> None:
    path, where = library.page_place(LEAD)
    damage(path, where)
    others = [s.name for s in library.sources() if s.name != LEAD]
    with pytest.raises(DamagedError, match=path.name):
        Library(library.path).page(LEAD)
    findings = check(Library(library.path), repair=True)
    assert any(LEAD in f.problem and f.mended for f in findings)
    assert [s.name for s in Library(library.path).sources()] == others
    load(Library(library.path), [SEEDS])
    assert len(Library(library.path).rows()) == 16
    assert check(Library(library.path)) == []


def test_many_files_go_over_worker_processes(tmp_path: Path, seeds: dict[str, str], library: Library) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(14):
        (folder / f"{n:02}.txt").write_text(seeds[LEAD].replace("5月12日", f"5月{n + 1}日"), "utf-8")
    other = Library(tmp_path / "library2")
    report = load(other, [folder], workers=2)
    assert len(report.new) == 14
    assert [a.paragraphs[1].text for a in other.page("07.txt").articles] == [
        a.paragraphs[1].text for a in library.page(LEAD).articles
    ]
