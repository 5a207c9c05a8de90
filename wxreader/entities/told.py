"""An engine's own names put right: a character too many or too few, lists without marks, foreign names in pieces, the nameless left out.

A neural tagger finds most names and cuts many a little wrong: 讯新华社, 泛美卫生 of 泛美卫生组织, 赵建 of 赵建军. Each rule here
is about the form of a name alone, and says which.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence

from wxreader.chinese import HAN
from wxreader.entities.bodies import is_body
from wxreader.entities.engine import Token
from wxreader.entities.lexicon import TRANSLIT, Lexicon
from wxreader.entities.names import NameForms
from wxreader.entities.spans import Spans

_LONG_RUN = re.compile(rf"[{HAN}]{{9,}}")
_LINK = re.compile(r"[-－—–・·•]?")
_LATIN = re.compile(r"[A-Za-z.'-]+(?: [A-Za-z.'-]+)*")
_DOTS = "·•・"
LONGEST = 40
"""Characters of a name, at the most."""
_TITLE_AFTER = re.compile(rf"(?<=[{HAN}]{{2}})(?:夫人|天皇|国王|女王|王储|[一二三四五六七八九]段)$")
_FIRST_DOTTED = re.compile(rf"[{_DOTS}][{HAN}]{{1,6}}")
_LATIN_NAME = r"[A-Z][a-z]+(?:[ .-]{1,2}[A-Z][a-z]*)+"
_IN_BRACKETS = re.compile(rf"[（(]({_LATIN_NAME})[）)]")
_LATIN_BEFORE = re.compile(r"(?:[A-Z][a-z]+ )+$")
_GOES_ON = frozenset(
    "在说和与等的是为从到对向把被将让给就也都还已又再去来看想要会能可有做当任称率携及并同由以因于却不没未仍亦均皆只便即先刚正总常更最很太着了过得地一两上下内外前后"
    "这那其该此他她我你谈讲问答写作出入回走跑打踢拿夺获胜负败战领带代笑哭喊叫告判死病住家夫妻父母子女兄弟姐妹摄文图电讯报们某者泣派部市县省团队院长共深"
)
"""Characters that a sentence goes on with after a name, rather than the name's last."""
_FOLLOWS = frozenset("和与及在说图同部等晴梦")
"""What is swept in after a Chinese name."""
_BEFORE = re.compile(
    r"(?:.*日[电讯](?![视影力台脑子商器报息])|.*(?:召开|举行|成立|主办|所属|隶属|批准)的?|.*[\s/\[\]{}:：]"
    r"|(?:在(?!线)|[祝暨由驻兼]|讯(?!飞)|电(?=国务院|中[国共]|全国)|经(?![纬济贸营典信])|据(?!点)"
    r"|本报|记者|还有|只有|旗下|收购|加入|来自|关于|以及)(?=.{3}))"
)
"""What is swept in before a name: the end of a dateline, a verb, a preposition."""
_AFTER = re.compile(r"(?:[\s/\[\]{}:：讯]+|(?<=[会部局院署])长)$")
_BODY_HEAD = re.compile(
    r"(?:组织|[委理董执]\w{1,3}会|协会|学会|分会|商会|总行|分行|支行|中心|研究所|[总支大中]队|编队|联合体|联合会|合作部|管理部门|主席团|[足篮排]球队|公司|集团|大学|学院|医院)$"
)
"""Words that an organisation's name goes on with where the engine stopped too early."""
_SHORT_HEAD = {
    "会": re.compile(r"会(?=[就进与和同对在的，。、（]|$)"),
    "办": re.compile(r"办(?=主任|副主任|负责)"),
}
_BRANCH = re.compile(rf"[（(][{HAN}]{{2,6}}[）)][{HAN}]{{0,8}}?(?:公司|集团)")
_COMPLETE = re.compile(
    r"(?:公司|集团|银行|大学|学院|中学|小学|学校|医院|委员会|常委会|协会|学会|商会|联合会|组织|中心|政府|法院|检察院|部|局|社|党|报|台|院|厅|处|队|团|会|委|署|厂)$"
)
_ENDS_LIKE_BODY = re.compile(r"(?:公司|集团|日报|晚报|总厂|机械厂|[男女足篮排]?球?队|代表团|大学|银行)$")


