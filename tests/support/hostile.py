"""Strings that try to become something else: markup, a template, a key of YAML, a path, a number."""
from __future__ import annotations

import re

SEEDS = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</textarea><script>1</script>", "{{ '漏' * 3 }}",
    "{% raw %}", "${7*7}", "#{7*7}", "<%= 1 %>", "&amp;&lt;", "' OR 1=1 --",
    '"; DROP TABLE draft; --', "../../etc/passwd",
    "..\\..\\x", "key: value", "- item", "? x", "! tag", "!!python/object:os.system", "&anchor", "*anchor", "<<: *x",
    "| block", "> folded", "@at", "`tick", "%TAG", "--- doc", "... end", "# 注释", "null", "~", "true", "yes", "NaN",
    ".inf", "0x1F", "0o17", "1e3", "12:30:45", "2022-11-30", "2022-11-30T00:00+08:00", "[a, b]", "{a: b}", "a: {b",
    "'单引", '"双引', "反\\斜\\n", "全角：冒号", "表\t格", "零\u200b宽", "右\u202e左", "换\u2028行", "旗🏳️‍🌈", "组e\u0301合", "\ufeff头",
    "长" * 1900, "=cmd|' /C calc'!A0", "+1+1", "@SUM(1)", "http://x.test/?a=b&c=d",
)
MORE = (
    "&lt;script&gt;alert(1)&lt;/script&gt;", "<svg/onload=alert(1)>", "<iframe src=javascript:alert(1)>",
    "javascript:alert(1)", "<a href='javascript:x'>a</a>", "</title><script>1</script>",
    "</option></select><img src=x>", "<!--", "-->", "]]>", "<![CDATA[x]]>", "%3Cscript%3E",
    '\\u003cscript\\u003e', "＜script＞", "<scr<script>ipt>", "';alert(1);//", "`${7*7}`", "{{7*7}}",
    "{{ config }}", "{% for x in y %}", "{#", "#}", "%s%s%n", "$(reboot)", "`reboot`", "| cat /etc/passwd",
    "; ls", "&& ls", '\\', '\\\\', "/", "//evil.test", "http://evil.test", "file:///etc/passwd", 'C:\\x', "CON",
    "…/…", ".", "..", "~root", "*", "?", "[", "(", "(?P<x>", "(a+)+$", "a{1,99999}", '\\1', "^", "$", "[^。]*",
    "x" * 300, "0", "-1", "1e999", "9" * 40, "٣", "１２", "１２：３０", "²", "½", "十二", "2022-13-45", "0000-00-00",
    "2022-11-30T25:61", "2022-11-30 24:00", "1970-01-01", "9999-12-31T23:59", "+00:00", "Infinity", "-0", "0b1",
    "0777", '\u202e倒', '\u2066内\u2069', '\u200d', "é", "ﬁ", "Ⅳ", "㊙", "😀", '👩\u200d👩\u200d👧\u200d👦', "𠮷",
    '\ud7ff', '\ufffe', '\xa0', '\u3000', '\u3000前后\u3000', 'a\rb', 'tab\there', "ẞ", "İ", "ﷺ", "Z̷a̷l̷g̷o̷",
)
WRAPS = ("{}", "前{}", "{}后", "前 {} 后", "“{}”", "（{}）", "{}{}")
SHORT = [seed for seed in (*SEEDS, *MORE) if seed.strip() and len(seed) < 500]
STRINGS = list(dict.fromkeys(wrap.replace("{}", seed).strip() for wrap in WRAPS for seed in SHORT))[:1000]


OWN_SCRIPT = re.compile(r'<script type="module" src="/static/[\w/.-]+"></script>')


def assert_no_markup(page: str) -> None:
    """Nothing that was typed stands in a page as anything but text."""
    page = OWN_SCRIPT.sub("", page)
    assert "<script" not in page and "<img" not in page and "<b>" not in page and "<u>" not in page
    assert "漏漏漏" not in page
