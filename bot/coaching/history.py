"""What the reports so far mean for a day: working loads, gaps, deloads, missed sessions, pain (R21–R24, R26).

`log_at` folds all reports at once. Who goes through the days one by one keeps a `Training` and adds to it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from bot.coaching.athlete import Athlete, Log, RedFlag, Working
from bot.coaching.exercise import Catalogue
from bot.coaching.lifts import Lift, Lifts, lifted
from bot.coaching.pain import PainSpell, pain_now, with_pain
from bot.coaching.periodization import SAME_LABEL_WEEKS, WEEK, block_of, monday_of, phase_of
from bot.coaching.progression import GAP_DAYS
from bot.coaching.report import Report
from bot.coaching.session import Block, SessionType
from bot.coaching.week import sessions_in

VERY_HARD: Final = 9
HIGHEST_DAYS: Final = 28
ESTIMATE_DAYS: Final = 56
PROMOTION_WEEKS: Final = 8
PROMOTION_SESSIONS: Final = 12
LABEL_WEEKS: Final = 2 * SAME_LABEL_WEEKS
TRAINED: Final = frozenset({"done", "partial"})

Away = tuple[date, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """All that is kept of the reports of one athlete, as of the last one.

    `labels` are the blocks trained, by Monday; `done` the strength sessions of the last weeks, None where none was due;
    `sessions` counts them all.
    """

    lifts: Lifts = field(default_factory=Lifts)
    sessions: int = 0
    last_strength: date | None = None
    done: Mapping[date, SessionType | None] = field(default_factory=dict)
    very_hard_in_a_row: int = 0
    deload_weeks: frozenset[date] = frozenset()
    labels: Mapping[date, str | None] = field(default_factory=dict)
    pain: tuple[PainSpell, ...] = ()
    red_flag: RedFlag | None = None
    sleep: tuple[date, float] | None = None
    soreness: tuple[date, int] | None = None
    heard_from: bool = False


UNTRAINED: Final = Training()


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockAt:
    """The block of one week, the Monday it began on, and the labels of the weeks before (R4)."""

    blocks_before: tuple[str | None, ...]
    label: Block | None
    start: date


DueIn = Callable[[Athlete, Training, date], Collection[int]]


def log_at(
    catalogue: Catalogue,
    athlete: Athlete,
    reports: Iterable[Report],
    day: date,
    *,
    away: Sequence[Away] = (),
    dismissed: frozenset[int | str] = frozenset(),
) -> Log:
    """The log that `day` is planned from, before anything is reported of that day but sleep and soreness.

    `away` are pauses (first day, first day back) in which nothing counts as missed; `dismissed` the ids of reports
    whose red flag was misread or has been cleared (R27).
    """
    training = UNTRAINED
    for report in in_order(reports):
        if report.day < day:
            training = after_report(catalogue, athlete, training, report, dismissed=dismissed)
        elif report.day == day:
            training = _condition(training, report)
    return log_from(athlete, training, day, away=away)


def in_order(reports: Iterable[Report]) -> list[Report]:
    """Oldest day first; within a day as they came."""
    return sorted(reports, key=lambda report: report.day)


def after_report(
    catalogue: Catalogue,
    athlete: Athlete,
    training: Training,
    report: Report,
    *,
    dismissed: frozenset[int | str] = frozenset(),
) -> Training:
    """The training with one more report, not older than those before it."""
    training = _condition(training, report)
    reading = report.reading
    flag = training.red_flag if report.id in dismissed else _worse(training.red_flag, reading.red_flag)
    training = replace(
        training,
        heard_from=True,
        red_flag=flag,
        pain=with_pain(training.pain, report.day, reading.pain),
        lifts=lifted(catalogue, athlete, training.lifts, report),
    )
    return _session_done(athlete, training, report) if is_strength(report) else training


def is_strength(report: Report) -> bool:
    """Whether strength work was done: reported done or partly, with a session due or lifts named."""
    return report.reading.status in TRAINED and (report.session is not None or bool(report.reading.entries))


def block_at(athlete: Athlete, training: Training, monday: date) -> BlockAt:
    """R4: what of a log is the same all week."""
    before = _labels_before(athlete, training, monday)
    label, week = block_of(athlete, monday, phase_of(athlete, monday), before)
    return BlockAt(blocks_before=before, label=label, start=monday - (week - 1) * WEEK)


def log_from(
    athlete: Athlete,
    training: Training,
    day: date,
    *,
    away: Sequence[Away] = (),
    due_in: DueIn | None = None,
    block: BlockAt | None = None,
) -> Log:
    """The log of `day` from the training before it.

    `due_in` may stand in for `sessions_due_in` and remember weeks, `block` is `block_at` of the week where it is known.
    R24 counts a gap or sessions missed, not both: after a gap some were always missed.
    """
    gap = None if training.last_strength is None else (day - training.last_strength).days
    is_gap = gap is not None and gap >= GAP_DAYS
    block = block or block_at(athlete, training, monday_of(day))
    return Log(
        blocks_before=block.blocks_before,
        pain=pain_now(training.pain, day),
        red_flag=training.red_flag,
        sleep_h=training.sleep[1] if training.sleep and training.sleep[0] == day else None,
        leg_soreness=training.soreness[1] if training.soreness and training.soreness[0] == day else None,
        missed=0 if is_gap else missed_before(athlete, training, day, away, due_in or sessions_due_in),
        deload_weeks=training.deload_weeks,
        highest_28d=training.lifts.highest_since(day - timedelta(days=HIGHEST_DAYS)),
        days_since_strength=gap,
        working=training.lifts.working_in(block.label, block.start),
        steps=training.lifts.steps,
        reported_one_rm=training.lifts.one_rm_since(day - timedelta(days=ESTIMATE_DAYS)),
    )


def progress_after(
    catalogue: Catalogue, athlete: Athlete, reports: Iterable[Report], report: Report
) -> dict[str, Working]:
    """What `report` makes of each exercise it reports: the load and target of next time. R21 leaves the rest alone."""
    moved = _moved_by(catalogue, athlete, reports, report)
    return {exercise: lift.working for exercise, lift in moved.items()}


def steps_after(catalogue: Catalogue, athlete: Athlete, reports: Iterable[Report], report: Report) -> dict[str, str]:
    """R21: the exercises that `report` replaces from now on by a harder or an easier one."""
    before = _before(catalogue, athlete, reports, report)
    after = lifted(catalogue, athlete, before.lifts, report)
    return {old: new for old, new in after.steps.items() if before.lifts.steps.get(old) != new}


def ready_for_more(athlete: Athlete, training: Training, day: date) -> bool:
    """R29: a beginner is promoted after eight weeks and at least twelve sessions."""
    weeks = (day - athlete.start).days // 7
    return athlete.is_beginner and weeks >= PROMOTION_WEEKS and training.sessions >= PROMOTION_SESSIONS


def training_at(catalogue: Catalogue, athlete: Athlete, reports: Iterable[Report], day: date) -> Training:
    """The training as of the reports before `day`."""
    training = UNTRAINED
    for report in in_order(reports):
        if report.day < day:
            training = after_report(catalogue, athlete, training, report)
    return training


def sessions_due_in(athlete: Athlete, training: Training, monday: date) -> Collection[int]:
    """The weekdays on which sessions were due in a week, given those done in it."""
    return sessions_in(athlete, monday, done_in_week(training, monday))


def missed_before(
    athlete: Athlete, training: Training, day: date, away: Sequence[Away] = (), due_in: DueIn = sessions_due_in
) -> int:
    """R24: sessions that were due since the last one done and not reported as done.

    Nothing is missed before a first report: who never reports may well train.
    """
    if not training.heard_from:
        return 0
    first = training.last_strength + timedelta(days=1) if training.last_strength else athlete.start
    first = max(first, athlete.start, day - timedelta(days=HIGHEST_DAYS))
    missed, monday = 0, monday_of(first)
    while first < day and monday < day:
        due = (monday + timedelta(days=weekday) for weekday in due_in(athlete, training, monday))
        missed += sum(first <= each < day and not _is_away(each, away) for each in due)
        monday += WEEK
    return missed


def done_in_week(training: Training, monday: date) -> dict[int, str]:
    """R36: the sessions done in a week by weekday."""
    return {day.weekday(): kind for day, kind in training.done.items() if kind and monday <= day < monday + WEEK}


def _is_away(day: date, away: Sequence[Away]) -> bool:
    return any(first <= day < back for first, back in away)


def _moved_by(catalogue: Catalogue, athlete: Athlete, reports: Iterable[Report], report: Report) -> Mapping[str, Lift]:
    before = _before(catalogue, athlete, reports, report)
    after = lifted(catalogue, athlete, before.lifts, report)
    return {
        exercise: lift for exercise, lift in after.by_exercise.items() if before.lifts.by_exercise.get(exercise) != lift
    }


def _before(catalogue: Catalogue, athlete: Athlete, reports: Iterable[Report], report: Report) -> Training:
    """The training as it was before `report`."""
    training = UNTRAINED
    for other in in_order(reports):
        if other.id == report.id or other.day > report.day:
            break
        training = after_report(catalogue, athlete, training, other)
    return training


def _condition(training: Training, report: Report) -> Training:
    """R23: sleep and sore legs, of the day they are reported for."""
    reading = report.reading
    if reading.sleep is None and reading.soreness is None:
        return training
    return replace(
        training,
        sleep=training.sleep if reading.sleep is None else (report.day, reading.sleep),
        soreness=training.soreness if reading.soreness is None else (report.day, reading.soreness),
    )


def _worse(before: RedFlag | None, now: RedFlag | None) -> RedFlag | None:
    """R27: a flag stands; an emergency outweighs a prompt one."""
    return "emergency" if "emergency" in {before, now} else before or now


def _session_done(athlete: Athlete, training: Training, report: Report) -> Training:
    """R23 and R24: what a strength session does beside its lifts; a second report of a day counts no second session."""
    effort = report.reading.effort
    very_hard = effort is not None and effort >= VERY_HARD
    again = report.day in training.done
    in_a_row = training.very_hard_in_a_row + (0 if again else 1) if very_hard else 0
    monday = monday_of(report.day)
    labels = {**_filled(athlete, training.labels, monday), monday: report.block}
    return replace(
        training,
        sessions=training.sessions + (0 if again else 1),
        last_strength=report.day,
        done=_with_done(training, report),
        very_hard_in_a_row=in_a_row,
        deload_weeks=training.deload_weeks | {monday + WEEK} if in_a_row > 1 else training.deload_weeks,
        labels={each: labels[each] for each in sorted(labels)[-LABEL_WEEKS:]},
    )


def _with_done(training: Training, report: Report) -> dict[date, SessionType | None]:
    kept = {day: kind for day, kind in training.done.items() if (report.day - day).days <= HIGHEST_DAYS}
    kind = report.session.type if report.session is not None else kept.get(report.day)
    return {**kept, report.day: kind}


def _labels_before(athlete: Athlete, training: Training, monday: date) -> tuple[str | None, ...]:
    """R4: the labels of the weeks before `monday`, where there are so many that the cap may bite."""
    known = {week: label for week, label in _filled(athlete, training.labels, monday).items() if week < monday}
    return _enough([known[week] for week in sorted(known)])


def _enough(labels: Sequence[str | None]) -> tuple[str | None, ...]:
    """The latest labels where they are enough for the cap; where not, the calendar knows more (R4)."""
    return tuple(labels[1 - LABEL_WEEKS :]) if len(labels) >= SAME_LABEL_WEEKS else ()


def _filled(athlete: Athlete, labels: Mapping[date, str | None], monday: date) -> dict[date, str | None]:
    """The labels up to `monday` without gaps: a week nobody reported of had the label that the calendar gives it."""
    filled = dict(labels)
    week = max(labels, default=monday) + WEEK
    while week < monday:
        before = _enough([filled[each] for each in sorted(filled)])
        filled[week], _ = block_of(athlete, week, phase_of(athlete, week), before)
        week += WEEK
    return filled
