"""Addresses: one spelling for one article, and which of them may be connected to; pure."""

import ipaddress
import re
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from scrapers.portal import Portal

_SESSION_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.IGNORECASE)
_TRACKERS = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|zarsrc|zalo_\w+|mc_[ce]id|_ga|_gl"
    r"|jsessionid|phpsessid|sessionid|aspsessionid\w*"
    r"|_afrloop|_afrwindowmode|_afrwindowid|_afrfs|_afrmt|_afrmfw\w*|_afrmfdw|_adf\.\w[\w.\-]*"
    r"|amp|share|replytocom|preview|print)$",
    re.IGNORECASE,
)
_LIFERAY_NOISE = re.compile(
    r"^(?:p_p_(?:lifecycle|state|mode|auth|col_id|col_pos|col_count|cacheability|resource_id)"
    r"|p_l_back_url\w*|p_r_p_\w+|_\w+_(?:redirect|cur|delta|keywords|advancedSearch|andOperator"
    r"|resetCur|viewMode))$"
)
_LIFERAY_ALL = re.compile(r"^(?:p_p_\w+|_\w+_INSTANCE_\w+|inheritRedirect|redirect)$")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def canonical(url: str, portal: Portal) -> str:
    """Give the one spelling of an address: no session, no tracker, no fragment."""
    parts = urlsplit(url.strip())
    path = _SESSION_PATH.sub("", parts.path)
    pairs = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _is_noise(name, path, portal)
    ]
    cleaned = urlunsplit(
        (_scheme(parts.scheme, url, portal), parts.netloc, path or "/", urlencode(pairs), "")
    )
    return str(canonicalize_url(cleaned, keep_fragments=False))


def identify(url: str, portal: Portal) -> str:
    """Give an article's id: a hash of the portal and its canonical address, or its own number."""
    key = canonical(url, portal)
    if portal.id_pattern and (found := re.search(portal.id_pattern, key)) and found.groups():
        key = f"id:{found.group(1)}"
    return sha256(f"{portal.slug}\n{key}".encode()).hexdigest()[:16]


def absolute(base: str, link: str) -> str | None:
    """Resolve a link; None when it is not one to fetch."""
    link = link.strip()
    if not link or link.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
        return None
    try:
        joined = urljoin(base, link)
        parts = urlsplit(joined)
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", parts.query, ""))


def same_site(url: str, portal: Portal) -> bool:
    """Say whether an address belongs to the portal's host, with or without `www`."""
    return _bare_host(url) == _bare_host(portal.home)


def is_home(url: str, portal: Portal) -> bool:
    """Say whether an address is the portal's front page."""
    here, home = urlsplit(canonical(url, portal)), urlsplit(canonical(portal.home, portal))
    if not same_site(url, portal):
        return False
    roots = {"", "/", "/index.php", "/index.html", "/default.aspx", home.path}
    return here.path.lower() in {root.lower() for root in roots} and here.query == home.query


def is_public(address: str) -> bool:
    """Say whether a resolved address is out on the internet, seen through its disguises."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def _is_noise(name: str, path: str, portal: Portal) -> bool:
    if name in portal.drop_parameters or _TRACKERS.match(name) or _LIFERAY_NOISE.match(name):
        return True
    # Behind `/-/` Liferay has already named the article; the rest says how it is framed.
    return "/-/" in path and _LIFERAY_ALL.match(name) is not None


def _scheme(scheme: str, url: str, portal: Portal) -> str:
    return urlsplit(portal.home).scheme if same_site(url, portal) else scheme


def _bare_host(url: str) -> str:
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    port = "" if parts.port in {None, 80, 443} else f":{parts.port}"
    return host.removeprefix("www.") + port
