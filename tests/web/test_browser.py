"""The reader in a real Chromium: what somebody sees and types, what the page refuses,
where every glyph stands.
"""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.chromium import Serving, Tab, find_chromium, start_chromium
from wxreader.library.library import Library
from wxreader.text import visible

ENTER = "\ue007"
ESCAPE = "\ue00c"
TAB = "\ue004"


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One browser for this module: it takes seconds to start."""
    find_chromium()
    browser = start_chromium(tmp_path_factory.mktemp("chromium"))
    yield browser
    browser.quit()


@pytest.fixture
def tab(chromium: Any) -> Iterator[Tab]:
    """A fresh tab that complained about nothing when the test is over."""
    chromium.delete_all_cookies()
    tab = Tab(chromium)
    yield tab
    complaints = tab.console()
    chromium.get("about:blank")
    assert not complaints


@pytest.fixture
def served(loaded: Path, tmp_path: Path) -> Iterator[Serving]:
    """`wxreader serve` on a library of the test's own with the seeds in it."""
    shutil.copytree(loaded, tmp_path / "library")
    serving = Serving(tmp_path / "library")
    yield serving
    serving.stop()


@pytest.fixture(scope="module")
def shared(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """`wxreader serve` for all tests that change nothing."""
    library = tmp_path_factory.mktemp("shared") / "library"
    shutil.copytree(loaded, library)
    serving = Serving(library)
    yield serving
    serving.stop()


def go_to_the_third(tab: Tab) -> None:
    """Into the text of the third article."""
    tab.type("g", "j", "j")
    tab.see("3/16", "韩国吉佳蓝公司与我市签署合作协议")
    tab.type(ENTER)
    tab.see("paragraph 1 of 3")


def into_field(tab: Tab, key: str, sign: str) -> None:
    """Press a key that opens the bottom line's field, and wait for it."""
    tab.type(key)
    tab.wait(lambda: tab.screen().splitlines()[-1].startswith(f" {sign}"))


def label_of(tab: Tab, words: str) -> str:
    """The letter that stands in place of the first character of a sentence, before these words."""
    labelled = re.compile(rf"([a-z]) ?{words}")
    tab.wait(lambda: labelled.search(tab.screen()) is not None)
    return labelled.findall(tab.screen())[0]


def test_somebody_reads_marks_notes_searches_and_comes_back(
    chromium: Any, tab: Tab, served: Serving, tmp_path: Path
):
    tab.open(served.address)
    assert "token" not in chromium.current_url
    tab.see("16 articles", "坚定信心决心 争取更好结果")

    go_to_the_third(tab)
    tab.type("f")
    tab.see("sentences: press the letter")
    tab.type(label_of(tab, "重点介绍无"))
    tab.see("Enter highlight")
    tab.type(ENTER)
    tab.see("highlighted")
    into_field(tab, "n", "note")
    tab.type("刻蚀设备，值得一读", ENTER)
    tab.see("✎ 刻蚀设备，值得一读")

    into_field(tab, "s", "search")
    tab.type("长三角")
    tab.see("2 articles", "更好服务国家重大战略")
    tab.type(ENTER)
    tab.see("paragraph 1 of")
    before = tab.screen()

    chromium.refresh()
    tab.see("2 articles", "更好服务国家重大战略")
    tab.wait(lambda: re.sub(r"\d+%", "", tab.screen()) == re.sub(r"\d+%", "", before))

    [note] = [a for a in Library(tmp_path / "library").annotations.all() if a.note]
    assert note.note == "刻蚀设备，值得一读"


def test_a_lost_connection_is_picked_up_where_it_was(chromium: Any, tab: Tab, shared: Serving):
    tab.open(shared.new_address())
    go_to_the_third(tab)
    tab.see("15 unread")
    before = tab.screen()
    chromium.execute_script("wxpage.drop()")
    tab.wait(lambda: "connection is lost" in tab.said())
    tab.wait(lambda: not tab.said())
    tab.wait(lambda: tab.screen() == before)


def test_sigterm_ends_the_visit_with_a_sentence_and_its_note_on_the_disk(
    tab: Tab, served: Serving, tmp_path: Path
):
    tab.open(served.address)
    tab.type("m")
    tab.see("bookmarked")
    assert served.stop() == 0
    tab.wait(lambda: "The server stops" in tab.said())
    tab.console()  # it also says that nobody listens any more
    assert [a.kind for a in Library(tmp_path / "library").annotations.all()] == ["bookmark"]


def test_leaving_and_opening_again(tab: Tab, served: Serving):
    tab.open(served.address)
    tab.type("j", "q")
    tab.wait(lambda: "The reader was left" in tab.said())
    tab.type(ENTER)  # the button has the focus
    tab.see("16 articles", "2/16")
    assert not tab.said()


def test_no_glyph_leaves_its_cells(chromium: Any, tab: Tab, shared: Serving, seeds: dict[str, str]):
    """Every character of the seeds, and every one that some fonts have wide,
    measured in the page's own fonts.

    xterm.js draws box lines itself and squeezes what is wider than one cell and a half.
    """
    tab.open(shared.new_address())
    ambiguous = {
        chr(code)
        for code in range(0xA1, 0x3300)
        if unicodedata.east_asian_width(chr(code)) == "A" and unicodedata.category(chr(code))[0] not in "MC"
    }
    drawn_by_xterm = {chr(code) for code in range(0x2500, 0x25A0)}
    chars = sorted(
        (set("".join(seeds.values())) | ambiguous | set("“”‘’…·—★●")) - drawn_by_xterm - set("\n\r\u3000 ")
    )
    script = """
        const { terminal, fonts } = wxpage, scale = 10, found = [];
        const cell = terminal._core._renderService.dimensions.css.cell.width;
        const context = document.createElement("canvas").getContext("2d");
        for (const weight of ["normal", "bold"]) {
          context.font = `${weight} ${terminal.options.fontSize * scale}px ${fonts}`;
          for (const char of arguments[0]) {
            const ink = context.measureText(char);
            const cells = terminal._core.unicodeService.wcwidth(char.codePointAt(0));
            const left = -ink.actualBoundingBoxLeft / scale, right = ink.actualBoundingBoxRight / scale;
            const squeezed = cells === 1 && right - left > 1.5 * cell;
            if (squeezed || (left >= -0.6 && right <= cells * cell + 0.6)) continue;
            found.push([char, weight, cells, left, right]);
          }
        }
        return [cell, found];"""
    cell, outside = chromium.execute_script(script, chars)
    assert len(chars) > 1500
    assert cell == 9
    assert not [
        row for row in outside if row[0] not in "⚞⚟ŉ"
    ]  # two signs and a letter that no newspaper sets


def test_the_page_counts_cells_as_the_reader_does(chromium: Any, tab: Tab, shared: Serving):
    from rich.cells import get_character_cell_size

    tab.open(shared.new_address())
    codes = [
        *range(0x20, 0x7F),
        *range(0xA0, 0xD800),
        *range(0xE000, 0x10000),
        *range(0x1F000, 0x1FB00),
        *range(0x20000, 0x20100),
    ]
    script = "return arguments[0].map((code) => wxpage.terminal._core.unicodeService.wcwidth(code))"
    page_cells = chromium.execute_script(script, codes)
    assert [c for c, n in zip(codes, page_cells, strict=True) if n != get_character_cell_size(chr(c))] == []


def test_full_width_keys_and_pinyin_work_as_in_a_terminal(tab: Tab, shared: Serving):
    tab.open(shared.new_address())
    tab.type("？")
    tab.see("narrow  Esc close")
    tab.type(ESCAPE)
    tab.see("16 articles")
    into_field(tab, "s", "search")
    tab.type("csj")
    tab.see("Tab 长三角")
    tab.type(TAB)
    tab.see("长三角: 2 articles")


def test_a_copied_passage_reaches_the_browsers_clipboard_and_no_program_here(
    chromium: Any, tab: Tab, shared: Serving
):
    tab.open(shared.new_address())
    origin = chromium.current_url.rstrip("/")
    permissions = {"origin": origin, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    chromium.execute_cdp_cmd("Browser.grantPermissions", permissions)
    chromium.execute_script("""
        const write = navigator.clipboard.writeText.bind(navigator.clipboard);
        window.copied = [];
        navigator.clipboard.writeText = (text) => { copied.push(text); return write(text); };""")
    go_to_the_third(tab)
    tab.type("V")
    tab.see("y copy")
    tab.type("y")
    tab.wait(lambda: "copied" in tab.said())
    [text] = chromium.execute_script("return window.copied")
    assert "韩国吉佳蓝公司与我市签署合作协议" in text


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Serving]:
    """`wxreader serve` on the hostile corpus and a dump of markup."""
    folder = tmp_path / "dumps"
    shutil.copytree(Path(__file__).parent.parent / "hostile" / "files", folder)
    attack = '<img src=x onerror="window.owned=1"><script>window.owned=2</script>'
    lines = [
        f"标题{attack}",
        "",
        f"本报讯（记者王某）{attack}无锡市今天召开会议。]52;c;b3duZWQ=\a",
        "[link=http://evil.example]点这里[/link] http://evil.example/x",
    ]
    (folder / "markup.txt").write_text("\n".join(lines), "utf-8")
    serving = Serving(tmp_path / "library", str(folder))
    yield serving
    serving.stop()


def test_nothing_in_a_dump_acts_on_the_page(chromium: Any, tab: Tab, hostile: Serving):
    """Every article of the hostile corpus is opened, with its raw text beside it:
    text it was, text it stays.
    """
    chromium.execute_cdp_cmd("Network.enable", {})
    tab.open(hostile.address)
    chromium.get_log("performance")
    count = int(re.search(r"(\d+) articles", tab.screen()).group(1))  # type: ignore[union-attr]
    elements = chromium.execute_script("return document.querySelectorAll('*').length")
    title = chromium.title
    tab.type(ENTER, "r")
    seen = ""
    for n in range(1, count + 1):
        tab.see(f"{n}/{count}")
        seen += tab.screen()
        tab.type("J")
    assert "<script>window.owned=2</script>" in seen
    owned, now = chromium.execute_script("return [window.owned, document.querySelectorAll('*').length]")
    assert owned is None
    assert abs(now - elements) <= 2  # xterm.js measures with an element or two of its own
    assert chromium.title == title
    assert chromium.window_handles == [chromium.current_window_handle]
    requests = [json.loads(entry["message"])["message"] for entry in chromium.get_log("performance")]
    asked = [r["params"]["request"]["url"] for r in requests if r["method"] == "Network.requestWillBeSent"]
    assert [url for url in asked if "127.0.0.1" not in url] == []
    forbidden = {char for char in seen if visible(char) != char and char not in "\n"}
    assert not forbidden
    received = [
        r["params"]["response"]["payloadData"]
        for r in requests
        if r["method"] == "Network.webSocketFrameReceived"
    ]
    assert received
    assert not [text for text in received if text.startswith("[") and "download" in text]


def test_the_page_in_a_frame_of_another_page_shows_nothing(
    chromium: Any, tab: Tab, shared: Serving, tmp_path: Path
):
    tab.open(shared.new_address())
    page = tmp_path / "frame.html"
    page.write_text(f'<title>frame</title><iframe src="{chromium.current_url}"></iframe>')
    chromium.get(page.as_uri())
    chromium.switch_to.frame(0)
    assert not chromium.execute_script("return !!window.wxpage")
    chromium.switch_to.default_content()
    assert any("frame" in line for line in tab.console())
