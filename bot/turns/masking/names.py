"""Names that people give of themselves and theirs, behind 我叫, 我姓, 姓名, 联系人, and behind 我是 before a surname. Pure."""
from __future__ import annotations

import re

from bot.turns.masking.folding import Folded, Span

NAME = "[姓名]"
_H = "[\u3400-\u9fff〇]"
# The hundred commonest surnames and some more; the double ones first.
_SURNAME = (
    "(?:欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|"
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟"
    "殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝骆路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤时穆农司车"
    "])"
)
# Characters that begin what is said next and stand in no given name.
_NEXT = "我你他她它这那住在是今昨想问的了吗呢么不没有电手身男女岁跟与也都要请"
# What is said of oneself with 我是 and is no name, although it begins like one: places, codes, callings, illness.
_NO_NAME = (
    "区县市镇乡村街路巷号楼栋码人员店院校厂房户工民师生长手客商司机友属者众病阳阴性型类种点次例密检采隔封控管风险低中高黄红绿白烧热龄危血糖压药症科"
)
_KIN = "(?:我|妈|爸|爷|奶|姥|姐|哥|弟|妹|儿子|女儿|老婆|老公|媳妇|爱人|丈夫|妻子|孩子|宝宝|娃|老人|家属|学生|朋友|邻居|他|她|名字|名)"
_END = rf"(?=$|[^\u3400-\u9fff]|[{_NEXT}])"
_STOP = r"(?=$|[^\u3400-\u9fff])"
_G = rf"(?![{_NEXT}]){_H}"
_BETWEEN = r"[\s·・.\-_/|*]{1,2}"
# 王小明, and 王 小 明 or 王·小明; a blank before what is said next is no part of it.
_SPACED = rf"{_SURNAME}{_BETWEEN}{_G}(?:(?:{_BETWEEN})?{_G})?{_STOP}"
_FULL = rf"(?:{_SURNAME}{_G}(?:{_G})?|{_SPACED})"
# A name of two parts (买买提·艾力), and one in Latin letters.
_FOREIGN = rf"(?:{_H}{{1,8}}[·・•]{_H}{{1,8}}|[a-z]{{2,}}(?:[ .'·\-]{{1,2}}[a-z]{{1,}}){{0,3}}(?![a-z0-9]))"
_ANY = rf"{_H}{{2,4}}"
# 我叫了外卖, 我叫不到车, 我叫救护车: something is called, nobody is named.
_CALLED = "(?:[了不什啥过车人他她你个一得醒外救快滴保物社居警医邻谁啊到来去送]|同事|朋友|孩子|家)"
_TITLE = "(?=先生|女士|小姐|阿姨|大爷|大妈|大叔|师傅|老师|医生|同志|某)"
_LABEL = (
    r"(?:姓\s{0,2}名|名\s?字|联\s?系\s?人|收\s?件\s?人|收货人|寄件人|取件人|户\s?主|户名|业主|房主|租户|租客|承租人|患者|病人|产妇|申请人|当事人|监护人|家长"
    r"|负责人|投诉人|举报人|报名人|登记人|填表人|乘客|持卡人|开户人|称呼|真名|本人|本名|实名|孩子|儿子|女儿|老人|老公|老婆|丈夫|妻子|爱人|父亲|母亲)"
)
_OPEN = r"(?:\s|[:=<《(【\[「『“\"'\-–—_*/|>→])"
_SAID = rf"(?:{_OPEN}{{0,3}}(?:[是为]|名?叫做?){_OPEN}{{0,3}}|{_OPEN}{{0,2}}[:=(【\[「『“\"]{_OPEN}{{0,2}})"

_PATTERNS = (
    # 姓名：王小明; behind such a word any two to four characters are a name where they end.
    rf"{_LABEL}{_SAID}(?!{_CALLED})(?P<name>{_FOREIGN}|{_FULL}{_END}|{_ANY}{_END}|{_FULL}|{_SURNAME}{_TITLE})",
    # 姓名王小明, 户主,王小明
    rf"{_LABEL}(?:{_OPEN}|[,，]){{0,3}}(?P<name>{_SURNAME}{_TITLE}|{_SURNAME}(?![{_NO_NAME}]){_G}(?:(?![{_NO_NAME}]){_G})?{_END}|{_SPACED})",
    rf"{_KIN}的?(?:名字)?叫做?{_OPEN}{{0,3}}(?!{_CALLED})(?P<name>{_FOREIGN}|{_FULL}|{_ANY}{_STOP})",
    # 我是张伟
    rf"(?:我是|我就是|俺是|本人是?|患者|业主是?)\s*(?P<name>{_SURNAME}(?![{_NO_NAME}{_NEXT}]){_H}(?:(?![{_NO_NAME}{_NEXT}]){_H})?)"
    rf"(?=$|[^\u3400-\u9fff]|[住在今昨想请我的][^区县市])",
    rf"(?:我是|俺是|这里是)\s*(?P<name>{_SURNAME})(?:{_TITLE}|{_STOP})",
    # 我姓王, 免贵姓赵, 我姓王，叫小明
    rf"(?<![百老])姓(?![名氏]){_OPEN}{{0,2}}(?P<name>{_SURNAME})",
    rf"(?<![百老])姓{_OPEN}{{0,2}}{_SURNAME}[\W_]{{0,2}}(?:名字?|单名)?(?:叫|是|名)?{_OPEN}{{0,2}}(?<=[叫是名\W])(?!{_CALLED})(?P<name>{_G}(?:{_G}){{0,2}}){_END}",
    r"(?:my name is|name is|name\s?:|i am|i'm)\s{0,2}(?P<name>[a-z]{2,}(?: [a-z]{2,})?)(?= |$|[,.])",
)
_NAMED = tuple(re.compile(pattern) for pattern in _PATTERNS)
# Places and kinds of people that begin with a surname's character.
_PLACES = re.compile(r"(?:金水|管城|中原|惠济|二七|上街|高新|经开|郑东|郑州|新郑|黄河|方舱|白领|成人|成年|安徽|温州|石家庄|华侨|高三|高危|高龄|高校|单身|单独|房东|房主|路人|路过|文员|时空|农民|农村|任何)")


def find_names(folded: Folded) -> list[Span]:
    """The names themselves, without the words before them."""
    return [
        Span(*found.span("name"), NAME) for pattern in _NAMED for found in pattern.finditer(folded.text) if not _PLACES.match(found["name"])
    ]
