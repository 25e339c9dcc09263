// Eyebrows: hair strokes along the brow over a soft powder, darkest from the arch to the tail.

float strokes(vec2 p) {
    // Strokes lean outwards from the head of the brow and lie down towards its tail.
    float lean = mix(1.6, 0.35, smoothstep(0.0, 0.9, p.x));
    float phase = p.x * 46.0 - p.y * lean * 0.62;
    float jitter = fract(sin(floor(phase) * 12.9898) * 43758.547);
    float hair = abs(fract(phase) - 0.5) * 2.0;
    return (1.0 - smoothstep(0.25, 0.75, hair)) * mix(0.55, 1.0, jitter);
}

Coat paintedAt(Site s) {
    float body = inside(s.brow + 1.4 * makeup.thickness, mix(4.5, 2.2, makeup.definition));
    float along = smoothstep(-0.05, 0.22, s.browCoord.x) * (1.0 - smoothstep(0.90, 1.06, s.browCoord.x));
    float powder = body * along;
    float mask = powder * mix(1.0, strokes(s.browCoord), mix(0.35, 0.75, makeup.definition));
    Coat coat = paint(makeup.color, 0.60 * mask);
    coat.matte = 0.5 * mask;
    return coat;
}
