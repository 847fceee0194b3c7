"""Whether somebody says of himself that he delivers parcels or food: points of their own are for them only. Pure."""
from __future__ import annotations

import re
from functools import lru_cache

from bot.nlu.readers.lexicon import Lexicon
from bot.nlu.readers.spans import Span
from knowledge.text.lexicon import pattern

SELF = "<people.self>"
FIRMS = (
    "美团|饿了么|饿了吗|顺丰|京东|圆通|中通|韵达|申通|极兔|邮政|闪送|达达|盒马|叮咚|朴朴|菜鸟|德邦|众包|平台|站里|网点"
)
BETWEEN = (
    "(?:(?:就|也|都|还|这|是|个|一个|一名|一|名|做|干|当|在|天天|不光|不仅|不只|还|不是[^<clauses.end>]{1,4}[,，]是"
    "|每天|现在|目前|平时|专门|专职|兼职|全职|搁|这边|<city>"
    rf"|的|嘞|哩|给?(?:{FIRMS}))|[\s,，])"
)
JOBS = (
    "(?:外卖|快递|美团|饿了么|众包|跑腿|闪送|送餐)?(?:骑手|骑士)"
    "|(?:外卖|快递|送餐|配送|跑腿|派件|闪送|顺丰|京东|美团)(?:小哥|小妹|小弟|大哥|师傅)"
    "|(?:外卖|快递|送餐|配送|派送|派件|揽收|投递|跑腿|闪送)员"
)
# 我送餐给隔离的朋友 is a favour and no trade.
WORK = (
    "[送跑]个?(?:外卖|快递|餐|美团|饿了么)(?!给|到|去|来|过|上门|吗|还)|[派送]件的?(?=[<clauses.end>]|$)"
    "|跑单|跑腿的|[做干](?:外卖|快递)[的这]"
)
OF_FIRM = (
    rf"(?<=[是在])(?:{FIRMS}|外卖|快递)(?:公司|站点|网点|站)?"
    "(?:的(?=[<clauses.end>]|$)|上班|干活|的?(?:员工|小哥|骑手))"
)
ENGLISH = (
    r"\b(?:i|we)(?:'m| am|'re| are)? ?(?:an? )?(?:food |parcel |takeaway )?"
    r"(?:couriers?|delivery (?:riders?|drivers?|m[ae]n|guys?|workers?)|riders?)\b"
    r"|\bi (?:deliver (?:parcels|packages|food|takeaway|meals)|ride for)\b"
)
NOT = r"(?:又|并|可|也|早就|已经|从来)*(?:不是|不再|没有?|不(?!光|仅|只|止)|非)"
SAYS_NOT = (
    rf"{SELF}{NOT}(?:当|做|干|{BETWEEN})*(?:{JOBS}|{WORK})|{SELF}没有?(?:当|做|干|送|跑)过"
    rf"|{SELF}.{{0,8}}(?:现在|早就?|已经)不[送跑干做]了"
)
SAYS_SO = rf"{SELF}{BETWEEN}{{0,8}}(?:(?:{JOBS}|{WORK}|{OF_FIRM})的?)+|{ENGLISH}"
# 外卖小哥，附近哪儿能采样: the trade first, then the question where to be tested.
SIGNED = pattern(rf"^(?:{JOBS})(?:一枚|一名|一个)?[\s,，。]+(?=.*(?:哪|附近|最近).*)(?=.*(?:核酸|采样|检测|捅))")

# Whatever says it has one of these.
SIGN = pattern(rf"{SELF}|\b(?:i|we)|^(?:{JOBS})")


@lru_cache(maxsize=16)
def _patterns(city: str) -> tuple[re.Pattern, re.Pattern]:
    """Who says that he does not, and who says that he does, where the city's name may stand between (我在洛阳送外卖)."""
    return tuple(pattern(template.replace("<city>", re.escape(city))) for template in (SAYS_NOT, SAYS_SO))


def find(text: str, lexicon: Lexicon) -> list[Span]:
    """At most one span ``courier`` over normalised text: True where the asker says so, False where he denies it."""
    says_not, says_so = _patterns(lexicon.city.name)
    denied = says_not.search(text)
    if denied:
        return [Span(denied.start(), denied.end(), "courier", False)]
    said = says_so.search(text) or SIGNED.search(text)
    return [Span(said.start(), said.end(), "courier", True)] if said else []
