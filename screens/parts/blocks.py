"""Pages made of numbered blocks: `1`-`9` go to a block, a block without data says why."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from db.words.text import visible
from screens.parts.rows import Empty

Line = str | Content
"""A line of a block; text from the record goes in as str, and is never markup."""


class Block(Static):
    """A heading with its number, and lines below it."""

    def __init__(self, number: int, title: str, *, empty: Empty) -> None:
        self.number = number
        self.title_words = title
        self.empty = empty
        # Given here and not by `update`: of two updates before the first layout, Textual measures only the first.
        super().__init__(self._text(()), markup=False, id=f"block-{number}")

    def show(self, lines: Sequence[Line]) -> None:
        """Show lines; without any the block says why there is nothing."""
        self.update(self._text(lines))

    def _text(self, lines: Sequence[Line]) -> Content:
        return Content("\n").join([self._heading(), *(self._lines(lines))])

    def _heading(self) -> Content:
        return Content.styled(f"{self.number} {visible(self.title_words)}", "bold underline")

    def _lines(self, lines: Sequence[Line]) -> list[Content]:
        if lines:
            return [line if isinstance(line, Content) else Content(visible(line)) for line in lines]
        return [Content(f"  {text}") for text in (self.empty.line(0), self.empty.line(1)) if text]


class BlockPage(VerticalScroll):
    """A scrolling page of blocks; reading again never moves it."""

    def __init__(self, *blocks: Block, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(*blocks, id=id)

    def block(self, number: int) -> Block:
        """The block with this number; Textual's NoMatches when there is none."""
        return self.query_one(f"#block-{number}", Block)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the blocks that are on the page."""
        return tuple(block.number for block in self.query(Block))

    @property
    def section(self) -> int:
        """The number of the first block in view, for the way back; 0 without blocks."""
        top = self.scroll_offset.y
        passed = [block.number for block in self.query(Block) if block.virtual_region.y <= top]
        return passed[-1] if passed else (self.numbers[0] if self.numbers else 0)

    def go(self, number: int) -> bool:
        """Bring a block to the top of the page; False when there is none with this number."""
        if number not in self.numbers:
            return False
        self.scroll_to(y=self.block(number).virtual_region.y, animate=False, force=True)
        return True
