"""A bare Textual application that paints one label: the floor of a first paint."""

from textual.app import App, ComposeResult
from textual.widgets import Label


class Bare(App[None]):
    """One label."""

    def compose(self) -> ComposeResult:
        """It."""
        yield Label("A label.")


if __name__ == "__main__":
    Bare().run()
