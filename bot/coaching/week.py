"""Which session on which day of the week, and which routine on the days between (R6–R12, R31, R32, R36)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal

from bot.coaching.athlete import NO_LOG, Athlete, Log, Phase, WeekStyle
from bot.coaching.periodization import WEEK, Frame, days_to_race, frame, phase_of, sessions_per_week
from bot.coaching.running import DAY_MINUTES, Running, minute_of, running
from bot.coaching.session import SessionType

Tier = Literal[0, 1, 2]
Routine = Literal["B", "F"]

HEAVY: Final[frozenset[str]] = frozenset({"A", "D", "A2", "D2", "M"})
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)

STACK_MINUTES: Final = 3 * 60
FULL_MINUTES: Final = 48 * 60
LITE_MINUTES: Final = 36 * 60
LITE_TIER: Final = 2
RACE_REST_DAYS: Final = 3
TAPER_DAYS: Final = (TUE, WED, MON, THU, FRI, SAT, SUN)

ARTICLE_SESSIONS: Final[Mapping[int, SessionType]] = {MON: "A", WED: "C", FRI: "D", SAT: "E"}
ARTICLE_ROUTINES: Final[Mapping[int, Routine]] = {TUE: "B", SUN: "F"}
PARTNER: Final[Mapping[str, SessionType]] = {"A": "D", "D": "A", "A2": "D2", "D2": "A2"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A session on a day; `tier` is R7's, None but for heavy sessions of adaptive weeks."""

    type: SessionType
    tier: Tier | None = None

    @property
    def is_heavy(self) -> bool:
        """An H-session (R6)."""
        return self.type in HEAVY


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPlan:
    """A planned week: its frame, its runs, and by weekday the sessions and routines. `sessions_due` is n (R3)."""

    frame: Frame
    style: WeekStyle
    sessions_due: int
    runs: Running
    gym: Mapping[int, int]
    sessions: Mapping[int, Placed]
    routines: Mapping[int, Routine]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """R36: what stands in the way of placing freely: sessions done by weekday, and the first day to place on."""

    done: Mapping[int, Placed]
    first_day: int

    def allows(self, day: int) -> bool:
        """Whether a session may still be put on that day."""
        return day >= self.first_day and day not in self.done


def plan_week(athlete: Athlete, log: Log, monday: date) -> WeekPlan:
    """The whole week from `monday`, as if all of it were still to come but for what R36 says is done."""
    week = frame(athlete, monday, log)
    runs = running(athlete, log, monday, week.days_to_race)
    style = week_style(athlete, week.phase)
    due = sessions_per_week(athlete, week.phase, runs.minutes)
    gym = gym_minutes(athlete)
    sessions: Mapping[int, Placed]
    if style == "article":
        sessions = place_article(runs)
        routines = {day: name for day, name in ARTICLE_ROUTINES.items() if day not in runs.races}
    else:
        sessions = _adaptive(week.phase, runs, gym, due, choices(log.done_this_week, log.replan_from))
        routines = _routines(athlete, monday, runs, sessions)
    return WeekPlan(frame=week, style=style, sessions_due=due, runs=runs, gym=gym, sessions=sessions, routines=routines)


def sessions_in(athlete: Athlete, monday: date, done: Mapping[int, str]) -> Mapping[int, Placed]:
    """The sessions of a week of usual runs by weekday, those `done` among them, without all else of `plan_week`."""
    phase = phase_of(athlete, monday)
    runs = running(athlete, NO_LOG, monday, days_to_race(athlete, monday))
    if week_style(athlete, phase) == "article":
        return place_article(runs)
    due = sessions_per_week(athlete, phase, runs.minutes)
    return _adaptive(phase, runs, gym_minutes(athlete), due, choices(done, 0))


def _adaptive(phase: Phase, runs: Running, gym: Mapping[int, int], due: int, free: Choices) -> Mapping[int, Placed]:
    """What `place_adaptive` finds, asked once: most weeks of a runner are alike."""
    return _remembered(phase, runs, tuple(gym.items()), due, done=tuple(free.done.items()), first_day=free.first_day)


@lru_cache(maxsize=1024)
def _remembered(
    phase: Phase,
    runs: Running,
    gym: tuple[tuple[int, int], ...],
    due: int,
    *,
    done: tuple[tuple[int, Placed], ...],
    first_day: int,
) -> Mapping[int, Placed]:
    free = Choices(done=dict(done), first_day=first_day)
    return MappingProxyType(place_adaptive(phase, runs, dict(gym), due, free))


