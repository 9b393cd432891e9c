"""robots.txt is read as RFC 9309 says."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.net.robots import LIMIT, allowed, answered, token, unreachable

AGENT = "WorthSwitching/1 (+https://worth-switching.example/about/)"

# The examples of RFC 9309, sections 2.2.2, 2.2.3, 5.1 and 5.2.
SIMPLE = b"""User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: foobot
Disallow:/
Allow:/example/page.html
Allow:/example/allowed.gif

User-Agent: barbot
User-Agent: bazbot
Disallow: /example/page.html

User-Agent: quxbot
"""
LONGEST = b"""User-Agent: foobot
Allow: /example/page/
Disallow: /example/page/disallowed.gif
"""


@pytest.mark.parametrize(
    ("agent", "path", "answer"),
    [
        ("anybot", "/logo.gif", False),
        ("anybot", "/logo.gif?x", True),
        ("anybot", "/example/", False),
        ("anybot", "/publications/x", True),
        ("foobot", "/publications/", False),
        ("foobot", "/example/page.html", True),
        ("FooBot/2.1", "/example/allowed.gif", True),
        ("foobot", "/example/other.html", False),
        ("barbot", "/example/page.html", False),
        ("bazbot", "/example/page.html", False),
        ("bazbot", "/example/", True),
        ("quxbot", "/example/", True),
        ("quxbot", "/logo.gif", True),
        ("foobot", "/robots.txt", True),
    ],
)
def test_the_simple_example_of_the_rfc(agent: str, path: str, answer: bool) -> None:
    assert allowed(SIMPLE, agent, f"https://a.example{path}") is answer


def test_the_longest_match_of_the_rfc_wins() -> None:
    assert not allowed(LONGEST, "foobot", "https://a.example/example/page/disallowed.gif")
    assert allowed(LONGEST, "foobot", "https://a.example/example/page/other.gif")


@pytest.mark.parametrize(
    ("rule", "path", "answer"),
    [
        ("/path", "/path/x", False),
        ("/path", "/Path", True),
        ("/foo/bar/%C3%BC", "/foo/bar/ü", False),
        ("/foo/bar/ü", "/foo/bar/%C3%BC", False),
        ("/foo/bar/%C3%BC", "/foo/bar/%c3%bc", False),
        ("/foo/bar/%62%61%7A", "/foo/bar/baz", False),
        ("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", False),
        ("/foo/bar?baz=https%3A%2F%2Ffoo.bar", "/foo/bar?baz=https://foo.bar", False),
        ("/foo%2Fbar", "/foo/bar", True),
        ("/fish$", "/fish", False),
        ("/fish$", "/fish/", True),
        ("/a*c", "/abbbc/d", False),
        ("/*.php", "/x/y.php?z", False),
        ("/path/file-with-a-%2A.html", "/path/file-with-a-*.html", False),
        ("", "/anything", True),
        ("/x # a comment", "/x", False),
    ],
)
def test_a_path_is_matched_as_the_rfc_says(rule: str, path: str, answer: bool) -> None:
    robots = f"User-agent: *\nDisallow: {rule}\n".encode()
    assert allowed(robots, AGENT, f"https://a.example{path}") is answer


def test_allow_wins_where_both_are_equally_long() -> None:
    robots = b"User-agent: *\nDisallow: /page\nAllow: /page\n"
    assert allowed(robots, AGENT, "https://a.example/page")


@pytest.mark.parametrize(
    ("named", "agent", "bound"),
    [
        ("worth", "WorthSwitching", False),
        ("switching", "WorthSwitching", False),
        ("WorthSwitching-News", "WorthSwitching", False),
        ("worthswitching", "WorthSwitching/1 (+https://a.example/)", True),
        ("WorthSwitching/2.0", "WorthSwitching", True),
        ("WorthSwitching*", "WorthSwitching", True),
        ("MJ12bot", "MJ12bot/v1.4", True),
    ],
)
def test_a_group_binds_the_agent_of_that_very_name(named: str, agent: str, bound: bool) -> None:
    robots = f"User-agent: {named}\nDisallow: /\n".encode()
    assert allowed(robots, agent, "https://a.example/x") is not bound


def test_groups_of_one_agent_are_read_as_one() -> None:
    robots = (
        b"User-agent: a\nDisallow: /1\n\nUser-agent: b\nDisallow: /2\n\nUser-agent: a\nDisallow: /3"
    )
    for path, answer in (("/1", False), ("/2", True), ("/3", False)):
        assert allowed(robots, "a", f"https://x.example{path}") is answer


@pytest.mark.parametrize(
    "robots", [b"", b"\xef\xbb\xbf", b"<!doctype html><p>hello", b"\xff\xfe\x00", b"Disallow: /"]
)
def test_what_holds_no_rule_allows_everything(robots: bytes) -> None:
    assert allowed(robots, AGENT, "https://a.example/x")


def test_a_byte_order_mark_hides_no_rule() -> None:
    assert not allowed(b"\xef\xbb\xbfUser-agent: *\nDisallow: /", AGENT, "https://a.example/x")


def test_rules_beyond_500_kilobytes_are_not_read() -> None:
    padding = b"#" * (LIMIT - 20) + b"\n"
    assert allowed(padding + b"User-agent: *\nDisallow: /\n", AGENT, "https://a.example/x")
    assert not allowed(b"User-agent: *\nDisallow: /\n" + padding, AGENT, "https://a.example/x")


@pytest.mark.parametrize(
    ("status", "answer"), [(404, True), (403, True), (500, False), (429, False)]
)
def test_what_a_status_means(status: int, answer: bool) -> None:
    assert answered(status, b"User-agent: *\nDisallow: /").allows(AGENT, "https://x/") is answer


def test_a_host_out_of_reach_allows_nothing() -> None:
    assert not unreachable("no answer").allows(AGENT, "https://a.example/")


def test_a_crawl_delay_may_have_a_fraction() -> None:
    assert answered(200, b"User-agent: *\nCrawl-delay: 1.5").crawl_delay(AGENT) == 1.5
    assert answered(200, b"User-agent: *\nCrawl-delay: soon").crawl_delay(AGENT) == 0
    assert answered(404, b"").crawl_delay(AGENT) == 0


def test_the_product_token_is_the_first_word() -> None:
    assert token(AGENT) == "WorthSwitching"


# A second, plain reading of RFC 9309, to compare with on real files.


def groups(text: str) -> dict[str, list[tuple[bool, str]]]:
    found: dict[str, list[tuple[bool, str]]] = {}
    current: list[str] = []
    in_head = False
    for line in text.removeprefix("\ufeff").splitlines():
        key, colon, value = line.split("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key in ("user-agent", "useragent", "user agent"):
            current = [*current, value.lower()] if in_head else [value.lower()]
            found.setdefault(value.lower(), [])
            in_head = True
        elif key in ("allow", "disallow"):
            in_head = False
            for name in current:
                if value:
                    found[name].append((key == "allow", value))
        elif key == "crawl-delay":
            in_head = False
    return found


def plainly_allowed(text: str, agent: str, path: str) -> bool:
    found = groups(text)
    rules = found.get(agent.lower(), found.get("*", []))
    matching = [
        (len(pattern), allow)
        for allow, pattern in rules
        if re.match(
            re.escape(pattern.removesuffix("$")).replace(r"\*", ".*")
            + ("$" if pattern.endswith("$") else ""),
            path,
        )
    ]
    return max(matching, default=(0, True))[1]


def test_real_files_are_read_as_by_a_second_plain_reading(shared_data: Path) -> None:
    """On plain paths (no escapes), for the agents that are named and for some that are not."""
    files = sorted((shared_data / "robots-txt").glob("*.robots.txt"))
    assert len(files) == 79
    compared = 0
    for file in files:
        body = file.read_bytes()
        rules = answered(200, body)
        assert allowed(body, AGENT, "https://a.example/x") is rules.allows(
            AGENT, "https://a.example/x"
        )
        text = body.decode("utf-8", errors="replace")
        names = [name for name in groups(text) if re.fullmatch("[a-z0-9_-]+", name)]
        agents = ["worthswitching", *names, *(f"{name}-news" for name in names[:2])]
        patterns = {pattern for rules in groups(text).values() for _, pattern in rules}
        plain = [p for p in patterns if re.fullmatch(r"/[A-Za-z0-9_./*$-]*", p)]
        for path in sorted({"/", "/x", *(p.replace("*", "y").replace("$", "") for p in plain)}):
            if urlsplit(f"https://a.example{path}").path != path or path.endswith("index.html"):
                continue
            for agent in agents[:12]:
                got = rules.allows(agent, f"https://a.example{path}")
                assert got is plainly_allowed(text, agent, path), (file.name, agent, path)
                compared += 1
    assert compared > 6_000


@given(robots=st.binary(max_size=300), path=st.text(max_size=40))
def test_nothing_in_a_robots_txt_breaks_the_reader(robots: bytes, path: str) -> None:
    assert allowed(robots, AGENT, f"https://a.example/{path}") in (True, False)


LINES = st.sampled_from(
    [
        "User-agent: *",
        "User-agent: a",
        "User-agent: b",
        "Disallow: /",
        "Disallow: /x",
        "Allow: /x",
        "Disallow: /x*z$",
        "Allow: /*y",
        "Disallow:",
        "",
        "# said",
        "Sitemap: /s",
    ]
)


@given(lines=st.lists(LINES, max_size=12), path=st.sampled_from(["/", "/x", "/xyz", "/xy", "/q"]))
def test_made_up_files_are_read_as_by_a_second_plain_reading(lines: list[str], path: str) -> None:
    text = "\n".join(lines)
    for agent in ("a", "c"):
        got = allowed(text.encode(), agent, f"https://h.example{path}")
        assert got is plainly_allowed(text, agent, path)
