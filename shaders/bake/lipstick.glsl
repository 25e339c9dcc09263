// Lipstick: paint up to the lip line, thinner towards the inside of the mouth.

Coat paintedAt(Site s) {
    float edge = mix(0.5, 3.0, makeup.softness);
    float mask = inside(s.lips - 0.3 * makeup.softness, edge) * smoothstep(-0.1, 0.5, s.mouth);
    float opacity = makeup.coverage * mask;
    Coat coat = paint(makeup.color, 0.96 * opacity);
    if (makeup.finish == FINISH_MATTE) {
        coat.matte = 0.85 * opacity;
        coat.finish = vec4(0.0, 0.9, 0.0, 0.0);
    } else if (makeup.finish == FINISH_SATIN) {
        coat.matte = 0.15 * opacity;
        coat.finish = vec4(0.30, 0.45, 0.0, 0.0);
    } else {
        coat = over(coat, stain(makeup.color, 0.3 * mask));
        coat.finish = vec4(1.0, 0.16, 0.0, 0.0);
    }
    coat.cover = vec4(mask);
    return coat;
}
