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
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self._installed = [
            self._load(f"qtbase_{_LOCALES[code]}", qt_folder),
            self._load(f"beautymirror_{code}", str(_FOLDER)),
        ]
        for translator in self._installed:
            self._app.installTranslator(translator)

    def release(self) -> None:
        """Leave the application in the language of its sources."""
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed = []

    def _load(self, name: str, folder: str) -> QTranslator:
        translator = QTranslator(self._app)
        translator.load(name, folder)
        return translator
