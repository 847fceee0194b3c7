"""How people count cases and units: the patterns that counts.py reads with."""
from __future__ import annotations

from knowledge.text.lexicon import pattern

MORE = "(?P<more><cases.more_than>)?"
N, OVER = "(?P<n><numerals.number>)", "(?P<over>多)?"
CASE = "<cases.measure>?<cases.before_noun>?(?:新冠)?<cases.noun><cases.of_noun>?"
# What may stand behind a number that counts nothing else: 有两个孩子 and 新增两个采样点 are no cases.
ALONE = r"(?=$|[<clauses.end_or_item>了啊呢吧吗嘛嘞哩呗得在都住分是全怎咋就还会要能算属封阳羊养]|<cases.ill>|病|中的)"
# 三个 of units, buildings or compounds counts no people.
OF_PEOPLE = "(?!单元|楼|小区)"
RANGE = "(?P<range>(?:到|至|、|-|~)?<numerals.number>)?"
SO_MANY = f"{N}(?:<cases.measure>|口人?|(?<=[<numerals.contracted>]))"
CASES = tuple(map(pattern, (
    f"{MORE}{N}{RANGE}(?P<over>以上|多)?{CASE}",
    f"<cases.certain>了?(?:了|着)?{MORE}{N}{OVER}"
    rf"(?:例|名|个人|位|个{OF_PEOPLE}|人|(?=[^\d个单号栋月点层])|$)",
    f"(?:<cases.reported>|<cases.detected>|出现?|有)了?{MORE}{N}{OVER}(?:例|<cases.measure>?{ALONE})",
    f"(?P<more><cases.more_than>|<cases.fewer_than>)?{N}{RANGE}例(?P<over>以上)?",
    # 那三个人都阳了, 两口子全确诊; who was ill once is no case.
    f"{SO_MANY}(?:[都也全又就刚]|已经|今天|昨天)+(?:是|给)?<cases.fell_ill>(?!过)",
    "(?P<n>两)(?=口子[都也全]*<cases.fell_ill>(?!过))",
    # 羊了俩, where nobody bought sheep
    f"(?<![养买卖吃喂放山绵])<cases.homophone>(?P<n>[<numerals.contracted>]|<numerals.number>(?=[例名位人]|个{OF_PEOPLE}))"
    "<cases.measure>?(?![只头条])",
    # 不是一个是两个
    rf"(?:不是|不止|哪是)<numerals.number><cases.measure>?[,，\s]?(?:而|就|应该)?是{SO_MANY}(?:{ALONE}|(?=说(?!法)))",
)))
# A number alone counts cases only where the message puts something right: 说多了，就俩; 俺听错了，是仨.
BARE = pattern(
    "(?:^|[<clauses.end>])(?:其实|应该|一共|总共|实际上?|真正|最后)?"
    f"(?:[就只才]?(?:是|有)|[就只才]){SO_MANY}[整了啊呀哈嘞呢吧]?(?=$|[<clauses.end>])"
)
# Where it was asked how many there are it needs no more: 仨; 物业刚发了 一共五个.
ANSWER = pattern(
    f"(?:^|[<clauses.end>\\s])(?:一共|总共|大概|好像|应该|现在|目前|就|才|只|已经)*(?:是|有|出了)?"
    f"{SO_MANY}[整了啊呀哈嘞呢吧]*(?=$|[<clauses.end>\\s])"
)
NOT_ONE = pattern(r"[都也]没")
# A number before 单元 without 个 names a unit (2单元, 一号楼二单元) and counts none; only 两单元 counts.
NAMED = "(?:<numerals.ordinal>号?(?:楼|栋))?<numerals.ordinal>单元"
NAMED_UNIT = pattern(NAMED)
AND = r"[、，,和跟与及\s]{0,2}"
# 一个在一单元一个在二单元: each its unit or building.
HOME = "(?:<numerals.ordinal>(?:号楼|号?栋)(?:<numerals.ordinal>单元)?|<numerals.ordinal>单元|[<units.side>]头?单元)"
ONE_EACH = "(?:另外?|还有|剩下)?{n}<cases.measure>?(?:是|住)?[在搁]{home}的?"
# In answer to the question how many and where: 1号楼四个 9号楼一个.
HOME_FIRST = "{home}(?:有|出)?了?{n}<cases.measure>"
EACH_IN = ONE_EACH.format(n="<numerals.number>", home=HOME)
EACH = pattern(f"{EACH_IN}(?:{AND}{EACH_IN})+")
EACH_HOME = HOME_FIRST.format(n="<numerals.number>", home=HOME)
EACH_ANSWER = pattern(f"{EACH_HOME}(?:{AND}{EACH_HOME})+")
HOME_OF_EACH = pattern(HOME_FIRST.format(n=N, home=f"(?P<home>{HOME})"))
IN_ITS_HOME = pattern(ONE_EACH.format(n=N, home=f"(?P<home>{HOME})"))
# Units that are said to have cases; where somebody lives or asks about is none (2单元有一例，我住5单元).
AFFECTED = pattern(
    rf"(?<![住居家<people.we_letters>\d<numerals.counting>])(?P<named>{NAMED}(?:{AND}{NAMED})*)\s?"
    "(?:今天|昨天|今儿|昨儿|里|又|也|都|各|刚)*(?:<cases.has_some>|<numerals.number>[例个])"
)
# What tells that cases are in one unit: 同单元, 一家四口, 两口子都阳了, 都在2单元.
ONE_UNIT = (
    r"(?:同一?个?|一个|同[在住]一)单元|(?:同一?|一)个?(?:门洞|楼门|户)"
    r"|同一?家|一家(?:子|人|(?=[都全里<numerals.counting><numerals.contracted>\s，,]|$))"
    "|一块儿?住|(?<=[子都全们家<numerals.contracted>的])住在?一[块起]儿?|同住"
    f"|(?<=两)口子(?=[都也全]*<cases.ill>)|[都全](?:是|在|住在?){NAMED}(?!{AND}{NAMED})"
)
APART = (
    "不同的?单元|[不没][在是][一同]一?个?单元|分散在?[几多]?个?单元|跨[了着]?单元"
    "|好几个单元|几个单元|多个单元|各个单元|两边单元"
)
UNITS = (
    (pattern(
        f"{MORE}{N}{OVER}(?:个(?:不同的?)?<units.unit>|(?<=[<numerals.contracted>两几多])单元|楼门|门洞)"
        r"(?P<after>以上)?(?!\d)"
    ), None),
    (pattern(ONE_UNIT), 1),
    (pattern(APART), 2),
)
# 隔壁单元阳了俩: both in that one.
NEIGHBOUR = pattern(
    "<units.beside>那?个?单元(?=(?:里|又|也|刚|昨天|今天)*(?:<cases.has_some>|<numerals.number>[例个人确]))"
)
