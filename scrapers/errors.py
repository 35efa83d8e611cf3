"""What can go wrong between a portal and an article; no behaviour."""

from corpus.errors import DanvanError


class ScraperError(DanvanError):
    """Base of the scrapers' errors."""

    code = "scraper"


class FetchError(ScraperError):
    """Raise when a page could not be brought back; `fault` is the fault's own name."""

    code = "fetch"

    def __init__(self, message: str, *, url: str, fault: str) -> None:
        super().__init__(message)
        self.url = url
        self.fault = fault


class RefusedError(FetchError):
    """Raise when the portal says no: robots.txt, 401, 403, 429 that does not end."""

    code = "refused"


class LayoutError(ScraperError):
    """Raise when a page is not what its layout expects; names the selector and the address."""

    code = "layout"


class ProfileError(ScraperError):
    """Raise when a portal's profile does not say what it must; names file and key."""

    code = "profile"
