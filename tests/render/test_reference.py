"""The shaders' maths against NumPy's, to one step of eight bits."""

from __future__ import annotations

import moderngl
import numpy as np
import pytest
from numpy.typing import NDArray

from beautymirror.render.glsl import program, put
from tests.render import reference

COUNT = 4096
STEP = 1.0 / 255.0
POINTS = """// Title.
#version 330
in float at;
{declared}
void main() {{
    gl_Position = vec4(at, 0.0, 0.0, 1.0);
    {copied}
}}
"""
COATS = """// Title.
#version 330
#include "lib/color.glsl"
#include "lib/coat.glsl"
in vec3 a; in vec3 b; in vec3 skin; in vec4 amounts;
layout(location = 0) out vec4 transmit;
layout(location = 1) out vec4 pigment;
void main() {
    Coat below = over(film(a, amounts.x, skin), stain(b, amounts.y));
    Coat coat = faded(over(paint(b, amounts.z), below), amounts.w);
    transmit = vec4(coat.transmit, 1.0);
    pigment = vec4(coat.pigment, 1.0);
}
"""
CURVES = """// Title.
#version 330
#include "lib/color.glsl"
in vec3 a;
layout(location = 0) out vec4 decoded;
layout(location = 1) out vec4 encoded;
void main() { decoded = vec4(decode(a), 1.0); encoded = vec4(encode(a), 1.0); }
"""
SKIN = """// Title.
#version 330
#include "lib/color.glsl"
#include "lib/skin.glsl"
in vec3 a; in float around;
uniform vec3 middle; uniform mat3 whitening; uniform float reach;
layout(location = 0) out vec4 like;
void main() { like = vec4(likeSkin(a, around, middle, whitening, reach)); }
"""


def shaded(
    ctx: moderngl.Context,
    fragment: str,
    given: dict[str, str],
    values: dict[str, NDArray[np.float64]],
    uniforms: dict[str, tuple[float, ...]] | None = None,
) -> list[NDArray[np.float32]]:
    """What a fragment shader writes for rows of inputs, one row to a pixel of a line."""
    kinds = {name: f"vec{v.shape[1]}" if v.shape[1] > 1 else "float" for name, v in values.items()}
    declared = "".join(f"in {kind} {name}_; out {kind} {name};" for name, kind in kinds.items())
    copied = "".join(f"{name} = {name}_;" for name in kinds)
    texts = {"points.vert": POINTS.format(declared=declared, copied=copied), **given}
    shader = program(ctx, "points.vert", fragment, texts)
    at = (np.arange(COUNT) + 0.5) / COUNT * 2 - 1
    layout = [(ctx.buffer(at.astype("f4")), "1f", "at")]
    for name, value in values.items():
        if f"{name}_" in shader:
            buffer = ctx.buffer(value.astype("f4"))
            layout.append((buffer, f"{value.shape[1]}f", f"{name}_"))
    outputs = [ctx.texture((COUNT, 1), 4, dtype="f4") for _ in range(2)]
    target = ctx.framebuffer(outputs)
    target.use()
    target.clear()
    for unit, name in enumerate(("picture", "transmitMap", "pigmentMap")):
        put(shader, name, unit)
    put(shader, "amount", 1.0)
    put(shader, "lightColor", (1.0, 1.0, 1.0))
    for name, uniform in (uniforms or {}).items():
        put(shader, name, uniform)
    ctx.vertex_array(shader, layout).render(moderngl.POINTS)
    return [np.frombuffer(o.read(), np.float32).reshape(COUNT, 4)[:, :3] for o in outputs]


def random(seed: int, *widths: int) -> list[NDArray[np.float64]]:
    rng = np.random.default_rng(seed)
    return [rng.random((COUNT, width)).astype(np.float32).astype(np.float64) for width in widths]


def test_coats_compose_as_in_the_reference(context: moderngl.Context) -> None:
    a, b, skin, amounts = random(1, 3, 3, 3, 4)
    values = {"a": a, "b": b, "skin": skin, "amounts": amounts}
    transmit, pigment = shaded(context, "coats.frag", {"coats.frag": COATS}, values)
    thick, strength, opacity, amount = np.split(amounts, 4, axis=1)
    below = reference.over(reference.film(a, thick, skin), reference.stain(b, strength))
    coat = reference.faded(reference.over(reference.paint(b, opacity), below), amount)
    assert np.abs(transmit - coat.transmit).max() < STEP
    assert np.abs(pigment - coat.pigment).max() < STEP
    assert np.ptp(coat.transmit) > 0.5


def test_two_coats_are_one_after_the_other() -> None:
    a, b, skin, amounts = random(2, 3, 3, 3, 4)
    first = reference.film(a, amounts[:, :1], skin)
    second = reference.paint(b, amounts[:, 1:2])
    once = reference.over(second, first)
    bare = first.transmit * skin + first.pigment
    twice = second.transmit * bare + second.pigment
    assert np.allclose(once.transmit * skin + once.pigment, twice)


