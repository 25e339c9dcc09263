// Where the light and the dark of a sculpted face go, by its shape (PATTERN_* of FACE_SHAPES).

// How much goes under the cheekbone, along the jaw, at the temple and along the hairline. The mesh
// ends below the hairline: more than half there would be a stripe across the forehead.
vec4 shadows(int shape) {
    if (shape == PATTERN_HEART) return vec4(0.8, 0.15, 1.0, 0.3);
    if (shape == PATTERN_INVERTED_TRIANGLE) return vec4(0.7, 0.0, 1.0, 0.35);
    if (shape == PATTERN_ROUND) return vec4(1.0, 0.8, 0.9, 0.2);
    if (shape == PATTERN_SQUARE) return vec4(0.75, 1.0, 0.8, 0.3);
    if (shape == PATTERN_LONG) return vec4(0.6, 0.4, 0.3, 0.5);
    return vec4(1.0, 0.45, 0.6, 0.3);
}

float shadowsAt(vec2 p, int shape, float softness) {
    vec4 how = shadows(shape);
    // Round faces are lifted by a steeper line, long ones widened by a flat one.
    float steep = shape == PATTERN_ROUND ? 0.045 : shape == PATTERN_LONG ? -0.03 : 0.0;
    float cheek = stroke(p, vec2(0.035, 0.490 + steep), vec2(0.255, 0.405 - 0.4 * steep), 0.090, 0.050, softness);
    cheek *= 1.0 - 0.6 * smoothstep(0.10, 0.29, p.x);  // fades towards the mouth
    float jaw = stroke(p, vec2(0.075, 0.265), vec2(0.215, 0.150), 0.070, 0.060, softness);
    jaw = max(jaw, 0.8 * stroke(p, vec2(0.215, 0.150), vec2(0.340, 0.085), 0.060, 0.045, softness));
    float temple = stroke(p, vec2(0.075, 0.700), vec2(0.190, 0.835), 0.085, 0.085, softness);
    float crown = stroke(p, vec2(0.230, 0.880), vec2(0.500, 0.905), 0.080, 0.085, softness);
    // A long chin is shortened, a pointed one blunted.
    float chin = 0.0;
    if (shape == PATTERN_LONG) chin = pat(p, vec2(0.5, 0.045), vec2(0.12, 0.060), 0.0, softness);
    if (shape == PATTERN_HEART) chin = pat(p, vec2(0.5, 0.055), vec2(0.075, 0.050), 0.0, softness);
    vec4 mask = how * vec4(cheek, jaw, temple, crown);
    return joined(joined(max(mask.x, mask.y), max(mask.z, mask.w)), 0.7 * chin);
}
