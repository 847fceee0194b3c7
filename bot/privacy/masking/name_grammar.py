"""How names are announced in Chinese, and what is said in their place that is none: patterns with a group ``name``.
Pure."""
from __future__ import annotations

import re

_H = "[\u3400-\u9fff〇]"
# The four hundred commonest surnames but for those that are ordinary words; the double ones first.
_SURNAME = (
    "(?:欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|端木|独孤|南宫|宇文|长孙|司空|轩辕|钟离|"
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟"
    "殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝骆路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤时穆农司车"
    "褚佟窦卞戚邬柏奚郎费廉岑常卜萧湛米臧伏茅项闵席麻娄刁虞昝裘缪宗宣郁杭洪荣荀甄芮储巫乌仲伊宫仇栾厉戎祖景束郜蔺屠池胥闻莘贡姬宰郦雍桑桂濮扈"
    "冀浦晏瞿茹宦戈庾暨衡匡寇禄阙沃蔚隆巩晁敖冷訾阚简鞠丰巢蒯荆竺逯桓帅亢楚苟仝邸丘隋"
    "])"
)
# Characters that begin what is said next and stand in no given name, and those that end a question.
_NEXT = "我你他她它这那住在是今昨想问的了吗呢么不没有电手身男女岁跟与也都要请着嘞怎"
_PARTICLES = "吗呢么吧了的不没是在"
# What may follow a name that ends: a sign, the end, or what is said next.
_FOLLOWS = _NEXT + "返被求需回可能现因从和来对就转母父甲乙丙反及"
# What is said of oneself with 我是 and is no name, although it begins like one: places, codes, callings, illness.
_NO_NAME = (
    "区县市镇乡村街路巷号楼栋码人员店院校厂房户工师手客商司机属者众病阴性型类种点次例密检采隔封控管风险烧热龄危血糖压药症科籍能"
)
_KIN = (
    "(?:我|妈|爸|爷|奶|姥|婆|姐|哥|弟|妹|爹|娘|舅|叔|伯|姨|姑|嫂|闺女|对象|外甥|侄子|侄女|病人|患者|户主|儿子|女儿|孙子|孙女|老婆|老公|媳妇|爱人|丈夫|妻子|孩子|宝宝|娃|老人|家属|学生|朋"
    "友|邻居|他|她|名字|名)"
)
_HAN = "\u3400-\u9fff〇"
_STOP = rf"(?=$|[^{_HAN}])"
_END = rf"(?=$|[^{_HAN}]|[{_FOLLOWS}])"
_G = rf"(?![{_NEXT}]){_H}"
_PLAIN_G = rf"(?![{_NO_NAME}{_NEXT}]){_H}"
_LAST_G = rf"(?![{_PARTICLES}]){_H}"
# A sign, a picture or a bracket, but not the end of a clause.
_OPEN = rf"(?:[^\w{_HAN},;。!?]|_)"
_BETWEEN = r"[\s·・.\-_/|*]{1,2}"
# 王 小 明, 王·小明: a blank before what is said next is no part of it.
_SPACED = rf"{_SURNAME}{_BETWEEN}{_G}(?:(?:{_BETWEEN})?{_G})?{_STOP}"
_FULL = rf"(?:{_SURNAME}{_G}(?:{_G})?|{_SPACED})"
# A name of two parts (买买提·艾力), and one in Latin letters.
_TWO_PARTS = rf"(?:{_G}){{1,8}}[·・•.](?:{_G}){{1,8}}"
_LATIN = r"[a-z]{2,}(?:[ .'·\-]{1,2}[a-z]{1,}){0,3}(?![a-z0-9])"
# 我叫了外卖, 我叫不到车, 我叫救护车: something is called, nobody is named.
_CALLED = "(?:[了不什啥过车人他她你我俺咱自个一得醒外救快滴保物社居警医邻谁啊到来去送]|同事|朋友|孩子|家)"
_TITLE = "(?=先生|女士|小姐|阿姨|大爷|大妈|大叔|师傅|老师|医生|同志|某)"
# Words behind which nothing but a name is expected, and words of which much else is said too.
_STRICT_LABEL = (
    r"(?:姓\s{0,2}名|名\s?字|联\s?系\s?人|收\s?件\s?人|收货人|寄件人|取件人|户\s?主|户名|申请人|当事人|监护人|投诉人|举报人|报名人|登记人|填表人|报备人|经办人|委托人"
    r"|代办人|陪护人|陪同人|同住人|被保险人|持卡人|开户人|车主|店主|真名|本名|实名|大名|小名|乳名|英文名|中文名|曾用名|落款|署名|责任人|领取人|经手人|死者|[甲乙丙]方)"
)
_LOOSE_LABEL = (
    "(?:业主|房主|房东|租户|租客|承租人|患者|病人|产妇|孕妇|家长|负责人|乘客|司机|称呼|本人|孩子|儿子|女儿|孙子|孙女|老人|老公|老婆|丈夫|妻子|爱人|父亲|母亲|学生|员工|家属|家人|[我俺](?:"
    "爸|妈|爷爷?|奶奶?|姥姥|姥爷|哥|姐|弟|妹|对象)"
    "|密接者?|次密接|阳性者|志愿者)"
)
_SAID = rf"(?:{_OPEN}{{0,3}}(?:[是为]|名?叫做?){_OPEN}{{0,3}}|{_OPEN}{{0,2}}[:=(【\[「『“\"]{_OPEN}{{0,2}})"
_NAMED_SO = rf"(?:{_OPEN}{{0,3}}名?叫做?{_OPEN}{{0,3}}|{_OPEN}{{0,2}}[:=(【\[「『“\"]{_OPEN}{{0,2}})"
# What is said of a name and is none: 姓名是拼音.
_NO_ANSWER = "(?:拼音|英文|中文|汉字|繁体|乱码|空白|别人|本人|家人|什么|啥|哪|谁|怎|错|假|一样|以前|随便)"

