"""How people count cases and units: the patterns that counts.py reads with."""
from __future__ import annotations

import re

NUMBER = r"(?:\d{1,3}|[零〇一二两三四五六七八九十]{1,3}|俩|仨|几|好几|多)"
CASE = r"(?:例|名|个人|个|人|位)?(?:新增|确诊|的)?(?:新冠)?(?:阳性|感染者?|病例|确诊者?|阳人|羊|小阳人|阳(?!光|台|了?[\d一二两三四五六七八九十俩仨]))(?:病例|患者|人员|感染者)?"
# What may stand behind a number that counts nothing else: 有两个孩子 and 新增两个采样点 are no cases.
ALONE = r"(?=$|[\s,，。、；;！!？?了啊呢吧吗嘛嘞哩呗得在都住分是全怎咋就还会要能算属封阳羊养]|感染|病|确诊|中招|中的)"
CASES = (
    re.compile(rf"(?P<more>超过|多于|大于|不止)?(?P<n>{NUMBER})(?P<range>(?:到|至|、|-|~)?{NUMBER})?(?P<over>以上|多)?{CASE}"),
    re.compile(rf"(?:阳|确诊|感染|检出)了?(?:了|着)?(?P<more>超过|不止)?(?P<n>{NUMBER})(?P<over>多)?(?:例|名|个人|位|个(?!单元|楼|小区)|人|(?=[^\d个单号栋月点层])|$)"),
    re.compile(rf"(?:新增|查出来?|发现|出现|出|有)了?(?P<more>超过|不止)?(?P<n>{NUMBER})(?P<over>多)?(?:例|(?:名|个人|位|个|人)?{ALONE})"),
    re.compile(rf"(?P<more>超过|多于|不止|小于|少于)?(?P<n>{NUMBER})(?P<range>(?:到|至|-|~)?{NUMBER})?例(?P<over>以上)?"),
)
SO_MANY = rf"(?P<n>{NUMBER})(?:例|名|位|个人?|口人?|人|(?<=[俩仨]))"
FELL_ILL = r"(?:阳(?!光|台)|羊了|确诊|感染|中招|检出|查出)"
CASES += (
    # 那三个人都阳了, 两口子全确诊; who was ill once is no case.
    re.compile(rf"{SO_MANY}(?:[都也全又就刚]|已经|今天|昨天)+(?:是|给)?{FELL_ILL}(?!过)"),
    re.compile(rf"(?P<n>两)(?=口子[都也全]*{FELL_ILL}(?!过))"),
    re.compile(rf"(?<![养买卖吃喂放山绵])羊了(?P<n>俩|仨|{NUMBER}(?=[例名位人]|个(?!单元|楼|小区)))(?:例|名|位|个人?|人)?(?![只头条])"),
    # 不是一个是两个
    re.compile(rf"(?:不是|不止|哪是){NUMBER}(?:例|名|位|个人?|人)?[,，\s]?(?:而|就|应该)?是{SO_MANY}(?:{ALONE}|(?=说(?!法)))"),
)
# A number alone counts cases only where the message puts something right: 说多了，就俩; 俺听错了，是仨.
BARE = re.compile(rf"(?:^|[\s,，。；;!！])(?:其实|应该|一共|总共|实际上?|真正|最后)?(?:[就只才]?(?:是|有)|[就只才]){SO_MANY}[整了啊呀哈嘞呢吧]?(?=$|[\s,，。；;!！?？])")
NOT_ONE = re.compile(r"[都也]没")
# A number before 单元 without 个 names a unit (2单元, 一号楼二单元) and counts none; only 两单元 counts.
ORDINAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
NAMED = rf"(?:{ORDINAL}号?(?:楼|栋))?{ORDINAL}单元"
NAMED_UNIT = re.compile(NAMED)
AND = r"[、，,和跟与及\s]{0,2}"
# 一个在一单元一个在二单元: each its unit or building.
HOME = rf"(?:{ORDINAL}(?:号楼|号?栋)(?:{ORDINAL}单元)?|{ORDINAL}单元|[东西南北中]头?单元)"
ONE_EACH = rf"(?:另外?|还有|剩下)?(?P<n>{NUMBER})(?:个人?|例|名|位|人)?(?:是|住)?[在搁](?P<home>{HOME})的?"
EACH = re.compile(re.sub(r"\?P<\w+>", "?:", ONE_EACH) + rf"(?:{AND}" + re.sub(r"\?P<\w+>", "?:", ONE_EACH) + ")+")
# Units that are said to have cases; where somebody lives or asks about is none (2单元有一例，我住5单元).
AFFECTED = re.compile(
    rf"(?<![住居家我俺咱们\d一二三四五六七八九十])(?P<named>{NAMED}(?:{AND}{NAMED})*)\s?"
    rf"(?:今天|昨天|今儿|昨儿|里|又|也|都|各|刚)*(?:有(?!没)|阳|羊|出|查出|发现|新增|确诊|感染|{NUMBER}[例个])"
)
UNITS = (
    (re.compile(rf"(?P<more>超过|多于|不止)?(?P<n>{NUMBER})(?P<over>多)?(?:个(?:不同的?)?(?:单元|楼门|门洞)|(?<=[两俩仨几多])单元|(?:楼门|门洞))(?P<after>以上)?(?!\d)"), None),
    (re.compile(rf"(?:同一?个?|一个|同[在住]一)单元|(?:同一?|一)个?(?:门洞|楼门|户)|同一?家|一家(?:子|人|(?=[都全里一二两俩三仨四五六\s，,]|$))|一块儿?住|(?<=[子都全俩仨的们家])住在?一[块起]儿?|同住|(?<=两)口子(?=[都也全]*(?:阳(?!光|台)|确诊|感染|中招))|[都全](?:是|在|住在?){NAMED}(?!{AND}{NAMED})"), 1),
    (re.compile(r"不同(?:的)?单元|(?:不|没)(?:在|是)(?:一|同)(?:一)?个?单元|分散在?(?:几|多)?个?单元|跨(?:了|着)?单元|好几个单元|几个单元|多个单元|各个单元|两边单元"), 2),
)
# 隔壁单元阳了俩: both in that one.
NEIGHBOUR = re.compile(rf"(?:隔壁|旁边|对面|对门|前面|后面)(?:那)?个?单元(?=(?:里|又|也|刚|昨天|今天)*(?:有(?!没)|阳|出|查出|新增|确诊|感染|{NUMBER}[例个人确]))")
