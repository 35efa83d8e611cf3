"""The names of everything that can go wrong between us and a portal; pure."""

import socket
import ssl
from collections.abc import Iterator

HOST_FAULTS = frozenset(
    {
        "dns",
        "connect_refused",
        "connect_failed",
        "timeout_connect",
        "timeout_read",
        "deadline",
        "dropped",
        "http_5xx",
        "tls_expired",
        "tls_hostname",
        "tls_self_signed",
        "tls_untrusted",
        "tls_invalid",
        "tls_handshake",
        "robots_unreachable",
    }
)
"""Faults that speak of the host, not of one page: several in a row end its night."""

REFUSALS = frozenset(
    {"blocked", "http_401", "rate_limited", "robots_denied", "challenge_page", "meta_robots"}
)
"""Ways a portal says no."""

TRANSIENT = frozenset(
    {
        "dns",
        "connect_refused",
        "connect_failed",
        "timeout_connect",
        "timeout_read",
        "dropped",
        "truncated",
        "http_5xx",
        "rate_limited",
    }
)
"""Faults worth another try within the same visit."""

# Numbers of X509_V_ERR_* in OpenSSL's x509_vfy.h.
_VERIFY_CODES = {
    10: "tls_expired",
    9: "tls_expired",
    62: "tls_hostname",
    64: "tls_hostname",
    18: "tls_self_signed",
    19: "tls_untrusted",
    20: "tls_untrusted",
    21: "tls_untrusted",
}


_HTTPX_FAULTS = {
    "ConnectTimeout": "timeout_connect",
    "PoolTimeout": "timeout_connect",
    "TimeoutException": "timeout_read",
    "ConnectError": "connect_failed",
    "ReadError": "dropped",
    "WriteError": "dropped",
    "CloseError": "dropped",
}
"""By class of the HTTP library, the narrower first."""


def name_status(status: int) -> str | None:
    """Name what an HTTP status means, or None when it is an answer to read."""
    if status in {401, 407}:
        return "http_401"
    if status in {403, 451}:
        return "blocked"
    if status == 429:
        return "rate_limited"
    if status in {404, 410}:
        return "http_404"
    if status >= 500:
        return "http_5xx"
    if status >= 400:
        return "http_4xx"
    return None


def name_exception(error: BaseException) -> str:
    """Name a failure of the HTTP library by its innermost cause."""
    chain = list(_causes(error))
    for cause in chain:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _VERIFY_CODES.get(cause.verify_code, "tls_invalid")
    if any(isinstance(cause, socket.gaierror) for cause in chain):
        return "dns"
    if any(isinstance(cause, ConnectionRefusedError) for cause in chain):
        return "connect_refused"
    if any(isinstance(cause, ssl.SSLError) for cause in chain):
        return "tls_handshake"
    return _name_httpx(error)


def _name_httpx(error: BaseException) -> str:
    """Go by the names of the library's classes, so that only one file imports it."""
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if "RemoteProtocolError" in kinds:
        return _name_protocol(str(error).lower())
    for kind, fault in _HTTPX_FAULTS.items():
        if kind in kinds:
            return fault
    return "bad_answer"


def _name_protocol(message: str) -> str:
    if "without sending complete" in message or "incomplete" in message:
        return "truncated"
    if "without sending a response" in message:
        return "dropped"
    if "content-length" in message:
        return "bad_length"
    return "bad_answer"


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__
