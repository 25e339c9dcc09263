"""``beautymirror render``: a look on a photo, a video or a folder of photos."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from beautymirror.capture.image import is_picture, pictures, read_photo
from beautymirror.capture.opening import open_source
from beautymirror.capture.photo import Photo
from beautymirror.commands.console import progress, tell, warn
from beautymirror.commands.easel import Easel, easel
from beautymirror.commands.models import tracking_model
from beautymirror.commands.output import check_apart, check_suffix
from beautymirror.errors import InputError, UsageError
from beautymirror.frame import Frame
from beautymirror.looks.library import find_look
from beautymirror.looks.look import Look
from beautymirror.offline import ahead, each_tracked
from beautymirror.recording.partial import Partial, write_failure
from beautymirror.recording.picture import PICTURE_SUFFIXES, holds_alpha, write_picture
from beautymirror.tracking import Tracker

__all__ = ["put_on", "render", "tell_pictures"]


def render(source: Path, output: Path, look: str, intensity: float, faces: int) -> None:
    """Put a look on the faces of a photo, a video or a folder of photos.

    Raises:
        UsageError: the look or the output makes no sense, or the output is the input.
        InputError: the input cannot be used or the output not be written; nothing is left of it.
        MissingError: the tracking model or OpenGL is missing.
    """
    worn = find_look(look)
    put_on(source, output, lambda tracker: worn, intensity, faces)


def put_on(
    source: Path,
    output: Path,
    choose: Callable[[Tracker], Look],
    intensity: float,
    faces: int,
) -> None:
    """Put on the faces of a photo, a video or a folder of photos what ``choose`` says.

    Args:
        choose: the look; asked once it is clear that there is something to put it on, on a thread
            of its own.

    Raises:
        UsageError: the output makes no sense, or is the input.
        InputError: the input cannot be used or the output not be written; nothing is left of it.
        MissingError: the tracking model or OpenGL is missing.
    """
    if not os.path.exists(source):  # unlike the path's own method, for names of any length
        raise InputError(f"There is no file or folder {source}.", "Check the path.")
    check_apart(output, source)
    work = _kind(source)(source, output, faces)
    fine = not isinstance(work, _Video)
    with (
        Tracker(tracking_model(), faces, search_s=0.0) as tracker,
        ThreadPoolExecutor(1, "choose") as chooser,
    ):
        # A photo is read while the renderer is made: each takes half a second.
        worn = chooser.submit(choose, tracker)
        with easel(None, fine=fine) as drawing:
            drawing.wear(worn.result(), intensity)
            work.run(tracker, drawing)


def _kind(source: Path) -> type[_Folder] | type[_Photo] | type[_Video]:
    if source.is_dir():
        return _Folder
    return _Photo if is_picture(source) else _Video


@dataclass(frozen=True, slots=True)
class _Photo:
    source: Path
    output: Path
    faces: int

    def __post_init__(self) -> None:
        check_suffix(self.output, "photo", PICTURE_SUFFIXES)

    def run(self, tracker: Tracker, drawing: Easel) -> None:
        _write(self.source, read_photo(self.source), self.output, tracker, drawing)
        print(self.output)


@dataclass(frozen=True, slots=True)
class _Folder:
    source: Path
    output: Path
    faces: int

    def __post_init__(self) -> None:
        if os.path.exists(self.output) and not os.path.isdir(self.output):
            raise UsageError(f"{self.output} is a file.", "Give a folder as the output.")

    def run(self, tracker: Tracker, drawing: Easel) -> None:
        """Every photo of the folder itself; those that cannot be read are named and left out."""
        found = pictures(self.source)
        if not found:
            raise InputError(f"{self.source} holds no photo.", "Choose a folder of photos.")
        try:
            self.output.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise write_failure(self.output, error) from error
        written = 0
        with progress("Drawing", len(found)) as step:
            for path, name in _output_names(found):
                try:
                    photo = read_photo(path)
                except InputError as error:
                    warn(f"left out: {error}")
                else:
                    _write(path, photo, self.output / name, tracker, drawing)
                    written += 1
                step()
        if not written:
            raise InputError(f"No photo in {self.source} can be read.", "Choose another folder.")
        tell(f"{written} of {len(found)} photos written.")
        print(self.output)


@dataclass(frozen=True, slots=True)
class _Video:
    source: Path
    output: Path
    faces: int

    def __post_init__(self) -> None:
        # Imported for videos alone: photos are done a twentieth of a second sooner.
        from beautymirror.recording.video import VIDEO_SUFFIXES

        # What is wrong with the input is said before what is wrong with the output's name.
        open_source(str(self.source), live=False, loop=False).close()
        check_suffix(self.output, "video", VIDEO_SUFFIXES)

    def run(self, tracker: Tracker, drawing: Easel) -> None:
        """Every frame, in order, at its own time, with the sound."""
        from beautymirror.recording.video import VideoWriter

        faces = 0
        with open_source(str(self.source), live=False, loop=False) as source:
            info = source.info
            with (
                VideoWriter(self.output, info.size, info.fps, audio_from=self.source) as writer,
                closing(ahead(each_tracked(source, tracker))) as items,
                progress("Drawing", info.frames) as step,
            ):
                for tracked in items:
                    faces += len(tracked.faces)
                    image = tracked.frame.image
                    if tracked.faces:
                        image = drawing.picture(drawing.draw(tracked))
                    writer.write(image, tracked.frame.timestamp)
                    step()
            if note := source.info.note:
                warn(note)
        if writer.sound_lost:
            warn(f"the sound of {self.source.name} cannot be read, or not all of it.")
        if not faces:
            warn(f"no face was found in {self.source.name}; its pictures are as they were.")
        print(self.output)


def _output_names(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Each photo and a name of its own to write it by: its own, where that can be written."""
    taken = {path.name for path in paths if path.suffix.lower() in PICTURE_SUFFIXES}
    for path in paths:
        name = path.name
        if path.suffix.lower() not in PICTURE_SUFFIXES:
            numbers = chain([""], (f"-{number}" for number in count(2)))
            names = (f"{path.name}{number}.png" for number in numbers)
            name = next(name for name in names if name not in taken)
            taken.add(name)
        yield path, name


def _write(source: Path, photo: Photo, output: Path, tracker: Tracker, drawing: Easel) -> None:
    check_apart(output, source)
    tracked = tracker.find(Frame(photo.image, 0.0, 0))
    image = photo.image
    if tracked.faces:
        tell_pictures(source, photo)
        image = drawing.picture(drawing.draw(tracked, still=True))
    else:
        warn(f"no face was found in {source.name}; it is written unchanged.")
        if output.suffix.lower() == source.suffix.lower():
            _copy(source, output)
            return
    if holds_alpha(output):
        image = photo.cut_out(image)
    elif photo.cut is not None:
        warn(f"{output.name} cannot be transparent, so it lies on grey; write a .png to keep it.")
    write_picture(output, image)


def tell_pictures(path: Path, photo: Photo) -> None:
    """Say so where a file holds more than the one picture that was read."""
    if photo.pictures > 1:
        warn(f"{path.name} holds {photo.pictures} pictures; only the first is used.")


def _copy(source: Path, output: Path) -> None:
    try:
        with Partial(output) as partial, source.open("rb") as original:
            shutil.copyfileobj(original, partial.file)
    except OSError as error:
        raise write_failure(output, error) from error
