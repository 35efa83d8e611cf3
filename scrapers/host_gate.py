"""One request at a time per host, never faster than its delay, with time out after trouble."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}


def host_key(url: str) -> str:
    """Name the host of an address; http and https on their usual ports are one host."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    port = parts.port
    if port is None or port == _DEFAULT_PORTS.get(parts.scheme):
        return host
    return f"{host}:{port}"


@dataclass(slots=True)
class _Turnstile:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    started_at: float | None = None
    requests: int = 0
    smallest_gap: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """How politely one host was treated."""

    host: str
    requests: int
    smallest_gap_seconds: float | None


class HostGate:
    """Let one request at a time through to each host."""

    def __init__(
        self,
        now: Callable[[], float] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._now = now
        self._sleep = sleep
        self._hosts: dict[str, _Turnstile] = {}

    @asynccontextmanager
    async def turn(self, url: str, delay_seconds: float) -> AsyncIterator[None]:
        """Wait for the host to be free, hold it, and leave it alone for the delay after."""
        stile = self._hosts.setdefault(host_key(url), _Turnstile())
        async with stile.lock:
            while (wait := stile.free_at - self._time()) > 0:
                await self._sleep(wait)
            start = self._time()
            if stile.started_at is not None:
                gap = start - stile.started_at
                stile.smallest_gap = min(gap, stile.smallest_gap or gap)
            stile.started_at = start
            stile.requests += 1
            try:
                yield
            finally:
                stile.free_at = max(stile.free_at, self._time() + delay_seconds)

    def penalise(self, url: str, seconds: float) -> None:
        """Leave a host alone for some time, whatever its delay."""
        stile = self._hosts.setdefault(host_key(url), _Turnstile())
        stile.free_at = max(stile.free_at, self._time() + seconds)

    def receipt(self, url: str) -> Receipt:
        """Tell how the host of an address was treated."""
        host = host_key(url)
        stile = self._hosts.get(host, _Turnstile())
        return Receipt(host=host, requests=stile.requests, smallest_gap_seconds=stile.smallest_gap)

    def _time(self) -> float:
        return self._now() if self._now is not None else asyncio.get_running_loop().time()
