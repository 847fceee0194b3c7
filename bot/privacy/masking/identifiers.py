"""What tells people apart and is made of letters and digits: number plates, passports, WeChat names, e-mail. Pure."""
from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy.masking.folding import Folded, Span
from bot.privacy.masking.labels import FILLER, IDENTITY, IDENTITY_WORD, WECHAT, WECHAT_WORD

PLATE, MAIL = "[车牌号]", "[邮箱]"
_S = r"(?:[^\w,;、。!?\n]|_){0,2}"
_BLANK = r"[ \-]?"
# GA 36: province, issuing letter, and five characters; six with new energy, of which a letter is the first or the last.
_C = "[0-9a-hj-np-z]"
_SERIAL = (
    rf"(?P<serial>[a-hjk]{_S}{_C}(?:{_S}[0-9]){{4}}|(?:[0-9]{_S}){{5}}[a-hjk]|{_C}(?:{_S}{_C}){{4}}|{_C}"
    rf"(?:{_S}{_C}){{3}}{_S}[挂学警港澳领])(?![a-z0-9])"
)
_PROVINCE = (
    "(?:[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使]|北京|天津|上海|重庆|河北|河南|云南|辽宁|黑龙江|湖南|安徽|山东|新疆|江苏|浙江|江西|湖北|广西|甘肃"
    "|山西|内蒙古|陕西|吉林|福建|贵州|广东|青海|西藏|四川|宁夏|海南)"
)
_PINYIN = "jing|jin|hu|yu|ji|yun|liao|hei|xiang|wan|lu|xin|su|zhe|gan|gui|meng|shan|min|yue|qing|chuan|ning|qiong"
_PLATE = re.compile(rf"{_PROVINCE}{_S}[a-hj-np-z]{_S}{_SERIAL}")
_PINYIN_PLATE = re.compile(rf"(?<![a-z0-9])(?:{_PINYIN})[a-hj-np-z](?P<serial>{_C}{{5,6}})(?![a-z0-9])")
_LABELLED_PLATE = re.compile(rf"(?:车牌|车号|牌照){FILLER}(?P<value>[a-hj-np-z]{_S}{_SERIAL})")
# A passport of China, a permit for Hong Kong, Macau or Taiwan.
_PASSPORT = re.compile(
    rf"(?<![a-z0-9])(?:[eg]{_BLANK}[0-9]{{4}}{_BLANK}[0-9]{{4}}|e{_BLANK}[a-hj-np-z]{_BLANK}[0-9]{{7}}|[hm]{_BLANK}"
    rf"[0-9]{{8}}(?:[0-9]{{2}})?"
    rf"|[pds]e?[0-9]{{7}}|c[a-z]?[0-9]{{7,8}}|[lt][0-9]{{8}})(?![a-z0-9])"
)
# A version or a file of that day.
_DATED = re.compile("[a-z]+20[0-9]{2}[01][0-9][0-3][0-9]")
_LABELLED_IDENTITY = re.compile(
    rf"{IDENTITY_WORD}{FILLER}(?P<value>[a-z]{{1,3}}{_S}[0-9](?:{_S}[0-9]){{4,11}}x?)(?![a-z0-9])"
)
# A name of 6 to 20 letters, digits, _ and -; without a digit only where the label says that a name follows.
_WECHAT = re.compile(
    rf"(?:{WECHAT_WORD})(?: ?id)?{FILLER}(?P<value>(?=[a-z_\-]*[0-9])[a-z][a-z0-9_\-]{{4,19}})(?![a-z0-9])"
)
_WECHAT_NAMED = re.compile(
    rf"(?:(?=[^a-z]|v[信❤♥]){WECHAT_WORD}(?:号码?|名| ?id)?(?:[\W_]|[是为叫号]){{0,4}}|(?:vx|wx|wechat|weixin)(?:号码?|名"
    rf"|id)?[\W_]{{0,2}}[是为叫:=号][\W_]{{0,2}})"
    r"(?P<value>(?!app|mini|web|pay|group)[a-z][a-z0-9_\-]{5,19}|[a-z]"
    r"(?:[\u2600-\u27bf\U0001f000-\U0001faff]?[a-z0-9_\-]){5,19}|[a-z]{1,8}(?: [a-z]{1,8}){0,2} [0-9]{2,8})(?!"
    r"[a-z0-9])"
)
_WECHAT_BEHIND = re.compile(
    r"(?<![a-z0-9])(?P<value>(?=[a-z]+[0-9_.\-])[a-z][a-z0-9_.\-]{5,24})[\W_]{0,3}(?:是我的?)?(?:微信|v信)(?!群|公|小程)"
)
_AT = r"\s{0,2}(?:@|\(at\)|\[at\]|艾特)\s{0,2}"
_DOT = r"\s?(?:\.|点|\(dot\)|\[dot\])\s?"
_PROVIDER = "(?:qq|163|126|139|189|gmail|sina|sohu|foxmail|outlook|hotmail|yeah|icloud)"
_MAIL = re.compile(
    rf"(?<![a-z0-9])[a-z0-9][a-z0-9._+\-]{{0,63}}(?:{_AT}|#(?={_PROVIDER}\s?\.))(?:{_PROVIDER}(?:{_DOT}"
    rf"[a-z0-9]{{2,10}}){{0,2}}|[a-z0-9\-]{{1,40}}(?:{_DOT}[a-z0-9\-]{{1,40}}){{1,4}})(?![a-z0-9])"
)
_LABELLED_MAIL = re.compile(
    rf"(?:邮箱|邮件|e-?mail|mail){FILLER}(?P<value>(?=[a-z0-9._\-]*[0-9])[a-z0-9][a-z0-9._\-]{{4,40}})(?![a-z0-9])"
)


def find_mail(folded: Folded) -> list[Span]:
    """Addresses, with a sign or a word for @ and the dot."""
    return [*_found(_MAIL, folded.digits, MAIL), *_found(_LABELLED_MAIL, folded.digits, MAIL)]


def find_plates(folded: Folded) -> list[Span]:
    """Number plates; a serial of letters only is a word."""
    text = folded.digits
    return [
        span for pattern in (_PLATE, _PINYIN_PLATE, _LABELLED_PLATE) for found in pattern.finditer(text)
        if sum(letter.isdigit() for letter in found["serial"]) >= 3 for span in [_span(found, PLATE)]
    ]


def find_papers(folded: Folded) -> list[Span]:
    """Passports and permits."""
    forms = (found for found in _PASSPORT.finditer(folded.digits) if not _DATED.fullmatch(found[0]))
    return [*(_span(found, IDENTITY) for found in forms), *_found(_LABELLED_IDENTITY, folded.digits, IDENTITY)]


def find_wechat_names(folded: Folded) -> list[Span]:
    """Names of accounts behind a word for WeChat."""
    return [
        *_found(_WECHAT_BEHIND, folded.text, WECHAT), *_found(_WECHAT, folded.digits, WECHAT),
        *_found(_WECHAT_NAMED, folded.text, WECHAT)
    ]


def _found(pattern: re.Pattern[str], text: str, mark: str) -> Iterator[Span]:
    return (_span(found, mark) for found in pattern.finditer(text))


def _span(found: re.Match[str], mark: str) -> Span:
    return Span(*(found.span("value") if "value" in found.re.groupindex else found.span()), mark)
