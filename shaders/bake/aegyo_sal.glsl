// Aegyo-sal: the small fullness under the lashes - lit on top, with a breath of shadow below it.

vec3 toneOf(int number) { return worked(wearer, makeup.color, 0.1, 0.0, 0.09); }

Coat paintedAt(Site s) {
    float x = s.eye.x;
    float across = smoothstep(0.05, 0.35, x) * (1.0 - smoothstep(0.78, 1.02, x));
    float full = 4.6 * mix(0.55, 1.0, across);  // millimetres from the lashes to its lower edge
    float lit = across * smoothstep(0.2, 1.3, s.lowerLid) * (1.0 - smoothstep(0.45 * full, full, s.lowerLid));
    float line = (s.lowerLid - full - 0.7) / 1.5;
    float shade = across * exp(-line * line);
    if (max(lit, shade) < 0.004) return nothing();
    vec3 dark = wearer * vec3(0.66, 0.57, 0.54);
    Coat coat = over(towards(tones[0], wearer, makeup.strength * lit), towards(dark, wearer, 0.55 * makeup.strength * shade));
    return finished(coat, 0.2, 0.5, makeup.shimmer, lit * min(2.0 * makeup.strength, 1.0));
}
