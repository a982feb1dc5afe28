"""One visit at a server that misbehaves in every way that servers do."""

import asyncio
import gzip
import socket
import zlib

import pytest

from gestae.watching.addresses import Reach, is_public
from gestae.watching.fetch import Wanted
from gestae.watching.problems import FetchError, Lasts
from gestae.watching.visit import Manners, Visit

from .build import AGENT, START, FakeClock, body, get, packed_zeros, problem, visitor
from .server import Server, broken_off, drip, endless, head, in_turn, page, redirect, status, unless_known

HTML = Wanted(frozenset({"text/html"}), size=100_000)


def test_page_is_fetched_by_a_watcher_that_names_itself_and_has_no_cookies(server: Server, clock: FakeClock) -> None:
    server.answers["/a"] = page("hello", Set_Cookie="who=me")
    guest = visitor(clock)
    assert body(get(guest, f"{server.url}/a")) == b"hello"
    assert body(get(guest, f"{server.url}/a")) == b"hello"
    for request in server.asked("/a"):
        assert request.headers["user-agent"] == AGENT
        assert request.headers["accept-encoding"] == "gzip, deflate"
        assert "cookie" not in request.headers
        assert "authorization" not in request.headers


def test_what_is_known_is_not_sent_again(server: Server, clock: FakeClock) -> None:
    server.answers["/feed"] = unless_known('"1"', page("news", ETag='"1"'))
    guest = visitor(clock)
    assert body(get(guest, f"{server.url}/feed")) == b"news"
    again = get(guest, f"{server.url}/feed", headers={"If-None-Match": '"1"'})
    assert isinstance(again, Visit)
    assert again.unchanged
    assert server.asked("/feed")[1].headers["if-none-match"] == '"1"'


def test_permanent_moves_are_told_and_passing_ones_are_not(server: Server, clock: FakeClock) -> None:
    server.answers["/old"] = redirect("/newer", 301)
    server.answers["/newer"] = redirect("/new", 308)
    server.answers["/passing"] = redirect("/new", 302)
    server.answers["/new"] = page("here")
    server.answers["/half"] = redirect("/passing", 301)
    guest = visitor(clock)
    moved = {path: get(guest, server.url + path) for path in ("/old", "/passing", "/half", "/new")}
    assert [body(visit) for visit in moved.values()] == [b"here"] * 4
    assert {path: visit.moved for path, visit in moved.items() if isinstance(visit, Visit)} == {
        "/old": f"{server.url}/new",
        "/passing": None,
        "/half": f"{server.url}/passing",
        "/new": None,
    }


def test_redirect_loops_end(server: Server, clock: FakeClock) -> None:
    server.answers["/a"] = redirect("/b")
    server.answers["/b"] = redirect("/a")
    assert "redirect loop" in problem(visitor(clock), f"{server.url}/a")
    assert len(server.asked("/a")) == 1
    for number in range(20):
        server.answers[f"/{number}"] = redirect(f"/{number + 1}")
    assert problem(visitor(clock), f"{server.url}/0") == "more than 5 redirects"
    assert "/6" not in server.paths()


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/a", "gopher://a/", "javascript:1", "//", "http://a:b:c/"]
)
def test_redirects_to_other_schemes_are_refused(server: Server, clock: FakeClock, target: str) -> None:
    server.answers["/a"] = redirect(target)
    found = get(visitor(clock), f"{server.url}/a")
    assert isinstance(found, FetchError)
    assert found.lasts is Lasts.LASTING


def test_private_addresses_are_refused_unless_allowed(server: Server, clock: FakeClock) -> None:
    server.answers["/a"] = page("inside")
    assert "--allow-private" in problem(visitor(clock, Reach.PUBLIC), f"{server.url}/a")
    assert "--allow-private" in problem(visitor(clock, Reach.PUBLIC), f"http://localhost:{server.port}/a")
    assert "--allow-private" in problem(visitor(clock, Reach.PUBLIC), f"http://2130706433:{server.port}/a")
    assert server.requests == []
    assert body(get(visitor(clock, Reach.ANY), f"{server.url}/a")) == b"inside"


