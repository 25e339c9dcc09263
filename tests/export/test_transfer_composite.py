"""Makeup put on in training looks as the shader draws it."""

from __future__ import annotations

import moderngl
import numpy as np
import pytest
from numpy.typing import NDArray

torch = pytest.importorskip("torch", reason="training needs the export extra")

from beautymirror.render.glsl import program, put  # noqa: E402
from export.transfer_bank import flat_layer  # noqa: E402
from export.transfer_composite import (  # noqa: E402
    composite,
    decode,
    encode,
    lab,
    light,
    luminance,
    mirrored,
)

N = 64
STEP = 1.0 / 255.0
SKIN = (0.40, 0.28, 0.22)
UNITS = ("picture", "transmitMap", "pigmentMap", "finishMap", "lightMap", "evenMap")


def planes(seed: int) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Skin (n, n, 3) encoded, a layer (n, n, 4) and slow light (n, n), all in eight bits."""
    rng = np.random.default_rng(seed)
    skin = rng.uniform(0.45, 0.75, (N, N, 1)) * [1.0, 0.8, 0.72]
    layer = rng.uniform(0.0, 1.0, (N, N, 4))
    slow = np.broadcast_to(rng.uniform(0.5, 1.1), (N, N))
    rounded = (np.rint(np.asarray(values) * 255) / 255 for values in (skin, layer))
    first, second = (values.astype(np.float32) for values in rounded)
    return first, second, slow.astype(np.float32)


def drawn(
    ctx: moderngl.Context,
    skin: NDArray[np.float32],
    layer: NDArray[np.float32],
    slow: NDArray[np.float32],
) -> NDArray[np.float32]:
    """What the composite draws for a flat square that faces the camera, encoded 0..1."""
    textures = []

    def texture(values: NDArray[np.float32], dtype: str = "f4") -> moderngl.Texture:
        made = ctx.texture((N, N), 4, values.astype(dtype).tobytes(), dtype=dtype)
        made.filter = (moderngl.NEAREST, moderngl.NEAREST)
        textures.append(made)
        return made

    ones, none = np.ones((N, N, 1), np.float32), np.zeros((N, N, 1), np.float32)
    opacity = layer[..., 3:]
    linear = decode(torch.from_numpy(layer[..., :3])).numpy() * opacity
    slow_colour = np.concatenate([slow[..., None] * SKIN, ones], axis=-1)
    shown = (
        np.concatenate([skin, ones], axis=-1),
        np.concatenate([np.repeat(1.0 - opacity, 3, axis=-1), ones], axis=-1),
        np.concatenate([np.sqrt(linear), none], axis=-1),
        np.zeros((N, N, 4)),
        slow_colour,
        np.zeros((N, N, 4)),
    )
    shader = program(ctx, "composite.vert", "composite.frag", {"FEATURES": ""})
    for unit, (name, values) in enumerate(zip(UNITS, shown, strict=True)):
        put(shader, name, unit)
        texture(np.asarray(values, np.float32)).use(unit)
    put(shader, "size", (float(N), float(N)))
    put(shader, "amount", 1.0)
    put(shader, "wearer", SKIN)
    put(shader, "lipAlbedo", (0.2, 0.2))
    put(shader, "lightColor", (1.0, 1.0, 1.0))
    put(shader, "lightTo", (0.0, 0.0, 1.0))
    corner = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], np.float32)
    values = {
        "position": np.column_stack([corner * N, np.zeros(4)]),
        "normal": np.tile([0.0, 0.0, 1.0], (4, 1)),
        "canonical": corner,
        "atlas": corner,
    }
    layout = [
        (ctx.buffer(value.astype(np.float32)), f"{value.shape[1]}f", name)
        for name, value in values.items()
        if name in shader
    ]
    out = ctx.texture((N, N), 4, dtype="f4")
    target = ctx.framebuffer([out])
    target.use()
    ctx.vertex_array(shader, layout).render(moderngl.TRIANGLE_STRIP)
    found = np.frombuffer(out.read(), np.float32).reshape(N, N, 4)[..., :3].copy()
    for thing in (*textures, out, target):
        thing.release()
    return found


def test_a_layer_on_a_face_looks_as_the_shader_draws_it(context: moderngl.Context) -> None:
    skin, layer, slow = planes(1)
    expected = drawn(context, skin, layer, slow)
    bare = decode(torch.from_numpy(skin).permute(2, 0, 1)[None])
    made = torch.from_numpy(layer).permute(2, 0, 1)[None]
    broad = torch.from_numpy(slow.copy())[None, None]
    per_light = 1.0 / float(np.dot(SKIN, (0.2126, 0.7152, 0.0722)))
    fine = luminance(bare) * per_light
    shown = light(fine, broad), mirrored(fine, broad, per_light)
    worn = composite(bare, made[:, :3], made[:, 3:], *shown)
    change = encode(worn) - encode(bare)
    found = skin + change[0].permute(1, 2, 0).numpy()
    assert np.abs(found - expected).max() < STEP
    assert np.abs(found - skin).max() > 0.2


def test_a_coat_becomes_a_layer_of_the_same_colour_on_the_skin() -> None:
    rng = np.random.default_rng(2)
    skin = np.array(SKIN, np.float32)
    transmit = rng.uniform(0.2, 1.0, (N, N, 3)).astype(np.float32)
    pigment = rng.uniform(0.0, 0.5, (N, N, 3)).astype(np.float32) * (1.0 - transmit)
    finish = rng.uniform(size=(N, N, 2)).astype(np.float32)
    layer = flat_layer(transmit, pigment, finish, skin)
    assert layer.min() >= 0.0
    assert layer.max() <= 1.0
    low = layer[..., :3] / 12.92
    pigment_back = np.where(low < 0.0031308, low, ((layer[..., :3] + 0.055) / 1.055) ** 2.4)
    opacity = layer[..., 3:4]
    worn = (1.0 - opacity) * skin + opacity * pigment_back
    assert worn == pytest.approx(transmit * skin + pigment, abs=2e-3)
    assert layer[..., 4:] == pytest.approx(finish)


def test_nothing_is_a_layer_of_nothing() -> None:
    one = np.ones((4, 4, 3), np.float32)
    layer = flat_layer(one, 0 * one, np.zeros((4, 4, 2), np.float32), np.array(SKIN, np.float32))
    assert not layer.any()


def test_lab_is_the_standard_one() -> None:
    from skimage.color import rgb2lab

    colours = np.random.default_rng(3).uniform(0.1, 1.0, (200, 3))
    found = lab(torch.from_numpy(colours.astype(np.float32))[:, :, None, None])[..., 0, 0] * 100
    off = np.abs(found.numpy() - rgb2lab(colours[None])[0])
    assert off.mean() < 0.2
    assert off.max() < 2.0  # the shaders' curve is off by up to 0.0013
