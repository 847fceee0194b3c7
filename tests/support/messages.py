"""Messages for properties: any text at all, and texts made of what residents write."""
from __future__ import annotations

from hypothesis import strategies as st

from bot.nlu.readers.spans import Span

BITS = (
    "我们小区", "俺", "阳了", "俩", "仨", "两", "三", "十", "几", "0", "12", "999", "例", "个", "单元", "2单元", "一号楼", "都在", "一个", "不在",
    "有", "新增", "超过", "到", "以上", "没", "今天", "明晚", "昨天", "11月", "32号", "7号", "13:00", "99:99", "下午", "晚", "半夜", "点", "半",
    "25点", "高风险", "中风险", "风险小区", "防外溢", "低风险区", "ktv", "KTV", "药店", "学校", "面包", "大学路", "核算", "fk", "救命", " ", ",", "。",
    "？",
    "\0", "\ud83d", "\udc00", "\u200b", "\u3000", "Ａ", "髮", "①", "é", "🙏", "\n", "/restart", "{", "%",
)
anything = st.text(st.characters(), max_size=40)
messages = anything | st.lists(st.sampled_from(BITS) | anything, max_size=12).map("".join)


def apart_and_inside(spans: list[Span], text: str) -> bool:
    """Whether the spans lie inside the text, are not empty, stand in order and do not overlap."""
    ends = [0, *(span.end for span in spans)]
    return all(ends[i] <= span.start < span.end <= len(text) for i, span in enumerate(spans))
