"""Which addresses on the network may be connected to, checked on the very address that is then used."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpcore

from gestae.watching.problems import FetchError, Lasts

Resolve = Callable[[str, int], Awaitable[list[str]]]
GLOBAL_UNICAST = IPv6Network("2000::/3")
TRANSLATED = IPv6Network("64:ff9b::/96")  # IPv4 addresses behind NAT64


class Reach(StrEnum):
    """How far the watcher may reach: only public addresses, or private networks and this machine too."""

    PUBLIC = "public"
    ANY = "any"


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also where an IPv6 address carries an IPv4 one."""
    ip = ip_address(address)
    return all(_public(part) for part in (ip, *_carried(ip)))


def _public(ip: IPv4Address | IPv6Address) -> bool:
    if not ip.is_global and not _carried(ip):
        return False
    if isinstance(ip, IPv4Address):
        return not (ip.is_multicast or ip.is_reserved)
    return ip in GLOBAL_UNICAST or bool(_carried(ip))


def _carried(ip: IPv4Address | IPv6Address) -> tuple[IPv4Address, ...]:
    if isinstance(ip, IPv4Address):
        return ()
    if ip in TRANSLATED:
        return (IPv4Address(int(ip) & 0xFFFFFFFF),)
    found = (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ()))
    return tuple(part for part in found if part is not None)


async def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host's name, in the system's order.

    Raises:
        OSError: the name has none.
    """
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Connects by address: the name is resolved once, what it gives is checked, and that address is connected to.

    A name that gives another address when it is asked again (DNS rebinding) thus gains nothing, and neither does a
    redirect, because every connection comes through here. TLS still checks the certificate against the name.
    """

    def __init__(self, reach: Reach, resolve: Resolve = resolve) -> None:
        self._reach, self._resolve = reach, resolve
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to the first of the host's addresses that answers.

        Raises:
            FetchError: the name has no address, or one that is not public where only public ones are allowed.
        """
        problem: Exception | None = None
        for address in await self._addresses(host, port):
            try:
                return await self._network.connect_tcp(address, port, timeout, local_address, socket_options)
            except httpcore.ConnectError as error:
                problem = error
        raise FetchError(host, f"no connection to port {port}: nobody answers") from problem

    async def _addresses(self, host: str, port: int) -> list[str]:
        try:
            addresses = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise FetchError(host, "the name has no address") from error
        if self._reach is Reach.PUBLIC:
            for address in addresses:
                if not is_public(address):
                    problem = f"{address} is inside a private network or this machine; --allow-private lets it through"
                    raise FetchError(host, problem, Lasts.LASTING)
        return addresses

    async def sleep(self, seconds: float) -> None:
        """Wait between tries of a connection."""
        await asyncio.sleep(seconds)
