// Foundation: an even film that ends softly before the rim of the mesh, thin on brows and lids.

// An artist looks for the shade that disappears: `match` moves it to the wearer's depth, and leaves
// of its undertone what can be told apart.
vec3 toneOf(int number) {
    vec3 skin = oklab(wearer), shade = oklab(makeup.color);
    vec3 near = vec3(skin.x + 0.012, mix(skin.yz, shade.yz, 0.2));
    return unlab(mix(shade, near, makeup.match));
}

Coat paintedAt(Site s) {
    float mask = smoothstep(0.0, 24.0, s.oval) * (1.0 - 0.9 * inside(s.brow + 0.5, 4.0));
    mask *= (1.0 - inside(s.lips, 2.5)) * offEyes(s, 2.0);
    float thickness = makeup.coverage * (0.45 + 2.75 * makeup.coverage * makeup.coverage);
    Coat coat = film(tones[0], thickness * mask, wearer);
    float even = 0.4 * makeup.coverage;
    float glow = makeup.glow;
    if (makeup.finish == FINISH_MATTE) {
        coat.matte = (0.65 - 0.3 * glow) * mask;
        coat = finished(coat, 0.0, 0.9, 0.0, mask);
    } else if (makeup.finish == FINISH_SATIN) {
        coat = finished(coat, 0.05 + 0.15 * glow, 0.55, 0.0, mask);
    } else if (makeup.finish == FINISH_RADIANT) {
        coat = finished(coat, 0.12 + 0.3 * glow, 0.42, 0.0, mask);
    } else {
        coat.matte = (0.2 - 0.2 * glow) * mask;
        coat = finished(coat, 0.12 * glow, 0.65, 0.0, mask);
    }
    return smoothed(coat, even, mask);
}
