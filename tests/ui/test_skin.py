"""The page of the skin: captures that never hold the picture up, words for everything, consent."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from beautymirror.face.mesh import FaceMesh, read_mesh
from beautymirror.frame import Frame, Tracked
from beautymirror.inference.skin import SCORES, SIGNS, TYPES
from beautymirror.looks.library import all_looks
from beautymirror.settings import Settings
from beautymirror.skin import calibration
from beautymirror.skin.analysis import Analyst
from beautymirror.skin.catalogue import shipped_catalogue
from beautymirror.skin.colour import ITA_CLASSES
from beautymirror.skin.condition import LEVELS, Condition
from beautymirror.skin.overlay import Overlay
from beautymirror.skin.reason import REASONS
from beautymirror.skin.shades import ShadeFinder
from beautymirror.skin.shape import SHAPES
from beautymirror.skin.sitting import Sitting
from beautymirror.skin.store import open_store
from beautymirror.skin.suggestion import OCCASIONS, Wearer, suggest_looks
from beautymirror.ui.app import Built
from beautymirror.ui.language import Language
from beautymirror.ui.overlays import Coach, Overlays
from beautymirror.ui.skin import reading as reading_module
from beautymirror.ui.skin import session as session_module
from beautymirror.ui.skin import words
from beautymirror.ui.skin.charts import Swatch
from beautymirror.ui.skin.consultant import Consultant
from beautymirror.ui.skin.reading import Reading, Studio
from beautymirror.ui.skin.session import Phase
from beautymirror.ui.skin.suits import why_words
from beautymirror.ui.theme import TOUCH
from tests.ui.test_access import controls

Make = Callable[..., Built]
LOOKS = all_looks()
MEDICAL = re.compile(
    r"diagnos|disease|patient|treat|medic|clinic|acne|rosacea|eczema|dermat|lesion|cure|"
    r"诊|病|治|患|症|痤疮|湿疹|皮炎|医",
    re.IGNORECASE,
)
PATIENCE_MS = 60_000


@pytest.fixture(scope="session")
def person() -> Callable[..., Tracked]:
    """The demo's person at a time in seconds: what a good camera sees of a face."""
    from beautymirror.ui.portraits import portrait

    still = portrait()

    def at(seconds: float, faces: int = 1) -> Tracked:
        frame = Frame(still.frame.image, seconds, round(30 * seconds))
        return Tracked(frame, still.faces * faces)

    return at


@pytest.fixture(scope="session")
def studio(landmarker_model: Path) -> Studio:
    return Studio(
        Analyst(mesh=read_mesh(landmarker_model)), ShadeFinder(shipped_catalogue()), False
    )


