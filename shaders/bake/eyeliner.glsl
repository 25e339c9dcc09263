// Eyeliner: a band on the lid margin that flows into a wing; every edge is a distance in
// millimetres, so that the line is as sharp as the atlas allows.

// Millimetres outward from the outer corner, and above the line of the corners.
vec2 fromCorner(Site s) {
    return vec2((s.eye.x - 1.0) * EYE_WIDTH, s.eye.y);
}

// Signed distance to the left of the line from a to b.
float leftOf(vec2 p, vec2 a, vec2 b) {
    vec2 d = normalize(b - a);
    return d.x * (p.y - a.y) - d.y * (p.x - a.x);
}

// A wing: its lower edge from the corner to the tip, its upper one from the lid to the tip.
float wingAt(Site s, float length_, float slope, float from, float width) {
    vec2 p = fromCorner(s);
    vec2 tip = length_ * normalize(vec2(1.0, slope));
    // The upper edge leaves the line on the lid, and bows inwards, or the wing would be a wedge.
    vec2 start = vec2(-from, 0.33 * from + width);
    float sag = 0.15 * length_;
    float along = clamp((p.x + from) / (from + tip.x), 0.0, 1.0);
    float top = leftOf(p, tip, start) - sag * 4.0 * along * (1.0 - along) * step(0.0, slope);
    float low = leftOf(p, vec2(-0.2, -0.35), tip);
    float skin = p.x < 0.0 ? s.upperLid : 1e3;
    return min(min(top, low), min(skin, p.x + from + 0.5));
}

float upperLine(Site s, float inner, float outer, float begin) {
    float x = s.eye.x;
    float width = mix(inner, outer, smoothstep(0.05, 0.95, x)) * smoothstep(begin - 0.10, begin + 0.22, x);
    float ends = min((x - begin + 0.04) * EYE_WIDTH, (1.005 - x) * EYE_WIDTH);
    return min(min(s.upperLid, width - s.upperLid), ends);
}

float lowerLine(Site s, float width, float begin) {
    float x = s.eye.x;
    width *= smoothstep(begin - 0.05, 0.85, x);
    float ends = min((x - begin) * EYE_WIDTH, (1.01 - x) * EYE_WIDTH);
    return min(min(s.lowerLid - 0.05, width - s.lowerLid), ends);
}

// Half covered on the edge, over a third of a millimetre: about two texels.
float drawn(float distance) { return smoothstep(-0.22, 0.18, distance); }

struct Lines { float upper, lower, accent; };

