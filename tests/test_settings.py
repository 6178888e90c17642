"""A host who sets something wrong is told the name, the fault and an example, before anything starts."""

import pytest

from bot.settings import EXAMPLES, Settings, SettingsError, load


def test_without_anything_set_the_chat_is_on_sqlite_in_the_data_folder(tmp_path):
    settings, warnings = load({"DATA_DIR": str(tmp_path)})
    assert settings.url == f"sqlite+aiosqlite:///{tmp_path}/strongstride.db"
    assert settings.telegram_token is None
    assert warnings == ()


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("TELEGRAM_TOKEN", "hello", "is no bot token"),
        ("PORT", "eighty", "valid integer"),
        ("PORT", "0", "greater than or equal to 1"),
        ("ROLE", "boss", "'all', 'web' or 'worker'"),
        ("LOG_LEVEL", "loud", "'debug', 'info', 'warning' or 'error'"),
        ("PUBLIC_URL", "coach.example.org", "http:// or https://"),
        ("DATABASE_URL", "mysql://x", "sqlite+aiosqlite://"),
        ("ROLE", "worker", "share a PostgreSQL; on SQLite one process does it all"),
        ("ROLE", "web", "share a PostgreSQL"),
        ("BIND", "here", "no address"),
        ("WEBHOOK_SECRET", "two words", "letters, digits, _ and -"),
    ],
)
def test_a_wrong_value_is_named_with_its_fault_and_an_example(key, value, says):
    with pytest.raises(SettingsError) as error:
        load({key: value})
    text = str(error.value)
    assert text.startswith(f"{key}: ")
    assert says in text
    assert f"Example: {key}={EXAMPLES[key]}" in text


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_postgresql_is_taken_as_platforms_write_it(scheme):
    settings, _ = load({"DATABASE_URL": f"{scheme}://me:pw@db.example.org/coach?sslmode=require", "ROLE": "worker"})
    assert settings.url == "postgresql+asyncpg://me:pw@db.example.org/coach?sslmode=require"
    assert settings.as_role("web").role == "web"


def test_a_role_that_needs_postgresql_is_refused_on_sqlite_wherever_it_is_asked_for():
    settings, _ = load({})
    with pytest.raises(SettingsError, match=r"^ROLE: .*PostgreSQL"):
        settings.as_role("web")
    with pytest.raises(SettingsError, match=r"^ROLE: .*'all', 'web' or 'worker'.*'boss'"):
        settings.as_role("boss")


def test_sqlite_is_refused_where_the_disk_is_forgotten():
    with pytest.raises(SettingsError, match=r"^DATABASE_URL: .*forgets its files.*postgresql://"):
        load({"DYNO": "worker.1"})
    with pytest.raises(SettingsError, match="DATABASE_URL"):
        load({"DYNO": "worker.1", "DATABASE_URL": "sqlite:///coach.db"})
    assert load({"DYNO": "worker.1", "DATABASE_URL": "postgres://u@h/db"})[0].url.startswith("postgresql")


def test_a_secret_is_never_shown_when_it_is_wrong():
    with pytest.raises(SettingsError) as error:
        load({"TELEGRAM_TOKEN": "123:short"})
    assert "short" not in str(error.value)


def test_an_unknown_key_in_the_env_file_warns_with_the_nearest_name(tmp_path):
    env = tmp_path / ".env"
    env.write_text("TELEGRAM_TOKN=1\nLOG_LEVEL=debug\n")
    settings, warnings = load({}, env)
    assert settings.log_level == "debug"
    assert warnings == (".env: TELEGRAM_TOKN is not a setting; did you mean TELEGRAM_TOKEN?",)


def test_the_environment_wins_over_the_env_file_and_a_secret_may_stand_in_a_file(tmp_path):
    env = tmp_path / ".env"
    env.write_text("LOG_LEVEL=debug\n")
    token = tmp_path / "token"
    token.write_text("123456789:AAE_long_enough_token\n")
    settings, _ = load({"LOG_LEVEL": "error", "TELEGRAM_TOKEN_FILE": str(token)}, env)
    assert settings.log_level == "error"
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == "123456789:AAE_long_enough_token"
    assert "AAE" not in repr(settings)


def test_a_secret_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SettingsError, match=r"TELEGRAM_TOKEN_FILE: .* cannot be read"):
        load({"TELEGRAM_TOKEN_FILE": str(tmp_path / "gone")})


def test_lists_take_commas_and_spaces():
    settings, _ = load({"ADMINS": "telegram:1, telegram:2 console:you"})
    assert settings.admins == {"telegram:1", "telegram:2", "console:you"}


def test_every_setting_has_an_example():
    assert {name.upper() for name in Settings.model_fields} == set(EXAMPLES)


@pytest.mark.parametrize(
    ("set_", "listens"),
    [
        ({}, False),
        ({"PORT": "8080"}, True),
        ({"PUBLIC_URL": "https://coach.example.org"}, True),
        ({"BIND": "::1"}, False),
    ],
)
def test_a_process_listens_only_where_a_port_or_a_public_address_asks_for_it(set_, listens):
    settings, _ = load({"DATABASE_URL": "postgres://me@here/x", **set_})
    assert settings.listens is listens
    assert settings.as_role("worker").listens is listens
