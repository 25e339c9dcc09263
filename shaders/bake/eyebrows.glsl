// Eyebrows: hairs over a soft powder, in the wearer's own line or in a shape laid over it.

// Along the brow in millimetres, and up; lean is millimetres outward for each one up.
float hairs(vec2 p, float lean, float pitch, float seed, float low, float high) {
    float bent = p.x - lean * p.y - 0.02 * lean * p.y * p.y;
    float row = floor(bent / pitch);
    vec3 random = scattered(vec2(row, 0.0), seed);
    float off = abs(fract(bent / pitch) - 0.5 - 0.3 * (random.x - 0.5)) * pitch;
    // A hair is as thin as its lean makes it look, and tapers to its tip.
    float from = low + 2.2 * random.y, to = high - 2.6 * random.z;
    float along = clamp((p.y - from) / max(to - from, 0.1), 0.0, 1.0);
    float width = 0.30 * sqrt(1.0 + lean * lean) * (1.0 - 0.7 * along);
    float body = 1.0 - smoothstep(0.5 * width, 0.5 * width + 0.28, off);
    return body * inside(p.y - from, 0.8) * inside(to - p.y, 1.2) * (0.55 + 0.45 * random.x);
}

// Half the height of the brow, and how far its middle lies above the wearer's own, millimetres.
vec2 outline(float x) {
    float taper = 1.0 - smoothstep(0.52, 1.06, x);
    float arch = x * x * (1.0 - smoothstep(0.66, 1.1, x)) * 2.2;
    float size = 1.0 + 0.45 * makeup.thickness;
    float rise = 2.6 * makeup.curvature;
    if (makeup.shape == SHAPE_STRAIGHT) rise -= 1.8;
    if (makeup.shape == SHAPE_SOFT_ARCH) rise += 1.2;
    if (makeup.shape == SHAPE_HIGH_ARCH) { rise += 2.6; size *= 0.92; }
    if (makeup.shape == SHAPE_THIN) size *= 0.62;
    if (makeup.shape == SHAPE_BOLD) size *= 1.28;
    if (makeup.shape == SHAPE_FEATHERED) size *= 1.12;
    return vec2(size * (0.5 + 2.6 * taper), rise * arch);
}

// Hair is darker than the skin around it, whatever the shade, and on deep skin by more, or nobody
// would see it; number 1 is a hair, 0 the powder.
vec3 toneOf(int number) {
    float light = luminance(wearer);
    float darkest = mix(0.16, 0.38, smoothstep(0.03, 0.16, light)) * light / max(luminance(makeup.color), 1e-3);
    return makeup.color * min(darkest, 1.0) * (number == 0 ? 1.0 : 0.6);
}

Coat paintedAt(Site s) {
    float x = s.browCoord.x;
    if (x < -0.1 || x > 1.15) return nothing();
    vec2 shape = outline(clamp(x, 0.0, 1.1));
    vec2 p = vec2(x * 47.0, s.browCoord.y - shape.y);
    float half_ = shape.x;
    float head = smoothstep(-0.03, 0.20, x), tail = 1.0 - smoothstep(0.98, 1.08, x);
    bool feathered = makeup.shape == SHAPE_FEATHERED;
    float crisp = makeup.definition;
    float powder = inside(half_ - abs(p.y), mix(3.4, 1.6, crisp)) * mix(0.35, 1.0, head) * tail;

    // Hairs stand at the head and lie down towards the tail; those of the upper edge come down to
    // meet the others.
    float lean = mix(0.18, 2.4, smoothstep(-0.05, 1.0, x));
    float reach = half_ + (feathered ? 1.2 : 0.3);
    float rising = hairs(p, lean, mix(1.15, 2.4, smoothstep(0.2, 1.0, x)), 1.0, -reach, 0.75 * reach);
    float falling = hairs(p * vec2(1.0, -1.0), lean + 0.5, 1.9, 2.0, -reach, 0.5 * reach);
    float drawn = max(rising, falling * smoothstep(0.12, 0.35, x)) * tail * smoothstep(-0.06, 0.04, x);

    float filled = feathered ? 0.22 : mix(0.30, 0.42, crisp);
    filled *= mix(1.5, 1.0, smoothstep(0.03, 0.16, luminance(wearer)));
    float opacity = filled * powder + (1.0 - filled * powder) * mix(0.35, 0.6, crisp) * drawn;
    Coat coat = paint(mix(tones[0], tones[1], drawn), 0.85 * opacity);
    if (makeup.finish == FINISH_MATTE) coat.matte = 0.7 * opacity;
    else if (makeup.finish == FINISH_SATIN) coat = finished(coat, 0.3, 0.4, 0.0, opacity);
    else coat.matte = 0.2 * opacity;
    return coat;
}
