"""How the bot presents itself: commands by language and kind of chat, descriptions, the menu; set when changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonCommands,
)

from bot.channels.telegram import says
from bot.conversation.commands import Command
from bot.conversation.words import _, languages, speaking

COMMANDS_MOST = 100
DOES_MOST = 256
DESCRIPTION_MOST = 512
SHORT_MOST = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class _Menu:
    scope: BotCommandScope
    language: str
    commands: tuple[BotCommand, ...]


class Profile:
    """What the bot is to look like. `commands` is the conversation's table; `admins` are people (`telegram:id`)."""

    def __init__(self, commands: Sequence[Command], admins: frozenset[str] = frozenset()) -> None:
        self._commands = tuple(command for command in commands if command.menu)
        self._admins = set(admins)

    def is_new(self, sender_id: str) -> bool:
        """Whether this is a host who writes for the first time since we began: their menu may have to be set."""
        who = f"telegram:{sender_id}"
        new = who in self._admins and sender_id.isdecimal()
        self._admins.discard(who)
        return new

    async def greet(self, bot: Bot, host: int) -> None:
        """The host's commands, in the host's own chat. Before the host wrote there is none that could have a menu."""
        for code in _codes() if self._commands else ():
            commands = self._menu(code, admin=True)
            await self._set_menu(bot, _Menu(scope=BotCommandScopeChat(host), language=code, commands=commands))

    async def publish(self, bot: Bot) -> int:
        """Make it so; how much had to be changed. Raises TelegramError."""
        changed = 0
        for menu in self._menus():
            changed += await self._set_menu(bot, menu)
        for language in _codes():
            changed += await self._describe(bot, language)
        button = await bot.get_chat_menu_button()
        if button.type != MenuButtonCommands().type:
            await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
            changed += 1
        return changed

    def _menus(self) -> Iterator[_Menu]:
        """Whole in private chats, and only /start in groups."""
        if not self._commands:
            return
        for code in _codes():
            yield _Menu(scope=BotCommandScopeAllPrivateChats(), language=code, commands=self._menu(code, admin=False))
            group = (BotCommand("start", says.start_line(code or "en")[:DOES_MOST]),)
            yield _Menu(scope=BotCommandScopeAllGroupChats(), language=code, commands=group)

    def _menu(self, code: str, *, admin: bool) -> tuple[BotCommand, ...]:
        with speaking(code or "en"):
            shown = [each for each in self._commands if admin or not each.admin]
            return tuple(BotCommand(each.name, _(each.does)[:DOES_MOST]) for each in shown[:COMMANDS_MOST])

    @staticmethod
    async def _set_menu(bot: Bot, menu: _Menu) -> bool:
        code = menu.language or None
        if await bot.get_my_commands(scope=menu.scope, language_code=code) == menu.commands:
            return False
        await bot.set_my_commands(menu.commands, scope=menu.scope, language_code=code)
        return True

    @staticmethod
    async def _describe(bot: Bot, language: str) -> int:
        code, changed = language or None, 0
        long = says.description(language or "en")[:DESCRIPTION_MOST]
        if (await bot.get_my_description(language_code=code)).description != long:
            await bot.set_my_description(long, language_code=code)
            changed += 1
        short = says.short_description(language or "en")[:SHORT_MOST]
        if (await bot.get_my_short_description(language_code=code)).short_description != short:
            await bot.set_my_short_description(short, language_code=code)
            changed += 1
        return changed


def _codes() -> tuple[str, ...]:
    """Telegram's codes of the languages there are words for: "" is everyone, who gets English."""
    codes = {tag.partition("-")[0] for tag in languages()} - {"en"}
    return ("", *sorted(code for code in codes if len(code) == 2))
