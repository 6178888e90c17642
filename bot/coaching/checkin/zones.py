"""Time zones in words: an IANA name, a city, or a country with one zone."""

# Words in rows are read, and added to, more easily than a list of quoted ones.
# ruff: noqa: SIM905

from collections.abc import Mapping

from bot.coaching.checkin.scan import words_of

_COUNTRIES = """
Africa/Accra: ghana
Africa/Addis_Ababa: ethiopia
Africa/Cairo: egypt
Africa/Casablanca: morocco
Africa/Johannesburg: south africa, cape town, durban, pretoria
Africa/Kampala: uganda
Africa/Kigali: rwanda
Africa/Lagos: nigeria
Africa/Nairobi: kenya
Africa/Tunis: tunisia
America/Argentina/Buenos_Aires: argentina
America/Asuncion: paraguay
America/Bogota: colombia
America/Caracas: venezuela
America/Chicago: cst, cdt, central time, us central, dallas, houston, austin, minneapolis, st louis, nashville,
    texas
America/Costa_Rica: costa rica
America/Denver: mst, mdt, mountain time, us mountain, salt lake city, boulder, colorado, utah
America/Guatemala: guatemala
America/Havana: cuba
America/Jamaica: jamaica
America/La_Paz: bolivia
America/Lima: peru
America/Los_Angeles: pst, pdt, pacific, pacific time, us pacific, la, san francisco, sf, seattle, portland, san diego,
    california, west coast, bay area
America/Montevideo: uruguay
America/New_York: est, edt, eastern, eastern time, us eastern, new york, nyc, boston, washington dc, philadelphia,
    miami, atlanta, brooklyn, manhattan, east coast
America/Panama: panama
America/Sao_Paulo: sao paulo, rio, rio de janeiro
America/Toronto: ottawa, montreal, toronto
America/Vancouver: vancouver
Asia/Bahrain: bahrain
Asia/Baku: azerbaijan
Asia/Bangkok: thailand
Asia/Beirut: lebanon
Asia/Colombo: sri lanka
Asia/Dhaka: bangladesh
Asia/Dubai: uae, united arab emirates, emirates
Asia/Ho_Chi_Minh: vietnam
Asia/Hong_Kong: hong kong
Asia/Jerusalem: israel
Asia/Karachi: pakistan
Asia/Kathmandu: nepal
Asia/Kolkata: india, mumbai, delhi, new delhi, bangalore, bengaluru, chennai, hyderabad, pune
Asia/Kuala_Lumpur: malaysia
Asia/Kuwait: kuwait
Asia/Manila: philippines, the philippines
Asia/Muscat: oman
Asia/Nicosia: cyprus
Asia/Qatar: qatar
Asia/Riyadh: saudi arabia, saudi
Asia/Seoul: south korea, korea
Asia/Shanghai: china, beijing, shenzhen
Asia/Singapore: singapore
Asia/Taipei: taiwan
Asia/Tbilisi: georgia
Asia/Tehran: iran
Asia/Tokyo: japan, osaka, kyoto
Asia/Yerevan: armenia
Atlantic/Reykjavik: iceland
Australia/Brisbane: brisbane
Australia/Melbourne: melbourne
Australia/Perth: perth
Australia/Sydney: sydney, canberra
Europe/Amsterdam: netherlands, holland, the netherlands
Europe/Athens: greece
Europe/Belgrade: serbia
Europe/Berlin: germany, deutschland, cet, cest, munich, munchen, hamburg, cologne, frankfurt, stuttgart, leipzig,
    dusseldorf, dresden
Europe/Bratislava: slovakia
Europe/Brussels: belgium
Europe/Bucharest: romania
Europe/Budapest: hungary
Europe/Copenhagen: denmark
Europe/Dublin: ireland, eire
Europe/Helsinki: finland
Europe/Istanbul: turkey, turkiye
Europe/Kyiv: ukraine
Europe/Lisbon: lisbon, porto
Europe/Ljubljana: slovenia
Europe/London: uk, united kingdom, england, scotland, wales, great britain, britain, northern ireland, gb, bst,
    british time, manchester, edinburgh, glasgow, birmingham, leeds, bristol, liverpool, cardiff, uk
    time
Europe/Luxembourg: luxembourg
Europe/Madrid: madrid, barcelona, valencia, seville
Europe/Malta: malta
Europe/Oslo: norway
Europe/Paris: france, lyon, marseille, nice, toulouse
Europe/Prague: czechia, czech republic
Europe/Riga: latvia
Europe/Rome: italy, italia, milan, turin, naples, florence
Europe/Sarajevo: bosnia
Europe/Sofia: bulgaria
Europe/Stockholm: sweden
Europe/Tallinn: estonia
Europe/Vienna: austria
Europe/Vilnius: lithuania
Europe/Warsaw: poland
Europe/Zagreb: croatia
Europe/Zurich: switzerland, swiss, geneva, basel, bern, lausanne
Pacific/Auckland: auckland, wellington, christchurch
UTC: utc, gmt, zulu
"""
_FILL = frozenset(
    """
        i im am live living in at the a my time timezone zone is its it near based currently now here city of from
        set to please on to for use around by close just outside we are right moment moved staying stay come town
        lives been am, located place
    """.split()
)


def zone(text: str, places: Mapping[str, str]) -> str | None:
    """The IANA zone named; `places` maps lower-case cities and zone names to zones. None where unknown."""
    words = list(words_of(text))
    named = _iana(text, places)
    if named:
        return named
    table = _table()
    for size in range(min(5, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            part = words[at : at + size]
            if size == 1 and part[0] in _FILL:
                continue
            phrase = " ".join(part)
            found = table.get(phrase) or places.get(phrase)
            if found:
                return found
    return next((places[word] for word in text.lower().replace(",", " ").split() if word in places), None)


def _iana(text: str, places: Mapping[str, str]) -> str | None:
    zones = {zone.lower(): zone for zone in places.values()}
    zones.update({zone.lower(): zone for zone in _table().values()})
    for token in text.replace(",", " ").split():
        lower = token.strip(".()'\"").lower()
        if "/" in lower and (lower in zones or lower.replace(" ", "_") in zones):
            return zones[lower]
        if lower in places and "/" in lower:
            return places[lower]
    return None


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for part in _COUNTRIES.replace("\n    ", " ").splitlines():
        name, _, phrases = part.partition(":")
        for phrase in phrases.split(","):
            if phrase.strip():
                table[phrase.strip()] = name.strip()
    return table
