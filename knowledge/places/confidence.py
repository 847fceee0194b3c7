"""Whether the names of an address may be taken as they were found, without asking. In doubt they are offered."""
from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.places.address_tail import Tail
from knowledge.text.lexicon import pattern

# After these a name may begin; after any other letter it may be the end of a longer, unknown name.
BEFORE = set("我咱你他她们家住在到去是问从和跟及与或过把回离对来给请想查看说为于往由经市省县的了天午前后下位叫果像比人儿里")
# After these words too; a single letter begins so only where nothing stands before it (那某某西社区, 对了那某某西社区 is not).
_WORDS_BEFORE = pattern(
    r"(?:(?:^|[^一-鿿])[那就按换再还除改指俺恁您喂哎嗯哦噢啊呀好诶唉搁给帮也]"
    r"|那么|那就|那换|那按|那俺|换[成做作个]|改[成做]|变成|当成|就[按算]|按照|还[有按]|再有|比[如方]|[例譬]如|好比|<places.beside>"
    r"|万一|要是|如果|假[如设]|若是|哪怕|即使|另外|其他|除了|包括|关于|至于|位于|究竟|到底|其实|目前|现在|眼下|刚才|今[早晚]|早上"
    r"|请教|麻烦|打听|帮忙|[你您]好|但是|可是|不过|所以|因为|然后|接着|最后|再看|只有|没有|回头|以及|或者|还是|不是|就是|算上|加上|轮到|搁到"
    r"|月\d{1,2}[日号]|[\d<numerals.counting>]点半?|搬[到去进]|住进|[哪那这换]个|[我俺咱]家|[我俺咱你您]们?(?:小区|社区|大院|村))$"
)
# 区 ends these words; otherwise it ends a wider name that is not known, or is misspelt.
_AREA = re.compile(r"[城市险控疫校]区$")
# Before these a name may end that does not end with its kind; before any other letter it may be the beginning of a
# longer, unknown name, or of its kind misspelt.
_AFTER = pattern(
    r"[的嘅喺系仲唔冇啲哋是这那今现属风附啥解哪采封核要还算明昨在有用夜里来住低几筛刚俩做离办不送全到划都近晚我你他她它咱俺去也打怎防对各出被咋别跟变"
    r"能会可吗呢吧啊呀么嘛了和与及或同往从就又才再只没否需看问查请想让给把得过说为因由如归该何多谁早半凌每已正快停进回返走旁周内等疫阳确"
    r"感隔哈呗嘞咧恢设排招捅测跑撤放整挨租赶种居目之期什最好着送骑]"
    r"|[上下底](?![城街院河庄沟坡砦])|高(?=风|低|不|还|吗)|中(?=风|低|高|等|午|还是)|家(?![园属庄沟湾砦河门])|[前后](?=[天面边头来后])"
    r"|外(?=[面边头卖地])|公(?=[布告示])|[楼门](?=[上下里口前后道])|大(?=[筛规概门家])|[<numerals.counting>](?=[家个户名例位])|一(?=[带共直些天块])|人(?!民)|老"
    r"(?=[人太])|开(?=[了个门着没吗不店张业饭放课诊]|[一-鿿]{1,5}?(?:[店铺馆厅吧摊厂]|超市))"
    r"|卖(?=[衣服鞋菜东水面肉饭早烟酒手童点吃熟货药书米粮油奶茶蛋馒包烧粥布眼电])|[盘租](?=[了个间]|[一-鿿]{0,5}?[店铺])|摆摊|经商"
    r"|地(?=[下面])|搓(?=[麻背澡])|逛(?=[街商超])|搬(?=[家到])"
    r"|白天|围[合起着住]|合围|政府|边(?=[上的有儿])|安(?=全|排)|物(?=业|资)|电话|志愿|管控|管理?委员?会|临时|特殊|小时|业主|通知|退(?=[休管])"
    r"|\d+(?:个|例|人|天|小时)|[012]?\d(?:月|点|[:.])|(?<![路街巷道])(?:[12]?\d|3[01])[日号](?![楼院\d])")
_LETTER = re.compile(r"[一-鿿A-Z\d]")
_HAN = re.compile(r"[一-鿿]")
_INSTITUTION = re.compile(r"小学|中学|大学|医院|幼儿园|学校|派出所|地铁|火车|高铁|客运|公交|机场")
_KIND = re.compile(r"(?:社区|居委会|居民委员会|小区|街道|街道办|办事处|家属院|花园|家园|嘉园|公寓|新村|自然村|工作站|[村镇乡苑院期区组]|号)$")
# What a place is asked for by the name that its city gives it: 某某菜市场开吗.
_VENUE = pattern("<places.venue_behind>")
_N = r"(?:\d{1,3}|[零<numerals.counting><numerals.formal_ten>]{1,3})"
_PART = pattern(
    rf"(?:{_N}|[A-Z]{{1,2}}|[甲乙丙丁东西南北中])(?:组团|组|期|[社小]?区(?!域)|号院|号地|街坊)|[<numerals.formal_ten>]|[A-Z](?![A-Z超类级歌房])"
)
_HOUSE = pattern(rf"{_N}号院")


@dataclass(frozen=True)
class Named:
    """A name text[start:end] of a folded text and what was read behind it.

    full: it is said in full, not without its kind; part_known: the gazetteer has the place together with the section;
    of_street: it is that of a street, after which venues in it are called.
    """

    start: int
    end: int
    tail: Tail
    full: bool
    part_known: bool
    of_street: bool = False


def may_begin(text: str, start: int) -> bool:
    """Whether a name may begin here."""
    before = text[start - 1:start]
    if not _HAN.match(before or " ") or before in BEFORE:
        return True
    return any(words.search(text, 0, start) for words in (_AREA, _WORDS_BEFORE))


def may_end(text: str, named: Named) -> bool:
    """Whether the name and what was read behind it stand there as a whole, so that no letter of it is a slip."""
    if not named.full and _INSTITUTION.match(text, named.end):
        return False
    if named.tail.unknown:  # told apart from the name anyway
        return True
    if (named.tail.section and not (named.part_known or _is_house(text, named))) or _PART.match(text, named.tail.end):
        return False
    return named.tail.end > named.end or _goes_on(text, named)


def _is_house(text: str, named: Named) -> bool:
    """盛和社区2号院: what lies in a community is told by its number, and the name before it says its kind."""
    return text[:named.end].endswith("社区") and bool(_HOUSE.fullmatch(named.tail.section))


def _goes_on(text: str, named: Named) -> bool:
    if named.full and _KIND.search(text, named.start, named.end):
        return True
    if (named.full or named.of_street) and _VENUE.match(text, named.end):
        return True
    return not _LETTER.match(text, named.end) or bool(_AFTER.match(text, named.end))
