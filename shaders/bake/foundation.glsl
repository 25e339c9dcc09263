// Foundation: an even film that ends softly before the rim of the mesh, thin on lips and brows.

Coat paintedAt(Site s) {
    float mask = smoothstep(0.0, 26.0, s.oval);
    mask *= 1.0 - 0.75 * inside(s.brow, 4.0);
    mask *= 1.0 - inside(s.lips - 0.5, 3.0);
    Coat coat = paint(makeup.color, 0.72 * makeup.coverage * mask);
    float smoothing = 0.5 * makeup.coverage * mask;
    if (makeup.finish == FINISH_MATTE) {
        coat.matte = 0.6 * mask;
        coat.finish = vec4(0.0, 0.9, 0.0, smoothing);
    } else if (makeup.finish == FINISH_SATIN) {
        coat.finish = vec4(0.06, 0.55, 0.0, smoothing);
    } else if (makeup.finish == FINISH_RADIANT) {
        coat.finish = vec4(0.16, 0.40, 0.0, smoothing);
    } else {
        coat.matte = 0.15 * mask;
        coat.finish = vec4(0.02, 0.7, 0.0, smoothing);
    }
    coat.cover = vec4(mask);
    return coat;
}
