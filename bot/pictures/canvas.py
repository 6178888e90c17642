"""A sheet of SVG: body units in, markup out. Numbers are rounded, so that the same figure is the same bytes."""

from collections.abc import Sequence

from bot.pictures.geometry import Point, distance


class Canvas:
    """Collects shapes. `scale` is pixels a unit; `origin` is where (0, 0) lies in pixels."""

    def __init__(self, scale: float, origin: Point) -> None:
        self.scale = scale
        self.origin = origin
        self.shapes: list[str] = []

    @property
    def markup(self) -> str:
        """Everything drawn so far, first drawn first."""
        return "".join(self.shapes)

    def _at(self, p: Point) -> Point:
        return self.origin[0] + p[0] * self.scale, self.origin[1] - p[1] * self.scale

    def polygon(self, points: Sequence[Point], fill: str, *, outline: str = "", width: float = 0) -> None:
        """A filled outline; `outline` strokes its edge as well."""
        self._path(points, fill, outline, width, "Z")

    def ring(self, points: Sequence[Point], colour: str, width: float) -> None:
        """The edge of an outline alone."""
        self._path(points, "none", colour, width, "Z")

    def curve(self, points: Sequence[Point], colour: str, width: float) -> None:
        """An open line with round ends."""
        self._path(points, "none", colour, width, "")

    def circle(self, centre: Point, radius: float, fill: str, *, outline: str = "", width: float = 0) -> None:
        """A disc, or with `fill` none a ring."""
        x, y = self._at(centre)
        edge = f' stroke="{outline}" stroke-width="{width * self.scale:.1f}"' if outline else ""
        self.shapes.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius * self.scale:.1f}" fill="{fill}"{edge}/>')

    def box(self, corner: Point, size: Point, fill: str, *, round_: float = 0) -> None:
        """An upright rectangle from its lower left corner."""
        x, y = self._at((corner[0], corner[1] + size[1]))
        w, h, r = size[0] * self.scale, size[1] * self.scale, round_ * self.scale
        self.shapes.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" rx="{r:.1f}" fill="{fill}"/>'
        )

    def _path(self, points: Sequence[Point], fill: str, colour: str, width: float, end: str) -> None:
        kept = [points[0]]
        kept += [p for p, before in zip(points[1:], points, strict=False) if distance(p, before) > 1e-6]
        line = "L".join(f"{x:.1f} {y:.1f}" for x, y in map(self._at, kept))
        edge = (
            f' stroke="{colour}" stroke-width="{width * self.scale:.1f}" stroke-linejoin="round" stroke-linecap="round"'
            if colour
            else ""
        )
        self.shapes.append(f'<path d="M{line}{end}" fill="{fill}"{edge}/>')