def test_redirect_into_a_private_network_is_refused(
    server: Server, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the test's own server counts as public here; the name of the other host leads inside."""
    monkeypatch.setattr("gestae.watching.addresses.is_public", lambda address: address == "127.0.0.1")
    server.answers["/a"] = redirect(f"http://inside.example:{server.port}/secret")
    server.answers["/secret"] = page("secret")

    async def resolve(host: str, port: int) -> list[str]:
        return ["127.0.0.2"] if host == "inside.example" else ["127.0.0.1"]

    found = problem(visitor(clock, Reach.PUBLIC, resolve=resolve), f"http://outside.example:{server.port}/a")
    assert found.startswith("127.0.0.2 is inside a private network")
    assert server.paths() == ["/robots.txt", "/a"]
    assert server.requests[0].headers["host"] == f"outside.example:{server.port}"


def test_the_address_that_was_checked_is_the_one_that_is_used(
    server: Server, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is public when checked and private when asked again gains nothing: it is asked once a connection."""
    asked: list[str] = []
    monkeypatch.setattr("gestae.watching.addresses.is_public", lambda address: address == "127.0.0.1")
    server.answers["/a"] = page("outside")

    async def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) <= 2 else ["127.0.0.2"]

    def never(*arguments: object, **named: object) -> object:
        assert arguments[0] in {"127.0.0.1", b"127.0.0.1"}, arguments
        return real(*arguments, **named)  # type: ignore[arg-type]

    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", never)
    assert (
        body(get(visitor(clock, Reach.PUBLIC, resolve=resolve), f"http://rebinding.example:{server.port}/a"))
        == b"outside"
    )
    assert asked == ["rebinding.example"] * 2


def test_one_private_address_among_public_ones_is_enough_to_refuse(server: Server, clock: FakeClock) -> None:
    async def resolve(host: str, port: int) -> list[str]:
        return ["8.8.8.8", "127.0.0.1"]

    assert "127.0.0.1 is inside" in problem(visitor(clock, Reach.PUBLIC, resolve=resolve), "http://mixed.example/a")


PUBLIC = "8.8.8.8 1.1.1.1 2606:4700::1111 ::ffff:8.8.8.8 2002:808:808:: 64:ff9b::808:808"
PRIVATE = (
    "127.0.0.1 127.9.9.9 10.0.0.1 172.16.3.3 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 240.0.0.1 "
    "255.255.255.255 192.0.2.1 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fec0::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 "
    "2002:7f00:1:: 64:ff9b::7f00:1 ::127.0.0.1 2001:db8::1 2001:0:7f00:1::"
)


@pytest.mark.parametrize("address", PUBLIC.split())
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE.split())
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


def test_slow_pages_are_given_up_in_time(server: Server, clock: FakeClock) -> None:
    server.answers["/body"] = drip(head(200, {"Content-Type": "text/html"}))
    server.answers["/head"] = drip(b"HTTP/1.1 200 OK\r\nX: ")
    for path in ("/body", "/head"):
        assert problem(visitor(clock, seconds=0.3), server.url + path) == "no whole answer within 0.3 seconds"


def test_endless_and_huge_pages_are_refused(server: Server, clock: FakeClock) -> None:
    server.answers["/endless"] = endless({"Content-Type": "text/html"}, b"x" * 10_000)
    server.answers["/huge"] = page("x" * 100_001)
    server.answers["/just"] = page("x" * 100_000)
    guest = visitor(clock, seconds=5.0)
    assert problem(guest, f"{server.url}/endless") == "larger than 100,000 bytes"
    assert problem(guest, f"{server.url}/huge") == "larger than 100,000 bytes"
    assert len(body(get(guest, f"{server.url}/just"))) == 100_000


def test_bombs_are_counted_as_they_unpack(server: Server, clock: FakeClock) -> None:
    server.answers["/gzip"] = page(packed_zeros(50_000_000), Content_Encoding="gzip")
    server.answers["/parts"] = page(packed_zeros(60_000) * 2, Content_Encoding="gzip")
    server.answers["/deflate"] = page(zlib.compress(bytes(50_000_000)), Content_Encoding="deflate")
    guest = visitor(clock, seconds=5.0)
    for path in ("/gzip", "/parts", "/deflate"):
        assert problem(guest, server.url + path) == "larger than 100,000 bytes"


def test_packed_pages_are_unpacked(server: Server, clock: FakeClock) -> None:
    words = b"news " * 1_000
    raw = zlib.compressobj(wbits=-15)
    server.answers["/gzip"] = page(gzip.compress(words), Content_Encoding="gzip")
    server.answers["/parts"] = page(
        gzip.compress(words[:2_500]) + gzip.compress(words[2_500:]), Content_Encoding="x-gzip"
    )
    server.answers["/zlib"] = page(zlib.compress(words), Content_Encoding="deflate")
    server.answers["/raw"] = page(raw.compress(words) + raw.flush(), Content_Encoding="deflate")
    server.answers["/plain"] = page(words, Content_Encoding="identity")
    guest = visitor(clock)
    for path in ("/gzip", "/parts", "/zlib", "/raw", "/plain"):
        assert body(get(guest, server.url + path)) == words, path


def test_broken_bodies_are_problems_that_may_pass(server: Server, clock: FakeClock) -> None:
    server.answers["/short"] = broken_off(b"half", 1_000)
    server.answers["/packed"] = page(gzip.compress(b"news " * 1_000)[:-20], Content_Encoding="gzip")
    server.answers["/garbled"] = page(b"no gzip at all", Content_Encoding="gzip")
    server.answers["/silent"] = status(0)
    guest = visitor(clock)
    for path, told in (("/short", "broken"), ("/packed", "broke off"), ("/garbled", "cannot be unpacked")):
        found = get(guest, server.url + path)
        assert isinstance(found, FetchError)
        assert told in found.problem
        assert found.lasts is Lasts.PASSING


def test_codings_that_were_not_asked_for_are_refused(server: Server, clock: FakeClock) -> None:
    server.answers["/br"] = page(b"??", Content_Encoding="br")
    server.answers["/twice"] = page(gzip.compress(gzip.compress(b"x")), Content_Encoding="gzip, gzip")
    assert "'br', which was not asked for" in problem(visitor(clock), f"{server.url}/br")
    assert "not asked for" in problem(visitor(clock), f"{server.url}/twice")


def test_only_pages_of_text_are_read(server: Server, clock: FakeClock) -> None:
    server.answers["/film"] = endless({"Content-Type": "video/mp4"}, b"x" * 10_000)
    server.answers["/page"] = page("<p>hello", "text/html")
    server.answers["/unnamed"] = status(200, b"hello")
    guest = visitor(clock)
    assert problem(guest, f"{server.url}/film", HTML) == "its content is video/mp4, no page of text"
    assert body(get(guest, f"{server.url}/page", HTML)) == b"<p>hello"
    assert body(get(guest, f"{server.url}/unnamed", HTML)) == b"hello"


def test_nobody_answers_at_a_dead_port(clock: FakeClock) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        found = get(visitor(clock), f"http://127.0.0.1:{bound.getsockname()[1]}/a")
    assert isinstance(found, FetchError)
    assert "nobody answers" in found.problem
    assert found.lasts is Lasts.PASSING


def test_names_without_an_address(clock: FakeClock) -> None:
    async def resolve(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    assert problem(visitor(clock, resolve=resolve), "http://nowhere.example/a") == "the name has no address"


def test_requests_to_a_host_are_spaced_by_the_clock(server: Server, clock: FakeClock) -> None:
    server.answers |= {f"/{number}": page("x") for number in range(4)}
    guest = visitor(clock, manners=Manners(delay=2.0))

    async def visit_all() -> None:
        await asyncio.gather(*(guest.get(f"{server.url}/{number}", HTML) for number in range(4)))

    asyncio.run(visit_all())
    assert clock.slept == [2.0] * 4
    assert sorted(server.paths()) == ["/0", "/1", "/2", "/3", "/robots.txt"]


def test_a_longer_pause_is_kept_where_the_host_asks_for_it(server: Server, clock: FakeClock) -> None:
    server.answers["/robots.txt"] = page("User-agent: *\nCrawl-delay: 9\n", "text/plain")
    server.answers |= {"/a": page("x"), "/b": page("x")}
    guest = visitor(clock, manners=Manners(delay=2.0))
    get(guest, f"{server.url}/a")
    get(guest, f"{server.url}/b")
    assert clock.slept == [2.0, 9.0]


def test_what_robots_txt_forbids_is_never_fetched(server: Server, clock: FakeClock) -> None:
    rules = "User-agent: Gestae\nDisallow: /private\n\nUser-agent: *\nDisallow: /\n"
    server.answers["/robots.txt"] = page(rules, "text/plain")
    server.answers |= {"/private/a": page("x"), "/open": page("x"), "/jump": redirect("/private/a")}
    guest = visitor(clock)
    assert problem(guest, f"{server.url}/private/a") == "robots.txt does not allow it"
    assert problem(guest, f"{server.url}/jump") == "robots.txt does not allow it"
    assert body(get(guest, f"{server.url}/open")) == b"x"
    assert server.paths() == ["/robots.txt", "/jump", "/open"]


def test_robots_txt_is_asked_for_again_after_a_day(server: Server, clock: FakeClock) -> None:
    allowed, forbidden = page("", "text/plain"), page("User-agent: *\nDisallow: /", "text/plain")
    server.answers |= {"/robots.txt": in_turn(allowed, forbidden), "/a": page("x")}
    guest = visitor(clock)
    assert body(get(guest, f"{server.url}/a")) == b"x"
    assert body(get(guest, f"{server.url}/a")) == b"x"
    asyncio.run(clock.sleep(24 * 3600))
    assert problem(guest, f"{server.url}/a") == "robots.txt does not allow it"
    assert server.paths() == ["/robots.txt", "/a", "/a", "/robots.txt"]


@pytest.mark.parametrize("code", [401, 403, 404, 410])
def test_a_missing_robots_txt_allows_all(server: Server, clock: FakeClock, code: int) -> None:
    server.answers |= {"/robots.txt": status(code), "/a": page("x")}
    assert body(get(visitor(clock), f"{server.url}/a")) == b"x"


@pytest.mark.parametrize("code", [429, 500, 503])
def test_a_failing_robots_txt_means_waiting(server: Server, clock: FakeClock, code: int) -> None:
    server.answers |= {"/robots.txt": in_turn(status(code, Retry_After="100"), status(404)), "/a": page("x")}
    guest = visitor(clock, manners=Manners(delay=0.0))
    for _ in range(2):
        found = get(guest, f"{server.url}/a")
        assert isinstance(found, FetchError)
        assert (found.lasts, found.retry_after) == (Lasts.PASSING, 100.0)
        assert f"robots.txt answers {code}" in found.problem
    assert server.paths() == ["/robots.txt"]
    asyncio.run(clock.sleep(101))
    assert body(get(guest, f"{server.url}/a")) == b"x"


def test_an_endless_robots_txt_is_cut(server: Server, clock: FakeClock) -> None:
    block = b"Disallow: /private\n" + b"# " + b"x" * 9_000 + b"\n"
    server.answers["/robots.txt"] = endless({"Content-Type": "text/plain"}, b"User-agent: *\n" + block)
    server.answers["/a"] = page("x")
    guest = visitor(clock, seconds=5.0)
    assert body(get(guest, f"{server.url}/a")) == b"x"
    assert problem(guest, f"{server.url}/private") == "robots.txt does not allow it"


def test_a_busy_host_is_left_alone(server: Server, clock: FakeClock) -> None:
    server.answers |= {"/a": in_turn(status(429, Retry_After="4000"), page("x")), "/b": page("x")}
    guest = visitor(clock)
    first, second = get(guest, f"{server.url}/a"), get(guest, f"{server.url}/b")
    assert isinstance(first, FetchError)
    assert (first.problem, first.retry_after) == ("the server answers 429", 4000.0)
    assert isinstance(second, FetchError)
    assert "not to be asked for 4000 seconds" in second.problem
    assert server.paths() == ["/robots.txt", "/a"]
    asyncio.run(clock.sleep(4001))
    assert body(get(guest, f"{server.url}/a")) == b"x"


@pytest.mark.parametrize(
    ("code", "lasts"), [(404, "lasting"), (410, "lasting"), (403, "lasting"), (500, "passing"), (408, "passing")]
)
def test_statuses(server: Server, clock: FakeClock, code: int, lasts: str) -> None:
    server.answers["/a"] = status(code)
    found = get(visitor(clock), f"{server.url}/a")
    assert isinstance(found, FetchError)
    assert (found.problem, found.lasts.value) == (f"the server answers {code}", lasts)
    assert clock.now() >= START


@pytest.mark.parametrize(
    "address", ["", "news", "ftp://a.example/", "http://", "http://a:b:c/", "http://" + "a" * 3_000, "file:///a"]
)
def test_addresses_that_are_none(clock: FakeClock, address: str) -> None:
    found = get(visitor(clock), address)
    assert isinstance(found, FetchError)
    assert found.lasts is Lasts.LASTING
