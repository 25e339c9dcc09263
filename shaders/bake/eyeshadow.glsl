// Eyeshadow in two zones: the lid, and the crease with the outer corner.

Coat paintedAt(Site s) {
    float reach = mix(5.0, 14.0, makeup.height);
    float soft = mix(2.5, 8.0, makeup.softness);
    float x = s.eye.x;
    // The eye's line ends softly past both corners; the outer end runs up and out.
    float span = smoothstep(-0.06, 0.16, x) * (1.0 - smoothstep(1.02, 1.34, x - 0.012 * s.eye.y));
    float above = s.upperLid > 0.0 ? 1.0 : 0.0;
    float base = smoothstep(-0.3, 0.6, s.upperLid) * span * (1.0 - inside(s.brow, 4.0));
    float fall = 1.0 - smoothstep(reach - 0.5 * soft, reach + soft, s.upperLid);
    float lidMask = base * (1.0 - smoothstep(0.40 * reach, 0.40 * reach + soft, s.upperLid));
    float outer = smoothstep(0.45, 1.0, x);
    float crease = exp(-pow((s.upperLid - 0.62 * reach) / (0.32 * reach + 0.25 * soft), 2.0));
    float creaseMask = base * fall * clamp(max(crease * mix(0.45, 1.0, outer), 0.9 * outer), 0.0, 1.0);
    Coat coat = over(paint(makeup.crease_color, 0.62 * creaseMask), paint(makeup.lid_color, 0.62 * lidMask));
    coat.cover = vec4(0.0);
    float shown = max(lidMask, 0.3 * creaseMask) * above;
    if (makeup.finish == FINISH_SATIN) {
        coat.finish = vec4(0.10, 0.5, 0.1, 0.0);
        coat.cover = vec4(shown, shown, shown, 0.0);
    } else if (makeup.finish == FINISH_SHIMMER) {
        coat.finish = vec4(0.18, 0.35, 0.8, 0.0);
        coat.cover = vec4(shown, shown, shown, 0.0);
    } else {
        coat.matte = 0.5 * max(lidMask, creaseMask);
    }
    return coat;
}
