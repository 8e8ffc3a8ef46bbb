"""The switch of languages: it counts everywhere, leads nowhere else, and no reader gets another's page."""

from __future__ import annotations

import re
from itertools import permutations
from urllib.parse import urljoin

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser, LexborNode

from accordgraph.web.tongue import choices_made

from .conftest import Whole
from .tongues import JAPANESE

#: Cookie, Accept-Language -> the language of the page.
WISHES = [
    (None, None, "en"),
    (None, "ja", "ja"),
    ("language=ja", None, "ja"),
    ("language=ja", "en", "ja"),
    ("language=en", "ja", "en"),
    ("a=b; language=ja; c=d", "en", "ja"),
    ("language=fr", "ja", "ja"),
    ("language=", "ja", "ja"),
    ("language=JA", None, "en"),
    ("language", "ja", "ja"),
    ("nolanguage=ja", None, "en"),
    ("other=language=ja", None, "en"),
    ("language=ja; language=en", None, "ja"),
    ("language=en; language=ja", "ja", "en"),
    ("\x01=;;=,\xff", "ja", "ja"),
]
PAGES = ["/", "/about", "/dataset", "/ontology", "/doc/agreement/alpha-beta", "/dumps/", "/sparql"]
HTML = {"Accept": "text/html"}


def _headers(cookie: str | None, accepted: str | None) -> dict[str, str]:
    found = {"Cookie": cookie, "Accept-Language": accepted}
    return {**HTML, **{name: value for name, value in found.items() if value is not None}}


@pytest.mark.parametrize(("cookie", "accepted", "language"), WISHES)
def test_the_readers_choice_counts_then_the_browsers(
    app: Flask, cookie: str | None, accepted: str | None, language: str
) -> None:
    client = app.test_client(use_cookies=False)
    for _ in range(2):  # the second answer is a kept one
        page = client.get("/about", headers=_headers(cookie, accepted))
        assert page.headers["Content-Language"] == language
        assert f'<html lang="{language}">' in page.text
        assert {"Accept-Language", "Cookie"} <= {name.strip() for name in page.headers["Vary"].split(",")}


@pytest.mark.parametrize("path", PAGES)
def test_no_kept_page_is_shown_in_another_language(app: Flask, path: str) -> None:
    """In whatever order readers come: each gets the page, and the tag, of the own language."""
    client = app.test_client(use_cookies=False)
    address = f"{path}?order="
    wishes = [
        (cookie, accepted, language)
        for cookie, accepted, language in WISHES
        if cookie in (None, "language=ja", "language=en")
    ]
    for number, order in enumerate(permutations(wishes, 3)):
        tags: dict[str, set[str]] = {}
        for _ in range(2):
            for cookie, accepted, language in order:
                page = client.get(f"{address}{number}", headers=_headers(cookie, accepted))
                assert f'<header class="site" lang="{language}">' in page.text
                tags.setdefault(page.headers["ETag"], set()).add(language)
        assert all(len(languages) == 1 for languages in tags.values())


def test_what_a_reader_of_one_language_has_is_not_unchanged_for_the_other(app: Flask) -> None:
    client = app.test_client(use_cookies=False)
    english = client.get("/about", headers=_headers("language=en", None))
    tag = {"If-None-Match": english.headers["ETag"]}
    assert client.get("/about", headers={**_headers("language=en", "ja"), **tag}).status_code == 304
    assert client.get("/about", headers={**_headers("language=ja", "en"), **tag}).status_code == 200


def test_other_cookies_make_no_other_page(app: Flask) -> None:
    client, replay = app.test_client(use_cookies=False), app.extensions["accordgraph"].replay
    client.get("/about", headers=_headers(None, "ja"))
    hits = replay.hits
    client.get("/about", headers=_headers("session=1; theme=dark", "ja"))
    assert replay.hits == hits + 1


@pytest.mark.parametrize("path", [*PAGES, "/about?a=1&b=%E5%B2%B8", "/doc/agreement/alpha-beta?page=1"])
def test_the_switch_leads_back_and_is_remembered(app: Flask, path: str) -> None:
    client = app.test_client()
    page = client.get(path, headers=HTML)
    link = page.text.partition('hreflang="ja"')[0].rpartition('href="')[2].partition('"')[0]
    answer = client.get(urljoin(path, link.replace("&amp;", "&")))
    assert (answer.status_code, answer.headers["Cache-Control"]) == (303, "no-store")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("language=ja; ")
    # Without a Path it counts for the folder of the address: the application, wherever that is.
    assert "Path=" not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert urljoin("/language", answer.headers["Location"]) == (
        path if not path.startswith("/ontology") else "/ontology"
    )
    assert '<header class="site" lang="ja">' in client.get(path, headers=HTML).text


