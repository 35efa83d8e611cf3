"""The body of an article cut into blocks, in the order in which a newsroom lays them out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scrapers.demo.stories import Story

BlockKind = Literal["lead", "text", "picture", "caption", "figure", "table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of an article's body; a `figure` is a picture with its caption."""

    kind: BlockKind
    text: str = ""
    address: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def body_blocks(story: Story, folder: str) -> tuple[Block, ...]:
    """Lay out a story's body; `folder` is where the site keeps its pictures."""
    return tuple(_blocks(story, folder))


def picture_address(story: Story, folder: str, number: int = 0) -> str:
    """Give the address of one of a story's pictures."""
    return f"{folder}/anh-{story.id}-{number}.svg"


def _blocks(story: Story, folder: str) -> Iterator[Block]:
    if "lead_twice" in story.traps:
        yield Block(kind="text", text=story.dress(story.lead))
    if "image_only" in story.traps:
        yield Block(kind="picture", address=picture_address(story, folder))
    captions = list(enumerate(story.captions))
    for paragraph in story.paragraphs:
        yield Block(kind="text", text=story.dress(paragraph))
        if captions:
            yield from _illustration(story, folder, *captions.pop(0))
    for number, caption in captions:
        yield from _illustration(story, folder, number, caption)
    if story.table:
        yield Block(kind="table", rows=story.table)


def _illustration(story: Story, folder: str, number: int, caption: str) -> Iterator[Block]:
    address = picture_address(story, folder, number)
    words = story.dress(caption)
    if "caption_paragraph" in story.traps:
        yield Block(kind="picture", address=address)
        yield Block(kind="caption", text=words)
    else:
        yield Block(kind="figure", address=address, text=words)
