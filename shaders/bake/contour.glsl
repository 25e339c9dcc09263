// Contour: cool shadow under the cheekbones, at jaw, temples and hairline, and beside the nose.
#include "lib/sculpt.glsl"

float noseAt(vec2 p) {
    float soft = mix(0.7, 1.0, makeup.softness);
    float bridge = stroke(p, vec2(0.448, 0.655), vec2(0.462, 0.520), 0.022, 0.018, soft);
    float tip = stroke(p, vec2(0.458, 0.490), vec2(0.474, 0.455), 0.020, 0.014, soft);
    return max(bridge, 0.7 * tip);
}

// A shadow is darker and greyer than the skin that it lies on; the shade gives it a cast.
vec3 toneOf(int number) {
    vec3 skin = oklab(wearer), own = oklab(makeup.color);
    float depth = 0.79 * skin.x;
    return unlab(vec3(depth, mix(0.82 * skin.yz, own.yz * depth / max(own.x, 0.05), 0.35)));
}

Coat paintedAt(Site s) {
    float soft = mix(0.5, 1.0, makeup.softness);
    float mask = shadowsAt(s.folded, makeup.pattern, soft) * smoothstep(-2.0, 10.0, s.oval);
    mask = max(mask, makeup.nose * noseAt(s.folded)) * (1.0 - inside(s.brow, 4.0)) * offEyes(s, 6.0);
    if (mask <= 0.0) return nothing();
    Coat coat = towards(tones[0], wearer, mask);
    coat.matte = 0.35 * mask;
    return coat;
}