Lines linesAt(Site s) {
    float width = mix(0.5, 2.4, makeup.thickness);
    float reach = 14.0 * makeup.wing, slope = mix(0.05, 1.0, makeup.angle);
    float upper = upperLine(s, 0.35 * width, width, 0.02), accent = -9.0;
    float lower = lowerLine(s, 0.25 + 0.7 * width, mix(0.75, 0.02, makeup.lower));
    float lowerMask = smoothstep(0.0, 0.35, makeup.lower);
    int style = makeup.style;
    if (style == STYLE_TIGHT) {
        upper = min(min(s.upperLid + 0.9, 0.15 + 0.5 * makeup.thickness - s.upperLid),
                    min(s.eye.x, 1.0 - s.eye.x) * EYE_WIDTH);
        return Lines(drawn(upper), lowerMask * drawn(lower), 0.0);
    }
    if (style == STYLE_PUPPY) {
        // Along the lower lid's own line, past the corner and down.
        vec2 p = fromCorner(s);
        vec2 tip = (1.2 + reach) * normalize(vec2(1.0, -mix(0.62, 0.12, makeup.angle)));
        float wing = min(min(leftOf(p, tip, vec2(-7.0, 2.4 + width)), leftOf(p, vec2(-1.5, -0.1), tip)),
                         min(p.x < 0.0 ? s.upperLid + 0.35 : 1e3, p.x + 7.5));
        return Lines(drawn(merged(upper, wing, 0.8)), lowerMask * drawn(lower), 0.0);
    }
    if (style == STYLE_CAT_EYE) {
        upper = upperLine(s, 0.55 * width, width, -0.12);
        reach = 1.0 + 1.25 * reach;
        slope += 0.12;
    }
    if (style == STYLE_CLASSIC) reach *= 0.6;
    if (style == STYLE_WINGED) reach = 2.6 + 1.35 * reach;
    float from = style == STYLE_CLASSIC ? 6.0 : style == STYLE_CAT_EYE ? 11.0 : 8.5;
    if (style == STYLE_ARABIC) {
        upper = upperLine(s, 0.8 * width, 1.3 * width, -0.12);
        lower = lowerLine(s, 0.5 + 0.9 * width, -0.03);
        lowerMask = 1.0;
        reach = 2.0 + reach;
    }
    if (reach > 0.4) upper = merged(upper, wingAt(s, reach, slope, from, 0.7 * width), 0.9);
    if (style == STYLE_CAT_EYE || style == STYLE_ARABIC) {
        // The inner corner, drawn to a point.
        vec2 p = vec2(s.eye.x * EYE_WIDTH, s.eye.y);
        float point = min(0.62 - abs(p.y - 0.30 * p.x) - 0.26 * max(-p.x, 0.0), min(p.x + 3.0, 4.0 - p.x));
        upper = merged(upper, min(point, offEyes(s, 0.5) * 2.0 - 0.4), 0.5);
    }
    if (style == STYLE_DOUBLE) {
        vec2 p = fromCorner(s);
        vec2 from_ = vec2(-6.0, -4.6), tip = vec2(0.8 * reach + 2.5, slope * 0.5 * reach - 2.2);
        float along = clamp(dot(p - from_, tip - from_) / dot(tip - from_, tip - from_), 0.0, 1.0);
        // It swells from a point and ends in one.
        float swell = smoothstep(-0.15, 0.3, along) * (1.0 - 0.9 * along);
        float line = (0.35 + 0.4 * width) * swell - length(p - from_ - along * (tip - from_));
        accent = min(line, s.lowerLid > 0.0 || p.x > 0.0 ? 9.0 : -9.0);
    }
    if (style == STYLE_GRAPHIC) {
        // A second line that floats above the fold and meets the wing's tip.
        float height = 6.4 + 2.0 * smoothstep(0.3, 1.1, s.eye.x);
        float x = s.eye.x;
        float w = (0.40 + 0.32 * width) * smoothstep(0.15, 0.5, x) * (1.0 - smoothstep(1.0, 1.2, x));
        accent = min(w - abs(s.upperLid - height), min(x - 0.22, 1.18 - x) * EYE_WIDTH);
    }
    return Lines(drawn(upper), lowerMask * drawn(lower), drawn(accent));
}

vec3 toneOf(int number) { return makeup.colors[min(number, 2)]; }

Coat paintedAt(Site s) {
    if (s.eye.x < -0.25 || s.eye.x > 1.75 || s.lowerLid > 9.0 || s.upperLid > 18.0) return nothing();
    Lines lines = linesAt(s);
    float mask = max(max(lines.upper, lines.lower), lines.accent);
    if (mask <= 0.0) return nothing();
    vec3 color = mix(tones[0], tones[1], step(lines.upper + 1e-3, lines.lower));
    color = mix(color, tones[2], lines.accent);
    Coat coat = paint(color, 0.94 * mask);
    if (makeup.finish == FINISH_SATIN) return finished(coat, 0.25, 0.45, 0.0, mask);
    if (makeup.finish == FINISH_GLOSS) return finished(coat, 0.9, 0.25, 0.0, mask);
    if (makeup.finish == FINISH_METALLIC) {
        coat.metallic = mask;
        return finished(coat, 0.9, 0.35, 0.3, mask);
    }
    if (makeup.finish == FINISH_GLITTER) {
        float flake = mask * flecks(s.uv, 0.8, 0.6, 7.0);
        coat = over(paint(mix(color, vec3(1.0), 0.5), 0.7 * flake), coat);
        return finished(coat, 0.2, 0.5, 0.3 + 0.7 * flake, mask);
    }
    coat.matte = 0.8 * mask;
    return finished(coat, 0.0, 0.8, 0.0, mask);
}
