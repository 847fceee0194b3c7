"""Names that people give of themselves and theirs: behind 我叫, 姓名, 联系人, and behind 我是 where a surname follows. Pure."""
from __future__ import annotations

import re

NAME = "[姓名]"
_H = "[\u3400-\u9fff]"
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
# What is said of oneself with 我是 and is no name, although it begins like one: places, codes, callings.
_NO_NAME = (
    "区县市镇乡村街路巷号楼栋码人员店院校厂房户工民师生长手客商司机友属者众病阳阴性型类种点次例密检采隔封控管风险低中高黄红绿白烧热"
)
_KIN = "(?:我|妈|爸|爷|奶|姥|姐|哥|弟|妹|儿子|女儿|老婆|老公|媳妇|爱人|丈夫|妻子|孩子|老人|家属|名字)"
_END = rf"(?=$|[^\u3400-\u9fff]|[{_NEXT}])"
_GIVEN = rf"(?![{_NEXT}]){_H}(?:(?![{_NEXT}]){_H})?"
_FULL = f"{_SURNAME}{_GIVEN}"
# 我叫了外卖, 我叫不到车, 我叫救护车: something is called, nobody is named.
_CALLED = "(?:[了不什啥过车人他她你个一得醒外救快滴保物社居警医邻谁啊到来去送]|同事|朋友|孩子|家)"

_NAMED = re.compile(
    rf"((?:姓名|名字|联系人|收件人)\s*)(?!\[)(?:(?P<said>[是叫为:：]\s*)(?!{_CALLED}|\[)(?:{_FULL}|{_H}{{2,4}}{_END})|{_FULL}{_END})"
)
_I_AM_CALLED = re.compile(rf"({_KIN}的?(?:名字)?叫做?\s*)(?!{_CALLED})(?:{_FULL}|{_H}{{2,4}}(?=$|[^\u3400-\u9fff]))")
_I_AM = re.compile(
    rf"((?:我是|我就是|俺是|本人是?|患者|业主是?)\s*)(?:{_SURNAME}(?![{_NO_NAME}{_NEXT}]){_H}(?:(?![{_NO_NAME}{_NEXT}]){_H})?"
    rf"(?=$|[^\u3400-\u9fff]|[住在今昨想请我，的][^区县市]))"
)
_TITLED = re.compile(rf"((?:我是|俺是|我姓|免贵姓)\s*){_SURNAME}(?=先生|女士|小姐|阿姨|大爷|大妈|师傅|老师|医生|$|[^\u3400-\u9fff])")
# Places and kinds of people that begin with a surname's character.
_PLACES = re.compile(r"(?:金水|管城|中原|惠济|二七|上街|高新|经开|郑东|郑州|新郑|黄河|方舱|白领|成人|成年|安徽|温州|石家庄|华侨|高三|高危|高龄|高校|单身|单独|房东|房主|路人|路过|文员|时空|农民|农村|任何)")


def mask_names(text: str) -> str:
    """``text`` with NAME in place of each name that is said to be one."""
    text = _NAMED.sub(_unless_place, text)
    text = _I_AM_CALLED.sub(_unless_place, text)
    return _TITLED.sub(_unless_place, _I_AM.sub(_unless_place, text))


def _unless_place(found: re.Match[str]) -> str:
    kept = found[1] + (found.groupdict().get("said") or "")
    return found[0] if _PLACES.match(found[0][len(kept):]) else kept + NAME
