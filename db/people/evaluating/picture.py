"""The precision-recall figure as a plain SVG picture: no script, no font of its own, no link."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from db.cards.matching import CurvePoint, MatchReport

_WIDE, _HIGH = 720, 480
_SIZE: Final = f'width="{_WIDE}" height="{_HIGH}" viewBox="0 0 {_WIDE} {_HIGH}"'
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 20, 50, 60
_INK: Final = "#1a1a1a"
_LINE: Final = "#0b5cad"
_GRID: Final = "#c8c8c8"


def picture(report: MatchReport) -> str:
    """Recall along, precision up; the curve, its best point and the automatic links as they were decided."""
    points = [point for point in report.curve if point.links]
    low = min([0.9, *(point.precision for point in points)])
    floor = int(low * 20) / 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {_SIZE} role="img" font-family="sans-serif" font-size="13">',
        f"<title>Precision and recall of matching {report.records:,} records</title>",
        f'<rect width="{_WIDE}" height="{_HIGH}" fill="#ffffff"/>',
        _text(_LEFT, 28, f"Precision and recall, {report.records:,} records of {report.persons:,} people", size=16),
        *_grid(floor),
        _path(points, floor),
        *_marks(report, floor),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _grid(floor: float) -> list[str]:
    parts = []
    for step in range(11):
        x = _x(step / 10)
        parts.append(_rule(x, _TOP, x, _HIGH - _BOTTOM))
        parts.append(_text(x, _HIGH - _BOTTOM + 20, f"{step / 10:.1f}", anchor="middle"))
    steps = max(1, round((1 - floor) / 0.05))
    for step in range(steps + 1):
        share = floor + (1 - floor) * step / steps
        y = _y(share, floor)
        parts.append(_rule(_LEFT, y, _WIDE - _RIGHT, y))
        parts.append(_text(_LEFT - 8, y + 4, f"{share:.2f}", anchor="end"))
    parts.append(_text((_LEFT + _WIDE - _RIGHT) / 2, _HIGH - 15, "recall", anchor="middle"))
    middle = (_TOP + _HIGH - _BOTTOM) / 2
    turned = f' transform="rotate(-90 20 {middle:.1f})"'
    parts.append(f'<text x="20" y="{middle:.1f}" text-anchor="middle" fill="{_INK}"{turned}>precision</text>')
    return parts


def _path(points: Sequence[CurvePoint], floor: float) -> str:
    placed = " ".join(f"{_x(point.recall):.1f},{_y(point.precision, floor):.1f}" for point in points)
    return f'<polyline points="{placed}" fill="none" stroke="{_LINE}" stroke-width="2"/>'


def _marks(report: MatchReport, floor: float) -> list[str]:
    best = report.best
    told = (
        (best.recall, best.precision, f"best F1 {best.f1:.4f} from weight {best.weight:.1f}", 34),
        (
            report.recall,
            report.precision,
            f"automatic: precision {report.precision:.4f}, recall {report.recall:.3f}",
            16,
        ),
    )
    parts = []
    for recall, precision, says, below in told:
        x, y = _x(recall), _y(precision, floor)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="#ffffff" stroke="{_INK}" stroke-width="2"/>')
        parts.append(_text(x - 8, y + below, says, anchor="end"))
    return parts


def _x(share: float) -> float:
    return _LEFT + share * (_WIDE - _LEFT - _RIGHT)


def _y(share: float, floor: float) -> float:
    return _TOP + (1 - share) / (1 - floor) * (_HIGH - _TOP - _BOTTOM)


def _rule(x: float, y: float, to_x: float, to_y: float) -> str:
    return f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="{_GRID}"/>'


def _text(x: float, y: float, says: str, *, anchor: str = "start", size: int = 13) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{_INK}">{says}</text>'
