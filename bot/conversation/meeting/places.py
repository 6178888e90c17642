"""Where a runner is, as an IANA time zone: from a city, a country, an IANA name or coordinates (which are not kept)."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from zoneinfo import available_timezones

from rapidfuzz import fuzz, process

ABBREVIATIONS = {
    "utc": "UTC",
    "gmt": "Europe/London",
    "bst": "Europe/London",
    "wet": "Europe/Lisbon",
    "cet": "Europe/Berlin",
    "cest": "Europe/Berlin",
    "mez": "Europe/Berlin",
    "eet": "Europe/Helsinki",
    "eest": "Europe/Helsinki",
    "msk": "Europe/Moscow",
    "est": "America/New_York",
    "edt": "America/New_York",
    "eastern": "America/New_York",
    "cst": "America/Chicago",
    "cdt": "America/Chicago",
    "central": "America/Chicago",
    "mst": "America/Denver",
    "mdt": "America/Denver",
    "mountain": "America/Denver",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "pacific": "America/Los_Angeles",
    "ist": "Asia/Kolkata",
    "jst": "Asia/Tokyo",
    "sgt": "Asia/Singapore",
    "aest": "Australia/Sydney",
    "aedt": "Australia/Sydney",
    "nzst": "Pacific/Auckland",
    "nzdt": "Pacific/Auckland",
}
_SPECIAL = str.maketrans({"ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "æ": "ae", "ı": "i"})
_LEAD = re.compile(
    r"^(?:(?:i m|im|i am|we are|i live|i live in|living|based|currently|now|just|from|in|near|at|the|my|it s|its|"
    r"time zone|timezone|zone|city|home|is|around|close|to|outside|um|uh|well) )+"
)
_TAIL = re.compile(r"(?: (?:time|timezone|time zone|zone|area|please|now|mostly|at the moment|right now|these days))+$")
_LONGEST = 4
_SURE = 86


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What is known of the world: a name (see `plain`) to its zone, a country's name to the zones it has."""

    zones: dict[str, str]
    countries: dict[str, tuple[str, ...]]


def plain(text: str) -> str:
    """A place's name without case, accents and punctuation: `São Paulo` → `sao paulo`."""
    bare = unicodedata.normalize("NFKD", text.translate(_SPECIAL))
    bare = "".join(char for char in bare if not unicodedata.combining(char)).lower().replace("'", "").replace("’", "")
    return " ".join(re.findall(r"[a-z0-9]+", bare))


@lru_cache(maxsize=1)
def places() -> Places:
    """The places that ship in places.txt, and the cities in the names of the zones themselves."""
    zones: dict[str, str] = {}
    countries: dict[str, tuple[str, ...]] = {}
    for line in resources.files("bot.conversation.meeting").joinpath("places.txt").read_text("utf-8").splitlines():
        zone, tab, names = line.partition("\t")
        if not tab:
            continue
        several = tuple(zone.split(","))
        for name in names.split("|"):
            if len(several) == 1:
                zones[name] = zone
            else:
                countries[name] = several
    for zone in sorted(available_timezones()):
        if "/" in zone and not zone.startswith(("Etc/", "posix", "right")):
            zones.setdefault(plain(zone.rpartition("/")[2]), zone)
    return Places(zones=zones, countries=countries)


@lru_cache(maxsize=1)
def _iana() -> dict[str, str]:
    return {zone.lower(): zone for zone in available_timezones() if "/" in zone}


def zone_of(text: str) -> str | None:
    """The IANA zone of the place a text names ("Berlin", "I live in Kraków", "Asia/Tokyo", "the UK"); else None."""
    short = text[:300].strip()
    for word in re.findall(r"[A-Za-z_]+(?:/[A-Za-z_+\-0-9]+)+", short):
        named = _iana().get(word.lower())
        if named:
            return named
    name = _TAIL.sub("", _LEAD.sub("", plain(short) + " ")).strip()
    if not name:
        return None
    return _known(name) or _within(short) or _before_more(name) or _nearly(name)


def zones_of(text: str) -> tuple[str, ...]:
    """The zones of the country a text names where it has several, most people first; else ()."""
    name = _TAIL.sub("", _LEAD.sub("", plain(text[:300]) + " ")).strip()
    return places().countries.get(name, ())


def zone_at(latitude: float, longitude: float) -> str | None:
    """The zone of a place on the map, degrees; None where the numbers are no such place."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    from tzfpy import get_tz  # noqa: PLC0415 - its data costs 50 ms, and hardly anyone shares a location

    zone = get_tz(longitude, latitude)
    return zone if zone in available_timezones() else None


def city(zone: str) -> str:
    """The city a zone is named after: `New York`."""
    return zone.rpartition("/")[2].replace("_", " ")


def _known(name: str) -> str | None:
    return ABBREVIATIONS.get(name) or places().zones.get(name)


def _before_more(name: str) -> str | None:
    """A city with its state or country behind it: `london uk`."""
    words = name.split()
    if not 1 < len(words) <= _LONGEST:
        return None
    starts = (" ".join(words[:length]) for length in range(len(words) - 1, 0, -1))
    return next((zone for start in starts if len(start) > 3 and (zone := _known(start))), None)


def _within(text: str) -> str | None:
    """A place named in a sentence: after "in", "from" and their like, or written with a capital letter."""
    spoken = re.findall(r"[^\s,;.!?()]+", text)
    words = [plain(word) for word in spoken]
    for at, word in enumerate(words):
        placed = at > 0 and words[at - 1] in {"in", "from", "near", "at", "to"}
        if not (placed or spoken[at][:1].isupper()) or word in {"i", "im", "the", "no"}:
            continue
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            name = " ".join(words[at : at + length])
            if len(name) > 2 or name in {"uk", "us", "la"}:
                found = _known(name)
                if found:
                    return found
    return None


def _nearly(name: str) -> str | None:
    """A name typed wrong in a letter or two; only where the whole answer is a name."""
    if len(name) < 5 or len(name.split()) > 3 or name in places().countries:
        return None
    found = process.extractOne(name, places().zones.keys(), scorer=fuzz.ratio, score_cutoff=_SURE)
    return places().zones[found[0]] if found and found[0][0] == name[0] else None
