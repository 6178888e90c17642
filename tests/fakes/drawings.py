"""Pictures without a renderer: a few bytes that a platform takes for a PNG or a GIF."""

from bot.messages import Drawing, Picture


class Drawings:
    """Has every picture but those called `missing`; `notes` are what platforms call them."""

    def __init__(self) -> None:
        self.notes: dict[tuple[str, str], str] = {}

    async def find(self, picture: Picture) -> Drawing | None:
        kind, _, name = picture.name.partition(":")
        if name == "missing":
            return None
        data = (b"GIF89a" if kind == "motion" else b"\x89PNG") + picture.name.encode()
        if name == "broken":
            data = b"?"
        return Drawing(key=f"{kind}-{name}", data=data, path=f"/pictures/{name}", animated=kind == "motion")

    async def known_as(self, drawing: Drawing, platform: str) -> str | None:
        return self.notes.get((drawing.key, platform))

    async def note(self, drawing: Drawing, platform: str, name: str | None) -> None:
        if name is None:
            self.notes.pop((drawing.key, platform), None)
        else:
            self.notes[drawing.key, platform] = name
