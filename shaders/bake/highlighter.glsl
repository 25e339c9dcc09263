// Highlighter: light on what stands out - cheekbones, bridge and tip of the nose, cupid's bow,
// brow bone, forehead and chin - by the shape of the face.
#include "lib/sculpt.glsl"

// How much goes on the cheekbones, on forehead and chin, down the nose, and below the brow.
vec4 lights(int shape) {
    if (shape == PATTERN_HEART) return vec4(1.0, 0.25, 0.7, 0.6);
    if (shape == PATTERN_INVERTED_TRIANGLE) return vec4(0.9, 0.35, 0.7, 0.6);
    if (shape == PATTERN_ROUND) return vec4(0.9, 0.6, 1.0, 0.6);
    if (shape == PATTERN_SQUARE) return vec4(1.0, 0.55, 0.8, 0.6);
    if (shape == PATTERN_LONG) return vec4(1.0, 0.0, 0.45, 0.7);
    return vec4(1.0, 0.3, 0.75, 0.6);
}

float lightsAt(vec2 p) {
    vec4 how = lights(makeup.pattern);
    float steep = makeup.pattern == PATTERN_LONG ? -0.02 : 0.0;
    // Broad by the temple, it thins out under the eye rather than ending there in a spot.
    float bone = stroke(p, vec2(0.120, 0.612 + steep), vec2(0.300, 0.522), 0.048, 0.040, 1.0);
    bone *= 1.0 - smoothstep(0.220, 0.340, p.x);
    float front = max(pat(p, vec2(0.5, 0.800), vec2(0.085, 0.060), 0.0, 1.0),
                      0.8 * pat(p, vec2(0.5, 0.115), vec2(0.045, 0.030), 0.0, 1.0));
    float nose = max(stroke(p, vec2(0.5, 0.640), vec2(0.5, 0.520), 0.018, 0.016, 1.0),
                     pat(p, vec2(0.5, 0.478), vec2(0.018, 0.015), 0.0, 1.0));
    float bow = 0.8 * stroke(p, vec2(0.483, 0.365), vec2(0.5, 0.360), 0.012, 0.010, 1.0);
    float brow = stroke(p, vec2(0.255, 0.668), vec2(0.305, 0.693), 0.012, 0.016, 1.0);
    float corner = 0.7 * pat(p, vec2(0.430, 0.612), vec2(0.012, 0.014), 0.0, 1.0);
    vec4 mask = how * vec4(bone, front, max(nose, bow), max(brow, corner));
    return max(max(mask.x, mask.y), max(mask.z, mask.w));
}

// Light on the skin is the skin's own colour, lighter, with a cast of the shade: fair skin has little
// room above it, and whatever step is not up would be a yellow stain.
vec3 toneOf(int number) {
    vec3 skin = oklab(wearer), own = oklab(makeup.color);
    vec2 tint = skin.yz + 0.22 * (own.yz - skin.yz);
    float light = min(skin.x + 0.082, 0.985);
    return unlab(vec3(light, tint * min(1.0, length(skin.yz) / max(length(tint), 1e-3))));
}

Coat paintedAt(Site s) {
    float mask = lightsAt(s.folded) * offEyes(s, 0.8) * (1.0 - inside(s.lips, 1.5));
    if (mask <= 0.0) return nothing();
    mask = blended(mask, tones[0], wearer);
    float flake = makeup.shimmer * flecks(s.uv, makeup.density, mix(0.7, 2.2, makeup.size), 3.0);
    Coat coat = towards(tones[0], wearer, mask * mix(0.7, 1.0, makeup.glow));
    coat = over(paint(min(tones[0] * 1.6, vec3(1.0)), 0.4 * flake * mask), coat);
    coat.metallic = 0.25 * mask;
    return finished(coat, 0.15 + 0.75 * makeup.glow, 0.42, max(0.7 * makeup.shimmer, flake), mask);
}