def week_style(athlete: Athlete, phase: Phase) -> WeekStyle:
    """R32: the sample week of the article or the adaptive one; prep, taper and recovery are always adaptive."""
    if phase not in {"base", "off"}:
        return "adaptive"
    return athlete.week_style or ("article" if athlete.gave_no_days else "adaptive")


def gym_minutes(athlete: Athlete) -> dict[int, int]:
    """R6: weekday → start of the gym in minutes since midnight; of two times a day the first given."""
    return {day.weekday: minute_of(day.time) for day in reversed(athlete.gym)}


def choices(done: Mapping[int, str], first_day: int) -> Choices:
    """R36: the sessions already done this week and the first day that may still be placed on."""
    placed = {day: Placed(type=_session_type(name)) for day, name in done.items()}
    return Choices(done=placed, first_day=first_day)


def _session_type(name: str) -> SessionType:
    """`name` as a session type; ValueError where it is none."""
    known: tuple[SessionType, ...] = ("A", "D", "U", "A2", "D2", "M", "T", "C", "E")
    for kind in known:
        if kind == name:
            return kind
    raise ValueError(f"no such session: {name}")


def heavy_tier(runs: Running, gym: Mapping[int, int], day: int) -> Tier | None:
    """R7: how well a heavy session fits on `day` (an offset from Monday); None where it does not."""
    start = gym.get(day % 7)
    today = runs.on(day)
    if start is None or today.kind in {"long", "race"}:
        return None
    if runs.on(day + 1).is_key or runs.is_before_race(day, RACE_REST_DAYS):
        return None
    if today.hard_end is not None:
        return 0 if start - today.hard_end >= STACK_MINUTES else None
    return _tier_by_hours(runs, start, day)


def _tier_by_hours(runs: Running, start: int, day: int) -> Tier | None:
    """R7: tier from the time between the gym and the next hard, long or race start; none within a week is tier 1."""
    for ahead in range(1, 8):
        key_start = runs.on(day + ahead).key_start
        if key_start is not None:
            minutes = ahead * DAY_MINUTES + key_start - start
            if minutes >= FULL_MINUTES:
                return 1
            return 2 if minutes >= LITE_MINUTES else None
    return 1


def place_article(runs: Running) -> dict[int, Placed]:
    """R32: the week as printed; no A or D within three days before a race, no C or E on its eve, none on race day."""
    placed: dict[int, Placed] = {}
    for day, kind in ARTICLE_SESSIONS.items():
        rest_days = RACE_REST_DAYS if kind in HEAVY else 1
        if day not in runs.races and not runs.is_before_race(day, rest_days):
            placed[day] = Placed(type=kind)
    return placed


def place_adaptive(phase: Phase, runs: Running, gym: Mapping[int, int], due: int, free: Choices) -> dict[int, Placed]:
    """R8–R10: the strength sessions of an adaptive week by weekday; sessions already done stand (R36).

    U goes with n = 3, with a single M, and stands alone where nothing heavy fits.
    """
    placed = {
        day: replace(session, tier=heavy_tier(runs, gym, day)) if session.is_heavy else session
        for day, session in free.done.items()
    }
    if due == 0:
        return placed
    if phase == "taper":
        if not placed:
            placed.update(_place_taper(runs, gym, free))
        return placed
    placed.update(_place_heavy(runs, gym, due, free))
    types = {session.type for session in placed.values()}
    if len(placed) < due and not types & {"U", "A2", "D2"}:
        placed.update(_place_upper(runs, gym, placed, free))
    return placed


def _place_heavy(runs: Running, gym: Mapping[int, int], due: int, free: Choices) -> dict[int, Placed]:
    """R8: the best pair of H days, else the best single day; R36 keeps what is done."""
    tiers = {day: tier for day in range(7) if (tier := heavy_tier(runs, gym, day)) is not None}
    done = [(day, session.type) for day, session in free.done.items() if session.is_heavy]
    open_days = [day for day in tiers if free.allows(day)]
    heavy_due = due - (len(free.done) - len(done))
    if len(done) == 1 and done[0][1] in PARTNER and heavy_due > 1:
        day, kind = done[0]
        return _place_partner(runs, tiers, open_days, day, PARTNER[kind])
    if done or heavy_due < 1:
        return {}
    if heavy_due > 1:
        pair = best_pair(runs, tiers, [(a, d) for a in open_days for d in open_days])
        if pair is not None:
            names: tuple[SessionType, SessionType] = ("A", "D") if due > 2 else ("A2", "D2")
            return {day: Placed(type=name, tier=tiers[day]) for day, name in zip(pair, names, strict=True)}
    single = _best_single(runs, tiers, open_days)
    return {} if single is None else {single: Placed(type="M", tier=tiers[single])}