# Where a name is announced, and where one only may stand: there it must be no word.
_ANNOUNCING = (
    # 姓名：王小明; behind such a word any two to four characters are a name where they end.
    (
        rf"(?:{_STRICT_LABEL}|签[名字]){_SAID}(?!{_CALLED}|{_NO_ANSWER})(?P<name>{_TWO_PARTS}|{_LATIN}|{_FULL}{_END}"
        rf"|(?:(?![{_PARTICLES}]){_H}){{2,4}}{_STOP}|{_FULL}|{_SURNAME}{_TITLE})"
    ),
    # 姓名王小明, 户主,王小明, 寄件人任我安
    (
        rf"{_STRICT_LABEL}(?:{_OPEN}|,){{0,3}}(?P<name>{_TWO_PARTS}|{_SURNAME}{_TITLE}|{_FULL}{_END}"
        rf"|{_SURNAME}{_LAST_G}{{1,2}}{_STOP}|{_SPACED})"
    ),
    rf"{_STRICT_LABEL}(?:写|填|登记)(?:的是|成|为|作)?{_OPEN}{{0,2}}(?P<name>{_FULL})",
    rf"(?:英文名|名字)(?:{_OPEN}|,){{0,3}}(?P<name>{_LATIN})",
    # 我叫小红, 外婆叫杜凤仙
    (
        rf"{_KIN}的?(?:名字)?叫做?{_OPEN}{{0,3}}(?!{_CALLED})(?P<name>{_TWO_PARTS}|{_LATIN}|{_FULL}{_END}"
        rf"|{_H}{{2,6}}{_STOP}|{_FULL}|{_H}{{2,4}}{_STOP})"
    ),
    # In Henan 俺叫 is also "I was made to".
    rf"[俺咱]叫{_OPEN}{{0,3}}(?!{_CALLED})(?P<name>{_TWO_PARTS}|{_SURNAME}{_G}(?:{_G})?{_END})",
    rf"(?:叫|喊|称呼)我(?!小区|小时|大概|大家|老是|老实|小学|大学|三|阿姨)(?P<name>[阿老小大胖二]{_H}{{1,2}}?)(?=$|[^{_HAN}]|就|吧|好|即可|头)头?",
    # 我姓王, 免贵姓赵, 我姓王，叫小明
    rf"(?<![百老不])姓(?![名氏]){_OPEN}{{0,2}}(?P<name>{_SURNAME})",
    (
        rf"(?<![百老不])姓{_OPEN}{{0,2}}{_SURNAME}[\W_]{{0,2}}(?:名字|单名|名)?[叫是名]{_OPEN}{{0,2}}(?!{_CALLED})(?P<name>{_G}"
        rf"(?:{_G}){{0,2}}){_END}"
    ),
    rf"(?<![百老不])姓{_OPEN}{{0,2}}{_SURNAME},(?P<name>{_SURNAME}(?:{_PLAIN_G}){{1,2}}){_STOP}",
    # 小名豆豆, 网名叫一匹狼, 名字写成了王小名
    rf"(?:小名|乳名|{_STRICT_LABEL}){_OPEN}{{0,2}}(?P<name>(?P<twice>{_H})(?P=twice))",
    rf"(?:网名|昵称|外号|绰号|微信名)(?:{_SAID})?(?P<name>(?:(?![{_PARTICLES}]){_H}){{2,8}}){_STOP}",
    # 王小明，这是我名字
    rf"(?<![{_HAN}])(?P<name>{_SURNAME}{_G}(?:{_G})?)[\W_]{{0,2}}(?:这|就)?是我的?(?:名字|姓名|真名|本人)",
)
_HINTING = (
    (
        rf"{_LOOSE_LABEL}{_NAMED_SO}(?!{_CALLED})(?P<name>{_TWO_PARTS}|{_LATIN}|{_FULL}{_END}|(?:(?!"
        rf"[{_PARTICLES}]){_H}){{2,4}}{_STOP}|{_SURNAME}{_TITLE})"
    ),
    (
        rf"{_LOOSE_LABEL}{_OPEN}{{0,2}}[是为]{_OPEN}{{0,2}}(?P<name>{_SURNAME}(?:{_PLAIN_G}){{1,2}}{_END}"
        rf"|{_SURNAME}{_TITLE})"
    ),
    (
        rf"{_LOOSE_LABEL}(?:{_OPEN}|,){{0,3}}(?P<name>{_TWO_PARTS}|{_SURNAME}{_TITLE}"
        rf"|{_SURNAME}{_PLAIN_G}{_PLAIN_G}{_END}|{_SPACED})"
    ),
    # 业主徐 丽反映
    rf"{_LOOSE_LABEL}{_OPEN}{{0,2}}(?P<name>{_SURNAME}\s{_PLAIN_G}{_END})",
    # 查一下张伟的核酸
    (
        rf"(?:查|看|问)(?:一?下|查|看)?{_OPEN}{{0,2}}(?P<name>{_SURNAME}{_PLAIN_G}(?:{_PLAIN_G})?)(?=的(?:核酸|检测|抗原|结果|报告|身份证"
        rf"|健康码|电话|病历))"
    ),
    # 患者陈桂英断药
    rf"(?:患者|病人|产妇|业主|房东|租户|老人){_OPEN}{{0,2}}(?P<name>{_SURNAME}{_PLAIN_G}{_PLAIN_G})(?=[断发透急昏晕摔走去来找说打高])",
    rf"{_LOOSE_LABEL}(?P<name>{_SURNAME}(?![{_NO_NAME}{_PARTICLES}]){_H}(?![{_NO_NAME}{_PARTICLES}]){_H}){_STOP}",
    # 我是张伟; 你好，我尹冬梅，…
    rf"(?:我是|我就是|俺是|本人是?|患者|业主是?)\s*(?P<name>{_SURNAME}{_PLAIN_G}(?:{_PLAIN_G})?)(?=$|[^{_HAN}]|[住在今昨想请我的][^区县市])",
    rf"[你您]好[\W_]{{0,3}}[我俺](?P<name>{_SURNAME}(?:{_PLAIN_G}){{1,2}})(?=[,。!])",
    rf"(?:我是|俺是|这里是)\s*(?P<name>{_SURNAME})(?:{_TITLE}|{_STOP})",
    rf"我是\s*(?P<name>(?:{_G}){{2,8}}[·・•](?:{_G}){{2,8}}){_STOP}(?<!业主)(?<!居民)(?<!小区)(?<!社区)",
    rf"我就?是\w{{1,12}}的(?P<name>{_SURNAME}{_PLAIN_G}{_LAST_G}){_STOP}",
    rf"(?:打|写|登|填|录)错?成了?(?P<name>{_SURNAME}(?:{_PLAIN_G}){{1,2}}){_END}",
)
# A name in Latin letters is told by its capitals.
_CASED = (
    r"(?:[Mm]y|[Hh]is|[Hh]er) name(?:'s|’s| is)\s(?P<name>[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,2})",
    r"\b(?:[Nn]ame|NAME)\s?[:=]\s?(?P<name>[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,2})",
    r"(?:[Tt]his is|[Ii] am|[Ii]['’]m)\s(?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+){1,2})",
)
ANNOUNCED, HINTED, IN_CAPITALS = (tuple(map(re.compile, patterns)) for patterns in (_ANNOUNCING, _HINTING, _CASED))
# 、李红梅, 及妻子李红梅
NEXT_NAME = re.compile(
    rf"[、,和及与/ ]{{1,2}}(?:妻子|丈夫|孩子|儿子|女儿)?(?P<name>{_SURNAME}(?:{_PLAIN_G}){{1,2}})(?=$|[^{_HAN}]|[和及与])"
)
# A name whole enough to be looked for again.
WHOLE = re.compile(f"{_SURNAME}{_H}{{1,2}}")
