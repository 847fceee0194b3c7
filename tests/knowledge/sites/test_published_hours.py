"""Opening hours in the manner of cities' lists: read where they say one thing, and otherwise not at all."""
import pytest

from knowledge.sites.published_hours import read_published


@pytest.mark.parametrize("published, notation", [
    ("24小时", "24h"),
    ("全天", "24h"),
    ("24小时（夜间请走急诊）", "24h"),
    ("上午8:00-12:00、下午14:00-17:00", "08:00-12:00,14:00-17:00"),
    ("上午8：00—12：00，下午2：30—5：30", "08:00-12:00,14:30-17:30"),
    ("7点-13点", "07:00-13:00"),
    ("早7点半至晚8点", "07:30-20:00"),
    ("上午9点至晚上8点半", "09:00-20:30"),
    ("下午2点-5点", "14:00-17:00"),
    ("每天 08:00～20:00", "08:00-20:00"),
    ("周一至周日 8:00-18:00", "08:00-18:00"),
    ("周一至周五8:30-17:30；周六、周日9:00-12:00", "Mon,Tue,Wed,Thu,Fri 08:30-17:30; Sat,Sun 09:00-12:00"),
    ("星期一到星期六 8时至11时30分，15时至17时", "Mon,Tue,Wed,Thu,Fri,Sat 08:00-11:30,15:00-17:00"),
    ("20:00-次日8:00", "20:00-08:00"),
    ("22:00-06:00", "22:00-06:00"),
    ("采样时间：6:30-24:00", "06:30-24:00"),
    ("7:00-11:00 14:00-18:00", "07:00-11:00,14:00-18:00"),
    ("周末 9:00－12:00", "Sat,Sun 09:00-12:00"),
])
def test_hours_that_say_one_thing(published, notation):
    assert read_published(published) == notation


@pytest.mark.parametrize("published", [
    "", "未知", "以现场公告为准", "8:00-17:00（节假日除外）", "工作日8:00-17:30", "法定节假日除外 9:00-17:00", "8:00-5:30", "8-12", "上午", "预约采样",
    "8:00-25:00", "8:75-9:00", "24小时（周日休息）", "上午8:00-下午", "9:00-17:00左右", "8:00-12:00，14:00", "晚8点-早7点半以后", "周一至周五",
])
def test_hours_that_are_not_certain_are_not_read(published):
    assert read_published(published) is None
