// Bronzer: warmth where the sun falls, in a wide soft "3" from temple to cheekbone to jaw.
#include "lib/sculpt.glsl"

// A tan is the wearer's own colour, deeper and a little more of it, with the shade's warmth.
vec3 toneOf(int number) {
    vec3 skin = oklab(wearer), own = oklab(makeup.color);
    float depth = skin.x - 0.075;
    float warmth = mix(1.4, 1.1, smoothstep(0.4, 0.7, skin.x));
    return unlab(vec3(depth, mix(warmth * skin.yz, own.yz * depth / max(own.x, 0.05), 0.4)));
}

// The sweep under each shape's own sun: how much, how steep, and how far towards the nose; and how
// much of it lies on the nose.
vec4 sweep(int shape) {
    if (shape == PATTERN_HEART) return vec4(0.45, 0.02, 0.250, 0.0);
    if (shape == PATTERN_INVERTED_TRIANGLE) return vec4(0.35, 0.03, 0.230, 0.3);
    if (shape == PATTERN_ROUND) return vec4(0.55, -0.10, 0.230, 0.0);
    if (shape == PATTERN_SQUARE) return vec4(0.60, 0.03, 0.290, 0.2);
    if (shape == PATTERN_LONG) return vec4(0.90, 0.05, 0.330, 0.8);
    return vec4(0.80, 0.0, 0.275, 0.45);
}

Coat paintedAt(Site s) {
    float soft = mix(0.6, 1.0, makeup.softness);
    vec2 p = s.folded;
    vec4 how = sweep(makeup.pattern);
    float mask = 0.95 * shadowsAt(p, makeup.pattern, soft);
    mask = max(mask, how.x * stroke(p, vec2(0.060, 0.565 - how.y), vec2(how.z, 0.500 + how.y), 0.125, 0.105, soft));
    mask = joined(mask, how.w * pat(p, vec2(0.5, 0.505), vec2(0.085, 0.055), 0.0, 1.0));
    mask *= smoothstep(-2.0, 12.0, s.oval) * offEyes(s, 8.0) * (1.0 - inside(s.lips, 8.0));
    if (mask <= 0.0) return nothing();
    Coat coat = towards(tones[0], wearer, mask);
    return finished(coat, 0.25 * makeup.glow, 0.5, 0.25 * makeup.glow, makeup.glow * mask);
}
