// Concealer: a film of its shade under the eyes; spots elsewhere move towards the mean skin.

// A light shade is brought to at most a step above the skin, or it leaves a white triangle.
vec3 toneOf(int number) {
    vec3 skin = oklab(wearer), own = oklab(makeup.color);
    return unlab(vec3(skin.x + clamp(own.x - skin.x, -0.03, 0.055), mix(skin.yz, own.yz, 0.25)));
}

Coat paintedAt(Site s) {
    float x = s.eye.x;
    float across = smoothstep(-0.15, 0.15, x) * (1.0 - smoothstep(0.80, 1.25, x));
    float down = smoothstep(0.6, 3.0, s.lowerLid) * (1.0 - smoothstep(6.0, 20.0 - 8.0 * x, s.lowerLid));
    float hollow = makeup.under_eyes * across * down;
    float bare = smoothstep(2.0, 22.0, s.oval) * (1.0 - inside(s.brow, 5.0)) * (1.0 - inside(s.lips, 4.0));
    float spots = makeup.spots * bare * offEyes(s, 6.0);
    Coat coat = film(tones[0], 1.6 * makeup.coverage * hollow, wearer);
    coat = over(coat, paint(wearer, 0.4 * makeup.coverage * spots));
    return smoothed(coat, 0.8 * makeup.coverage, max(hollow, spots));
}
