"""How a text is read aloud."""
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.forms.spoken import spoken

SAID = [
    ("72小时", "七十二小时"),
    ("07:00–20:00", "早上七点到晚上八点"),
    ("7:00到13:00", "早上七点到下午一点"),
    ("13:00（下午1点）采完", "下午一点采完"),
    ("中午12:30、凌晨0:05", "中午十二点三十分、凌晨零点零五分"),
    ("0371-12345", "零三七幺幺二三四五"),
    ("打96595或118114就能预约", "打九六五九五或幺幺八幺幺四就能预约"),
    ("请立即拨打110！", "请立即拨打幺幺零！"),
    ("110人", "一百一十人"),
    ("12345（24小时）可以打。", "幺二三四五，二十四小时，可以打。"),
    ("2022年11月7日", "二零二二年十一月七日"),
    ("2022-11-07", "二零二二年十一月七日"),
    ("2例、2个单元、2月2日、第2条", "两例、两个单元、二月二日、第二条"),
    ("3000多个，12.2万名", "三千多个，十二点二万名"),
    ("限流50%", "限流百分之五十"),
    ("3-5天，100m，37.3℃", "三到五天，一百米，三十七点三摄氏度"),
    ("居民进出要：\n· 戴口罩。\n· 查健康码。\n别的没有写", "居民进出要：戴口罩。查健康码。别的没有写"),
    ("听社区（村）安排", "听社区或村安排"),
    ("1. 花园路\n2. 文化路", "第一，花园路。第二，文化路"),
    ("共20000个，间隔1.5米", "共两万个，间隔一点五米"),
    ("《传染病防治法》和「面授」", "传染病防治法和面授"),
]


@pytest.mark.parametrize(("written", "said"), SAID, ids=lambda text: text.replace("\n", "|"))
def test_a_text_is_read_as_somebody_would_say_it(written, said):
    assert spoken(written) == said


PIECES = st.sampled_from([written for written, _ in SAID] + ["，", "。", "\n· ", "（", "）", "到", "请问", "24小时"])
TEXTS = st.lists(PIECES | st.integers(0, 10**7).map(str) | st.sampled_from("年月日时点分个例米%：-、"), max_size=12).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_no_digit_is_left_and_saying_it_again_changes_nothing(text):
    said = spoken(text)
    assert not re.search(r"\d", said)
    assert spoken(said) == said
