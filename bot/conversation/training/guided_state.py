"""Where a guided session stands, laid over the session as it is now, and what it becomes when it is over."""

from dataclasses import dataclass, replace

from bot.coaching.report import Entry, Reading
from bot.coaching.runner import Guided
from bot.coaching.session import Prescription, Session
from bot.conversation.reports.filing import set_of
from bot.conversation.training import plan
from bot.conversation.turn import Turn

Sets = tuple[tuple[float | None, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the runner stands: the session, the exercise by its place, and the sets of it that are done."""

    guided: Guided
    session: Session

    @property
    def item(self) -> Prescription:
        """The exercise being done."""
        return self.session.exercises[self.guided.exercise]

    @property
    def sets(self) -> Sets:
        """The sets of it that are done."""
        return self.guided.done[self.guided.exercise]

    @property
    def amount(self) -> int:
        """What the next set aims for."""
        return self.item.target or self.item.low

    @property
    def load_now(self) -> float | None:
        """The load of the next set: that of the last one done, else as prescribed."""
        return self.sets[-1][0] if self.sets else self.item.load


def place_of(turn: Turn) -> Place | None:
    """Where the runner stands now; None where no guided session runs any more."""
    guided = turn.runner.guided
    if guided is None or not plan.started(turn.runner, guided.day):
        return None
    session = plan.day_of(turn, guided.day).session
    return Place(guided=aligned(guided, session), session=session) if session is not None else None


def aligned(guided: Guided, session: Session) -> Guided:
    """The state laid over the session as it is now: what is done stays with its exercise (after Swap or Shorter)."""
    now = tuple(item.exercise for item in session.exercises)
    if guided.exercises == now:
        return guided
    old = dict(zip(guided.exercises, guided.done, strict=False))
    places = {guided.exercises.index(name): now.index(name) for name in guided.exercises if name in now}
    done = tuple(old.get(name, ()) for name in now)
    skipped = tuple(places[at] for at in guided.skipped if at in places)
    left = [at for at, item in enumerate(session.exercises) if len(done[at]) < item.sets and at not in skipped]
    return replace(
        guided,
        exercises=now,
        exercise=left[0] if left else len(now) - 1,
        done=done,
        skipped=skipped,
        efforts=tuple((places[at], kind, value) for at, kind, value in guided.efforts if at in places),
    )


def entry_of(turn: Turn, item: Prescription, sets: Sets, guided: Guided, at: int) -> Entry:
    """The sets done of one exercise as they stand in a report."""
    said_of = {kind: value for place, kind, value in guided.efforts if place == at}
    return Entry(
        exercise=item.exercise,
        sets=tuple(set_of(item, amount, weight, turn.runner.athlete.unit) for weight, amount in sets),
        per_side=item.per_side,
        rpe=said_of.get("rpe"),
        rir=said_of.get("rir"),
    )


def minutes_since(turn: Turn, started: float) -> int | None:
    """Minutes since the start; None after a break too long to be one session."""
    minutes = round((turn.now.timestamp() - started) / 60)
    return minutes if 1 <= minutes <= 240 else None


def entries_so_far(turn: Turn, *, begun: bool = False) -> tuple[Entry, ...]:
    """What a guided session has of exercises whose sets are all done; with `begun` also of those with a set done."""
    place = place_of(turn)
    if place is None:
        return ()
    pairs = zip(place.session.exercises, place.guided.done, strict=True)
    return tuple(
        entry_of(turn, item, sets, place.guided, at)
        for at, (item, sets) in enumerate(pairs)
        if len(sets) >= (1 if begun else item.sets)
    )


def left_unfinished(turn: Turn) -> Reading | None:
    """The reading of a guided session nobody ended; None where none runs or no set was done."""
    entries = entries_so_far(turn, begun=True)
    place = place_of(turn)
    if place is None or not entries:
        return None
    there = {entry.exercise for entry in entries}
    omitted = tuple(item.exercise for item in place.session.exercises if item.exercise not in there)
    return Reading(day=place.guided.day, status="partial", entries=entries, omitted=omitted)
