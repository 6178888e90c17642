"""A runner's life beside the plan: pain and its next mornings, red flags, absences, new kit, moved runs, short days."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Final, get_args

from bot.coaching.athlete import Area, Athlete, Log, Pain, RedFlag, Run
from bot.coaching.exercise import Catalogue, Equipment
from bot.coaching.session import Day
from bot.simulation.checkins import random_temper
from bot.simulation.people import CAPS, random_gym, random_kit, random_run, random_runs, with_phase, with_race

AREAS: Final[tuple[Area, ...]] = get_args(Area)
PROMOTION_DAYS: Final = 56
PROMOTION_SESSIONS: Final = 12


@dataclass(slots=True)
class Ache:
    """One pain on its way: the last score said, check-ins at three or more running, whether R26 raised it to six."""

    score: int
    running: int = 0
    raised: bool = False

    def say(self, score: int, *, next_morning: bool) -> None:
        """A check-in: worse the next morning, or three at three or more, counts as six until it is gone (R26)."""
        worse = next_morning and score > self.score
        self.running = self.running + 1 if score >= 3 else 0
        self.raised = self.running > 0 and (self.raised or worse or self.running >= 3)
        self.score = score


@dataclass
class Life:
    """What happens to one runner; every chance comes from `rng`."""

    rng: Random
    athlete: Athlete
    aches: dict[Area, Ache] = field(default_factory=dict)
    flag: RedFlag | None = None
    flag_until: date | None = None
    away_until: date | None = None
    runs: tuple[Run, ...] | None = None
    replan_from: int = 0
    replanned_on: int | None = None
    sessions: int = 0

    def __post_init__(self) -> None:
        self.temper = random_temper(self.rng)

    def begin_week(self, monday: date) -> None:
        """What changes between weeks: race, runs, gym days, phase, time, style. Choices of one week are over."""
        self.runs, self.replan_from, self.replanned_on = None, 0, None
        rng, athlete = self.rng, self.athlete
        dice = rng.random()
        if dice < 0.012:
            athlete = with_race(rng, athlete, monday)
        elif dice < 0.022:
            athlete = replace(athlete, runs=random_runs(rng), runs_given=True)
        elif dice < 0.030:
            athlete = replace(athlete, gym=random_gym(rng), gym_given=True)
        elif dice < 0.038:
            athlete = with_phase(rng, athlete, monday, often=0.6)
        elif dice < 0.046:
            athlete = replace(athlete, minutes_cap=rng.choice(CAPS))
        elif dice < 0.050:
            athlete = replace(athlete, week_style=rng.choice((None, "adaptive", "article")))
        elif dice < 0.056 and athlete.conditions:
            athlete = replace(athlete, cleared=True)
        self.athlete = athlete
        self._promote(monday)

    def _promote(self, today: date) -> None:
        """R29: after eight weeks and twelve sessions a beginner is one no longer."""
        ready = today - self.athlete.start >= timedelta(days=PROMOTION_DAYS) and self.sessions >= PROMOTION_SESSIONS
        if ready and self.athlete.experience == "beginner" and self.rng.random() < 0.5:
            self.athlete = replace(self.athlete, experience="intermediate")

    def begin_day(self, today: date) -> None:
        """What a night brings: pain, a red flag or its clearing, a pause, other kit, a moved run."""
        rng = self.rng
        self._aches()
        self._flag(today)
        if self.away_until is not None and today >= self.away_until:
            self.away_until = None
        dice = rng.random()
        if dice < 0.004 and self.away_until is None:
            self.away_until = today + timedelta(days=rng.choice((3, 5, 7, 9, 12, 15, 20, 29, 40)))
        elif dice < 0.007:
            self.athlete = replace(self.athlete, equipment=random_kit(rng))
        elif dice < 0.017 and self.athlete.runs and self.replanned_on is None:
            self._move_a_run(today.weekday())

    @property
    def is_away(self) -> bool:
        """On holiday or ill: nothing is trained or told."""
        return self.away_until is not None

    @property
    def pain(self) -> tuple[Pain, ...]:
        """The pains of the day as R26 counts them."""
        if not self.aches:
            return ()
        return tuple(
            Pain(area=area, score=max(ache.score, 6) if ache.raised else ache.score)
            for area, ache in self.aches.items()
        )

    def _aches(self) -> None:
        rng = self.rng
        for area, ache in tuple(self.aches.items()):
            if rng.random() < 0.5:
                score = min(max(ache.score + rng.choice((-3, -2, -1, -1, 0, 0, 1)), 0), 9)
                ache.say(score, next_morning=rng.random() < 0.3)
                if score == 0:
                    del self.aches[area]
        if rng.random() < 0.006:
            ache = Ache(score=rng.choice((1, 2, 3, 4, 5, 6, 7)))
            ache.running = 1 if ache.score >= 3 else 0
            self.aches[rng.choice(AREAS)] = ache

    def _flag(self, today: date) -> None:
        rng = self.rng
        if self.flag is not None:
            if self.flag_until is not None and today >= self.flag_until:
                self.flag, self.flag_until = None, None
        elif rng.random() < 0.0008:
            self.flag = rng.choice(("prompt", "emergency"))
            self.flag_until = today + timedelta(days=rng.randint(1, 40))

    def _move_a_run(self, weekday: int) -> None:
        """R36: one run of the rest of this week moves or changes type."""
        runs = list(self.athlete.runs)
        ahead = [place for place, run in enumerate(runs) if run.weekday >= weekday]
        if not ahead:
            return
        place = self.rng.choice(ahead)
        other = random_run(self.rng, self.rng.randint(weekday, 6))
        moves = self.rng.random() < 0.6
        old = runs[place]
        runs[place] = replace(old, weekday=other.weekday) if moves else replace(old, type=other.type)
        self.runs, self.replan_from, self.replanned_on = tuple(runs), weekday, weekday

    def today(self, log: Log, done: dict[int, str]) -> Log:
        """The log with what the runner says of the day itself (R23, R26, R27, R35) and of the week (R36)."""
        sleep, soreness, minutes, equipment = self._choices()
        pain = self.pain
        unsaid = sleep is None and soreness is None and minutes is None and equipment is None
        if unsaid and not done and self.runs is None and (pain, self.flag) == (log.pain, log.red_flag):
            return log
        return replace(
            log,
            pain=pain,
            red_flag=self.flag,
            sleep_h=sleep,
            leg_soreness=soreness,
            minutes_today=minutes,
            equipment_today=equipment,
            runs_this_week=self.runs,
            replan_from=self.replan_from,
            done_this_week=done,
        )

    def _choices(self) -> tuple[float | None, int | None, int | None, frozenset[Equipment] | None]:
        """Sleep, sore legs, minutes and kit of the day; most days nothing is said."""
        rng = self.rng
        dice = rng.random()
        if dice > 0.3:
            return None, None, None, None
        sleep = round(rng.gauss(7, 1.3), 1) if dice < 0.15 else None
        soreness = rng.choice((0, 1, 2, 3, 4, 5, 6, 7, 8)) if 0.1 < dice < 0.2 else None
        minutes = rng.choice((15, 20, 25, 30, 40, 45, 75)) if 0.2 < dice < 0.24 else None
        equipment = random_kit(rng) if 0.24 < dice < 0.28 else None
        return sleep, soreness, minutes, equipment

    def swap(self, catalogue: Catalogue, day: Day) -> dict[str, str]:
        """Now and then another exercise of the same pattern instead of one prescribed, sensible or not."""
        rng, session = self.rng, day.session
        if session is None or not session.exercises or rng.random() > 0.03:
            return {}
        out = rng.choice(session.exercises).exercise
        pattern = catalogue[out].pattern
        same = sorted(name for name, other in catalogue.exercises.items() if other.pattern == pattern and name != out)
        return {out: rng.choice(same)} if same else {}