def test_a_film_is_exact_on_the_skin_and_ends_at_the_swatch() -> None:
    (swatch, skin) = random(3, 3, 3)
    thick = np.full((COUNT, 1), 60.0)
    coat = reference.film(swatch * 0.9 + 0.05, thick, skin)
    assert np.allclose(coat.transmit * skin + coat.pigment, swatch * 0.9 + 0.05, atol=1e-3)
    none = reference.film(swatch, np.zeros((COUNT, 1)), skin)
    assert np.allclose(none.transmit, 1.0)
    assert np.allclose(none.pigment, 0.0, atol=1e-12)


def test_transfer_curves_are_the_reference_and_near_the_standard(
    context: moderngl.Context,
) -> None:
    (a,) = random(4, 3)
    decoded, encoded = shaded(context, "curves.frag", {"curves.frag": CURVES}, {"a": a})
    assert np.abs(decoded - reference.decode(a)).max() < 1e-5
    assert np.abs(encoded - reference.encode(a)).max() < 1e-4
    codes = np.repeat(np.arange(256.0)[:, None] / 255.0, 3, axis=1)
    # Less than half a step off: a pixel that nothing is done to keeps its bytes.
    assert np.abs(reference.encode(reference.decode(codes)) - codes).max() < 0.2 * STEP
    # IEC 61966-2-1
    light = np.where(a <= 0.04045, a / 12.92, ((a + 0.055) / 1.055) ** 2.4)
    curve = np.where(a <= 0.0031308, a * 12.92, 1.055 * a ** (1 / 2.4) - 0.055)
    assert np.abs(decoded - light).max() < STEP
    bright = a > 0.01  # below, a step of the encoded value is less than a thousandth of light
    assert np.abs(encoded - curve)[bright].max() < STEP


@pytest.mark.parametrize("reach", [0.5, 1.0, 1.5])
def test_likeness_to_skin_is_the_reference(context: moderngl.Context, reach: float) -> None:
    a, around = random(6, 3, 1)
    around = 0.1 + 0.5 * around
    a = np.array([0.5, 0.33, 0.25]) * (0.3 + a[:, :1]) + 0.25 * a[:, 1:2] + 0.4 * (a - 0.5)
    middle, whitening = np.array([0.2, -0.08, 1.0]), np.diag([14.0, 20.0, 5.0])
    whitening[1, 0], whitening[2, 1] = 6.0, -3.0
    model = {"middle": tuple(middle), "whitening": tuple(whitening.T.ravel()), "reach": reach}
    values = {"a": np.clip(a, 0.0, 1.0), "around": around}
    like, _ = shaded(context, "skin.frag", {"skin.frag": SKIN}, values, model)
    expected = reference.like_skin(values["a"], around, middle, whitening, reach)
    assert np.abs(like[:, 0] - expected).max() < STEP
    assert 0.1 < expected.mean() < 0.8


@pytest.mark.parametrize("haze", [(0.0, 0.0, 0.0), (0.06, 0.05, 0.04)])
def test_the_composite_is_the_reference(
    context: moderngl.Context, haze: tuple[float, float, float]
) -> None:
    source, transmit, pigment, shading, hue = random(5, 3, 4, 3, 3, 3)
    source = np.rint((0.15 + 0.8 * source) * 255)
    transmit = np.rint(transmit * 255) / 255
    root = np.rint(np.sqrt(0.8 * pigment) * 255) / 255
    hue = 0.5 + hue
    slow, per_light = 0.3 + 0.8 * shading[:, :1], 0.8 + 1.5 * shading[:, 1:2]
    textures = [
        line(context, source / 255),
        line(context, transmit),
        line(context, np.concatenate([root, np.zeros((COUNT, 1))], axis=1)),
    ]
    for unit, texture in enumerate(textures):
        texture.use(unit)
    place = np.stack([(np.arange(COUNT) + 0.5) / COUNT, np.full(COUNT, 0.5)], axis=1)
    still = {"uv": place, "bareness": np.zeros((COUNT, 1)), "byMouth": np.zeros((COUNT, 1))}
    facing = np.tile([0.0, 0.0, 1.0], (COUNT, 1))
    values = {"place": place, "surface": facing, "slow": slow, "perLight": per_light, "hue": hue}
    deepening = (0.8, 0.0, -0.5, 0.2)
    uniforms = {"haze": haze, "deepening": deepening}
    drawn, _ = shaded(context, "composite.frag", {"FEATURES": ""}, values | still, uniforms)
    coat = reference.Coat(transmit[:, :3], root**2)
    matte = 1.0 - transmit[:, 3:]
    expected = reference.composite(
        source / 255, coat, slow, per_light, matte, hue, np.array(haze), np.array(deepening)
    )
    off = np.abs(np.clip(drawn, 0, 1) - expected)
    assert off.max() < STEP
    assert np.abs(expected - source / 255).mean() > 0.05


def line(ctx: moderngl.Context, values: NDArray[np.float64]) -> moderngl.Texture:
    """A row of texels, eight bits each."""
    texels = np.rint(values * 255).astype(np.uint8)
    texture = ctx.texture((COUNT, 1), values.shape[1], texels.tobytes(), alignment=1)
    texture.filter = (moderngl.NEAREST, moderngl.NEAREST)
    return texture
