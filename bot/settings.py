"""One typed object from the environment and `.env`: everything a host can set, checked before anything starts."""

import re
import sys
from collections.abc import Mapping
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Literal

from dotenv import dotenv_values
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, ValidationInfo, field_validator

Role = Literal["all", "web", "worker"]

EXAMPLES: Mapping[str, str] = {
    "TELEGRAM_TOKEN": "123456789:AAE… as @BotFather gave it",
    "DISCORD_TOKEN": "the bot token of the Discord developer portal",
    "DATABASE_URL": "sqlite+aiosqlite:///data/strongstride.db",
    "DATA_DIR": "./data",
    "CONTENT_DIR": "./content",
    "ROLE": "all",
    "PUBLIC_URL": "https://coach.example.org",
    "PORT": "8080",
    "BIND": "127.0.0.1",
    "WEBHOOK_SECRET": "a long random word of letters, digits, _ and -",
    "TELEGRAM_API_URL": "http://127.0.0.1:8081",
    "DISCORD_API_URL": "http://127.0.0.1:8082",
    "ALLOWED_USERS": "telegram:12345,console:you",
    "ADMINS": "telegram:12345",
    "ALLOWED_GUILDS": "112233445566778899",
    "HOST_NAME": "Riverside Running Club",
    "LOG_LEVEL": "info",
    "LOG_FORMAT": "console",
}
_EPHEMERAL = (
    "DATABASE_URL: this machine (DYNO is set) forgets its files at every restart, and SQLite would be lost with them. "
    "Add a PostgreSQL and set DATABASE_URL=postgresql://user:password@host:5432/strongstride"
)
FILE_SECRETS = ("TELEGRAM_TOKEN", "DISCORD_TOKEN", "DATABASE_URL", "WEBHOOK_SECRET")


class SettingsError(Exception):
    """A setting cannot be used; the text names the key, the fault and an example."""


def default_data_dir() -> Path:
    """Where the user's data lives when nothing is set: the platform's own folder for it."""
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "strongstride"
    if sys.platform == "win32":
        return home / "AppData" / "Local" / "strongstride"
    return home / ".local" / "share" / "strongstride"


