// Face art: freckles, glitter, and one figure drawn as a signed distance.

// Signed distances of figures of about unit radius, positive inside.
float heart(vec2 p) {
    p = vec2(abs(p.x), p.y + 0.55);
    if (p.y + p.x > 1.0) return 0.3536 - length(p - vec2(0.25, 0.75));
    vec2 a = p - vec2(0.0, 1.0), b = p - 0.5 * max(p.x + p.y, 0.0);
    return -sqrt(min(dot(a, a), dot(b, b))) * sign(p.x - p.y);
}

float star(vec2 p) {
    float turn = atan(p.x, p.y);
    float fifth = 1.25663706;
    float a = abs(mod(turn + 0.5 * fifth, fifth) - 0.5 * fifth);
    vec2 q = length(p) * vec2(cos(a), sin(a));
    vec2 tip = vec2(1.0, 0.0), notch = 0.42 * vec2(cos(0.5 * fifth), sin(0.5 * fifth));
    vec2 edge = normalize(notch - tip);
    return edge.x * (q.y - tip.y) - edge.y * (q.x - tip.x);
}

float flower(vec2 p) {
    float turn = atan(p.x, p.y);
    return 0.62 + 0.34 * abs(cos(2.5 * turn)) - length(p);
}

float figureAt(vec2 p) {
    if (makeup.motif == MOTIF_HEART) return heart(p);
    if (makeup.motif == MOTIF_STAR) return star(p);
    if (makeup.motif == MOTIF_CRESCENT) return min(0.95 - length(p), length(p - vec2(0.42, 0.1)) - 0.78);
    if (makeup.motif == MOTIF_FLOWER) return flower(p);
    if (makeup.motif == MOTIF_GEM) return 0.9 - length(p);
    return 0.8 - length(p);
}

// A freckle is the wearer's own skin with more of its pigment.
vec3 toneOf(int number) {
    vec3 dark = worked(wearer, mix(makeup.color, wearer, 0.15), 0.10, 0.10, 0.0);
    return dark * mix(0.75, 1.0, smoothstep(0.03, 0.2, luminance(wearer)));
}

Coat freckles(Site s) {
    vec2 p = s.folded;
    float where = max(pat(p, vec2(0.285, 0.505), vec2(0.155, 0.105), 0.1, 1.0),
                      0.9 * pat(p, vec2(0.5, 0.525), vec2(0.17, 0.075), 0.0, 1.0));
    where *= smoothstep(2.0, 6.0, max(s.lowerLid, s.upperLid)) * smoothstep(6.0, 16.0, s.oval);
    if (where <= 0.0) return nothing();
    float mask = 0.0;
    for (int i = 0; i < 2; i++) {
        vec2 grid = s.uv / (UV_PER_MM * (i == 0 ? 4.6 : 3.1)) + 0.5 * float(i);
        vec3 random = scattered(floor(grid), makeup.seed * 2.0 + float(i));
        vec2 off = (fract(grid) - 0.5 - 0.5 * (random.xy - 0.5)) * vec2(1.0, 1.0 + 0.5 * random.x);
        float radius = mix(0.11, 0.24, fract(random.z * 91.0)) * mix(0.75, 1.6, makeup.size);
        float spot = 1.0 - smoothstep(0.55 * radius, 1.25 * radius, length(off));
        float there = random.z < where * mix(0.25, 1.0, makeup.density) ? 1.0 : 0.0;
        mask = max(mask, spot * there * mix(0.35, 0.9, fract(random.z * 53.0)));
    }
    return towards(tones[0], wearer, mask);
}

Coat paintedAt(Site s) {
    if (makeup.sides == SIDES_RIGHT && s.uv.x > 0.5) return nothing();
    if (makeup.sides == SIDES_LEFT && s.uv.x < 0.5) return nothing();
    if (makeup.motif == MOTIF_FRECKLES) return freckles(s);
    vec2 centre = vec2(0.5 - 0.5 * makeup.across, makeup.height);
    vec2 at = (s.folded - centre) / UV_PER_MM;
    bool glitter = makeup.motif == MOTIF_GLITTER;
    float radius = glitter ? mix(8.0, 32.0, makeup.size) : mix(1.5, 12.0, makeup.size);
    if (dot(at, at) > 2.4 * radius * radius) return nothing();
    float skin = offEyes(s, 0.6) * smoothstep(0.0, 2.0, s.oval);
    if (glitter) {
        float where = pat(s.folded, centre, vec2(radius * UV_PER_MM), 0.0, 1.0) * skin;
        float mask = flecks(s.uv, where * mix(0.3, 1.0, makeup.density), 1.1, makeup.seed);
        Coat flakes = paint(mix(makeup.color, vec3(1.0), 0.35 * mask), 0.85 * mask);
        flakes.metallic = mask;
        return finished(flakes, 0.6 * mask, 0.4, 1.0, mask);
    }
    float turn = radians(makeup.rotation), c = cos(turn), n = sin(turn);
    vec2 p = vec2(c * at.x + n * at.y, c * at.y - n * at.x) / radius;
    float mask = smoothstep(-0.20, 0.20, figureAt(p) * radius) * skin;
    if (makeup.motif == MOTIF_GEM) {
        // Eight facets about a table, each with a brightness of its own; light comes from above.
        float facet = floor((atan(p.y, p.x) + 3.14159265) * 1.27323954);
        float bright = mix(0.35, 1.6, scattered(vec2(facet, 1.0), makeup.seed).x) + 0.35 * p.y;
        bright = length(p) < 0.45 ? 1.15 + 0.6 * p.y : bright;
        Coat gem = paint(clamp(makeup.color * bright + 0.10 * max(bright - 1.0, 0.0), 0.0, 1.0), 0.97 * mask);
        gem.metallic = 0.3 * mask;
        return finished(gem, 0.9, 0.15, 0.4, mask);
    }
    Coat figure = paint(makeup.color, 0.96 * mask);
    figure.matte = 0.3 * mask;
    return finished(figure, 0.1, 0.5, 0.0, mask);
}
