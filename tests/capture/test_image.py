"""Photos of every depth and orientation."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageCms

from beautymirror.capture.fault import FileTooLarge
from beautymirror.capture.image import read_photo, read_picture
from beautymirror.capture.opening import open_source
from beautymirror.capture.photo import Photo
from tests.capture.clip import ramp


def test_a_plain_photo_is_read_as_it_is(tmp_path: Path) -> None:
    Image.fromarray(ramp()).save(tmp_path / "a.png")
    assert np.array_equal(read_picture(tmp_path / "a.png"), ramp())


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied(tmp_path: Path, orientation: int) -> None:
    upright = ramp()
    # How the camera stored what it saw, by the EXIF definition of each value.
    stored = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.transpose(1, 0, 2),
        6: np.rot90(upright, 1),
        7: upright[::-1, ::-1].transpose(1, 0, 2),
        8: np.rot90(upright, -1),
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.fromarray(np.ascontiguousarray(stored)).save(tmp_path / "turned.png", exif=exif)
    assert np.array_equal(read_picture(tmp_path / "turned.png"), upright)


def test_no_more_of_a_large_jpeg_is_read_than_is_needed(tmp_path: Path) -> None:
    path = tmp_path / "large.jpg"
    large = cv2.resize(ramp(), (1200, 800), interpolation=cv2.INTER_LINEAR)
    exif = Image.Exif()
    exif[0x0112] = 6  # stored lying on its side
    Image.fromarray(large).save(path, exif=exif, quality=95)
    assert read_picture(path).shape == (1200, 800, 3)
    assert read_picture(path, (700, 700)).shape == (1200, 800, 3)
    half = read_picture(path, (301, 301))
    assert half.shape == (600, 400, 3)
    expected = cv2.resize(np.rot90(large, -1), (400, 600), interpolation=cv2.INTER_AREA)
    assert np.abs(half.astype(int) - expected).mean() < 2


def test_sixteen_bit_grey_keeps_its_range(tmp_path: Path) -> None:
    grey = np.linspace(0, 65535, 256).astype(np.uint16).reshape(16, 16)
    cv2.imwrite(str(tmp_path / "deep.png"), grey)
    image = read_picture(tmp_path / "deep.png")
    assert np.array_equal(image[..., 0].ravel(), np.arange(256))
    assert np.array_equal(image[..., 0], image[..., 2])


@pytest.mark.parametrize("suffix", [".png", ".tiff"])
def test_sixteen_bit_colour_keeps_its_colours(tmp_path: Path, suffix: str) -> None:
    deep = ramp()[..., ::-1].astype(np.uint16) * 257
    cv2.imwrite(str(tmp_path / f"deep{suffix}"), deep)
    assert np.abs(read_picture(tmp_path / f"deep{suffix}").astype(int) - ramp()).max() <= 1


def test_transparency_lies_on_neutral_grey(tmp_path: Path) -> None:
    clear = np.dstack([ramp(), np.zeros((20, 30), np.uint8)])
    clear[:, 15:, 3] = 255
    Image.fromarray(clear).save(tmp_path / "cut.png")
    image = read_picture(tmp_path / "cut.png")
    assert np.all(image[:, :15] == 128)
    assert np.array_equal(image[:, 15:], ramp()[:, 15:])


def test_what_is_drawn_on_a_photo_shines_through_as_it_did() -> None:
    rng = np.random.default_rng(4)
    cut = rng.integers(0, 256, (40, 40, 4), np.uint8)
    cut[:4, :, 3], cut[4:8, :, 3] = 0, 255
    alpha = cut[..., 3:] / 255
    on_grey = (cut[..., :3] * alpha + 128 * (1 - alpha) + 0.5).astype(np.uint8)
    drawn = on_grey.copy()
    drawn[:, 20:] = np.clip(drawn[:, 20:] + np.array((20, -15, 5)), 0, 255)
    result = Photo(on_grey, cut).cut_out(drawn)
    assert np.array_equal(result[..., 3], cut[..., 3])
    assert np.array_equal(result[:, :20], cut[:, :20])
    assert np.array_equal(result[:4], cut[:4])
    assert np.abs(result[4:8, 20:, :3].astype(int) - drawn[4:8, 20:]).max() <= 1
    again = result[..., :3] * alpha + 128 * (1 - alpha)
    inside = (alpha > 0) & (result[..., :3] > 0) & (result[..., :3] < 255)
    assert np.abs(again - drawn)[inside].max() <= 1.1
    assert Photo(drawn).cut_out(drawn) is drawn


def test_a_photo_is_opaque_unless_a_pixel_is_clear(tmp_path: Path) -> None:
    solid = np.dstack([ramp(), np.full((20, 30), 255, np.uint8)])
    Image.fromarray(solid).save(tmp_path / "solid.png")
    assert read_photo(tmp_path / "solid.png").cut is None
    solid[3, 4, 3] = 254
    Image.fromarray(solid).save(tmp_path / "hole.png")
    photo = read_photo(tmp_path / "hole.png")
    assert photo.cut is not None
    assert np.array_equal(photo.cut, solid)
    assert photo.image.shape == (20, 30, 3)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "1", "CMYK", "I;16", "F"])
def test_every_kind_of_pixel_becomes_rgb(tmp_path: Path, mode: str) -> None:
    grey = np.repeat(np.repeat(np.array([[0, 200]], np.uint8), 8, 0), 8, 1)
    if mode == "I;16":
        picture = Image.fromarray(grey.astype(np.uint16) * 257)
    elif mode == "F":
        picture = Image.fromarray(grey.astype(np.float32) / 255)
    else:
        picture = Image.fromarray(grey).convert(mode)
    picture.save(tmp_path / "a.tiff")
    image = read_picture(tmp_path / "a.tiff")
    assert image.shape == (8, 16, 3)
    assert image.dtype == np.uint8
    assert image[:, 2].max() < 16
    assert np.ptp(image[4, 12].astype(int)) < 16
    assert image[4, 12].min() > 150


def test_a_palette_with_a_transparent_colour(tmp_path: Path) -> None:
    picture = Image.fromarray(np.array([[0, 1]], np.uint8), "P")
    picture.putpalette([255, 0, 0, 0, 0, 255])
    picture.save(tmp_path / "p.png", transparency=0)
    assert read_picture(tmp_path / "p.png").tolist() == [[[128, 128, 128], [0, 0, 255]]]


def test_an_embedded_profile_is_converted(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # A profile whose red is sRGB's blue and the other way round.
    crossed = profile.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")
    assert crossed != profile
    red = Image.new("RGB", (8, 8), (200, 40, 30))
    for name, embedded in (("same", profile), ("crossed", crossed), ("broken", b"broken")):
        red.save(tmp_path / f"{name}.png", icc_profile=embedded)
    assert np.abs(read_picture(tmp_path / "same.png")[0, 0] - [200.0, 40, 30]).max() <= 1
    assert np.abs(read_picture(tmp_path / "crossed.png")[0, 0] - [30.0, 40, 200]).max() <= 2
    assert read_picture(tmp_path / "broken.png")[0, 0].tolist() == [200, 40, 30]


def test_one_pixel_is_a_photo(tmp_path: Path) -> None:
    Image.new("RGB", (1, 1), (7, 8, 9)).save(tmp_path / "dot.png")
    with open_source(str(tmp_path / "dot.png"), live=False) as source:
        frame = source.read()
        assert frame is not None
        assert frame.image.tolist() == [[[7, 8, 9]]]
        assert source.read() is None


def test_a_very_large_photo_is_kept_offline_and_reduced_live(tmp_path: Path) -> None:
    Image.new("L", (12_000, 9_000), 90).save(tmp_path / "large.png", compress_level=1)
    with open_source(str(tmp_path / "large.png"), live=False) as source:
        frame = source.read()
        assert frame is not None
        assert frame.size == (12_000, 9_000)
    with open_source(str(tmp_path / "large.png"), live=True) as source:
        assert source.info.size == (2880, 2160)


@pytest.mark.parametrize("size", [(20_000, 10), (15_000, 15_000), (60_000, 60_000)])
def test_beyond_the_limit_is_refused(tmp_path: Path, size: tuple[int, int]) -> None:
    # Only the header is honest; nothing of this size is ever decoded.
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b"\0"))
    path = tmp_path / "bomb.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + pixels + chunk(b"IEND", b""))
    with pytest.raises(FileTooLarge, match="too large"):
        open_source(str(path), live=False)
