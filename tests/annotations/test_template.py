"""Templates of the user's own: what they are given, and that they can do nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.calls import call
from tests.support.notes import note
from wxreader.annotations.template import context, render
from wxreader.errors import TemplateError
from wxreader.library.library import Library

GIVEN = context([replace(note("笔*记"), tags=("外资/日资",))], {}, {})


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ count }} {{ articles[0].headline }}", "1 h"),
        (
            "{% for a in articles[0].annotations %}{{ a.quote }}: {{ a.note|markdown }}{% endfor %}",
            "甲: 笔\\*记",
        ),
        ("{% for tag, n in tags.items() %}{{ tag }}={{ n }} {% endfor %}", "外资=1 外资/日资=1 "),
        ("{{ '=1+1'|csv }} {{ '50%_x'|latex }}", r"'=1+1 50\%\_x"),
        ("{{ articles[0].annotations[0].address }}\n", "wxreader:a#甲\n"),
    ],
    ids=["names", "loop and filter", "tags", "other filters", "address"],
)
def test_a_template_makes_text_of_what_it_is_given(template: str, text: str) -> None:
    assert render(template, "t", GIVEN) == text


@pytest.mark.parametrize(
    "template",
    [
        "{{ articles.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{% include '/etc/passwd' %}",
        "{{ articles.append(1) }}",
        "{% for i in range(1000000000) %}x{% endfor %}",
        "{{ nothing }}",
        "{{ 1 / 0 }}",
        "{% for %}",
        "{{ '%s' * 99999999999 }}",
    ],
    ids=[
        "class",
        "subclasses",
        "globals",
        "file",
        "change",
        "endless",
        "unknown",
        "division",
        "syntax",
        "size",
    ],
)
def test_a_template_that_reaches_for_more_or_is_wrong_is_a_sentence(template: str) -> None:
    with pytest.raises(TemplateError) as caught:
        render(f"\n{template}", "mine.j2", GIVEN)
    assert str(caught.value).startswith("mine.j2")


def test_the_documents_example_runs(tmp_path: Path) -> None:
    example = (ROOT / "docs" / "export.md").read_text("utf-8").split("```\n")[1]
    assert "\\section{ h }" in render(example, "t", GIVEN)


def test_on_the_command_line(library: Library, tmp_path: Path) -> None:
    lib = ("--library", str(library.path))
    article = library.article(library.rows()[0].id)
    call(*lib, "annotate", article.id, "--quote", article.paragraphs[0].text[:6], "--tag", "外资,核对")
    template = tmp_path / "t.j2"
    template.write_text("{% for a in articles %}{{ a.gbt7714 }} {{ tags|length }}\n{% endfor %}", "utf-8")
    done = call(*lib, "export", "--template", str(template))
    assert done.stdout.decode().endswith(" 2\n")
    assert article.title in done.stdout.decode()
    assert call(*lib, "export").returncode == 2
    assert call(*lib, "export", "--template", str(template), "--format", "csv").returncode == 2
