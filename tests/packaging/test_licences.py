"""Every package that the program runs on is listed, under a licence that fits ours."""

from __future__ import annotations

import tomllib
from pathlib import Path

from packaging.requirements import Requirement


def listed(repository: Path) -> dict[str, str]:
    lines = (repository / "THIRD_PARTY.md").read_text(encoding="utf-8").splitlines()
    start = lines.index("| package | licence | project |") + 2
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[start:]]
    return {name: licence for name, licence, _page in cells}


def test_everything_installed_is_listed_as_it_is(repository: Path, script) -> None:
    table = listed(repository)
    for row in script("licences").rows():
        assert table.get(row.name) == row.licence, f"run packaging/licences.py: {row.name}"


def test_every_declared_dependency_of_any_system_is_listed(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {Requirement(line).name.lower() for line in project["dependencies"]}
    assert declared <= set(listed(repository))


def test_every_licence_fits(repository: Path, script) -> None:
    accepted = script("licences").ACCEPTED
    for name, licence in listed(repository).items():
        choices = [choice.split(" AND ") for choice in licence.split(" OR ")]
        assert any(set(parts) <= accepted for parts in choices), f"{name}: {licence}"


def test_own_licence_is_whole(repository: Path) -> None:
    text = (repository / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
