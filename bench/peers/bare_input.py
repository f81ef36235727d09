"""A bare Textual application with one input: the floor of a key press."""

from textual.app import App, ComposeResult
from textual.widgets import Input


class Bare(App[None]):
    """One input."""

    def compose(self) -> ComposeResult:
        """It."""
        yield Input()


if __name__ == "__main__":
    Bare().run()
