"""What a crawl must not forget, in an SQLite file; its parts hold the scrapers' only SQL."""

from scrapers.state_articles import Articles
from scrapers.state_frontier import Frontier
from scrapers.state_sessions import Sessions
from scrapers.state_visits import Visits


class State(Sessions, Visits, Articles, Frontier):
    """The crawl's memory; every method is one transaction."""
