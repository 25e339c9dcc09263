// Bronzer: warmth where the sun falls, in a wide soft "3" from temple to cheekbone to jaw.
#include "lib/sculpt.glsl"

// A tan is the wearer's own colour, deeper and a little more of it, with the shade's warmth.
vec3 toneOf(int number) {
    vec3 skin = oklab(wearer), own = oklab(makeup.color);
    float depth = skin.x - 0.055;
    float warmth = mix(1.4, 1.1, smoothstep(0.4, 0.7, skin.x));
    return unlab(vec3(depth, mix(warmth * skin.yz, own.yz * depth / max(own.x, 0.05), 0.4)));
}

Coat paintedAt(Site s) {
    float soft = mix(0.6, 1.0, makeup.softness);
    vec2 p = s.folded;
    float mask = 0.7 * shadowsAt(p, makeup.pattern, soft);
    mask = max(mask, 0.85 * stroke(p, vec2(0.060, 0.565), vec2(0.275, 0.500), 0.135, 0.115, soft));
    mask = joined(mask, 0.45 * pat(p, vec2(0.5, 0.505), vec2(0.085, 0.055), 0.0, 1.0));
    mask *= smoothstep(-2.0, 12.0, s.oval) * offEyes(s, 8.0) * (1.0 - inside(s.lips, 8.0));
    if (mask <= 0.0) return nothing();
    Coat coat = towards(tones[0], wearer, mask);
    return finished(coat, 0.25 * makeup.glow, 0.5, 0.25 * makeup.glow, makeup.glow * mask);
}