@pytest.mark.parametrize(
    "back",
    [
        "//evil.example",
        "/dataset",
        "https://evil.example",
        "..",
        "../other",
        "doc/../../other",
        "doc/%2e%2e/%2E./other",
        "\\\\evil.example",
        "doc\\..\\x",
        "\tdoc",
        "doc\r\nSet-Cookie: a=b",
        "岸田",
        "?a\\b",
        "a#b",
    ],
)
def test_the_switch_leads_to_no_other_site(client: FlaskClient, back: str) -> None:
    answer = client.get("/language", query_string={"to": "ja", "back": back})
    if answer.status_code == 303:  # a path, whatever it looks like
        assert urljoin("https://own.example/kg/language", answer.headers["Location"]).startswith(
            "https://own.example/kg/"
        )
    else:
        assert (answer.status_code, "Set-Cookie" in answer.headers) == (400, False)


@pytest.mark.parametrize("to", ["", "fr", "ja\r\n", "<b>"])
def test_the_switch_knows_its_languages(client: FlaskClient, to: str) -> None:
    answer = client.get("/language", query_string={"to": to}, headers=HTML)
    assert answer.status_code == 400
    assert "<b>" not in answer.text
    assert "Set-Cookie" not in answer.headers


#: Cookies -> the colours of the page, "" where the browser decides.
COLOURS = [
    (None, ""),
    ("colours=dark", "dark"),
    ("colours=light", "light"),
    ("language=ja; colours=dark", "dark"),
    ("colours=dark; colours=light", "dark"),
    ("colours=", ""),
    ("colours=auto", ""),
    ("colours=Dark", ""),
    ("nocolours=dark", ""),
    ('colours="><b>', ""),
]


@pytest.mark.parametrize("path", ["/about?colours", "/ontology", "/shapes"])
def test_no_page_is_kept_for_a_reader_of_other_colours(app: Flask, path: str) -> None:
    """Whoever came before: each gets the page, and the tag, of the own colours and language."""
    client, seen = app.test_client(use_cookies=False), dict[str, tuple[str, str]]()
    for _ in range(2):  # the second answer is a kept one
        for cookie, colours in COLOURS:
            page = client.get(path, headers=_headers(cookie, None))
            attribute = f' data-colours="{colours}"' if colours else ""
            assert f'<html lang="{page.headers["Content-Language"]}"{attribute}>' in page.text
            assert f'<meta name="color-scheme" content="{colours or "light dark"}">' in page.text
            seen_as = (page.headers["Content-Language"], colours)
            assert seen.setdefault(page.headers["ETag"], seen_as) == seen_as
            assert "Cookie" in page.headers["Vary"]


def test_what_a_reader_of_light_pages_has_is_not_unchanged_for_dark_ones(app: Flask) -> None:
    client = app.test_client(use_cookies=False)
    for path in PAGES:
        tag = {"If-None-Match": client.get(path, headers=HTML).headers["ETag"]}
        answers = [client.get(path, headers={**_headers(f"colours={each}", None), **tag})
                   for each in ("auto", "dark")]  # fmt: skip
        assert [each.status_code for each in answers] == [304, 200], path


@pytest.mark.parametrize("path", ["/", "/doc/agreement/alpha-beta?page=1", "/nowhere"])
def test_colours_can_be_chosen_and_given_back(app: Flask, path: str) -> None:
    client = app.test_client()

    def choose(value: str) -> str:
        page = client.get(path, headers=HTML).text
        link = page.partition(f"colours?to={value}")[2].partition('"')[0].replace("&amp;", "&")
        answer = client.get(f"/colours?to={value}{link}")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (303, "no-store")
        assert urljoin("/colours", answer.headers["Location"]) == path
        assert "Path=" not in answer.headers["Set-Cookie"]
        return client.get(path, headers=HTML).text

    assert '<html lang="en" data-colours="dark">' in choose("dark")
    assert '<html lang="en" data-colours="light">' in choose("light")
    assert '<html lang="en">' in choose("auto")


@pytest.mark.parametrize(
    "asked", ["to=", "to=red", "to=dark&back=//x", "to=dark&back=..", "to=dark&back=%0d%0aX"]
)
def test_the_switch_of_colours_refuses_what_is_no_choice(client: FlaskClient, asked: str) -> None:
    answer = client.get(f"/colours?{asked}", headers=HTML)
    location = urljoin("https://own.example/colours", answer.headers.get("Location", ""))
    assert answer.status_code == 400 or location.startswith("https://own.example/")
    assert answer.status_code == 303 or "Set-Cookie" not in answer.headers


def test_no_cookie_is_no_choice() -> None:
    assert choices_made({}) == ("", "")


def test_browsers_that_ask_for_an_icon_get_the_mark(client: FlaskClient) -> None:
    icon = client.get("/favicon.ico")
    assert (icon.status_code, icon.mimetype) == (200, "image/svg+xml")
    assert client.get("/favicon.ico", headers={"If-None-Match": icon.headers["ETag"]}).status_code == 304


