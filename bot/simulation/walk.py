"""One athlete through the seasons: each week planned once (again only on a change on the way), lived, and checked."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final, Literal

from bot.coaching.athlete import Athlete, Log, Working
from bot.coaching.day import day_in, session_for
from bot.coaching.exercise import Catalogue
from bot.coaching.history import (
    UNTRAINED,
    BlockAt,
    Training,
    after_report,
    block_at,
    done_in_week,
    log_from,
    sessions_due_in,
)
from bot.coaching.reminding import reminder_plans
from bot.coaching.report import Report
from bot.coaching.runner import Runner
from bot.coaching.session import Day
from bot.coaching.week import WeekPlan, plan_week
from bot.simulation import doing, invariants
from bot.simulation.checkins import check_in, heaviest
from bot.simulation.coverage import Coverage
from bot.simulation.facts import phase_of
from bot.simulation.life import Life
from bot.simulation.lived import LivedDay, LivedWeek, Past, was_done
from bot.simulation.people import random_athlete
from bot.simulation.placing import is_full, sets_of
from bot.simulation.tally import Tally

WEEK: Final = timedelta(days=7)
RECENT: Final = timedelta(days=28)
EVERY_SO_MANY: Final = 20
LABELS_KEPT: Final = 12

OnWeek = Callable[[LivedWeek], None]


class Walk:
    """The course of one athlete; `tally` counts, `coverage` collects what was prescribed."""

    def __init__(self, catalogue: Catalogue, seed: int, number: int, tally: Tally, coverage: Coverage) -> None:
        self.catalogue = catalogue
        self.tally = tally
        self.coverage = coverage
        self.number = number
        rng = Random(f"{seed}:{number}")  # noqa: S311 - chances of a simulation, no secrets
        self.life = Life(rng, random_athlete(rng))
        self.tells_done = rng.random() < 0.1
        self.training: Training = UNTRAINED
        self.lifts: list[tuple[date, dict[str, float]]] = []
        self.last_session: date | None = None
        self.past = Past()
        self._due: dict[tuple[date, tuple[tuple[int, str], ...]], Collection[int]] = {}
        self._first_log: Log | None = None
        self._block: BlockAt | None = None
        self._planned: tuple[tuple[object, ...], WeekPlan] | None = None

    def weeks(self, count: int, on_week: OnWeek) -> int:
        """Live that many weeks from the plan's first; `on_week` sees each. Returns the days planned."""
        start = self.life.athlete.start
        first = start - timedelta(days=start.weekday())
        days = 0
        for number in range(count):
            week = self._week(first + number * WEEK)
            days += len(week.planned)
            invariants.check(self.catalogue, week, self.tally)
            if (self.number + number) % EVERY_SO_MANY == 0:
                self._again(week)
            on_week(week)
            self._remember(week)
        return days

    def _week(self, monday: date) -> LivedWeek:
        before = self.life.athlete
        self.life.begin_week(monday)
        self._planned, self._first_log, self._block = None, None, None
        if self.life.athlete is not before:
            self._due.clear()
            self.past = replace(self.past, labels=())
        done: dict[int, str] = {}
        days: list[LivedDay | None] = []
        for number in range(7):
            today = monday + timedelta(days=number)
            days.append(None if today < self.life.athlete.start else self._day(today, monday, done))
        return LivedWeek(monday=monday, days=tuple(days), past=self.past, replanned_on=self.life.replanned_on)

    def _day(self, today: date, monday: date, done: dict[int, str]) -> LivedDay:
        life = self.life
        life.begin_day(today)
        told = dict(done) if self.tells_done or life.runs is not None else {}
        log = life.today(self._log(today), told)
        day = self._plan(log, monday, today)
        self.coverage.see(day, life.athlete)
        swaps = life.swap(self.catalogue, day)
        if swaps:
            log = replace(log, swaps_today=swaps)
            day = self._plan(log, monday, today)
        report = self._report(day)
        lifted = {} if day.session is None else self._lifted(today)
        gap = None if self.last_session is None else (today - self.last_session).days
        after = {} if report is None else self._learned(day, report, done)
        return LivedDay(athlete=life.athlete, log=log, day=day, report=report, lifted=lifted, gap=gap, after=after)

    def _log(self, today: date) -> Log:
        """The log of the day; where no session is due, only what the week was planned from."""
        planned = self._planned
        calm = planned is not None and self.life.runs is None and not self.tells_done
        if calm and planned is not None and today.weekday() not in planned[1].sessions and self._first_log is not None:
            return self._first_log
        athlete, training = self.life.athlete, self.training
        if self._block is None:
            self._block = block_at(athlete, training, today - timedelta(days=today.weekday()))
        log = log_from(athlete, training, today, due_in=self._due_in, block=self._block)
        if self._first_log is None:
            self._first_log = Log(deload_weeks=log.deload_weeks, blocks_before=log.blocks_before)
        return log

    def _due_in(self, athlete: Athlete, training: Training, monday: date) -> Collection[int]:
        """R24: the weekdays on which sessions were due, remembered as long as the athlete stays the same."""
        key = monday, tuple(done_in_week(training, monday).items())
        if key not in self._due:
            self._due[key] = sessions_due_in(athlete, training, monday)
        return self._due[key]

    def _plan(self, log: Log, monday: date, today: date) -> Day:
        """The day of the planned week; the week is planned again only where what it was planned from has changed."""
        athlete = self.life.athlete
        key = (
            log.runs_this_week,
            log.replan_from,
            dict(log.done_this_week),
            monday in log.deload_weeks,
            log.blocks_before,
        )
        if self._planned is None or self._planned[0] != key:
            self._planned = key, plan_week(athlete, log, monday)
        return day_in(self.catalogue, athlete, log, self._planned[1], today, explain=False)

    def _report(self, day: Day) -> Report | None:
        life = self.life
        if day.session is None or life.is_away:
            return None
        return check_in(life.rng, life.temper, day, life.athlete.unit, life.pain)

    def _learned(self, day: Day, report: Report, done: dict[int, str]) -> Mapping[str, Working]:
        """R21's states after what the coach has learned from the report of a day."""
        self.training = after_report(self.catalogue, self.life.athlete, self.training, report)
        if day.session is None or not was_done(report):
            return {}
        done[day.date.weekday()] = day.session.type
        self.last_session = day.date
        self.lifts = [each for each in self.lifts if day.date - each[0] <= RECENT]
        self.lifts.append((day.date, heaviest(report)))
        self.past = replace(self.past, efforts=(*self.past.efforts[-7:], (day.date, report.reading.effort)))
        self.life.sessions = self.training.sessions
        started = day.date - timedelta(days=day.date.weekday(), weeks=day.week - 1)
        return self.training.lifts.working_in(day.block, started)

    def _lifted(self, today: date) -> dict[str, float]:
        found: dict[str, float] = {}
        for day, loads in self.lifts:
            if today - day <= RECENT:
                for name, load in loads.items():
                    found[name] = max(load, found.get(name, 0.0))
        return found

    def _remember(self, week: LivedWeek) -> None:
        first = week.planned[0].day
        sets = self.past.prep_sets
        trained = any(lived.is_done for lived in week.planned)
        if phase_of(week.planned[0].athlete, week.monday) == "prep" and not first.deload:
            placed = any(lived.day.session is not None for lived in week.planned)
            sets = sets_of(week) if placed and is_full(week) else None
        self.past = Past(
            efforts=self.past.efforts,
            labels=(*self.past.labels, first.block)[-LABELS_KEPT:],
            trained=(*self.past.trained, first.block if trained else None)[-LABELS_KEPT:],
            prep_sets=sets,
        )

    def _again(self, week: LivedWeek) -> None:
        """I20: asked again, the coach says the same; I11: the circuit is announced when R33 and R34 want it."""
        for lived in week.planned:
            if lived.day.session is not None or lived is week.planned[-1]:
                again = session_for(self.catalogue, lived.athlete, lived.log, lived.day.date)
                same = replace(again, why=lived.day.why) == lived.day
                self.tally.check("I20", lived.day.date, "another answer to the same question", holds=same)
        last = week.planned[-1]
        circuit: Literal["full", "short"] = "full" if self.number % 2 else "short"
        now = datetime.combine(week.monday, time(0), tzinfo=UTC)
        runner = Runner(
            id=self.number, athlete=last.athlete, zone="UTC", consented_at=now, onboarded=True, circuit=circuit
        )
        weekly = next((plan.weekly for plan in reminder_plans(runner, now) if plan.kind == "activation"), (None,) * 7)
        doing.check_announced(last.athlete, circuit, weekly, week.monday, self.tally)
