// Dark-circle corrector: the hollow under the eye moves towards the colour of the cheek.

// A peach, because what shines through there is blue.
vec3 toneOf(int number) {
    return unlab(oklab(wearer) + vec3(0.045, 0.006, 0.008));
}

Coat paintedAt(Site s) {
    float x = s.eye.x;
    float across = smoothstep(-0.12, 0.18, x) * (1.0 - smoothstep(0.75, 1.15, x));
    float down = smoothstep(0.6, 3.5, s.lowerLid) * (1.0 - smoothstep(7.0, 19.0, s.lowerLid));
    float mask = makeup.strength * across * down;
    Coat coat = paint(tones[0], 0.62 * mask);
    return smoothed(coat, 0.5, 0.5 * mask);
}