def names_in_lists(text: str, tokens: Sequence[Token], forms: NameForms) -> list[tuple[int, int]]:
    """People in a long list without marks, most of which the engine knows for people (白恩培白清才包叙定兰保景).

    Args:
        text: The text.
        tokens: The engine's words.
        forms: What names look like.
    """
    named = [t for t in tokens if t.flag == "nr" and len(t.text) > 1]
    starts = [t.start for t in named]
    out: list[tuple[int, int]] = []
    for run in _LONG_RUN.finditer(text):
        mine = named[bisect_left(starts, run.start()) : bisect_left(starts, run.end())]
        if len(mine) >= 3 and sum(len(t.text) for t in mine) >= 0.5 * len(run.group()):
            known = {(t.start - run.start(), t.end - run.start()) for t in mine}
            out += [(run.start() + a, run.start() + b) for a, b in forms.listed(run.group(), known)]
    return out


def _one_name(text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether two pieces side by side are one foreign name: 马丁—路德, 费尔南德斯, Kevin Rose."""
    a, b, between = text[slice(*first)], text[slice(*second)], text[first[1] : second[0]]
    if _LATIN.fullmatch(a) and _LATIN.fullmatch(b):
        return between in (" ", "-", ". ")
    if (between in _DOTS and between) or a[-1] in _DOTS:
        return True
    if (
        len(a) >= 3
        and len(b) >= 3
        and not between
        and all(c in TRANSLIT for c in a)
        and sum(c in TRANSLIT for c in b) > len(b) / 2
    ):
        return True
    foreign = all(c in TRANSLIT for c in a.replace("·", "")) and all(
        c in TRANSLIT for c in b.replace("·", "")
    )
    return foreign and _LINK.fullmatch(between) is not None and (bool(between) or len(a) + len(b) >= 5)


def _whole(text: str, tokens: Sequence[Token], i: int, forms: NameForms) -> int:
    """The end of a name of which the engine left the rest to the next word: 赵建|军, 石井贤|之, 省委书记信|长星."""
    token = tokens[i]
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is None or len(after.text) > 2 or after.flag[0] in "wmqx":
        return token.end
    name = token.text + after.text
    chinese = len(name) == 3 and after.flag != "r" and forms.is_chinese_name(name)
    if len(token.text) == 1:
        titled = forms.lists.ending_title(text[max(0, token.start - 8) : token.start])
        return after.end if chinese and titled else token.end
    if after.text[0] in _GOES_ON:
        return token.end
    if forms.japanese(text, token.start, after.end) == after.end:
        return after.end
    if not chinese:
        return token.end
    following = tokens[i + 2] if i + 2 < len(tokens) else None
    return (
        after.end
        if following is None or following.flag[0] in "vwdp" or len(following.text) > 1
        else token.end
    )


def _righted(text: str, tokens: Sequence[Token], forms: NameForms, i: int) -> tuple[int, int]:
    """The span of one of the engine's people, without the title that was swept in, with the character that was left out."""
    start, end = tokens[i].start, _whole(text, tokens, i, forms)
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    title = _TITLE_AFTER.search(text[start:end])
    end = start + title.start() if title else end
    end = start + len(forms.without_more(text[start:end]))
    if end - start == 4 and text[end - 1] in _FOLLOWS and forms.is_chinese_name(text[start : end - 1]):
        end -= 1
    if text[end - 1 : end + 1] == "斯基":
        end += 1
    before = (
        _LATIN_BEFORE.search(text[max(0, start - 30) : start]) if text[start : start + 1].isascii() else None
    )
    dotted = (
        _FIRST_DOTTED.match(text, end)
        if i + 1 < len(tokens) and _FIRST_DOTTED.fullmatch(tokens[i + 1].text)
        else None
    )
    return start - len(before.group()) if before else start, dotted.end() if dotted else end


def _after_known(name: str, known: Container[str]) -> int:
    """How many characters of a name are a known person's that another's was run into: 习近平米哈利·巴巴克."""
    return 3 if len(name) > 3 and name[:3] in known else 0


def _bracketed(text: str, people: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Names in Latin letters in brackets right after a name: 格雷格・罗（Greg Roh）."""
    found = [_IN_BRACKETS.match(text, end) for _start, end in people]
    return [m.span(1) for m in found if m]


def _joined(text: str, people: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of people, the pieces of a foreign name put together.

    Args:
        text: The text.
        people: The engine's, in any order.
    """
    out: list[tuple[int, int]] = []
    for start, end in sorted(people):
        if out and (
            start < out[-1][1] or (end - out[-1][0] <= LONGEST and _one_name(text, out[-1], (start, end)))
        ):
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _may_be(word: str, lists: Lexicon) -> bool:
    """Whether a word that the engine takes for a person can be one."""
    return not (
        lists.is_side(word)
        or word in lists.not_people
        or word in lists.organisations
        or word in lists.places
        or lists.ending_title(word)
    )


def _runs(tokens: Sequence[Token], taken: Spans) -> Iterator[tuple[int, int]]:
    """First and last (exclusive) of the engine's people side by side, those in a list left out."""
    i = 0
    while i < len(tokens):
        j = i
        while j < len(tokens) and tokens[j].flag == "nr" and not taken.meets(tokens[j].start, tokens[j].end):
            j += 1
        if j > i:
            yield i, j
        i = max(j, i + 1)


def told_people(text: str, tokens: Sequence[Token], forms: NameForms) -> list[tuple[int, int]]:
    """Spans of the engine's own people, put right; names that it ran together (张震张万年迟浩田) taken apart by their surnames.

    Args:
        text: The text.
        tokens: The engine's words; people have the flag nr.
        forms: What names look like.
    """
    out = names_in_lists(text, tokens, forms)
    places = Spans(m.span() for m in forms.lists.named_place.finditer(text) if m.end() - m.start() > 2)
    for i, j in _runs(tokens, Spans(out)):
        start, end = tokens[i].start, tokens[j - 1].end
        names = forms.apart(text[start:end]) if end - start > 4 else []
        for name in names:
            out.append((start, start + len(name)))
            start += len(name)
        for n in range(i, j) if not names else ():
            if _may_be(tokens[n].text, forms.lists):
                a, b = _righted(text, tokens, forms, n)
                if b - a < 2 or any(x <= a and b <= y for x, y in places.meeting(a, b)):  # 圭亚 of 圭亚那
                    continue
                middle = a + _after_known(text[a:b], forms.lists.known_people)
                out += [(x, y) for x, y in ((a, middle), (middle, b)) if x < y]
    out = _joined(text, out)
    return [*_bracketed(text, out), *out]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without what was swept in."""
    before = _BEFORE.match(text, start, end)
    if before and end - before.end() >= 2:
        start = before.end()
    after = _AFTER.search(text[start:end])
    if after and after.start() >= 2:
        end = start + after.start()
    return start, end


def _grown(text: str, tokens: Sequence[Token], i: int, start: int, end: int) -> int:
    """The end of the name that token i begins, with the words that belong to it."""
    if end != tokens[i].end or _COMPLETE.search(text[start:end]):
        return end
    for token in tokens[i + 1 : i + 3]:
        if token.start != end and token.flag[0] in "wu":
            break
        if len(token.text) > 1 and _BODY_HEAD.search(token.text):
            return token.end
        short = _SHORT_HEAD.get(token.text)
        if short is not None and token.start == end and short.match(text, token.start):
            return token.end
        if token.flag[0] not in "nvbj" or token.flag in ("nr", "ns", "nt"):
            break
    return end


def told_bodies(text: str, tokens: Sequence[Token], lists: Lexicon) -> Iterator[tuple[int, int]]:
    """Spans of the engine's organisations, put right.

    Args:
        text: The text.
        tokens: The engine's words; organisations have the flag nt.
        lists: The word lists.
    """
    for i, token in enumerate(tokens):
        if (
            token.flag == "ns"
            and _ENDS_LIKE_BODY.search(token.text)
            and len(token.text) > 3
            and is_body(token.text)
        ):
            yield token.start, token.end
            continue
        if token.flag != "nt":
            continue
        start, end = _trimmed(text, token.start, token.end)
        end = _grown(text, tokens, i, start, end)
        branch = _BRANCH.match(text, end)
        end = branch.end() if branch else end
        name = text[start:end]
        if (
            len(name) < 2
            or text.startswith("机关", end)
            or all(c in lists.place_marks for c in name)
            or re.search("驻.$", name)
        ):
            continue
        if name in lists.generic_bodies or name in lists.not_organisations or name in lists.places:
            continue
        if is_body(name):
            yield start, end