class Settings(BaseModel):
    """What the host has set. Keys in the environment are the field names in capitals."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    telegram_token: SecretStr | None = None
    discord_token: SecretStr | None = None
    database_url: str = Field(default="", repr=False)
    data_dir: Path = Field(default_factory=default_data_dir)
    content_dir: Path | None = None
    role: Role = "all"
    public_url: str | None = None
    port: int = Field(default=8080, ge=1, le=65535)
    bind: str = "0.0.0.0"  # noqa: S104 - a platform's router is another machine; who has a proxy beside it narrows it
    webhook_secret: SecretStr | None = None
    telegram_api_url: str | None = None
    discord_api_url: str | None = None
    allowed_users: frozenset[str] = frozenset()
    admins: frozenset[str] = frozenset()
    allowed_guilds: frozenset[str] = frozenset()
    host_name: str = "whoever runs this bot"
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["console", "json"] = "console"

    @field_validator("allowed_users", "admins", "allowed_guilds", mode="before")
    @classmethod
    def _words(cls, value: object) -> object:
        return frozenset(word for word in re.split(r"[,\s]+", value) if word) if isinstance(value, str) else value

    @field_validator("role", "log_level", "log_format", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.strip().lower() if isinstance(value, str) else value

    @field_validator("telegram_token")
    @classmethod
    def _telegram_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"\d{3,}:[A-Za-z0-9_-]{10,}", value.get_secret_value()):
            raise ValueError("is no bot token: digits, a colon, then letters and digits")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret_word(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"[A-Za-z0-9_-]{8,256}", value.get_secret_value()):
            raise ValueError("must be 8 to 256 letters, digits, _ and -")
        return value

    @field_validator("bind")
    @classmethod
    def _address(cls, value: str) -> str:
        try:
            return str(ip_address(value))
        except ValueError:
            raise ValueError("is no address of this machine") from None

    @field_validator("public_url", "telegram_api_url", "discord_api_url")
    @classmethod
    def _http(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
            raise ValueError("must be a URL that starts with http:// or https://")
        return value.rstrip("/") if value else None

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if not value:
            return ""
        scheme, _, rest = value.partition("://")
        known = {
            "sqlite": "sqlite+aiosqlite",
            "sqlite+aiosqlite": "sqlite+aiosqlite",
            "postgres": "postgresql+asyncpg",
            "postgresql": "postgresql+asyncpg",
            "postgresql+asyncpg": "postgresql+asyncpg",
        }
        if scheme not in known or not rest:
            raise ValueError("must start with sqlite+aiosqlite:// or postgresql+asyncpg://")
        return f"{known[scheme]}://{rest}"

    @field_validator("role")
    @classmethod
    def _many(cls, value: Role, info: ValidationInfo) -> Role:
        if value != "all" and not str(info.data.get("database_url", "")).startswith("postgresql"):
            raise ValueError("web and worker share a PostgreSQL; on SQLite one process does it all; set DATABASE_URL")
        return value

    @property
    def url(self) -> str:
        """The database: DATABASE_URL, else a file in DATA_DIR."""
        return self.database_url or f"sqlite+aiosqlite:///{(self.data_dir / 'strongstride.db').absolute()}"

    @property
    def listens(self) -> bool:
        """Whether the process answers on PORT: where PORT is set, or webhooks come in."""
        return "port" in self.model_fields_set or self.public_url is not None

    def as_role(self, role: str) -> "Settings":
        """The same settings for another role. Raises SettingsError."""
        try:
            return Settings.model_validate({**self.model_dump(exclude_unset=True), "role": role})
        except ValidationError as error:
            raise SettingsError("\n".join(_fault({"ROLE": role}, fault) for fault in error.errors())) from None

    def on(self, folder: Path) -> "Settings":
        """The same settings on a fresh database in `folder`."""
        return self.model_copy(update={"data_dir": folder, "database_url": "", "role": "all"})


def load(environ: Mapping[str, str], env_file: Path | None = None) -> tuple[Settings, tuple[str, ...]]:
    """The settings and the warnings worth showing.

    The environment wins over `.env`. `NAME_FILE` names a file with a secret. Raises SettingsError, a line a fault.
    """
    in_file = {key: value or "" for key, value in dotenv_values(env_file).items()} if env_file else {}
    warnings = tuple(_unknown(key) for key in in_file if _plain(key) not in EXAMPLES)
    found: dict[str, str] = {}
    for source in (in_file, environ):
        for key in EXAMPLES:
            if source.get(key, "").strip():
                found[key] = source[key].strip()
            elif key in FILE_SECRETS and source.get(f"{key}_FILE"):
                found[key] = _secret(key, Path(source[f"{key}_FILE"]))
    try:
        settings = Settings.model_validate({key.lower(): value for key, value in found.items()})
    except ValidationError as error:
        raise SettingsError("\n".join(_fault(found, fault) for fault in error.errors())) from None
    if environ.get("DYNO") and settings.url.startswith("sqlite"):
        raise SettingsError(_EPHEMERAL)
    return settings, warnings


def _plain(key: str) -> str:
    return key.removesuffix("_FILE") if key.removesuffix("_FILE") in FILE_SECRETS else key


def _unknown(key: str) -> str:
    near = get_close_matches(key.upper(), EXAMPLES, n=1, cutoff=0.6)
    return f".env: {key} is not a setting" + (f"; did you mean {near[0]}?" if near else " and is ignored.")


def _secret(key: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsError(f"{key}_FILE: {path} cannot be read ({error.strerror}).") from None


def _fault(found: Mapping[str, str], fault: Mapping[str, object]) -> str:
    place = fault["loc"]
    key = str(place[0]).upper() if isinstance(place, tuple) and place else "settings"
    says = str(fault["msg"]).removeprefix("Value error, ")
    shown = "" if key in FILE_SECRETS else f" (it is {found.get(key, '')!r})"
    if says[1:2].islower() and says.split()[0].istitle():  # a sentence's capital goes, a name's (PostgreSQL) stays
        says = says[:1].lower() + says[1:]
    return f"{key}: {says}{shown}. Example: {key}={EXAMPLES.get(key, '')}"
