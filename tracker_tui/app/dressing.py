"""The first colours and the first screen's style sheet, read once: Textual would read everything three times."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.screen import Screen

from screens.frame import themes


def wear(app: App[Any], theme: str) -> None:
    """Know our themes, move nothing, and wear a theme from the start, before any style sheet was read.

    Setting `app.theme` says the same but has every style sheet read again once the application runs,
    which is a tenth of the first paint.
    """
    app.animation_level = "none"
    for each in themes.THEMES:
        app.register_theme(each)
    app.set_reactive(App.theme, theme)
    dark = app.current_theme.dark
    app.update_classes({f"-theme-{theme}": True, "-dark-mode": dark, "-light-mode": not dark}, update=False)
    app._refresh_truecolor_filter(app.ansi_theme)
    app.stylesheet.set_variables(app.get_css_variables())


def read_style_sheets(app: App[Any], screen: Screen[Any]) -> None:
    """The style sheets of the first screen, which Textual reads for every screen but that one."""
    for path in screen.css_path:
        if not app.stylesheet.has_source(str(path), ""):
            app.stylesheet.read(path)
