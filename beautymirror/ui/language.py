"""English and Simplified Chinese, switched while the window is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

__all__ = ["LANGUAGES", "Language", "spoken"]

# Each in its own words, so that whoever is lost finds theirs.
LANGUAGES = {"en": "English", "zh": "简体中文"}
_LOCALES = {"en": "en_US", "zh": "zh_CN"}
_FOLDER = Path(__file__).with_name("assets") / "translations"


def spoken() -> str:
    """Name of the locale in use, for labels that bring their own translations."""
    return QLocale().name()


class Language:
    """The translators of one application."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._installed: list[QTranslator] = []
        self._words: list[bytes] = []  # what the translators read from, which Qt does not copy
        self.code = "en"

    def use(self, code: str | None) -> None:
        """Switch to a language of ``LANGUAGES``; ``None`` follows the system."""
        if code is None:
            chinese = any(name.startswith("zh") for name in QLocale.system().uiLanguages()[:1])
            code = "zh" if chinese else "en"
        self.code = code
        # First, so that whoever hears of the new translator already finds the new locale.
        QLocale.setDefault(QLocale(_LOCALES[code]))
        self.release()
        qt_folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        files = (
            *(qt_folder / f"qtbase_{name}.qm" for name in (_LOCALES[code], code)),
            _FOLDER / f"beautymirror_{code}.qm",
        )
        self._installed = [self._load(file) for file in files if file.is_file()]
        for translator in self._installed:
            self._app.installTranslator(translator)

    def release(self) -> None:
        """Leave the application in the language of its sources."""
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed, self._words = [], []

    def _load(self, file: Path) -> QTranslator:
        # By its name Qt would read from the file as long as it speaks, and fall silent or end the
        # program where an update writes the file anew.
        words = file.read_bytes()
        self._words.append(words)
        translator = QTranslator(self._app)
        translator.load(words)
        return translator
