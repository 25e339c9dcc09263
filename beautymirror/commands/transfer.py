"""``beautymirror transfer``: the makeup of one photo on another, on a video or on a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from beautymirror.capture.image import read_photo
from beautymirror.commands.console import tell, warn
from beautymirror.commands.models import tracking_model
from beautymirror.commands.output import check_apart, check_suffix
from beautymirror.commands.render import put_on, tell_pictures
from beautymirror.errors import UsageError
from beautymirror.inference.transfer import TransferNetwork, transfer_model
from beautymirror.looks.look import Look, Text, written
from beautymirror.recording.partial import write_whole
from beautymirror.tracking import MOST_FACES, Tracker
from beautymirror.transfer.editable import editable_look
from beautymirror.transfer.hidden import sight
from beautymirror.transfer.look import check_amounts, dimmed, look_of, transfer_layer
from beautymirror.transfer.makeup import take_makeup
from beautymirror.transfer.reference import ENOUGH, read_reference

__all__ = ["TransferRequest", "parse_regions", "transfer"]


@dataclass(frozen=True, slots=True)
class TransferRequest:
    """What was asked for on the command line."""

    source: Path
    reference: Path
    output: Path
    amounts: Mapping[str, float]
    intensity: float
    face: int | None
    faces: int
    save_look: Path | None
    editable: bool = False


def transfer(request: TransferRequest) -> None:
    """Take the makeup of a photo and put it on.

    Raises:
        UsageError: the output or an amount makes no sense, or the photo shows several faces.
        InputError: a photo cannot be used, or the output not be written.
        MissingError: a model or OpenGL is missing.
    """
    check_amounts(request.amounts)
    if request.save_look is not None:
        check_suffix(request.save_look, "look", (".json",))
    photo = read_photo(request.reference, ENOUGH)
    check_apart(request.output, request.reference)
    tell_pictures(request.reference, photo)

    def choose(tracker: Tracker) -> Look:
        with _opening() as network:
            before = sight()
            if request.faces == MOST_FACES:
                reference = read_reference(photo.image, tracker, request.face, before)
            else:  # whose makeup is meant must be asked, however few are to wear it
                with Tracker(tracking_model(), MOST_FACES) as finder:
                    reference = read_reference(photo.image, finder, request.face, before)
            makeup = take_makeup(reference, network())
            tell(f"The makeup was read on {network().provider}.")
            told = network().tell(makeup.guess) if request.editable else None
        for remark in makeup.remarks:
            warn(f"{request.reference.name}: {remark}")
        name = _name(request.reference)
        if told is not None:
            look = editable_look(told, request.amounts, name=name)
            kinds = ", ".join(layer.makeup.label.en.lower() for layer in look.layers)
            tell(f"It was read as {kinds or 'nothing that can be edited'}.")
        else:
            look = look_of(transfer_layer(makeup, request.amounts), name=name)
        if request.save_look is not None:
            dialled = dimmed(look, request.intensity)
            write_whole(request.save_look, written(dialled).encode())
        return look

    put_on(request.source, request.output, choose, request.intensity, request.faces)


@contextmanager
def _opening() -> Iterator[Callable[[], TransferNetwork]]:
    """The network, which is loaded while the photo is read; closed at the end.

    Raises:
        MissingError: this copy of the program does not have it, or it is damaged.
    """
    model = transfer_model()
    with ThreadPoolExecutor(1, "network") as opener:
        coming = opener.submit(TransferNetwork, model)
        try:
            yield coming.result
        finally:
            if coming.exception() is None:
                coming.result().close()


def parse_regions(texts: Sequence[str]) -> dict[str, float]:
    """Amounts given as REGION=AMOUNT.

    Raises:
        UsageError: one is not of this form, unknown or out of range.
    """
    amounts: dict[str, float] = {}
    for text in texts:
        region, _, amount = text.partition("=")
        try:
            amounts[region.strip()] = float(amount)
        except ValueError:
            raise UsageError(
                f"{text!r} is not a region's amount.", "Give it as lips=0.5."
            ) from None
    check_amounts(amounts)
    return amounts


def _name(reference: Path) -> Text:
    stem = reference.stem[:60].encode(errors="replace").decode()  # names of files may be any bytes
    return Text(en=f"From {stem}", zh=f"取自 {stem}")
