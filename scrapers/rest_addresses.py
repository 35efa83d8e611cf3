"""Other addresses under which WordPress answers the same question; pure."""

from urllib.parse import urlencode, urlsplit, urlunsplit


def with_query(url: str, query: dict[str, str]) -> str:
    """Add parameters to an address, over any that it bears."""
    parts = urlsplit(url)
    kept = [piece for piece in parts.query.split("&") if piece]
    kept = [piece for piece in kept if piece.partition("=")[0] not in query]
    joined = "&".join([*kept, urlencode(query, safe=",/")])
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", joined, ""))


def rest_address(rest: str, home: str) -> str:
    """Give the address of the posts, whether a profile names it, its root or its route."""
    if "rest_route" in rest or "/posts" in rest:
        return rest
    if rest.startswith("/"):
        parts = urlsplit(home)
        rest = urlunsplit((parts.scheme, parts.netloc, rest, "", ""))
    base = rest.rstrip("/")
    if base.endswith("/wp-json"):
        base += "/wp/v2"
    return f"{base}/posts"
