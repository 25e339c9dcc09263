// Blush, worked into the wearer's own cheek colour: visible alike on every skin, ashen on none.

// How much of the centre's, the outer and the inner colour lies at a point.
vec3 zonesAt(vec2 p) {
    float soft = mix(0.6, 1.2, makeup.softness);
    if (makeup.pattern == PATTERN_APPLE)
        return vec3(pat(p, vec2(0.272, 0.480), vec2(0.150, 0.115), -0.35, soft),
                    1.0 - smoothstep(0.17, 0.27, p.x), smoothstep(0.29, 0.37, p.x));
    if (makeup.pattern == PATTERN_DRAPED) {
        // Most of it on the bone, from where it is swept inwards until it is gone.
        float bone = stroke(p, vec2(0.290, 0.490), vec2(0.110, 0.580), 0.105, 0.100, soft);
        bone *= 1.0 - 0.5 * smoothstep(0.20, 0.34, p.x);
        float temple = 0.75 * stroke(p, vec2(0.110, 0.575), vec2(0.130, 0.680), 0.085, 0.060, soft);
        return vec3(max(bone, temple), 1.0 - smoothstep(0.10, 0.22, p.x), smoothstep(0.22, 0.32, p.x));
    }
    if (makeup.pattern == PATTERN_SUN_KISSED) {
        float cheek = pat(p, vec2(0.275, 0.495), vec2(0.140, 0.085), 0.1, soft);
        float nose = 0.6 * stroke(p, vec2(0.390, 0.505), vec2(0.5, 0.530), 0.055, 0.050, soft);
        return vec3(joined(cheek, nose), 1.0 - smoothstep(0.17, 0.26, p.x), smoothstep(0.36, 0.46, p.x));
    }
    if (makeup.pattern == PATTERN_W_SHAPE) {
        float cheek = stroke(p, vec2(0.150, 0.575), vec2(0.300, 0.500), 0.078, 0.080, soft);
        float nose = stroke(p, vec2(0.300, 0.500), vec2(0.5, 0.558), 0.080, 0.054, soft);
        return vec3(max(cheek, 0.65 * nose), 1.0 - smoothstep(0.15, 0.24, p.x), smoothstep(0.36, 0.46, p.x));
    }
    return vec3(stroke(p, vec2(0.150, 0.585), vec2(0.275, 0.515), 0.095, 0.090, soft),
                1.0 - smoothstep(0.12, 0.22, p.x), smoothstep(0.26, 0.32, p.x));
}

vec3 toneOf(int number) {
    // The deepest and the fairest skin take less of a step to show as much (CIEDE2000).
    float light = luminance(wearer);
    float reach = mix(0.060, 0.112, smoothstep(0.03, 0.12, light)) - 0.018 * smoothstep(0.28, 0.45, light);
    vec3 skin = oklab(wearer), lab = oklab(worked(wearer, makeup.colors[min(number, 2)], reach, 0.04, 0.02));
    // Powder on fair and medium skin shows by its depth as much as by chroma: half of that gained
    // is given up for it, or pink on yellowish skin would glow orange.
    float pale = smoothstep(0.48, 0.62, skin.x);
    float gained = max(length(lab.yz) - length(skin.yz), 0.0);
    lab.yz *= 1.0 - 0.45 * pale * gained / max(length(lab.yz), 1e-3);
    lab.x = max(lab.x - 0.055 * pale, min(lab.x, skin.x - 0.06));
    return unlab(lab);
}

Coat paintedAt(Site s) {
    vec3 zones = zonesAt(s.folded);
    float mask = zones.x * smoothstep(0.0, 14.0, s.oval) * smoothstep(2.0, 9.0, max(s.lowerLid, s.upperLid));
    mask *= 0.6 + 0.4 * mask;  // no rim: the brush leaves least where it leaves the skin
    if (mask <= 0.0) return nothing();
    vec3 color = tones[0];
    if (makeup.colors_count > 1) color = mix(color, tones[1], zones.y);
    if (makeup.colors_count > 2) color = mix(color, tones[2], zones.z);
    Coat coat = towards(color, wearer, mask);
    if (makeup.finish == FINISH_SATIN) return finished(coat, 0.12, 0.5, 0.0, mask);
    if (makeup.finish == FINISH_SHIMMER) return finished(coat, 0.16, 0.42, 0.45, mask);
    if (makeup.finish == FINISH_CREAM) return finished(coat, 0.28, 0.4, 0.0, mask);
    coat.matte = 0.25 * mask;
    return coat;
}
