"""485 cases: five seeds, eleven encodings, whole, cut short,
damaged and begun in the middle of a character.
"""

from __future__ import annotations

import codecs
import random

import pytest

from wxreader.errors import DecodeError
from wxreader.press.decode import decode

ENCODINGS = {
    "utf-8": "utf-8", "utf-8-sig": "utf-8", "gb2312": "gb", "gbk": "gb", "gb18030": "gb", "big5": "big5",
    "big5hkscs": "big5",
    "utf-16": "utf-16", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be", "utf-32": "utf-32",
}  # fmt: skip
"""Each with the family that counts as right."""
FORMS = ("whole", "60", "200", "201", "1000", "1 bad", "5 bad", "1% bad", "middle")
MARKED = ("utf-16", "utf-32")
"""Cannot be told without their byte-order mark, so that none begins in the middle."""


def family(name: str) -> str:
    plain = name.lower().removesuffix("-sig")
    return "gb" if plain.startswith("gb") else "big5" if plain.startswith("big5") else plain


def damaged(data: bytes, count: int, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(count):
        out[rng.randrange(8, len(out))] = rng.randrange(256)
    return bytes(out)


def in_form(data: bytes, form: str, rng: random.Random) -> bytes:
    if form == "whole":
        return data
    if form.isdigit():
        return data[: int(form)]
    if form == "middle":
        return data[301:]
    return damaged(data, len(data) // 100 if form == "1% bad" else int(form[0]), rng)


def cases(seeds: dict[str, str]) -> list[tuple[str, str, bytes]]:
    from tests.support.traditional import to_traditional

    rng = random.Random(8)
    out = []
    for text in seeds.values():
        for encoding in ENCODINGS:
            source = to_traditional(text) if encoding.startswith("big5") else text
            data = source.encode(encoding, "ignore")
            forms = [f for f in FORMS if f != "middle" or encoding not in MARKED]
            out += [(encoding, form, in_form(data, form, rng)) for form in forms]
    return out


def test_475_of_485_are_read_in_their_own_encoding(seeds: dict[str, str]) -> None:
    found = cases(seeds)
    assert len(found) == 485
    wrong = []
    for encoding, form, data in found:
        try:
            got = decode(data, "x").encoding
        except DecodeError:
            got = "refused"
        right = ENCODINGS[encoding]
        if family(got) != right and not (got == "mixed" and "bad" in form):
            wrong.append((encoding, form, got))
    assert len(wrong) <= 10, wrong


def test_a_file_that_ends_in_the_middle_of_a_character_says_so(seeds: dict[str, str]) -> None:
    data = next(iter(seeds.values())).encode()[:1000]
    while not data.decode("utf-8", "replace").endswith("\ufffd"):
        data = data[:-1]
    found = decode(data, "x")
    assert (found.encoding, found.doubts) == ("utf-8", ("cut-off",))


def test_chinese_once_saved_in_a_wrong_encoding_is_told_and_kept(seeds: dict[str, str]) -> None:
    once = next(iter(seeds.values()))[:300].encode().decode("latin-1")
    for text in (once, once.encode().decode("latin-1")):
        found = decode(text.encode(), "x")
        assert found.doubts == ("mojibake",)
        assert found.text == text


@pytest.mark.parametrize("name", ["utf-8", "gb18030", "big5hkscs", "utf-16"])
def test_the_users_word_overrides_the_guess(name: str) -> None:
    data = "无锡日报".encode("gb18030")
    assert decode(data, "x", name).encoding == name
    assert codecs.lookup(name)
