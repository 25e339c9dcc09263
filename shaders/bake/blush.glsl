// Blush: a stain with a little pigment, so that it shows on deep skin without turning it ashen.

float patternAt(vec2 p) {
    float soft = mix(0.45, 1.0, makeup.softness);
    if (makeup.pattern == PATTERN_APPLE)
        return ellipse(p, vec2(0.262, 0.470), vec2(0.105, 0.082), 0.15, soft);
    if (makeup.pattern == PATTERN_DRAPED)
        return max(ellipse(p, vec2(0.185, 0.520), vec2(0.150, 0.066), -0.42, soft),
                   0.7 * ellipse(p, vec2(0.080, 0.610), vec2(0.090, 0.070), -0.80, soft));
    if (makeup.pattern == PATTERN_SUN_KISSED)
        return max(ellipse(p, vec2(0.270, 0.490), vec2(0.120, 0.070), 0.05, soft),
                   0.85 * ellipse(p, vec2(0.500, 0.500), vec2(0.160, 0.050), 0.0, soft));
    return ellipse(p, vec2(0.215, 0.525), vec2(0.115, 0.058), -0.30, soft);
}

Coat paintedAt(Site s) {
    float mask = patternAt(s.folded) * smoothstep(2.0, 16.0, s.oval);
    mask *= smoothstep(0.0, 5.0, max(s.lowerLid, -s.eye.y));
    float lift = clamp(luminance(wearer) / max(luminance(makeup.color), 0.02), 0.35, 1.1);
    Coat coat = over(paint(makeup.color * mix(1.0, lift, 0.75), 0.34 * mask), stain(makeup.color, 0.10 * mask));
    coat.cover = vec4(0.0);
    if (makeup.finish == FINISH_SATIN) {
        coat.finish = vec4(0.08, 0.5, 0.0, 0.0);
        coat.cover = vec4(mask, mask, 0.0, 0.0) * 0.7;
    } else if (makeup.finish == FINISH_SHIMMER) {
        coat.finish = vec4(0.12, 0.4, 0.5, 0.0);
        coat.cover = vec4(mask, mask, mask, 0.0) * 0.7;
    }
    return coat;
}
