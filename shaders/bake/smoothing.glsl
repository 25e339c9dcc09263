// Skin smoothing: fine mottle goes (in the composite), and colour moves towards the wearer's mean.

vec3 toneOf(int number) { return wearer; }

Coat paintedAt(Site s) {
    float mask = smoothstep(0.0, 18.0, s.oval) * (1.0 - inside(s.brow, 5.0));
    mask *= (1.0 - inside(s.lips, 4.0)) * offEyes(s, 2.5);
    // Pigment takes the brightness of the pixel that it lies on, so this evens hue and chroma.
    Coat coat = paint(tones[0], 0.45 * makeup.evenness * mask);
    return smoothed(coat, makeup.strength, mask);
}
