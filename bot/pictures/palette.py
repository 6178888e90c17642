"""The colours of the figures, and the skin tones a runner can choose from."""

import hashlib
from dataclasses import dataclass

VARIED = "varied"
SKINS = {
    "light": ("#E3B99B", "#6B4A35"),
    "beige": ("#D2A37F", "#3F2E26"),
    "tan": ("#BC8862", "#2E2320"),
    "brown": ("#94633F", "#221B19"),
    "dark": ("#6B4630", "#171312"),
}
TONES = (VARIED, *SKINS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """What each thing is painted with (CSS hex colours). `far` shades are for limbs behind the body."""

    skin: str
    skin_far: str
    hair: str
    background: str = "#F5F3EE"
    panel: str = "#FFFFFF"
    floor: str = "#CFCBC1"
    shirt: str = "#46627F"
    shirt_far: str = "#7F95AB"
    shorts: str = "#2B3A4D"
    shorts_far: str = "#6B7A8C"
    shoe: str = "#1E2733"
    shoe_far: str = "#5C6673"
    iron: str = "#2E3440"
    iron_light: str = "#4C566A"
    iron_far: str = "#8D95A3"
    steel: str = "#D8DEE9"
    wood: str = "#B9A88E"
    wood_dark: str = "#9C8A6F"
    pad: str = "#4C566A"
    pad_dark: str = "#363E4C"
    mat: str = "#A9C5C0"
    mat_dark: str = "#86A8A2"
    muscle: str = "#F0532D"
    arrow: str = "#0E8F83"
    band: str = "#E0A100"
    cloth: str = "#7A6A8E"
    cloth_dark: str = "#5E5070"


def palette(tone: str, seed: str = "") -> Palette:
    """The colours for a tone of TONES; `varied` takes a tone by the seed, always the same one for a seed.

    Raises ValueError for a tone there is not.
    """
    if tone == VARIED:
        names = tuple(SKINS)
        tone = names[hashlib.sha256(seed.encode()).digest()[0] % len(names)]
    if tone not in SKINS:
        raise ValueError(f"figure tone {tone!r}: choose one of {', '.join(TONES)}")
    skin, hair = SKINS[tone]
    return Palette(skin=skin, skin_far=paler(skin), hair=hair)


def paler(colour: str, share: float = 0.42) -> str:
    """A hex colour mixed with white."""
    channels = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(c + (255 - c) * share):02X}" for c in channels)
