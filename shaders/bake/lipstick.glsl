// Lipstick: ten finishes, in one colour or in two, up to the lip line and never onto the teeth.

// 0 on the lip line .. 1 where the lips meet.
float depthAt(Site s) {
    return clamp(s.lips / max(s.lips + max(s.mouth, 0.0), 0.1), 0.0, 1.0);
}

vec3 colorAt(Site s) {
    if (makeup.style == STYLE_FULL) return makeup.color;
    float middle = 1.0 - makeup.inner;
    float width = makeup.style == STYLE_OMBRE ? mix(0.15, 0.9, makeup.feather) : mix(0.02, 0.25, makeup.feather);
    return mix(makeup.color, makeup.inner_color, smoothstep(middle - 0.5 * width, middle + 0.5 * width, depthAt(s)));
}

// A hue that turns across the lips, for a film that splits the light.
vec3 split(vec2 uv) {
    float turn = 16.0 * uv.x + 28.0 * uv.y;
    return 0.6 + 0.4 * cos(turn + vec3(0.0, 2.09, 4.19));
}

// A coat in which light that passes to the lip and back takes its colour on, or a bare lip, paler than
// most shades, would show through a red as dust.
Coat tinted(vec3 color, float opacity) {
    vec3 hue = color / max(max(color.r, color.g), max(color.b, 1e-3));
    return over(paint(color, opacity), stain(hue, 0.7 * opacity));
}

vec3 toneOf(int number) { return wearer * vec3(0.80, 0.58, 0.62); }

Coat paintedAt(Site s) {
    float edge = mix(0.5, 3.5, makeup.softness);
    float mask = inside(s.lips - 0.35 * makeup.softness, edge) * smoothstep(-0.2, 0.4, s.mouth);
    if (mask <= 0.0) return nothing();
    int finish = makeup.finish;
    vec3 color = colorAt(s);
    float cover = makeup.coverage, gloss = 2.0 * makeup.gloss;
    float spot = flecks(s.uv, 0.2 + 0.75 * makeup.density, mix(0.6, 1.9, makeup.size), 11.0);
    float flake = makeup.shimmer * spot;
    // Between its flakes a shimmer is a faint sheen.
    float sparkle = makeup.shimmer * (0.25 + 0.75 * spot);
    Coat coat;
    // The film is thin at the blended edge too, rather than transparent.
    if (finish == FINISH_SHEER) coat = film(color, 0.5 * cover * mask, tones[0]);
    else if (finish == FINISH_STAIN) coat = over(paint(color, 0.22 * cover * mask), stain(color / max(max(color.r, color.g), color.b), 0.75 * cover * mask));
    else coat = tinted(color, mix(0.15, 0.985, cover) * mask);

    if (finish == FINISH_MATTE) { coat.matte = mask; coat = finished(coat, 0.0, 0.9, 0.0, mask); }
    else if (finish == FINISH_STAIN) { coat.matte = 0.35 * mask; coat = finished(coat, 0.04, 0.7, 0.0, mask); }
    else if (finish == FINISH_CREAM) { coat.matte = 0.45 * mask; coat = finished(coat, 0.08 * gloss, 0.5, 0.0, mask); }
    else if (finish == FINISH_SATIN) { coat.matte = 0.1 * mask; coat = finished(coat, 0.14 * gloss, 0.36, 0.0, mask); }
    else if (finish == FINISH_SHEER) coat = finished(coat, 0.4 * gloss, 0.22, 0.0, mask);
    else if (finish == FINISH_GLOSS) coat = finished(coat, 0.6 * gloss, 0.16, 0.0, mask);
    else if (finish == FINISH_METALLIC) { coat.metallic = mask; coat = finished(coat, 0.6 * gloss, 0.3, 0.5 * sparkle, mask); }
    else if (finish == FINISH_SHIMMER) {
        coat = over(paint(makeup.shimmer_color, (0.04 * makeup.shimmer + 0.30 * flake) * mask), coat);
        coat = finished(coat, 0.25 * gloss, 0.3, sparkle, mask);
    } else if (finish == FINISH_GLITTER) {
        coat = over(paint(makeup.shimmer_color, 0.75 * flake * mask), coat);
        coat = finished(coat, 0.2 * gloss, 0.3, 0.4 * makeup.shimmer + 0.6 * flake, mask);
    } else {
        coat = over(paint(split(s.uv) * mix(luminance(color), 1.0, 0.35), 0.30 * makeup.shimmer * mask), coat);
        coat.metallic = 0.8 * mask;
        coat = finished(coat, 0.5 * gloss, 0.22, 0.6 * sparkle, mask);
    }
    coat.finish.x = min(coat.finish.x, 1.0);
    return smoothed(coat, makeup.wrinkles, mask);
}
