"""When to come back after a passing fault: back-off with jitter, and what Retry-After asks."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from random import Random

from scrapers.errors import FetchError, RefusedError
from scrapers.faults import TRANSIENT


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPlan:
    """How often to come back after a passing fault, and how long to wait before."""

    attempts: int = 3
    base_seconds: float = 5.0
    cap_seconds: float = 120.0
    retry_after_cap_seconds: float = 600.0


class LaterError(RefusedError):
    """A 429 or 503 that may say when to come back."""

    def __init__(self, message: str, *, url: str, fault: str, retry_after: float | None) -> None:
        super().__init__(message, url=url, fault=fault)
        self.retry_after = retry_after


def how_long(error: FetchError, attempt: int, plan: RetryPlan, jitter: Random) -> float | None:
    """Say how many seconds to wait before another try; None when there should be none."""
    if error.fault not in TRANSIENT:
        return None
    asked = error.retry_after if isinstance(error, LaterError) else None
    if asked is not None and asked > plan.retry_after_cap_seconds:
        return None
    backoff = min(plan.cap_seconds, plan.base_seconds * 2.0 ** (attempt - 1))
    spread = float(backoff) * (0.5 + jitter.random() / 2)
    return max(spread, asked or 0.0)


def read_retry_after(value: str | None, now: datetime) -> float | None:
    """Read Retry-After, in seconds or as a date; None when it says nothing usable."""
    if value is None:
        return None
    value = value.strip()
    if value.isdigit():
        return float(min(int(value), 10**8))
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