#: A page that is an error -> a part of what it says in Japanese.
REFUSED = {
    "/nowhere": (404, "/nowhere には何もありません。"),
    "/doc/agreement/nobody": (404, "について何も述べていません"),
    "/doc/nothing/nobody": (404, " という種類はありません"),
    "/doc/agreement/alpha-beta?page=99": (404, "99 ページはありません"),
    "/doc/agreement/alpha-beta?page=x": (400, "page=x はページではありません"),
    "/browse/colour": (404, "の別には見られません"),
    "/browse/funder/nobody": (404, "のものはありません"),
    "/search?q=a&kind=x": (400, " という種類はありません"),
    "/questions/nothing": (404, "nothing という質問はありません"),
    "/language?to=fr": (400, "to=fr は選べません"),
    "/sources/nobody": (404, " という出典はありません"),
    "/dumps/0.0.9/x": (404, " 版はありません"),
    "/graph/nowhere": (404, "はありません"),
    "/history/9.9.9": (404, " 版については何も分かりません"),
    "/history/organization/nobody": (404, "これまでにも述べていません"),
    "/dataset/9.9.9": (404, "データセットの"),
    "/problem/nothing": (404, " という種類のエラーはありません"),
}


@pytest.mark.parametrize("path", REFUSED)
def test_pages_of_errors_speak_the_readers_language(client: FlaskClient, path: str) -> None:
    status, words = REFUSED[path]
    page = client.get(path, headers={**HTML, "Accept-Language": "ja"})
    assert page.status_code == status
    assert words in page.text
    assert '<p class="lead">' in page.text
    english = client.get(path, headers=HTML)
    assert (english.status_code, words in english.text) == (status, False)


@pytest.mark.parametrize(
    "path", ["/doc/agreement/<b>x", "/browse/<script>", "/search?q=a&kind=<b>", "/{page}"]
)
def test_no_part_of_an_address_becomes_markup_or_a_place_in_an_error(client: FlaskClient, path: str) -> None:
    for language in ("en", "ja"):
        page = client.get(path, headers={**HTML, "Accept-Language": language})
        assert page.status_code in (400, 404)
        assert "<b>" not in page.text
        assert "<script>" not in page.text


def test_pages_say_whom_to_ask_and_load_nothing_from_elsewhere(client: FlaskClient) -> None:
    page = client.get("/about", headers=HTML)
    for part in ("corrections", "contact", "cite", "privacy"):
        assert f'id="{part}"' in page.text
    policy = page.headers["Content-Security-Policy"]
    for rule in ("default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"):
        assert rule in policy
    assert "unsafe" not in policy


_WESTERN = re.compile(r"[A-Za-z][a-z]{2}")


def _language_of(node: LexborNode | None) -> str:
    """The language that a node is in, by itself or by what it stands in."""
    while node is not None:
        if "lang" in node.attributes:
            return node.attributes["lang"] or ""
        node = node.parent
    return ""


@pytest.mark.parametrize(
    ("path", "selector"),
    [
        ("/disputes", "summary"),
        ("/questions/list-itemized-contributions", "option"),
        ("/", "svg title"),
        ("/about", "blockquote"),
    ],
)
def test_words_of_another_language_say_so(whole: Whole, path: str, selector: str) -> None:
    page = LexborHTMLParser(whole.client.get(path, headers=_headers(None, "ja")).text)
    told = [node for each in page.css(selector) for node in each.traverse(include_text=True)]
    words = [(node.text_content or "", _language_of(node)) for node in told if node.is_text_node]
    western = [each for each in words if _WESTERN.search(each[0]) and not JAPANESE.search(each[0])]
    assert western
    assert [each for each in western if each[1] == "ja"] == []


@pytest.mark.parametrize("path", ["/dataset", "/ontology", "/history", "/history/0.1.0"])
@pytest.mark.parametrize(
    ("language", "date"), [("en", r"\d{1,2} [A-Z][a-z]+ 20\d\d"), ("ja", r"20\d\d年\d{1,2}月\d{1,2}日")]
)
def test_dates_are_written_as_people_write_them(whole: Whole, path: str, language: str, date: str) -> None:
    page = LexborHTMLParser(whole.client.get(path, headers=_headers(None, language)).text)
    facts = " ".join(each.text() for each in page.css("main dl.pointing")[:1])
    assert bool(re.search(date, facts)) == (path != "/history")  # nothing has been released
    assert not re.search(r"\d{4}-\d\d-\d\d", facts)


@pytest.mark.parametrize("path", [
    "/", "/about", "/dataset", "/disputes", "/dumps/", "/quality",
    "/sources/pie-news-us-japan-ai-2024", "/doc/agreement/us-japan-ai-research-partnerships-2024",
    "/doc/statement/us-japan-joint-leaders-statement-2024", "/questions/list-funding",
])  # fmt: skip
def test_lists_have_the_comma_of_their_language(whole: Whole, path: str) -> None:
    for tongue, comma, other in (("en", ", ", "、"), ("ja", "、", ", ")):
        page = whole.client.get(path, headers={"Accept": "text/html", "Accept-Language": tongue}).text
        lists = re.sub(r"(?s)<svg.*?</svg>", "", page.partition("<main")[2])
        assert re.search(rf"</(a|span)>\s*{comma}", lists)
        assert not re.search(rf"</(a|span)>\s*{other}|<th[^<]*{other}", lists)
