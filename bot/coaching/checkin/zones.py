"""Time zones in words: an IANA name, a city, or a country with one zone."""

from collections.abc import Mapping

from bot.coaching.checkin.scan import words_of

_COUNTRIES = """
Europe/Berlin: germany, deutschland | Europe/Paris: france | Europe/London: uk, united kingdom, england, scotland, wales, great britain, britain, northern ireland, gb
Europe/Dublin: ireland, eire | Europe/Rome: italy, italia | Europe/Vienna: austria | Europe/Zurich: switzerland, swiss | Europe/Amsterdam: netherlands, holland, the netherlands
Europe/Brussels: belgium | Europe/Luxembourg: luxembourg | Europe/Copenhagen: denmark | Europe/Stockholm: sweden | Europe/Oslo: norway | Europe/Helsinki: finland
Europe/Warsaw: poland | Europe/Prague: czechia, czech republic | Europe/Bratislava: slovakia | Europe/Budapest: hungary | Europe/Bucharest: romania | Europe/Sofia: bulgaria
Europe/Athens: greece | Europe/Istanbul: turkey, turkiye | Europe/Zagreb: croatia | Europe/Ljubljana: slovenia | Europe/Belgrade: serbia | Europe/Sarajevo: bosnia
Europe/Tallinn: estonia | Europe/Riga: latvia | Europe/Vilnius: lithuania | Europe/Kyiv: ukraine | Atlantic/Reykjavik: iceland | Europe/Malta: malta | Asia/Nicosia: cyprus
Asia/Tokyo: japan | Asia/Seoul: south korea, korea | Asia/Shanghai: china | Asia/Taipei: taiwan | Asia/Hong_Kong: hong kong | Asia/Singapore: singapore | Asia/Bangkok: thailand
Asia/Manila: philippines, the philippines | Asia/Kuala_Lumpur: malaysia | Asia/Ho_Chi_Minh: vietnam | Asia/Kolkata: india | Asia/Colombo: sri lanka | Asia/Kathmandu: nepal
Asia/Karachi: pakistan | Asia/Dhaka: bangladesh | Asia/Dubai: uae, united arab emirates, emirates | Asia/Qatar: qatar | Asia/Jerusalem: israel | Asia/Beirut: lebanon
Asia/Riyadh: saudi arabia, saudi | Asia/Tehran: iran | Africa/Cairo: egypt | Africa/Johannesburg: south africa | Africa/Nairobi: kenya | Africa/Lagos: nigeria
Africa/Addis_Ababa: ethiopia | Africa/Casablanca: morocco | Africa/Accra: ghana | Africa/Kampala: uganda | Africa/Kigali: rwanda | Africa/Tunis: tunisia
America/Bogota: colombia | America/Lima: peru | America/Caracas: venezuela | America/Montevideo: uruguay | America/Asuncion: paraguay | America/La_Paz: bolivia
America/Costa_Rica: costa rica | America/Panama: panama | America/Guatemala: guatemala | America/Jamaica: jamaica | America/Havana: cuba
America/Argentina/Buenos_Aires: argentina | Asia/Tbilisi: georgia | Asia/Yerevan: armenia | Asia/Baku: azerbaijan | Asia/Kuwait: kuwait | Asia/Muscat: oman | Asia/Bahrain: bahrain
America/New_York: est, edt, eastern, eastern time, us eastern, new york, nyc, boston, washington dc, philadelphia, miami, atlanta, brooklyn, manhattan, east coast
America/Chicago: cst, cdt, central time, us central, dallas, houston, austin, minneapolis, st louis, nashville, texas | America/Denver: mst, mdt, mountain time, us mountain, salt lake city, boulder, colorado, utah
America/Los_Angeles: pst, pdt, pacific, pacific time, us pacific, la, san francisco, sf, seattle, portland, san diego, california, west coast, bay area
Europe/London: bst, british time, manchester, edinburgh, glasgow, birmingham, leeds, bristol, liverpool, cardiff, uk time
Europe/Berlin: cet, cest, munich, munchen, hamburg, cologne, frankfurt, stuttgart, leipzig, dusseldorf, dresden | UTC: utc, gmt, zulu
Europe/Lisbon: lisbon, porto | Europe/Madrid: madrid, barcelona, valencia, seville | Europe/Rome: milan, turin, naples, florence | Europe/Paris: lyon, marseille, nice, toulouse
America/Toronto: ottawa, montreal, toronto | America/Vancouver: vancouver | Asia/Kolkata: mumbai, delhi, new delhi, bangalore, bengaluru, chennai, hyderabad, pune | Asia/Shanghai: beijing, shenzhen
Australia/Sydney: sydney, canberra | Australia/Melbourne: melbourne | Australia/Brisbane: brisbane | Australia/Perth: perth | Pacific/Auckland: auckland, wellington, christchurch
America/Sao_Paulo: sao paulo, rio, rio de janeiro | Africa/Johannesburg: cape town, durban, pretoria | Europe/Zurich: geneva, basel, bern, lausanne | Asia/Tokyo: osaka, kyoto
"""
_FILL = frozenset(
    """i im am live living in at the a my time timezone zone is its it near based currently now here city of from set to please on to for use around by close just outside
    we are right moment moved staying stay come town lives been am, located place""".split()
)


def zone(text: str, places: Mapping[str, str]) -> str | None:
    """The IANA zone named; `places` maps lower-case cities and zone names to zones. None where unknown."""
    words = [word for word in words_of(text)]
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
    return None


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
    for part in _COUNTRIES.replace("\n", "|").split("|"):
        name, _, phrases = part.partition(":")
        for phrase in phrases.split(","):
            if phrase.strip():
                table[phrase.strip()] = name.strip()
    return table
