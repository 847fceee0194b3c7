"""A notice names the page on which it was published, and a reply that cites it links there."""
import pytest
from content_folder import refusal, replace, small_folder

from bot.answering.rendering import as_cited
from knowledge.releases import load_release

NOTICE = "notices/press-34.yml"


def test_a_source_is_linked_where_its_page_is_known(tmp_path):
    replace(small_folder(tmp_path) / NOTICE, "issuer:", "url: https://city.example/news/34\nissuer:")
    notices = load_release(tmp_path).notices
    assert as_cited(notices["press-34"], ["labs"])["url"] == "https://city.example/news/34"
    assert "url" not in as_cited(notices["2022-153"], ["一"])


@pytest.mark.parametrize("url", ["city.example", "javascript:alert(1)", "ftp://city.example/x"])
def test_what_is_no_page_is_refused(tmp_path, url):
    replace(small_folder(tmp_path) / NOTICE, "issuer:", f'url: "{url}"\nissuer:')
    assert refusal(tmp_path)[2].endswith("is no address of a page; write it whole, with https://.")
