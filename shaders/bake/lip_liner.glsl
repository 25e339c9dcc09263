// Lip liner: a pencil line on the lip line, or just beside it.

// A pencil paler than the skin would draw a chalk line: it is at most a little lighter. Brown is a
// shadow, and on deep skin one that is no darker than it would be a rim of rust.
vec3 toneOf(int number) {
    vec3 own = oklab(makeup.color);
    float skin = oklab(wearer).x;
    float brown = (1.0 - smoothstep(0.07, 0.11, length(own.yz))) * (1.0 - smoothstep(0.42, 0.58, skin));
    float down = min(1.0, (skin + 0.02 - brown * (0.02 + 0.18 * skin)) / max(own.x, 0.05));
    return unlab(own * vec3(down, vec2(mix(1.0, down, brown))));
}

Coat paintedAt(Site s) {
    // Millimetres from the middle of the line to the lip line, positive inwards.
    float away = 0.4;
    vec2 p = s.folded;
    float bow = pat(p, vec2(0.480, 0.345), vec2(0.055, 0.04), 0.0, 0.6);
    if (makeup.style == STYLE_OVER_LINED) {
        // Most in the middle of both lips: past the corners it would look like a clown's.
        away = -1.5 * smoothstep(0.385, 0.455, p.x) + 0.3 * (1.0 - smoothstep(0.385, 0.42, p.x));
    } else if (makeup.style == STYLE_CUPID) {
        away = 0.4 - 1.7 * bow;
    } else if (makeup.style == STYLE_SMALLER) {
        away = 1.8;
    }
    float half_ = mix(0.5, 1.9, makeup.thickness);
    float soft = mix(0.5, 2.6, makeup.softness);
    float off = abs(s.lips - away);
    // Blended inwards further than outwards, as a finger would.
    float wide = s.lips > away ? half_ + 0.7 * soft : half_;
    float mask = 1.0 - smoothstep(wide - 0.5 * soft, wide + 0.5 * soft, off);
    mask *= smoothstep(0.2, 1.6, s.mouth);
    if (makeup.style == STYLE_CUPID) mask *= mix(0.65, 1.0, bow);
    // On the skin it stands for the lip, and no skin may shine through; within, for an edge.
    float opacity = mix(0.7, 0.93, smoothstep(0.3, -0.9, s.lips));
    Coat coat = paint(tones[0], opacity * mask);
    coat.matte = 0.6 * mask;
    return finished(coat, 0.0, 0.8, 0.0, 0.6 * mask);
}
