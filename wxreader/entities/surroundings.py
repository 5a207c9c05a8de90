"""Foreign names that are a place's or a person's: what stands before and after them on the whole page tells.

The network knows 夏洛茨维尔 by its characters alone, and those are a person's as well; 弗吉尼亚州夏洛茨维尔
and 夏洛茨维尔附近 tell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from wxreader.entities.engine import Named, Tagged
from wxreader.entities.lexicon import has_surname, lexicon
from wxreader.model import MentionType

LONGEST_CHINESE = 3
"""Characters of a Chinese name: one as short that begins with a surname is a person's in any place."""
BEFORE = 4
"""Characters before a name that are looked at."""
_PLACE_BEFORE = re.compile(
    r"(?:前往|飞往|抵达|位于|途经|运抵|通往|途中|逃离|收复|攻占|进驻)$"
    r"|[州省市郡岛]$"  # 弗吉尼亚州|夏洛茨维尔
    r"|公里的$"
    r"|(?:[东西南北中]部|首都|首府|城市|小镇|城镇|港口|省会|重镇)$"
)
"""What stands before a place and before no person."""
_PLACE_AFTER = re.compile(
    r"[市镇州省郡港岛区县湾](?!长)"
    r"|国家公园|国家公墓|机场|市中心|附近|境内|地区|当地|郊区|郊外|街头|以[东西南北]|[东西南北]部|举行|发生|遭到|遭遇"
)
"""What stands after a place and after no person."""
_PERSON_AFTER = re.compile(
    r"[说称]|表示|指出|强调|认为|介绍|会见|会谈|透露|回答|先生|女士|夫人|本人|政府|团队|夫妇|的[儿女妻丈]"
)
"""What stands after a person and after no place."""
_PART = re.compile(r"[\u4e00-\u9fff]+")


def places_of(texts: Sequence[str], tagged: Sequence[Tagged]) -> frozenset[str]:
    """Names that the network takes for people's and that what stands around them shows to be places'."""
    votes: Counter[str] = Counter()
    for text, of in zip(texts, tagged, strict=True):
        places = {n.end for n in of.names if n.type == MentionType.PLACE}
        for name in of.names:
            written = text[name.start : name.end]
            if name.type == MentionType.PERSON and _may_be_place(written):
                of_country = name.start in places and written in lexicon().world_cities
                votes[written] += _vote(text, name) or of_country  # 俄罗斯|符拉迪沃斯托克
    return frozenset(name for name, vote in votes.items() if vote > 0)


def _may_be_place(written: str) -> bool:
    """Whether a name has the form of a foreign one, in one part."""
    chinese = len(written) <= LONGEST_CHINESE and has_surname(written)
    return len(written) >= LONGEST_CHINESE and not chinese and _PART.fullmatch(written) is not None


def _vote(text: str, name: Named) -> int:
    """1 where a place's surroundings are around a name, -1 where a person's are, 0 where neither."""
    before = text[max(0, name.start - BEFORE) : name.start]
    if lexicon().ending_title(before) or _PERSON_AFTER.match(text, name.end):
        return -1
    return int(bool(_PLACE_BEFORE.search(before) or _PLACE_AFTER.match(text, name.end)))
