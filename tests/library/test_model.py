"""The library against a simple model: whatever is loaded, annotated, corrected, exported,
imported and crashed in whatever order.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from wxreader.annotations.anchor import make_selector
from wxreader.annotations.exchange import read_export
from wxreader.annotations.export import export
from wxreader.library.check import check
from wxreader.library.codec import annotation_doc
from wxreader.library.library import Library
from wxreader.library.loader import load
from wxreader.library.words import Reading, new_id, now
from wxreader.model import Annotation, Correction
from wxreader.search.index import update_index
from wxreader.search.searcher import Searcher

DUMPS = {
    "甲.txt": "市长到梁溪调研\n\n本报讯 3月8日，市长赵建军到梁溪区调研，强调要办好民生实事。（周一苇）\n",
    "乙.txt": "太湖水质持续改善\n\n"
    "本报讯 近日，太湖水质持续改善，市民纷纷点赞。市环境局负责人表示将继续努力。（孙晓渡）\n",
    "丙.txt": "“\x1b]0;x\x07”大会召开\n\n本报讯 5月1日，大会在无锡召开，[bold]来宾[/]出席。（李禾）\n",
}
WORDS = st.text(st.sampled_from("批注锡,\n\"'=+-@#\x1b\u202e[]()*_`<>|:é𠮷\t"), max_size=30)


class LibraryMachine(RuleBasedStateMachine):
    """Does what a user does; `model` says what must be there."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.dumps = self.folder / "in"
        self.dumps.mkdir()
        self.library = Library(self.folder / "library")
        self.model: dict[str, Annotation] = {}
        self.read: dict[str, bool] = {}
        self.loaded: set[str] = set()

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @rule(name=st.sampled_from(sorted(DUMPS)))
    def load(self, name: str) -> None:
        (self.dumps / name).write_text(DUMPS[name], "utf-8")
        report = load(self.library, [self.dumps / name])
        assert not report.failed
        assert bool(report.new) == (name not in self.loaded)
        self.loaded.add(name)

    @precondition(lambda self: self.loaded)
    @rule(data=st.data(), words=WORDS)
    def highlight(self, data: st.DataObject, words: str) -> None:
        row = data.draw(st.sampled_from(self.library.rows()))
        article = self.library.article(row.id)
        length = len("\n".join(p.text for p in article.paragraphs))
        start = data.draw(st.integers(0, length - 1))
        end = data.draw(st.integers(start + 1, length))
        selector = make_selector(article, start, end)
        made = Annotation(
            id=new_id(),
            kind="highlight",
            article=article.id,
            source=article.source,
            source_sha256="",
            headline=article.title,
            created=now(),
            modified=now(),
            selector=selector,
            color="blue",
            note=words,
            tags=("标签",),
        )
        self.library.annotations.put([made])
        self.model[made.id] = made

    @precondition(lambda self: self.model)
    @rule(data=st.data(), words=WORDS)
    def edit_note(self, data: st.DataObject, words: str) -> None:
        key = data.draw(st.sampled_from(sorted(self.model)))
        changed = replace(self.model[key], note=words, modified=now())
        self.library.annotations.put([changed])
        self.model[key] = changed

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.model)))
        self.library.annotations.remove([key])
        del self.model[key]

    @precondition(lambda self: self.loaded)
    @rule(data=st.data(), state=st.booleans())
    def mark_read(self, data: st.DataObject, state: bool) -> None:
        row = data.draw(st.sampled_from(self.library.rows()))
        self.library.annotations.mark_reading(Reading(article=row.id, read=state))
        self.read[row.id] = state

    @precondition(lambda self: self.loaded)
    @rule(data=st.data())
    def correct(self, data: st.DataObject) -> None:
        row = data.draw(st.sampled_from(self.library.rows()))
        text = self.library.article(row.id).paragraphs[0].text
        self.library.correct(
            Correction(
                id=new_id(), kind="edit", source=row.source, created=now(), before=text, after=text + "！"
            )
        )

    @rule()
    def another_process(self) -> None:
        self.library = Library(self.library.path)

    @rule()
    def crash_in_a_write(self) -> None:
        self.library.make()
        for name in (".annotations.json.1.tmp", ".catalogue.json.1.tmp"):
            (self.library.path / name).write_bytes(b'{"_meta":{"sch')
        self.library = Library(self.library.path)

    @precondition(lambda self: len(self.model) > 1)
    @rule()
    def lose_the_newest_write(self) -> None:
        """The file is damaged: the newest backup holds the state before the last change, at the least."""
        path = self.library.path / "annotations.json"
        path.write_bytes(path.read_bytes()[:-5])
        self.library = Library(self.library.path)
        kept = {a.id for a in self.library.annotations.all()}
        assert self.library.annotations.recovered
        self.library.annotations.put(self.model.values())
        self.library.annotations.remove(kept - set(self.model))
        self.library.annotations.mark_reading(*(Reading(article=k, read=v) for k, v in self.read.items()))

    @rule()
    def export_wipe_import(self) -> None:
        objects = [annotation_doc(a) for a in self.library.annotations.all()]
        found, _corrections = read_export(export([], {}, "json", objects), "export.json")
        self.library.annotations.remove(list(self.model))
        assert self.library.annotations.all() == []
        self.library.annotations.put(found)

    @rule()
    def index(self) -> None:
        update_index(self.library)

    @invariant()
    def everything_is_as_it_was_made(self) -> None:
        assert {a.id: a for a in self.library.annotations.all()} == self.model
        readings = self.library.annotations.reading()
        assert {k: readings[k].read for k in self.read} == self.read
        assert {s.name for s in self.library.sources()} == self.loaded
        fresh = Library(self.library.path)
        assert {a.id: a for a in fresh.annotations.all()} == self.model

    @invariant()
    def searching_is_right_whatever_the_index_knows(self) -> None:
        if self.loaded:
            assert Searcher(Library(self.library.path)).search("本报讯").total == len(self.library.rows())

    @invariant()
    def nothing_is_wrong_but_what_a_crash_left(self) -> None:
        if self.loaded:
            problems = [f.problem for f in check(Library(self.library.path)) if "temporary" not in f.problem]
            assert problems == []


TestLibrary = LibraryMachine.TestCase
TestLibrary.settings = settings(
    max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
