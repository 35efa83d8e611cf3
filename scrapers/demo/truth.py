"""What is really on the demo on a given night, for comparison with what a crawl finds."""

from collections.abc import Callable

from scrapers.demo.stories import Story

Fact = dict[str, object]


def fact(story: Story, portal: str, address: Callable[[Story], str]) -> Fact:
    """Say what is true of one article; texts are clean: composed letters, plain spaces.

    Furniture in the body (contact lines, links to other articles, names of attachments) is in no
    text. `text` is lead and paragraphs together, for pages that do not mark the lead as such.
    """
    readable = "password" not in story.traps
    return {
        "id": str(story.id) if story.family == "nukeviet" else story.slug,
        "post_id": story.id,
        "portal": portal,
        "family": story.family,
        "url": address(story),
        "title": story.title,
        "lead": (story.lead or None) if readable else None,
        "paragraphs": list(story.paragraphs) if readable else [],
        "text": [t for t in (story.lead, *story.paragraphs) if t] if readable else [],
        "captions": list(story.captions) if readable else [],
        "table": [list(row) for row in story.table],
        "published": story.published.isoformat(),
        "modified": None if story.modified is None else story.modified.isoformat(),
        "sections": list(story.sections),
        "byline": story.byline,
        "source": story.source,
        "fields": list(story.fields),
        "primary": story.primary,
        "relevant": story.relevant,
        "adds_up": story.adds_up,
        "attachments": [paper.file for paper in story.papers],
        "traps": sorted(story.traps),
        "readable": readable and bool(story.paragraphs),
    }
