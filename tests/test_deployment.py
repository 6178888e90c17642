"""What a host copies and runs fits the code: files that exist, commands and settings that are ours, ports, no root."""

import configparser
import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from bot.__main__ import app
from bot.settings import EXAMPLES, FILE_SECRETS

ROOT = Path(__file__).resolve().parents[1]
COMPOSE = ("compose.yaml", "compose.postgres.yaml")
OURS = {*EXAMPLES, *(f"{name}_FILE" for name in FILE_SECRETS)}
NOT_OURS = {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}


def instructions(stage: int) -> list[tuple[str, str]]:
    """The Dockerfile's instructions of a stage, each with what follows it."""
    text = re.sub(r"\\\n\s*", " ", (ROOT / "Dockerfile").read_text())
    lines = [line.partition(" ") for line in text.splitlines() if line and not line.startswith("#")]
    starts = [number for number, (word, _, _) in enumerate(lines) if word == "FROM"] + [len(lines)]
    return [(word, rest.strip()) for word, _, rest in lines[starts[stage] : starts[stage + 1]]]


def services(file: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / file).read_text())["services"]
    return found


def fits(arguments: list[str]) -> None:
    """Fails unless `python -m bot ARGUMENTS` is a command of ours with options that it has."""
    command: Any = typer.main.get_command(app)
    name, *rest = arguments
    command.commands[name].make_context(name, rest)


def test_the_image_runs_as_nobody_special_from_files_that_exist_with_dependencies_by_hash() -> None:
    build, final = instructions(0), instructions(1)
    copied = [rest.split()[0] for word, rest in build if word == "COPY"]
    assert copied
    assert all((ROOT / name).exists() for name in copied)
    let_in = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    assert sorted(let_in) == sorted(copied)
    assert any("--require-hashes" in rest and "requirements.txt" in rest for word, rest in build if word == "RUN")
    assert dict(final)["USER"].split(":")[0] not in {"0", "root"}
    assert ("VOLUME", "/data") in final
    python = {rest.split()[0] for word, rest in (build[0], final[0])}
    assert len(python) == 1  # what was installed for one Python is of no use to another


def test_every_dependency_that_the_image_installs_has_a_hash() -> None:
    text = re.sub(r"\\\n", " ", (ROOT / "requirements.txt").read_text())
    wanted = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert len(wanted) > 20
    assert [line for line in wanted if "--hash=sha256:" not in line] == []
    assert "://" not in text


def test_the_image_starts_a_command_of_ours_with_settings_of_ours_and_asks_a_page_of_ours_for_its_health() -> None:
    final = instructions(1)
    given = dict(re.findall(r"(\w+)=(\S+)", next(rest for word, rest in final if word == "ENV")))
    assert set(given) - NOT_OURS <= OURS
    words = dict(final)
    assert json.loads(words["ENTRYPOINT"]) == ["python", "-m", "bot"]
    fits(json.loads(words["CMD"]))
    assert words["EXPOSE"] == given["PORT"]
    assert "/healthz" in words["HEALTHCHECK"]
    assert "/healthz" in (ROOT / "bot/web/site.py").read_text()
    compile(json.loads(re.search(r"CMD (\[.*\])", words["HEALTHCHECK"])[1])[2], "health", "exec")  # type: ignore[index]


@pytest.mark.parametrize("file", COMPOSE)
def test_compose_starts_commands_of_ours_after_the_tables_are_there_read_only_and_without_rights(file: str) -> None:
    ours = {name: service for name, service in services(file).items() if service["image"] == "strongstride"}
    assert set(ours) == ({"migrate", "bot"} if file == "compose.yaml" else {"migrate", "web", "worker"})
    for name, service in ours.items():
        fits(service["command"])
        assert set(service["environment"]) <= OURS
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["init"] is True
        if name != "migrate":
            assert service["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
            assert int(service["stop_grace_period"].removesuffix("s")) > 10  # it drains within ten
    named = yaml.safe_load((ROOT / file).read_text())["secrets"]
    used = {secret for service in services(file).values() for secret in service["secrets"]}
    assert used == set(named)
    assert all(f"{Path(each['file']).parts[0]}/" in (ROOT / ".gitignore").read_text() for each in named.values())


@pytest.mark.parametrize("file", COMPOSE)
def test_what_compose_reads_from_files_is_where_its_secrets_are(file: str) -> None:
    for service in services(file).values():
        for name, value in service["environment"].items():
            if name.endswith("_FILE"):
                assert Path(value).name in service["secrets"]


def test_the_unit_runs_commands_of_ours_with_settings_of_ours_as_nobody_special() -> None:
    unit = configparser.RawConfigParser(strict=False, delimiters=("=",))
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    text = (ROOT / "deploy/strongstride.service").read_text()
    unit.read_string(text)
    service = unit["Service"]
    for key in ("ExecStart", "ExecStartPre"):
        program, *arguments = shlex.split(service[key])
        assert program == "/opt/strongstride/.venv/bin/python"
        assert arguments[:2] == ["-m", "bot"]
        fits(arguments[2:])
    names = set(re.findall(r"(\w+)=", " ".join(re.findall(r"^Environment=(.*)$", text, re.MULTILINE))))
    assert names - NOT_OURS <= OURS
    assert service["DynamicUser"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert int(service["TimeoutStopSec"]) > 10


def test_the_procfile_runs_commands_of_ours() -> None:
    for line in (ROOT / "Procfile").read_text().splitlines():
        _name, _, command = line.partition(": ")
        words = command.split()
        assert words[:3] == ["python", "-m", "bot"]
        fits(words[3:])


def test_the_hosting_page_names_only_commands_files_and_settings_that_there_are() -> None:
    text = (ROOT / "docs/hosting.md").read_text()
    group: Any = typer.main.get_command(app)
    for name in re.findall(r"python -m bot ([a-z-]+)", text):
        assert name in group.commands, name
    for name in re.findall(r"\b([A-Z]+_[A-Z_]+|PORT)=", text):
        assert name in OURS, name
    for path in re.findall(r"`((?:deploy/|compose|\.env)[\w./-]*)`", text):
        assert (ROOT / path).exists() or path == ".env", path
    meters = (ROOT / "bot/meters.py").read_text()
    for name in re.findall(r"strongstride_(\w+?)(?:_total)?\b(?![*.])", text):
        assert f'"{name}"' in meters or name == "password", name