@pytest.fixture
def mine(make: Make, studio: Studio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Built:
    """A window with the shipped looks whose readings need no model."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(session_module, "open_studio", lambda _camera: studio)
    return make(looks=LOOKS)


def consultant(built: Built) -> Consultant:
    return built.attendant.consultant


def read_skin(built: Built, person: Callable[..., Tracked], qtbot: Any) -> Consultant:
    """Sit for a reading from the button to the result."""
    one = consultant(built)
    one.page.enable(True)
    one.page.start.click()
    qtbot.waitUntil(lambda: one.session.phase is Phase.CAPTURING, timeout=PATIENCE_MS)
    for number in range(5):
        one.look_at(person(0.4 * number))
    qtbot.waitUntil(lambda: not one.session.busy, timeout=PATIENCE_MS)
    assert one.session.phase is Phase.DONE, one.session.error
    return one


@pytest.fixture(scope="session")
def kept(studio: Studio, person: Callable[..., Tracked]) -> Reading:
    """One reading of the person, made once for all that only look at it."""
    sitting = Sitting(studio.analyst)
    for number in range(5):
        sitting.offer(person(0.4 * number))
    return reading_module.read(sitting, studio)


def give(built: Built, reading: Reading) -> Consultant:
    """Let a window have a reading, as its own sitting would end."""
    one = consultant(built)
    one.session._finished(reading)
    return one


def texts(root: Any) -> list[str]:
    return [label.text() for label in root.findChildren(QLabel) if label.text()]


# From the button to the result -------------------------------------------------------------------


def test_a_reading_from_the_button_to_the_result(
    mine: Built, person: Callable[..., Tracked], qtbot: Any
) -> None:
    one = consultant(mine)
    canvas = mine.window.stage.canvas
    seen: list[tuple[Phase, bool, int]] = []
    one.session.changed.connect(
        lambda: seen.append((one.session.phase, canvas._bare, threading.active_count()))
    )
    read_skin(mine, person, qtbot)
    assert [phase for phase, _, _ in seen] == [
        Phase.LOADING,
        Phase.CAPTURING,
        Phase.READING,
        Phase.DONE,
    ]
    assert [bare for _, bare, _ in seen] == [False, True, False, False]
    assert seen[2][2] > threading.active_count()  # it was read on a thread beside this one
    assert one.session.result is not None
    assert one.session.result.analysis.captures == 5
    assert one.page.findings is not None
    shown = " ".join(texts(one.page.findings))
    assert one.session.result.analysis.tone.hex in shown
    assert "The signs are not available" in shown
    assert canvas.overlays.coach is None


def test_the_ring_and_the_words_follow_what_is_seen(
    mine: Built, person: Callable[..., Tracked], qtbot: Any
) -> None:
    one, canvas = consultant(mine), mine.window.stage.canvas
    one.begin()
    qtbot.waitUntil(lambda: one.session.phase is Phase.CAPTURING, timeout=PATIENCE_MS)
    one.look_at(person(0.0, faces=0))
    coach = canvas.overlays.coach
    assert coach is not None
    assert (coach.held, coach.good) == (0, False)
    assert coach.words == "Look into the camera, with your whole face in view"
    assert coach.words in texts(one.page)
    one.look_at(person(0.1))
    assert canvas.overlays.coach.held == 1
    assert canvas.overlays.coach.good
    one.look_at(person(0.2))  # too soon for another
    assert canvas.overlays.coach.held == 1
    one.look_at(person(0.6, faces=2))
    assert canvas.overlays.coach.words == "One person at a time, please"
    assert one.page._progress.value() == 1
    one.page.cancelled.emit()
    assert canvas.overlays.coach is None
    assert one.session.phase is Phase.IDLE
    one.look_at(person(1.2))
    assert one.session.phase is Phase.IDLE


def test_escape_cancels_first_and_goes_back_then(
    mine: Built, person: Callable[..., Tracked], qtbot: Any
) -> None:
    window, one = mine.window, consultant(mine)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    QTest.keyClick(window, Qt.Key.Key_M)
    assert window.panel.page is one.page
    one.begin()
    qtbot.waitUntil(lambda: one.session.phase is Phase.CAPTURING, timeout=PATIENCE_MS)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert one.session.phase is Phase.IDLE
    assert window.panel.page is one.page
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.panel.page is window.chooser


def test_what_cannot_be_read_is_refused_with_what_to_do(
    mine: Built, person: Callable[..., Tracked], qtbot: Any
) -> None:
    one = consultant(mine)
    one.begin()
    qtbot.waitUntil(lambda: one.session.phase is Phase.CAPTURING, timeout=PATIENCE_MS)
    good = person(0.0)
    grey = np.repeat(good.frame.image.mean(axis=2, keepdims=True), 3, axis=2).astype(np.uint8)
    for number in range(5):
        one.look_at(Tracked(Frame(grey, 0.4 * number, number), good.faces))
    qtbot.waitUntil(lambda: not one.session.busy, timeout=PATIENCE_MS)
    assert one.session.phase is Phase.REFUSED
    assert "The picture has no colour: use a colour picture" in texts(one.page)
    assert one.page.start.text() == "Try again"


def test_another_source_ends_a_reading_that_is_under_way(mine: Built, qtbot: Any) -> None:
    one = consultant(mine)
    one.begin()
    mine.attendant.sources.pick("demo")
    assert not one.session.busy


def test_a_ring_has_a_part_for_each_capture(app: QApplication) -> None:
    overlays = Overlays()

    def accents(held: int) -> int:
        overlays.coach = Coach("Hold still", held, 5, True)
        laid = {lay.name: lay.pixels for lay in overlays.lay((800, 600), 1.0, None, 0.0)}
        assert "hint" in laid
        ring = laid["ring"].astype(int)
        assert ring.shape[0] < 600
        return int(((ring[..., 0] - ring[..., 1]) > 40).sum())

    counts = [accents(held) for held in range(6)]
    assert counts[0] == 0
    assert all(np.diff(counts) > 300), counts


# The result --------------------------------------------------------------------------------------


def with_signs(reading: Reading, mesh: FaceMesh) -> Reading:
    """The same reading as if the network had seen signs: pores on the right cheek, say."""
    scores = {name: 0.08 * number for number, name in enumerate(SCORES)}
    maps = np.zeros((len(SIGNS), 32, 32), np.float32)
    maps[SIGNS.index("pores"), 14:18, 7:11] = 1
    condition = Condition(
        scores=scores,
        spreads=dict.fromkeys(SCORES, 0.02),
        type="oily",
        chances=dict(zip(TYPES, (0.1, 0.2, 0.3, 0.4), strict=True)),
        maps=maps,
        captures=5,
    )
    best = reading.analysis.best
    face = Overlay.close_up(best.image, best.landmarks, mesh, 240)
    analysis = replace(reading.analysis, condition=condition)
    return replace(reading, analysis=analysis, signs=True, face=face)


def test_signs_are_shown_raw_and_answers_refine_the_type(
    mine: Built, kept: Reading, studio: Studio, qtbot: Any
) -> None:
    one = give(mine, kept)
    assert one.session.result is not None
    one.session.result = with_signs(one.session.result, studio.analyst.mesh)
    one.show()
    findings = one.page.findings
    assert findings is not None
    bar = findings._bars["flaking"]
    assert bar.accessibleDescription() == "strong · 0.80 ± 0.02"
    assert not bar.isHidden()
    assert findings._type_words.text() == "Oily"
    _, _, choice = findings.questions._rows[0]
    choice.setCurrentIndex(choice.findData("tight"))
    choice.activated.emit(choice.currentIndex())
    _, _, choice = findings.questions._rows[3]
    choice.setCurrentIndex(choice.findData("often"))
    choice.activated.emit(choice.currentIndex())
    assert one.session.result.answers == {"after_washing": "tight", "new_product": "often"}
    assert one.session.result.answered is not None
    assert one.session.result.answered.type == "dry"
    assert findings._type_words.text() == "Dry, somewhat sensitive"
    choice.setCurrentIndex(0)
    choice.activated.emit(0)
    assert one.session.result.answers == {"after_washing": "tight"}


def test_the_close_up_shows_where_a_sign_was_seen(
    mine: Built, kept: Reading, studio: Studio
) -> None:
    mine.window.stage.canvas.flip = False
    one = give(mine, with_signs(kept, studio.analyst.mesh))
    assert one.page.findings is not None
    where = one.page.findings._where

    def marked() -> np.ndarray:
        """Pixels that differ from the bare close-up, as shown."""
        assert where._face is not None
        image = where._picture.pixmap().toImage().convertToFormat(QImage.Format.Format_RGB888)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(240, -1)[:, :720]
        bare = where._face.image[:, ::-1] if where._flip else where._face.image
        return np.abs(rows.reshape(240, 240, 3).astype(int) - bare).max(axis=2) > 20

    everything = marked()
    assert everything.any()
    assert not everything[:, 120:].any()  # the wearer's right cheek, as a camera sees it
    names = [where._choice.itemText(row) for row in range(where._choice.count())]
    assert names[:3] == ["Everything that was seen", "Flaking", "Uneven tone"]
    assert "Redness" in names
    assert "Shine" not in names  # 0.24 at most
    for name in ("Flaking", "Visible pores"):
        where._choice.setCurrentIndex(names.index(name))
        where._choice.activated.emit(names.index(name))
        assert marked().any() == (name == "Visible pores")
    mine.window.stage.canvas.flip = True
    one.show()
    assert where._choice.currentText() == "Visible pores"
    assert marked()[:, 120:].any()


def test_without_a_sign_there_is_no_close_up(mine: Built, kept: Reading, studio: Studio) -> None:
    reading = with_signs(kept, studio.analyst.mesh)
    assert reading.analysis.condition is not None
    calm = replace(reading.analysis.condition, scores=dict.fromkeys(SCORES, 0.1))
    one = give(mine, replace(reading, analysis=replace(reading.analysis, condition=calm)))
    assert one.page.findings is not None
    assert one.page.findings._where.isHidden()


def test_a_camera_is_calibrated_with_paper_and_read_anew(
    mine: Built,
    kept: Reading,
    person: Callable[..., Tracked],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    qtbot: Any,
) -> None:
    monkeypatch.setattr(calibration, "settings_dir", lambda: tmp_path)
    one = give(mine, kept)
    assert one.page.findings is not None
    assert one.page.findings._calibrate.isHidden()  # the demo is no camera
    monkeypatch.setattr(one, "_camera", lambda: "Cam 1")
    one.show()
    assert not one.page.findings._calibrate.isHidden()
    one.page.findings._calibrate.click()
    assert one.session.phase is Phase.AWAITING_CARD
    assert one.page.start.text() == "Measure the paper"
    one.look_at(person(0.0))
    one.page.start.click()
    qtbot.waitUntil(lambda: not one.session.busy, timeout=PATIENCE_MS)
    assert one.session.phase is Phase.REFUSED
    assert any(words.startswith("No paper was found") for words in texts(one.page))
    one.page.start.click()
    assert one.session.phase is Phase.AWAITING_CARD
    seen = person(0.1)
    image = seen.frame.image.copy()
    side = min(image.shape[:2]) // 3
    image[-side:, -side:] = (235, 205, 160)
    one.look_at(Tracked(Frame(image, 0.1, 1), seen.faces))
    one.page.start.click()
    qtbot.waitUntil(lambda: one.session.phase is Phase.CAPTURING, timeout=PATIENCE_MS)
    measured = calibration.camera_calibration("Cam 1")
    assert measured is not None
    assert measured.gain[0] > measured.gain[2]  # a warm light
    one.page.cancelled.emit()
    assert one.session.phase is Phase.DONE


def test_shades_and_looks_are_tried_on_and_taken_off(
    mine: Built, kept: Reading, qtbot: Any
) -> None:
    one = give(mine, kept)
    suits = one.page.suits
    assert suits is not None
    swatches = [offer for offer in suits.offers if offer.portrait is None]
    shades, colours = swatches[:3], swatches[3:]
    looks = [offer for offer in suits.offers if offer.portrait is not None]
    kinds = [[layer.kind for layer in offer.look.layers] for offer in colours]
    assert kinds == [[kind] for kind in reading_module.COLOURED]
    assert all(". " in offer._why.text() for offer in colours)
    assert len(looks) == 5
    shades[1]._try.click()
    worn = mine.outfit.worn.look
    assert worn == shades[1].look
    assert [layer.kind for layer in worn.layers] == ["foundation"]
    looks[0]._try.click()
    assert mine.outfit.worn.look == looks[0].fitted
    assert not shades[1]._try.isChecked()
    assert looks[0]._try.text() == "Take off"
    looks[0]._try.click()
    assert mine.outfit.worn.look is None
    mine.attendant.commands.undo()
    assert mine.outfit.worn.look == looks[0].fitted
    assert looks[0]._try.isChecked()
    assert all(len(offer._why.text()) > 10 for offer in looks)


def test_a_shade_is_called_a_guess_unless_the_light_is_known(mine: Built, kept: Reading) -> None:
    one = give(mine, kept)
    assert one.page.suits is not None
    assert not one.page.suits._guess.isHidden()
    known = replace(kept.analysis.tone, light_source="card")
    one.session.result = replace(kept, analysis=replace(kept.analysis, tone=known))
    one.show()
    assert one.page.suits._guess.isHidden()


def test_what_is_disliked_gives_way_and_an_occasion_changes_the_choice(
    mine: Built, kept: Reading, qtbot: Any
) -> None:
    one = give(mine, kept)
    suits = one.page.suits
    assert suits is not None

    def offered() -> list[str]:
        return [offer.look.id for offer in suits.offers if offer.portrait is not None]

    before = offered()
    suits.offers[3]._dislike.click()
    assert before[0] not in offered()
    assert len(offered()) == len(before)
    any_occasion = offered()
    suits._occasions.setCurrentIndex(suits._occasions.findData("party"))
    suits._occasions.activated.emit(suits._occasions.currentIndex())
    assert offered() != any_occasion
    assert any("Made for a party." in offer._why.text() for offer in suits.offers)


# Keeping and forgetting --------------------------------------------------------------------------


def test_nothing_is_stored_without_consent(mine: Built, kept: Reading, tmp_path: Path) -> None:
    one = give(mine, kept)
    assert one.page.suits is not None
    one.page.suits.offers[3].like.click()
    one.page.suits.offers[4]._dislike.click()
    assert not (tmp_path / "data").exists()


def test_with_consent_likes_are_kept_and_forgotten_on_request(
    mine: Built, kept: Reading, qtbot: Any
) -> None:
    one = give(mine, kept)
    suits = one.page.suits
    assert suits is not None
    suits.learns.click()
    assert mine.store.now.learn
    liked = suits.offers[3].look.id
    suits.offers[3].like.click()
    with open_store() as store:
        assert [(heard.look, heard.reward) for heard in store.feedback("me")] == [(liked, 1.0)]
    suits._forget.click()
    with open_store() as store:
        assert not store.feedback("me")
    assert not mine.store.now.learn
    assert one.session.result is None
    assert one.page.findings is None
    assert "Forgotten" in mine.window.panel.notice.words


def test_taking_consent_back_forgets_what_was_kept(mine: Built, kept: Reading) -> None:
    one = give(mine, kept)
    suits = one.page.suits
    assert suits is not None
    suits.learns.click()
    suits.offers[3].like.click()
    suits.learns.click()
    with open_store() as store:
        assert not store.feedback("me")


def test_how_long_a_suggestion_was_worn_is_heard(
    mine: Built, kept: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = give(mine, kept)
    heard: list[tuple[str, float]] = []
    monkeypatch.setattr(
        one._memory, "wore", lambda what, seconds, _: heard.append((what.look.id, seconds))
    )
    suits = one.page.suits
    assert suits is not None
    for offer in suits.offers[3:5]:
        offer._try.click()
    assert not heard  # a glance says nothing
    assert one._tried is not None
    one._tried = one._tried[0], one._tried[1] - 30
    mine.outfit.wear(None)
    assert heard[0][0] == suits.offers[4].look.id
    assert heard[0][1] == pytest.approx(30, abs=10)


def test_a_reading_is_written_only_where_it_was_asked_for(
    mine: Built, kept: Reading, qtbot: Any, tmp_path: Path
) -> None:
    one = give(mine, kept)
    one.session.answer("midday", "nothing")
    file = tmp_path / "mine.json"
    with qtbot.waitSignal(one.saved, timeout=PATIENCE_MS):
        one.save(file)
    written = json.loads(file.read_text("utf-8"))
    assert one.session.result is not None
    assert written["skin"]["tone"]["hex"] == one.session.result.analysis.tone.hex
    assert written["answers"] == {"midday": "nothing"}
    assert len(written["looks"]) == 5
    assert "Saved as mine.json" in mine.window.panel.notice.words
    with qtbot.waitSignal(one.failed, timeout=PATIENCE_MS):
        one.save(tmp_path / "no folder" / "mine.json")
    assert "could not be written" in mine.window.panel.notice.words
    assert [path.name for path in tmp_path.glob("*.json")] == ["mine.json"]


def test_without_the_network_colour_is_read_all_the_same(
    landmarker_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from beautymirror.errors import MissingError
    from beautymirror.inference import manifest

    def missing(_name: str) -> Path:
        raise MissingError("It is not installed.")

    monkeypatch.setattr(manifest, "ensure_model", missing)
    made = reading_module.open_studio()
    assert not made.signs
    assert made.finder.shades


# Words -------------------------------------------------------------------------------------------

TABLES = (
    (words.CLASSES, [name for name, _ in ITA_CLASSES]),
    (words.UNDERTONES, ["cool", "neutral", "warm"]),
    (words.SHAPES, SHAPES),
    (words.SIGNS, SCORES),
    (words.LEVELS, LEVELS),
    (words.TYPES, TYPES),
    (words.OCCASIONS, ["", *OCCASIONS]),
    (words.ADVICE, REASONS),
    (words.SENSITIVITIES, ["low", "some", "high"]),
    (words.KINDS, reading_module.COLOURED),
    (words.HARMONIES, [f"harmony_{code}" for code in ("cool", "warm", "neutral", "eyes", "hair")]),
    (words.CONTRASTS, ["low", "medium", "high"]),
)


@pytest.mark.parametrize(("table", "codes"), TABLES)
def test_every_code_has_words(table: dict[str, object], codes: list[str]) -> None:
    assert set(codes) == table.keys()


def test_every_reason_has_words_of_its_own() -> None:
    assert {f"occasion:{occasion}" for occasion in OCCASIONS} <= words.WHYS.keys()
    eyes = ("blue", "grey", "green", "hazel", "brown", "dark brown")
    tones = ((30.0, 8.0, 10.0), (60.0, 12.0, 18.0), (80.0, 6.0, 14.0))
    met: set[str] = set()
    for number, eye in enumerate(eyes):
        undertone = ("cool", "neutral", "warm")[number % 3]
        wearer = Wearer(tones[number // 2], undertone, 10 + 9 * number, eye)
        occasion = ("", *OCCASIONS)[number]
        for suggestion in suggest_looks(wearer, LOOKS, occasion, len(LOOKS)):
            for why in suggestion.reasons:
                suffix = {"occasion": f":{occasion}", "eyes": f":{eye}"}.get(why.code, "")
                assert why_words(why, occasion, eye) == words.said(words.WHYS, why.code + suffix)
                met.add(why.code + suffix)
    assert met <= words.WHYS.keys()
    assert len(met) > 8


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_speaks_one_language_and_never_medically(
    mine: Built, kept: Reading, studio: Studio, language: str, app: QApplication
) -> None:
    mine.store.change("language", language)
    app.processEvents()
    one = give(mine, kept)
    assert one.session.result is not None
    one.session.result = with_signs(one.session.result, studio.analyst.mesh).answer("flush", "long")
    one.show()
    products = {f"{shade.product} {shade.shade}" for shade in shipped_catalogue()}
    shown = [text for text in texts(one.page) if text not in products]
    assert len(shown) > 30
    for text in shown:
        assert not MEDICAL.search(text), text
        if language == "zh":
            plain = re.sub(r"ITA|Monk|ΔE|#\w+", "", text)
            assert not re.search(r"[a-z]{3}", plain), text
    mine.store.change("language", "en" if language == "zh" else "zh")
    app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    product = re.compile(r"ITA|ΔE")
    both = {text for text in shown if len(text) > 3} & set(texts(one.page))
    assert not {text for text in both if not product.search(text)}


def test_no_word_of_any_table_is_medical(app: QApplication) -> None:
    language = Language(app)
    try:
        for code in ("en", "zh"):
            language.use(code)
            for table in (*(table for table, _ in TABLES), words.WHYS, words.COLOURS):
                for key in table:
                    assert not MEDICAL.search(words.said(table, key)), key
    finally:
        language.release()


def test_the_remembered_consent_is_shown(
    make: Make,
    studio: Studio,
    kept: Reading,
    qtbot: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(session_module, "open_studio", lambda _camera: studio)
    one = give(make(Settings(language="en", learn=True), LOOKS), kept)
    assert one.page.suits is not None
    assert one.page.suits.learns.isChecked()
    assert "kept on this computer" in one.page.suits._memory_note.text()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_everything_on_the_page_is_named_and_large_enough_for_a_finger(
    mine: Built, kept: Reading, app: QApplication, language: str
) -> None:
    mine.store.change("language", language)
    window = mine.window
    window.resize(900, 600)
    window.show()
    mine.attendant.commands.skin()
    one = give(mine, kept)
    assert one.page.findings is not None
    one.page.findings.questions._opener.click()
    for half in range(2):
        one.page._group.button(half).click()
        app.processEvents()
        seen = [control for control in controls(one.page) if control.isVisible()]
        assert len(seen) > 7
        for control in seen:
            assert control.accessibleName().strip(), control
            assert control.height() >= TOUCH, control.accessibleName()
            assert control.width() >= TOUCH, control.accessibleName()
        for chart in one.page._halves.currentWidget().findChildren(Swatch):
            assert chart.accessibleDescription() or not chart.isVisible()
        inner = one.page._halves.currentWidget().widget()
        assert inner.width() <= one.page.width(), "it does not fit beside the mirror"
