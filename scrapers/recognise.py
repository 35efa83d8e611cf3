"""Which engine wrote a page, from its headers, its markup and its address; pure."""

import re
from collections.abc import Iterable
from typing import NamedTuple


class Mark(NamedTuple):
    """A trace of an engine: where it is left, and how sure it makes us."""

    engine: str
    where: str
    pattern: re.Pattern[str]
    weight: int


class Recognition(NamedTuple):
    """The engine and the traces that gave it away."""

    engine: str
    evidence: tuple[str, ...]


def _mark(engine: str, where: str, pattern: str, weight: int) -> Mark:
    return Mark(engine, where, re.compile(pattern, re.IGNORECASE), weight)


# Nothing here may read on without a bound: pages can be made to cost their readers dear.
_GENERATOR = r"<meta[^<>]{1,300}?name=[\"']?(?:meta)?generator[\"']?[^<>]{1,300}?content=[\"']?\s*"
MARKS: tuple[Mark, ...] = (
    _mark("wordpress", "html", _GENERATOR + "wordpress", 5),
    _mark("wordpress", "html", r"/wp-(?:content|includes)/", 3),
    _mark("wordpress", "headers", r"api\.w\.org|x-pingback: .*xmlrpc\.php", 4),
    _mark("nukeviet", "html", _GENERATOR + "nukeviet", 5),
    _mark("nukeviet", "headers", r"set-cookie: nv\d+[a-z]?_", 4),
    _mark("nukeviet", "html", r"/uploads/news/\d{4}_\d{2}/|nv_(?:base|lang)_", 3),
    _mark("nukeviet", "html", r"id=[\"']news-bodyhtml|id=[\"']news_detail", 4),
    _mark("liferay", "html", r"p_p_id=|Liferay\.(?:ThemeDisplay|Portlet)|/o/[\w-]{1,80}theme", 4),
    _mark("liferay", "headers", r"liferay-portal|guest_language_id", 4),
    _mark("liferay", "url", r"/web/guest/|/-/asset_publisher/|p_p_id=", 3),
    _mark("liferay", "html", r"journal-content-article|_WAR_\w{1,80}portlet", 3),
    _mark("sharepoint", "html", r"tandan-(?:p|span)-", 6),
    _mark("sharepoint", "html", _GENERATOR + "microsoft sharepoint", 5),
    _mark("sharepoint", "headers", r"microsoftsharepointteamservices|sprequestguid", 5),
    _mark("sharepoint", "html", r"/_layouts/(?:15/)?|ms-rtestate-field|_spPageContextInfo", 3),
    _mark("drupal", "headers", r"x-generator: drupal", 5),
    _mark("drupal", "html", _GENERATOR + "drupal", 5),
    _mark("drupal", "html", r"/misc/drupal\.js|data-drupal-selector|/sites/(?:default|all)/", 3),
    _mark("joomla", "html", _GENERATOR + "joomla", 5),
    _mark("joomla", "html", r"com_content|/media/(?:jui|system)/js/|class=[\"']item-page", 3),
    _mark("dnn", "html", _GENERATOR + "dotnetnuke", 5),
    _mark("dnn", "html", r"id=[\"']dnn_ctr|/Portals/0/|dnn\.js", 3),
    _mark("dnn", "headers", r"dnnoutputcache|\.dotnetnuke", 3),
    _mark("webcenter", "url", r"/webcenter/portal/|_afrloop=", 4),
    _mark("webcenter", "html", r"_afrLoop|/webcenter/portal/|oracle\.adf", 3),
    _mark("webcenter", "html", r"Press down arrow to access Calendar", 3),
    _mark("websphere", "url", r"/wps/portal/", 4),
    _mark("websphere", "html", r"/wps/(?:portal|contenthandler|wcm)/", 3),
    _mark("article_header", "html", r"class=[\"']ArticleHeader\b", 4),
    _mark("cms_star", "html", r"class=[\"'][^\"']{0,300}\bcms-(?:title|body)\b", 4),
    _mark("content_fck", "html", r"class=[\"'][^\"']{0,300}\bcontent-fck", 4),
    _mark("vccorp", "html", r"afcbc-body|detail-cmain|data-role=[\"']publishdate", 4),
)  # fmt: skip

_CHALLENGES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a D1N cookie gate", re.compile(r"document\.cookie\s*=\s*[\"']D1N=", re.IGNORECASE)),
    (
        "a browser challenge",
        re.compile(r"<title>\s*(?:Just a moment|Attention Required|DDoS|Checking your browser)"
                   r"|cf-challenge|cdn-cgi/challenge|__cf_chl|_Incapsula_", re.IGNORECASE),
    ),
    ("a captcha", re.compile(r"g-recaptcha|h-captcha|captcha-form", re.IGNORECASE)),
    (
        "a script redirect",
        re.compile(r"<script[^<>]{0,400}>[^<]{0,400}(?:window\.|document\.)?location(?:\.href)?\s*=(?!=)"
                   r"|<meta[^<>]{1,300}?http-equiv=[\"']?refresh", re.IGNORECASE),
    ),
)  # fmt: skip
_LOOKED_AT = 400_000
"""How much of a page is searched: engines show themselves early, and pages may be endless."""
_TAGS = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1>|\Z)|<[^<>]*>?", re.IGNORECASE | re.DOTALL
)


def recognise(
    html: str, *, headers: Iterable[tuple[str, str]] = (), url: str | None = None
) -> Recognition:
    """Name the engine of a page; `generic` when no trace or too weak a one is found."""
    texts = {
        "html": html[:_LOOKED_AT],
        "headers": "\n".join(f"{name}: {value}" for name, value in headers),
        "url": url or "",
    }
    scores: dict[str, int] = {}
    evidence: dict[str, list[str]] = {}
    for mark in MARKS:
        found = mark.pattern.search(texts[mark.where])
        if found:
            scores[mark.engine] = scores.get(mark.engine, 0) + mark.weight
            evidence.setdefault(mark.engine, []).append(f"{mark.where}: {found[0][:60]}")
    best = max(scores, key=lambda engine: scores[engine], default="generic")
    if scores.get(best, 0) < 3:
        return Recognition("generic", ())
    return Recognition(best, tuple(evidence[best]))


def name_challenge(html: str) -> str | None:
    """Name the gate a page is, when it is one and holds next to no words."""
    words = _TAGS.sub(" ", html[:_LOOKED_AT]).split()
    if len(words) > 120:
        return None
    return next((name for name, pattern in _CHALLENGES if pattern.search(html[:_LOOKED_AT])), None)
