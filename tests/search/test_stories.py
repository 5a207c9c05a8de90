"""Stories that stand in a library more than once are found, kept, made anew where they are damaged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.alike.test_alike import changed
from wxreader.cli.main import main
from wxreader.library.library import Library, rows_of
from wxreader.model import Page, Paragraph
from wxreader.search.alike import update_alike
from wxreader.search.manifest import is_current
from wxreader.search.stories import folder, load_groups


def print_again(library: Library, article: str, share: float) -> str:
    """Put an article into the library once more, with some characters changed; its id."""
    old = library.article(article)
    page = library.page(old.source)
    paragraphs = tuple(Paragraph(changed(p.text, share, n)) for n, p in enumerate(old.paragraphs))
    again = replace(
        old, id=article[::-1], source=f"again-{article}.txt", order=1, paragraphs=paragraphs, mentions=()
    )
    source = replace(page.source, name=again.source, sha256=article * 6, path=f"/again/{article}")
    with library.writing():
        library.write_page(Page(source, (again,), page.raw))
        library.write_catalogue([(source, rows_of(Page(source, (again,), page.raw)))])
    return again.id


def test_a_story_printed_again_is_one_with_the_first_whenever_it_is_loaded(library: Library) -> None:
    first, second = [r.id for r in library.rows()][:2]
    at_once = print_again(library, first, 0.1)
    update_alike(library)
    assert sorted(load_groups(library).of(first)) == sorted([first, at_once])
    later = print_again(library, second, 0.15)
    assert not is_current(Library(library.path), "alike")
    update_alike(library)
    assert is_current(Library(library.path), "alike")
    assert sorted(map(sorted, load_groups(library).all())) == sorted(
        [sorted([first, at_once]), sorted([second, later])]
    )


@pytest.mark.parametrize("name", ["groups.json", "manifest.json", "meta.json"])
def test_a_damaged_file_is_no_group_and_is_made_anew(library: Library, name: str) -> None:
    first = library.rows()[0].id
    print_again(library, first, 0.1)
    update_alike(library)
    kept = folder(library) / name
    kept.write_bytes(kept.read_bytes()[:20])
    assert not is_current(Library(library.path), "alike")
    update_alike(library)
    assert len(load_groups(library).of(first)) == 2
    kept.unlink()
    update_alike(library)
    assert len(load_groups(library).of(first)) == 2


def test_the_command_lists_stories_and_what_differs(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    first = library.rows()[0].id
    again = print_again(library, first, 0.02)
    where = ["--library", str(library.path)]
    assert main([*where, "alike"]) == 0
    assert {line.split("\t")[1] for line in capsys.readouterr().out.splitlines()} == {first, again}
    assert main([*where, "alike", first, again]) == 0
    assert all("→" in line for line in capsys.readouterr().out.splitlines())
    assert main([*where, "alike", "--json", first]) == 0
    assert first in capsys.readouterr().out
    assert Path(folder(library)).is_dir()
