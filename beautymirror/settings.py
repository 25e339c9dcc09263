"""What the window remembers between runs: checked when read, written whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from beautymirror.resources import settings_dir

__all__ = [
    "FIRST_LOOK",
    "Read",
    "Settings",
    "default_snapshot_folder",
    "read_settings",
    "write_settings",
]

FIRST_LOOK = "natural"
"""What somebody wears who opens the mirror for the first time: it is for makeup."""

_FILE = "settings.json"
_LONGEST = 1 << 20  # bytes; a settings file is far below 4 KiB
_Text = Annotated[str, StringConstraints(max_length=4096)]
_Pixels = Annotated[int, Field(ge=-(1 << 20), le=1 << 20)]  # Qt's own numbers end at 2**31


class Settings(BaseModel):
    """What a person chose; every field has a default, and fields of other versions are ignored.

    Attributes:
        language: of the window; ``None`` follows the system.
        look: id of the look last worn, ``None`` for the bare face.
        intensity: of the look in percent.
        source: what ``open_source`` was last given; ``None`` picks the first camera.
        consent: the person agreed that the camera is used.
        flip: show cameras the way a mirror does.
        fill: fill the window with the picture, cutting its edges, rather than show all of it.
        readings: show rates and what runs where.
        compare: save the bare face beside the made-up one.
        flip_snapshots: save what the mirror shows rather than what others see.
        snapshots: folder of snapshots; ``None`` is ``default_snapshot_folder``.
        learn: the person agreed that what they like is kept, so that suggestions learn from it.
        window: x, y, width, height of the window, in logical pixels.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    language: Literal["en", "zh"] | None = None
    look: _Text | None = None
    intensity: int = Field(default=100, ge=0, le=100)
    source: _Text | None = None
    consent: bool = False
    faces: int = Field(default=1, ge=1, le=4)
    flip: bool = True
    fill: bool = True
    readings: bool = False
    compare: bool = False
    flip_snapshots: bool = False
    snapshots: _Text | None = None
    learn: bool = False
    window: tuple[_Pixels, _Pixels, _Pixels, _Pixels] | None = None
    maximized: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """Settings as found.

    Attributes:
        kept_aside: where an unreadable file was moved, ``None`` when all was well.
        fault: what was wrong with it, empty when all was well.
    """

    settings: Settings
    kept_aside: Path | None = None
    fault: str = ""


def default_snapshot_folder() -> Path:
    """Folder for snapshots until the person chooses another one."""
    return Path(platformdirs.user_pictures_dir()) / "BeautyMirror"


def read_settings(folder: Path | None = None) -> Read:
    """Read the settings; a default stands in for what cannot be used, and the file is kept aside.

    Where there is no file yet, the look is ``FIRST_LOOK``.
    """
    path = (folder or settings_dir()) / _FILE
    try:
        if path.stat().st_size > _LONGEST:
            return _aside(path, "it is far too long")
        return Read(Settings.model_validate_json(path.read_bytes()))
    except FileNotFoundError:
        return Read(Settings(look=FIRST_LOOK))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        return _aside(path, f"{where}: {first['msg']}", _what_is_right(path, error))
    except OSError as error:
        return Read(Settings(), None, f"it cannot be read ({error.strerror or error})")


def write_settings(
    settings: Settings, folder: Path | None = None, before: Settings | None = None
) -> None:
    """Write the settings under a temporary name and rename the file.

    Args:
        before: what was read or written last. Fields that are the same since stay as they are in
            the file, where another window may have written them meanwhile.

    Raises:
        OSError: the folder cannot be written.
    """
    folder = folder or settings_dir()
    if before is not None:
        settings = _beside_others(settings, before, folder / _FILE)
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".settings-", suffix=".part", dir=folder)
    with ExitStack() as failing:
        failing.callback(Path(name).unlink, missing_ok=True)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(settings.model_dump_json(indent=2) + "\n")
        os.replace(name, folder / _FILE)
        failing.pop_all()


def _beside_others(settings: Settings, before: Settings, path: Path) -> Settings:
    try:
        found = Settings.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return settings
    return found.model_copy(
        update={name: value for name, value in settings if value != getattr(before, name)}
    )


def _what_is_right(path: Path, error: ValidationError) -> Settings:
    """The fields of a file that are valid, where others, as of a newer version, are not."""
    wrong = {fault["loc"][0] for fault in error.errors() if fault["loc"]}
    if not wrong:
        return Settings()
    found = json.loads(path.read_bytes())
    return Settings.model_validate({name: found[name] for name in found.keys() - wrong})


def _aside(path: Path, fault: str, settings: Settings | None = None) -> Read:
    settings = settings or Settings()
    kept = path.with_suffix(".bad.json")
    try:
        os.replace(path, kept)
    except OSError:
        return Read(settings, None, fault)
    return Read(settings, kept, fault)
