"""Every message is taken exactly once, in order, whole or not at all."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.coaching.athlete import Working
from bot.coaching.report import Reading, Report
from bot.conversation.turn import (
    CodeUsed,
    EraseAll,
    History,
    LoadAll,
    MakeCode,
    Outcome,
    Turn,
    UndoLast,
    Undone,
    UseCode,
)
from bot.inbox import SET_ASIDE, Inbox
from bot.messages import ChatRef, Inbound, Reply
from bot.outbox import Sender
from bot.store import Database, StoreError
from bot.store.tables import metadata, working_loads
from bot.store.tables_delivery import outbox, receipts, set_aside
from tests.fakes.clock import FakeClock
from tests.fakes.delivery import Platform, Script, content, echo

CHAT = ChatRef(channel="test", chat_id="1")
START = datetime(2027, 1, 5, 6, 55, tzinfo=UTC)


class Door:
    """An inbox and its sender on one database, and a runner who writes."""

    def __init__(self, database: Database, script: Script | None = None) -> None:
        self.database, self.script, self.clock = database, script or Script(), FakeClock()
        self.platform = Platform()
        parts = {"database": database, "conversation": self.script, "content": content, "clock": self.clock}
        self.sender = Sender(channels={"test": self.platform}, owner="me", **parts)  # type: ignore[arg-type]
        self.inbox = Inbox(owner="me", send=self.sender.flush, fold=fold, **parts)  # type: ignore[arg-type]
        self.number = 0

    async def say(self, text: str, chat: ChatRef = CHAT, **more: object) -> Inbound:
        self.number += 1
        update = {"update_id": str(self.number), "at": self.clock.now(), "message_id": f"m{self.number}", **more}
        inbound = Inbound(chat=chat, text=text, **update)  # type: ignore[arg-type]
        await self.inbox.receive(inbound)
        await self.inbox.answered()
        return inbound

    async def rows(self, table: object) -> int:
        async with self.database.reading(START) as work:
            return (await work._connection.execute(select(func.count()).select_from(table))).scalar_one()  # type: ignore[arg-type]


def fold(runner: object, day: date) -> dict[str, Working]:
    return {"deadlift": Working(load=float(len(runner.reports)), target=6)}  # type: ignore[attr-defined]


def add_report(turn: Turn) -> Outcome:
    number = len(turn.runner.reports) + 1
    report = Report(id=number, day=turn.today, reading=Reading(day=turn.today), raw_text=turn.inbound.text or "")
    runner = replace(turn.runner, reports=(*turn.runner.reports, report))
    return Outcome(runner=runner, replies=(Reply(text=f"report {number}", about=f"report:{number}"),), change="report")


def crash(turn: Turn) -> Outcome:
    raise ZeroDivisionError(turn.inbound.text)


@pytest.fixture
def door(database: Database) -> Door:
    return Door(database, Script(done=add_report, crash=crash, **{"1|done": add_report}))


async def test_an_update_offered_again_is_answered_once(door: Door) -> None:
    inbound = await door.say("done")
    await door.inbox.receive(inbound)
    await asyncio.gather(*(door.inbox.receive(inbound) for _ in range(5)))
    await door.inbox.answered()
    assert door.platform.texts == ["report 1"]
    assert await door.rows(receipts) == 1


async def test_two_messages_of_one_chat_at_once_are_two_reports_in_their_order(door: Door) -> None:
    await asyncio.gather(*(door.say("done") for _ in range(6)))
    assert door.platform.texts == [f"report {number}" for number in range(1, 7)]


async def test_fifty_chats_at_once_are_fifty_runners(door: Door) -> None:
    chats = [ChatRef(channel="test", chat_id=str(number)) for number in range(50)]
    await asyncio.gather(*(door.say("done", chat) for chat in chats for _ in range(2)))
    assert len(door.platform.sent) == 100
    for chat in chats:
        assert [m.reply.text for m in door.platform.sent if m.chat == chat] == ["report 1", "report 2"]
    assert door.platform.most_at_once == 1


async def test_a_message_nobody_can_handle_is_set_aside_and_the_next_is_answered(door: Door) -> None:
    await door.say("crash")
    await door.say("hello")
    assert door.platform.texts == [SET_ASIDE, "heard hello"]
    assert len([turn for turn in door.script.turns if turn.inbound.text == "crash"]) == 3
    async with door.database.reading(START) as work:
        row = (await work._connection.execute(select(set_aside))).mappings().one()
    assert (row["raw_text"], row["tries"]) == ("crash", 3)
    assert row["error"].startswith("ZeroDivisionError at test_inbox.py:")


async def test_what_no_column_can_hold_is_set_aside_and_not_taken_for_a_database_that_is_away(door: Door) -> None:
    def grows_old(turn: Turn) -> Outcome:
        return Outcome(runner=replace(turn.runner, athlete=replace(turn.runner.athlete, age=10**30)))

    door.script.handlers["old"] = grows_old
    await door.say("old")
    await door.say("hello")
    assert door.platform.texts == [SET_ASIDE, "heard hello"]


async def test_a_message_that_works_at_the_second_try_leaves_no_trace_of_the_first(door: Door) -> None:
    def at_second(turn: Turn) -> Outcome:
        if len([one for one in door.script.turns if one.inbound.text == "shaky"]) < 2:
            raise KeyError("first try")
        return add_report(turn)

    door.script.handlers["shaky"] = at_second
    await door.say("shaky")
    assert door.platform.texts == ["report 1"]
    assert await door.rows(set_aside) == 0


async def test_what_fails_half_way_leaves_nothing_behind(door: Door) -> None:
    def half(turn: Turn) -> Outcome:
        return replace(add_report(turn), effect=UndoLast())

    def broken(turn: Turn, effect: object, result: object) -> Outcome:
        raise ValueError

    door.script.handlers["half"], door.script.after = half, broken  # type: ignore[method-assign]
    await door.say("hello")
    before = {table.name: await door.rows(table) for table in metadata.sorted_tables}
    await door.say("half")
    after = {table.name: await door.rows(table) for table in metadata.sorted_tables}
    grown = {"receipts": 1, "outbox": 1, "set_aside": 1}
    assert after == {name: count + grown.get(name, 0) for name, count in before.items()}


async def test_a_database_that_cannot_be_written_hands_the_update_back(door: Door) -> None:
    real, door.database.begin = door.database.begin, _refuse  # type: ignore[method-assign, assignment]
    with pytest.raises(StoreError):
        await door.say("done")
    door.database.begin = real  # type: ignore[method-assign]
    assert await door.rows(receipts) == 0


def _refuse(_now: datetime, _name: str) -> None:
    raise StoreError("The disk is full.")


async def test_working_loads_are_kept_with_every_report_and_undo(door: Door) -> None:
    door.script.handlers["undo"] = lambda turn: Outcome(runner=turn.runner, effect=UndoLast())
    loads = []
    for words in ("done", "done", "undo"):
        await door.say(words)
        async with door.database.reading(START) as work:
            loads.append((await work._connection.execute(select(working_loads.c.load))).scalar_one())
    assert loads == [1, 2, 1]
    undone = door.script.results[0]
    assert isinstance(undone, Undone)
    assert (undone.change, len(undone.runner.reports)) == ("report", 1)
    assert door.script.turns[-1].runner == undone.runner, "what follows builds on the runner as they are now"


async def test_history_codes_and_erasure_are_carried_out_for_the_conversation(door: Door) -> None:
    def with_effect(effect: object):
        return lambda turn: Outcome(runner=turn.runner, effect=effect)  # type: ignore[arg-type]

    other = ChatRef(channel="test", chat_id="2")
    door.script.handlers |= {
        "all": with_effect(LoadAll(purpose="history")),
        "link": with_effect(MakeCode(purpose="link")),
    }
    await door.say("done")
    await door.say("all")
    await door.say("link")
    history, code = door.script.results
    assert isinstance(history, History)
    assert (len(history.reports), history.chats, history.changes[0][1]) == (1, (CHAT,), "report")
    assert isinstance(code, str)
    door.script.handlers |= {"use": with_effect(UseCode(code=code)), "erase": with_effect(EraseAll())}
    await door.say("use", other)
    used = door.script.results[-1]
    assert isinstance(used, CodeUsed)
    assert len(used.runner.reports) == 1
    await door.say("erase", other)
    assert door.platform.texts[-1] == "after EraseAll"
    assert await door.rows(metadata.tables["athletes"]) == 0, "whom the second chat had before is forgotten too"
    await door.say("hello")
    assert door.script.turns[-1].first


async def test_a_reply_or_an_edit_knows_what_it_is_about(door: Door) -> None:
    await door.say("done")
    answer = door.platform.sent[0]
    await door.say("8 at 45", reply_to=f"p{answer.id}")
    assert door.script.turns[-1].replied_about == "report:1"
    await door.say("done, 40 min", message_id="m1", edited=True)
    assert door.script.turns[-1].replied_about == "report:1"
    await door.say("and this?", reply_to="p999")
    assert door.script.turns[-1].replied_about is None


async def test_a_tap_edits_the_message_it_was_on_and_answers_the_tap(door: Door) -> None:
    def tapped(turn: Turn) -> Outcome:
        return Outcome(runner=turn.runner, replies=(Reply(text="new words", edit=True), Reply(text="", toast="Noted")))

    door.script.handlers["1|tap"] = tapped
    tap = Inbound(chat=CHAT, update_id="t1", at=START, tap="1|tap", message_id="p7")
    assert await door.inbox.receive(tap) == "Noted"
    await door.inbox.answered()
    assert [edit.edit_of for edit in door.platform.sent] == ["p7"]
    assert await door.inbox.receive(tap) is None


async def test_what_would_answer_a_tap_is_a_message_to_one_who_wrote(door: Door) -> None:
    door.script.handlers["hm"] = lambda turn: Outcome(runner=turn.runner, replies=(Reply(text="", toast="2 < 3"),))
    await door.say("hm")
    assert door.platform.texts == ["2 &lt; 3"]


async def test_a_reaction_marks_the_message_and_sends_nothing_more(door: Door) -> None:
    quiet = Reply(text="", reaction="👍")
    door.script.handlers["thanks"] = lambda turn: Outcome(runner=turn.runner, replies=(quiet,))
    inbound = Inbound(chat=CHAT, update_id="m1", at=START, text="thanks", message_id="m1")
    assert await door.inbox.receive(inbound) == "👍"
    await door.inbox.answered()
    assert door.platform.sent == []


async def test_a_chat_that_was_closed_is_off_at_once_until_it_writes(door: Door) -> None:
    door.inbox._send = None
    await door.say("hello")
    gone = Inbound(chat=CHAT, update_id="g1", at=START, gone=True)
    assert await door.inbox.receive(gone) is None
    async with door.database.reading(START) as work:
        row = (await work._connection.execute(select(outbox))).mappings().one()
    assert (row["state"], row["reason"]) == ("dead", "the chat was closed on the other side")
    door.inbox._send = door.sender.flush
    await door.say("back again")
    assert door.platform.texts == ["heard back again"]


async def test_a_stranger_who_closes_the_chat_leaves_no_trace(door: Door) -> None:
    await door.inbox.receive(Inbound(chat=CHAT, update_id="g1", at=START, gone=True))
    assert await door.rows(outbox) == 0
    assert door.script.turns == []


async def test_any_word_ends_the_count_of_ignored_reminders(door: Door) -> None:
    await door.say("hello")
    async with door.database.begin(START) as work:
        runner = await work.runner(1)
        await work.save(runner, replace(runner, reminders=replace(runner.reminders, ignored_in_a_row=3, sparse=True)))
    await door.say("here I am")
    async with door.database.reading(START) as work:
        prefs = (await work.runner(1)).reminders
    assert (prefs.ignored_in_a_row, prefs.sparse) == (0, False)


async def test_what_was_written_while_we_were_down_counts_for_when_it_was_written(door: Door) -> None:
    door.clock.set("2027-01-06T08:00")
    await door.say("done", at=START + timedelta(hours=16))
    await door.say("done", at=START - timedelta(days=3))
    first, second = (turn.today for turn in door.script.turns)
    assert (first, second) == (date(2027, 1, 5), date(2027, 1, 6))


async def test_replies_are_left_to_their_own_process_for_five_seconds_then_taken_by_any(door: Door) -> None:
    door.inbox._send = None
    other_platform = Platform()
    other = Sender(
        database=door.database,
        channels={"test": other_platform},
        conversation=door.script,
        content=content,
        clock=door.clock,
        owner="another",
    )
    await door.say("hello")
    assert await other.drain() == 0
    door.clock.set("2027-01-05T06:55:06")
    assert await other.drain() == 1
    assert other_platform.texts == ["heard hello"]


@pytest.mark.parametrize("text", ["\x00", "\ud800 half", "🏃" * 10_000, "<b>&", "שלום עולם", ""])
async def test_no_text_is_too_strange_to_be_taken(door: Door, text: str) -> None:
    door.script.handlers = dict.fromkeys([text], echo)
    await door.say(text)
    assert door.platform.texts[0].startswith("heard")


async def test_a_reply_is_stored_as_rendered_until_it_is_sent(door: Door) -> None:
    door.inbox._send = None
    await door.say("hello")
    async with door.database.reading(START) as work:
        row = (await work._connection.execute(select(outbox))).mappings().one()
    assert (row["state"], row["reply"]["text"]) == ("pending", "heard hello")
