"""Everything that a person reads is there in Chinese, and the compiled file is the written one."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from beautymirror.looks.library import all_looks
from beautymirror.ui import language as language_module
from beautymirror.ui.language import LANGUAGES, Language
from beautymirror.ui.shortcuts import SHORTCUTS
from beautymirror.ui.tags import KNOWN, tag_name

UI = Path(__file__).parents[2] / "beautymirror" / "ui"
WRITTEN = UI / "assets" / "translations" / "beautymirror_zh.ts"
FIELDS = re.compile(r"\{(\w*)\}")
# The same in both languages but for signs: units, names, and what only joins others.
SAME = {"BeautyMirror", "{type}, {sensitivity}"}

Texts = dict[tuple[str, str], str]


def tool(name: str) -> str:
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if found is None:
        pytest.skip(f"{name}, which comes with PySide6, is not on the path")
    return found


def texts(path: Path) -> Texts:
    found: Texts = {}
    for context in ElementTree.parse(path).getroot().findall("context"):
        for message in context.findall("message"):
            translation = message.find("translation")
            assert translation is not None
            finished = translation.get("type") is None
            key = context.findtext("name", ""), message.findtext("source", "")
            found[key] = (translation.text or "") if finished else ""
    return found


@pytest.fixture(scope="module")
def chinese() -> Texts:
    return texts(WRITTEN)


def test_every_text_of_the_sources_is_translated(chinese: Texts, tmp_path: Path) -> None:
    sources = sorted(str(path) for path in UI.rglob("*.py"))
    fresh = tmp_path / "fresh.ts"
    subprocess.run(
        [tool("pyside6-lupdate"), *sources, "-locations", "none", "-ts", str(fresh)],
        check=True,
        capture_output=True,
    )
    wanted = texts(fresh).keys()
    assert len(wanted) > 90
    assert wanted == chinese.keys(), "run lupdate and translate what is new"


def test_no_translation_is_missing_or_english(chinese: Texts) -> None:
    for (context, source), translation in chinese.items():
        assert translation.strip(), f"{context}: {source!r} has no translation"
        assert source in SAME or re.search(r"[\u4e00-\u9fff]", translation), (context, source)


def test_people_are_spoken_to_in_one_way(chinese: Texts) -> None:
    said = "".join(chinese.values())
    assert "你" in said
    assert "您" not in said


def test_fields_and_endings_agree(chinese: Texts) -> None:
    for (context, source), translation in chinese.items():
        assert sorted(FIELDS.findall(source)) == sorted(FIELDS.findall(translation)), context
        assert source.endswith("…") == translation.endswith("…"), (context, source)


def test_the_compiled_file_is_up_to_date(tmp_path: Path) -> None:
    compiled = tmp_path / "fresh.qm"
    subprocess.run(
        [tool("pyside6-lrelease"), str(WRITTEN), "-qm", str(compiled)],
        check=True,
        capture_output=True,
    )
    assert compiled.read_bytes() == WRITTEN.with_suffix(".qm").read_bytes(), "run lrelease"


def test_switching_changes_what_is_said_and_back(app: QApplication) -> None:
    language = Language(app)
    try:
        language.use("zh")
        assert SHORTCUTS[1].text() == "妆前妆后对比"
        assert app.translate("QPlatformTheme", "Cancel") == "取消"
        language.use("en")
        assert SHORTCUTS[1].text() == "Before and after"
        assert app.translate("QPlatformTheme", "Cancel") == "Cancel"
    finally:
        language.release()


def test_a_file_that_is_written_anew_leaves_what_is_said(
    app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(WRITTEN.with_suffix(".qm"), tmp_path)
    monkeypatch.setattr(language_module, "_FOLDER", tmp_path)
    language = Language(app)
    try:
        language.use("zh")
        with (tmp_path / "beautymirror_zh.qm").open("r+b") as file:
            file.truncate(100)  # what an update does to it for a moment
        assert SHORTCUTS[1].text() == "妆前妆后对比"
    finally:
        language.release()


def test_every_tag_of_the_shipped_looks_has_a_name_in_both_languages(app: QApplication) -> None:
    tags = {tag for look in all_looks() for tag in look.tags}
    assert not tags - KNOWN.keys(), "add them to ui/tags.py and translate them"
    language = Language(app)
    try:
        language.use("zh")
        chinese = {tag: tag_name(tag) for tag in tags}
        language.use("en")
        english = {tag: tag_name(tag) for tag in tags}
    finally:
        language.release()
    assert not [name for name in chinese.values() if not re.search(r"[\u4e00-\u9fff]", name)]
    assert not [name for name in english.values() if not re.fullmatch(r"[A-Z][A-Za-z ]+", name)]
    assert len(set(english.values())) == len(set(chinese.values())) == len(tags)


def test_the_languages_name_themselves() -> None:
    assert LANGUAGES == {"en": "English", "zh": "简体中文"}
