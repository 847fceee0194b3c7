"""The whole work of a call by keyboard alone, in the service as it is started; the desk inside another one's page."""
from __future__ import annotations

import random
from urllib.parse import urlsplit

import pytest
from desk_pages import CARDS, DeskPage, other_desk, with_agent
from feed_server import Answer, serving
from wires import Wire, wire

from bench.services import free_port

NAME = "吴坐席"
ARRANGED = """async (states) => {
  const { arrange, empty } = await import("/static/desk/places.js");
  let shown = empty();
  return states.map(([cards, held]) => {
    shown = arrange(shown, { cards, sure: [] }, (id) => held.includes(id));
    return { places: shown.places.map((place) => place && [place.card.id, place.key, place.isGone]),
             waiting: shown.waiting.map(({ id }) => id) };
  });
}"""


@pytest.fixture(scope="module")
def console(sample_city):
    """The console of the service, with an agent's account."""
    return with_agent(sample_city, NAME)


@pytest.fixture()
def desk(browser, console):
    """The desk of an agent who has signed in. It may report no error."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, permissions=["clipboard-read",
                                                                                        "clipboard-write"])
    one = DeskPage(context, console, NAME).open()
    yield one
    context.close()
    assert one.faults == []


def test_a_whole_call_by_keyboard_alone(desk, sample_city):
    page = desk.page
    desk.press("n")
    desk.told("通话开始")
    desk.type("/", "我想问一下，理发店现在能开门吗")
    page.wait_for_selector(CARDS)
    page.reload()
    page.wait_for_selector(CARDS)
    ((key, title),) = desk.cards()
    assert "理发店" in title and page.text_content("#said") == "来电 我想问一下，理发店现在能开门吗"
    # A question that has just come takes no key.
    page.wait_for_timeout(500)
    desk.press("a")
    page.wait_for_selector("#supposed li")
    desk.type("p", "金水区文化路")
    desk.told("地点：")
    desk.press(key, "o")
    assert page.is_visible(f"{CARDS} .clause") and desk.axe() == []
    desk.press("u", "c")
    desk.told("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == page.evaluate(
        "[...document.querySelectorAll('#cards .script p')].map(p => p.textContent).join('\\n')")
    desk.press(key, "w")
    page.keyboard.type("堂食")
    assert desk.axe() == []
    desk.press("Enter")
    desk.told("应是“饭店能堂食吗”")
    desk.press("t", "?")
    assert desk.axe() == []
    desk.press("Escape", "e", "e")
    page.wait_for_selector("#wrapup:not([hidden])")
    assert "理发店" in page.input_value("#summary") and desk.axe() == []
    page.keyboard.type("（已回拨）")
    desk.press("Escape")
    tickets = sample_city.environment["JUMIN_TICKETS_URL"]
    with serving(Answer(), port=urlsplit(tickets).port) as feed:
        desk.press("b")
        page.wait_for_selector("#tickets .arrived")
    assert "（已回拨）" in feed.bodies[0].decode()


def test_keys_do_nothing_while_somebody_types_nor_when_they_are_off_and_that_is_remembered(desk):
    page = desk.page
    desk.press("/")
    page.keyboard.type("nex?")
    assert page.input_value("#text") == "nex?" and page.get_attribute("#call", "data-state") == "none"
    page.dispatch_event("body", "keydown", {"key": "n", "isComposing": True})
    page.dispatch_event("body", "keydown", {"key": "n", "keyCode": 229})
    desk.press("Escape", "Control+n", "Alt+n")
    page.uncheck("#keys-on")
    page.evaluate("document.activeElement.blur()")
    desk.press("n", "?")
    desk.open()
    assert not page.is_checked("#keys-on")
    desk.press("n", "?")
    assert page.get_attribute("#call", "data-state") == "none" and not page.query_selector("dialog[open]")


def test_without_a_script_cards_are_found_for_words_that_are_typed(browser, console):
    context = browser.new_context(java_script_enabled=False)
    page = DeskPage(context, console, NAME).page
    page.goto(f"{console}/desk")
    page.fill("#text", "家里着火了")
    page.keyboard.press("Enter")
    page.wait_for_selector(".found article")
    assert "幺幺九" in page.text_content(".found .script") and not page.is_visible("#cards")
    context.close()


@pytest.mark.parametrize("breaks", [Wire.cut, Wire.fall_silent], ids=["cut", "silent"])
def test_a_page_whose_wire_breaks_says_so_and_then_shows_what_was_said_meanwhile(browser, console, breaks):
    piece = {"segment": "s1", "revision": 1, "speaker": "caller", "final": True, "start": 0.5, "end": 2.0,
             "text": "我爸胸口疼得厉害"}
    context = browser.new_context()
    with wire(urlsplit(console).port) as between:
        desk = DeskPage(context, between.address, NAME).open()
        desk.press("n")
        desk.told("已连接", "link")
        call = desk.page.evaluate("import('/static/desk/call.js').then((call) => call.id())")
        breaks(between)
        assert context.request.post(f"{console}/hotline/calls/{call}/pieces", data=piece).status == 202
        desk.told("断开", "link")
        assert not desk.cards()
        between.mend()
        desk.page.wait_for_selector(f"{CARDS}.danger")
        desk.told("已连接", "link")
        assert desk.page.text_content("#said") == "来电 我爸胸口疼得厉害"
    context.close()


def test_a_card_under_the_pointer_stays_when_the_caller_changes_his_mind_until_the_pointer_leaves(desk):
    page = desk.page
    desk.type("/", "理发店能开门吗")
    page.wait_for_selector(CARDS)
    page.hover(CARDS)
    stood = page.locator(CARDS).bounding_box()
    desk.type("/", "不对，说错了，我想问药店能开门吗")
    page.wait_for_selector(f"{CARDS} .gone")
    assert page.locator(CARDS).first.bounding_box() == stood
    ((key, title), (other, new)) = desk.cards()
    assert "理发店" in title and "药店" in new and key != other
    page.mouse.move(0, 0)
    page.wait_for_selector(f"{CARDS} .gone", state="detached")
    assert desk.cards() == [[other, new]]


def test_where_nothing_fits_a_letter_picks_what_is_nearest_and_its_card_is_sure(desk):
    page = desk.page
    desk.type("/", "我想问问今天股票怎么样")
    page.wait_for_selector("#nothing:not([hidden]) #nearest button")
    title = page.text_content("#nearest button").removesuffix(" a")
    desk.press("a")
    page.wait_for_selector(CARDS)
    assert title in desk.cards()[0][1] and not page.query_selector(f"{CARDS} .perhaps") and desk.axe() == []


def test_a_card_that_is_not_sure_says_so(desk):
    states = [[{"cards": [{"id": one, "topic": one, "publication": 1} for one in "ab"], "sure": ["b"]}, []]]
    sure = desk.page.evaluate("""async ([[state]]) => {
        const { arrange, empty } = await import("/static/desk/places.js");
        return arrange(empty(), state, () => false).places.map((place) => place?.isSure ?? null);
    }""", states)
    assert sure == [False, True, None]


def test_a_card_of_a_new_publication_is_marked_until_it_is_chosen_and_one_that_has_gone_while_it_is_held(desk):
    first, second = ([[{"id": "a", "topic": "a", "publication": number}], []] for number in (1, 2))
    shown = desk.page.evaluate(ARRANGED.replace("place.isGone]", "place.isGone, place.isRenewed]"),
                               [first, second, second, [[], ["a"]], [[], []]])
    assert [one["places"][0] for one in shown] == [
        ["a", 1, False, False], ["a", 1, False, True], ["a", 1, False, True], ["a", 1, True, True], None]


def test_a_card_stays_in_its_place_and_no_key_passes_to_another_card_at_once(desk):
    chance = random.Random(20221107)
    states = []
    for _ in range(400):
        cards = chance.sample("abcdefg", chance.randint(0, 3))
        held = chance.sample("abcdefg", chance.randint(0, 2))
        states.append([[{"id": one, "topic": one, "publication": 1} for one in cards], held])
    before = [None, None, None]
    for (cards, held), found in zip(states, desk.page.evaluate(ARRANGED, states), strict=True):
        wanted, places = {one["id"] for one in cards}, found["places"]
        standing = {place[0]: (number, place[1]) for number, place in enumerate(places) if place}
        assert wanted == ({place[0] for place in places if place and not place[2]} | set(found["waiting"]))
        assert not found["waiting"] or None not in places
        for number, place in enumerate(before):
            if place and (place[0] in wanted or place[0] in held):
                assert standing[place[0]] == (number, place[1])
        keys = [key for _, key in standing.values()]
        gone = {place[1] for place in before if place and place[0] not in standing}
        assert len(set(keys)) == len(keys) and not gone.intersection(
            key for one, (_, key) in standing.items() if one not in {place[0] for place in before if place})
        before = places


def test_inside_another_desk_calls_and_pieces_are_handed_over_by_named_pages_alone(browser, console, sample_city):
    port = urlsplit(sample_city.environment["JUMIN_DESK_ANCESTORS"]).port
    context = browser.new_context()
    DeskPage(context, console, NAME)
    piece = {"segment": "s1", "revision": 1, "speaker": "caller", "final": True, "start": 0.5, "end": 2.0,
             "text": "药店现在开门吗"}
    with other_desk(port, console) as address:
        page = context.new_page()
        page.goto(address)
        page.wait_for_function("heard.some(({ type }) => type === 'ready')")
        page.evaluate("tell({ type: 'start' })")
        page.wait_for_function("heard.some(({ type, call }) => type === 'started' && call)")
        page.evaluate("(piece) => tell({ type: 'piece', piece })", piece)
        page.frame_locator("#desk").locator(CARDS).wait_for()
        page.evaluate("tell({ type: 'end' })")
        page.wait_for_function("heard.some(({ type, text }) => type === 'ended' && text.includes('药店'))")
        page.evaluate("tell({ type: 'toString' })")
    with other_desk(free_port(), console) as stranger:
        page.goto(stranger)
        page.wait_for_timeout(700)
        assert page.evaluate("heard") == []
    context.close()
