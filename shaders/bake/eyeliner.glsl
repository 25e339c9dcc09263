// Eyeliner: a band on the upper lid margin that thickens outwards and ends in a tapered wing.

float wingAt(Site s) {
    // Millimetres outward from the outer corner, and above the line of the corners.
    vec2 p = vec2((s.eye.x - 1.0) * EYE_WIDTH, s.eye.y);
    float slope = mix(0.15, 1.05, makeup.angle);
    vec2 tip = 11.0 * makeup.wing * normalize(vec2(1.0, slope));
    float along = clamp(dot(p, tip) / max(dot(tip, tip), 1e-4), -0.4, 1.0);
    float width = mix(0.9, 2.2, makeup.thickness) * (1.0 - max(along, 0.0)) * 0.75;
    float distance = length(p - along * tip);
    return 1.0 - smoothstep(width - 0.25, width + 0.35, distance);
}

Coat paintedAt(Site s) {
    float x = clamp(s.eye.x, 0.0, 1.0);
    float width = mix(0.55, 2.3, makeup.thickness) * mix(0.45, 1.0, smoothstep(0.0, 0.85, x));
    float line = smoothstep(-0.6, 0.0, s.upperLid)
               * (1.0 - smoothstep(width - 0.2, width + 0.5, s.upperLid))
               * smoothstep(-0.01, 0.07, s.eye.x) * (1.0 - smoothstep(1.0, 1.03, s.eye.x));
    float tail = makeup.wing > 0.0 ? wingAt(s) * smoothstep(0.80, 0.97, s.eye.x) : 0.0;
    float under = makeup.lower * smoothstep(-0.5, 0.0, s.lowerLid)
                * (1.0 - smoothstep(0.5 * width, 0.5 * width + 0.9, s.lowerLid))
                * smoothstep(0.25, 0.75, s.eye.x) * (1.0 - smoothstep(0.98, 1.02, s.eye.x));
    // Inside the eye opening there is no skin to draw on.
    float mask = max(max(line, tail), under);
    Coat coat = paint(makeup.color, 0.93 * mask);
    coat.matte = 0.8 * mask;
    coat.finish = vec4(0.0, 0.8, 0.0, 0.0);
    return coat;
}
