// A printed lens under the film of tears: pigment in place of the iris, reflections on top.
#version 330
#include "lib/color.glsl"
#include "KIND"

const float TAU = 6.2831853;

uniform sampler2D picture;
uniform vec3 haze;  // linear light before everything, blacks included

in vec2 place;
in vec3 opening;
flat in vec2 eye;
flat in vec3 lit;
flat in vec3 own;
flat in vec3 skin;
layout(location = 0) out vec4 drawn;

float random(float n) {
    uint bits = uint(int(n)) * 2654435769u;
    bits = (bits ^ (bits >> 15)) * 2246822519u;
    return float((bits ^ (bits >> 13)) & 0xffffu) / 65535.0;
}

// Smooth noise round the circle, of so many cells.
float round_noise(float turn, float cells, float seed) {
    float x = turn * cells, cell = floor(x);
    return mix(random(mod(cell, cells) + seed), random(mod(cell + 1.0, cells) + seed),
               smoothstep(0.0, 1.0, x - cell));
}

// How far a pixel is eye rather than lid: sure well between the lids, near their landmarks' lines
// told by its colour, nearer to the wearer's iris or to the skin.
float between(vec3 seen) {
    float depth = min(opening.x, opening.y) / eye.x;  // radii
    float sure = smoothstep(0.10, 0.26, depth);
    if (sure >= 1.0) return 1.0;
    vec3 c = log(seen + 0.004), i = log(own + 0.004), s = log(skin * 0.7 + 0.004);
    vec3 axis = s - i;
    float apart = dot(axis, axis);
    float near = 1.0 - smoothstep(0.35, 0.70, dot(c - i, axis) / max(apart, 1e-4));
    // Eyes and skin alike: the line is all there is.
    near = mix(smoothstep(-0.02, 0.06, depth), near, smoothstep(0.15, 0.6, apart));
    return max(sure, near * smoothstep(-0.16, -0.02, depth));
}

void main() {
    float r = length(place);
    float wide = mix(1.0, 1.22, makeup.size);
    float q = r / wide;
    float pixel = 1.0 / eye.x;  // in radii
    if (q > 1.0 + pixel + 0.08) discard;

    float turn = atan(place.y, place.x) / TAU + 0.5;
    float fine = clamp(eye.x / 9.0, 0.0, 1.0);  // fibres finer than pixels would only flicker
    float fibres = 0.6 * round_noise(turn, 46.0, 0.0) + 0.4 * round_noise(turn + 0.004 * r, 83.0, 211.0);
    fibres = (fibres - 0.5) * fine;
    float rays = round_noise(turn, 17.0, 97.0) * fine + 0.5 * (1.0 - fine);

    // Clear over the pupil; the print begins raggedly.
    float start = 0.34, soft = 0.17;
    if (makeup.pattern == PATTERN_RING) { start = 0.50; soft = 0.30; }
    if (makeup.pattern == PATTERN_STAR) { start = 0.30 + 0.30 * rays; soft = 0.10; }
    float printed = smoothstep(start, start + soft + pixel, r + 0.10 * fibres);
    float rim = 1.0 - smoothstep(1.0 - 0.05 - 0.5 * pixel, 1.0 + 0.05 + 0.5 * pixel, q);

    // Lightest about the pupil's rim, darker outwards, with fibres in between.
    float tone = (1.0 + 1.15 * fibres * (1.0 - 0.6 * q)) * mix(1.18, 0.70, smoothstep(0.40, 0.95, q));
    vec3 pigment = makeup.color * tone;
    if (makeup.pattern == PATTERN_TWO_TONE) {
        vec3 warm = mix(makeup.color, vec3(0.30, 0.17, 0.05), 0.75);
        pigment = mix(warm, makeup.color, smoothstep(0.45, 0.72, q + 0.12 * fibres)) * tone;
    }
    float ring = smoothstep(0.74, 0.95, q + 0.05 * fibres) * mix(0.25, 0.90, makeup.limbal);
    pigment *= 1.0 - ring;
    float cover = printed * makeup.opacity * rim;
    cover = max(cover, rim * smoothstep(0.80, 0.96, q) * makeup.limbal * makeup.opacity);

    vec3 source = texelFetch(picture, ivec2(gl_FragCoord.xy), 0).rgb;
    vec3 raw = decode(source), before = min(raw, haze), seen = raw - before;
    float bright = luminance(seen);
    float shade = mix(0.42, 1.0, smoothstep(0.0, 0.8 * eye.x, opening.x));
    // What is darker than the iris is pupil, lash or lid: it stays dark. What is brighter is light
    // mirrored by the eye: it stays on top. Both are told from the wearer's own iris.
    float iris = max(luminance(own), 0.012);
    float dark = smoothstep(0.15, 0.85, bright / iris);
    float pupil = smoothstep(0.020, 0.045, iris) * (1.0 - smoothstep(0.45, 0.72, r));
    dark = mix(mix(0.45, 1.0, dark), dark, pupil);
    float glint = smoothstep(iris * 2.2 + 0.05, iris * 3.5 + 0.20, bright) * (1.0 - smoothstep(0.85, 1.0, r));
    float detail = clamp(bright / iris, 0.55, 1.6);
    vec3 printed_light = pigment * lit * shade * 0.9 * mix(1.0, detail, 0.45) * dark;
    vec3 made = mix(seen, printed_light, cover * (1.0 - pupil * (1.0 - dark)));
    made = mix(made, seen, glint);

    drawn = vec4(encode(made + before), between(seen) * eye.y * opening.z);
}