def _place_partner(
    runs: Running, tiers: Mapping[int, Tier], open_days: Iterable[int], done: int, kind: SessionType
) -> dict[int, Placed]:
    """R36: the other half of a pair whose first half is done; lost where no day is left for it."""
    as_first = kind in {"A", "A2"}
    pairs = [(day, done) if as_first else (done, day) for day in open_days]
    pair = best_pair(runs, {done: 0, **tiers}, pairs)
    if pair is None:
        return {}
    day = pair[0] if as_first else pair[1]
    return {day: Placed(type=kind, tier=tiers[day])}


def best_pair(runs: Running, tiers: Mapping[int, Tier], pairs: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
    """R8: of the pairs at least two days apart, circularly, the best; None where there is none."""

    tired = [_after_long(runs, day) for day in range(7)]

    def cost(pair: tuple[int, int]) -> tuple[int, int, int, int]:
        first, second = pair
        after_long = tired[first] + tired[second]
        return tiers[first] + tiers[second], after_long, (first - MON) % 7, (second - FRI) % 7

    apart = [(first, second) for first, second in pairs if 2 <= (second - first) % 7 <= 5]
    return min(apart, key=cost, default=None)


def _best_single(runs: Running, tiers: Mapping[int, Tier], days: Iterable[int]) -> int | None:
    """R8: one day for M: tier, then not right after a long run or race, then the distance from Monday."""
    return min(days, key=lambda day: (tiers[day], _after_long(runs, day), (day - MON) % 7), default=None)


def _after_long(runs: Running, day: int) -> bool:
    """R8: right after a long run or race."""
    return runs.on(day - 1).kind in {"long", "race"}


def _place_upper(
    runs: Running, gym: Mapping[int, int], placed: Mapping[int, Placed], free: Choices
) -> dict[int, Placed]:
    """R9: U on a gym day without session that is no race day nor its eve; long days last, then from Wednesday on."""
    days = [
        day
        for day in gym
        if day not in placed and free.allows(day) and day not in runs.races and not runs.is_before_race(day, within=1)
    ]
    best = min(days, key=lambda day: (runs.on(day).kind == "long", (day - WED) % 7), default=None)
    return {} if best is None else {best: Placed(type="U")}


def _place_taper(runs: Running, gym: Mapping[int, int], free: Choices) -> dict[int, Placed]:
    """R10: T on the first fitting day at least three days before the race; a tune-up day holds no session (I19)."""
    days = [
        day
        for day in TAPER_DAYS
        if free.allows(day) and day not in runs.races and (runs.race is None or runs.race - day >= RACE_REST_DAYS)
    ]
    fitting = [day for day in days if is_taper_day(runs, gym, day)]
    return {day: Placed(type="T") for day in (fitting or days)[:1]}


def is_taper_day(runs: Running, gym: Mapping[int, int], day: int) -> bool:
    """R10: a gym day without a long run."""
    return day in gym and runs.on(day).kind != "long"


def _routines(athlete: Athlete, monday: date, runs: Running, sessions: Mapping[int, Placed]) -> dict[int, Routine]:
    """R11: the routine of each day without a session."""
    routines: dict[int, Routine] = {}
    start = (athlete.start - monday).days
    for day in range(max(start, 0), 7):
        if day in sessions or runs.on(day).is_key:
            continue
        if day > start and (runs.on(day - 1).is_key or _was_heavy(athlete, monday, sessions, day - 1)):
            routines[day] = "B"
        elif runs.on(day).kind is None:
            routines[day] = "F"
    return routines


def _was_heavy(athlete: Athlete, monday: date, sessions: Mapping[int, Placed], day: int) -> bool:
    """R11: whether a day held a heavy session; the Sunday before is planned from the usual runs."""
    planned = sessions if day >= 0 else sessions_in(athlete, monday - WEEK, {})
    return day % 7 in planned and planned[day % 7].is_heavy
