// Shapes that brushes leave on the canonical face: soft strokes, blobs and scattered flecks.

// A brush stroke from a to b whose radius goes from ra to rb; softness is the part that is blended.
float stroke(vec2 p, vec2 a, vec2 b, float ra, float rb, float softness) {
    vec2 line = b - a, from = p - a;
    float along = clamp(dot(from, line) / dot(line, line), 0.0, 1.0);
    vec2 off = from - along * line;
    float radius = mix(ra, rb, along);
    float rest = 1.0 - sqrt(dot(off, off)) / radius;
    return smoothstep(0.0, max(softness, 0.08), rest);
}

// A pat of the brush: 1 in the middle, 0 from the rim outward; angle in radians.
float pat(vec2 p, vec2 centre, vec2 radii, float angle, float softness) {
    vec2 d = p - centre;
    float c = cos(angle), s = sin(angle);
    d = vec2(c * d.x + s * d.y, c * d.y - s * d.x) / radii;
    return smoothstep(0.0, max(softness, 0.08), 1.0 - sqrt(dot(d, d)));
}

// Two soft patches as one, without a seam and without a darker overlap.
float joined(float a, float b) {
    return a + b - a * b;
}

// Smooth maximum of two distances in millimetres (quadratic, Quilez).
float merged(float a, float b, float k) {
    float h = max(k - abs(a - b), 0.0) / k;
    return max(a, b) + 0.25 * k * h * h;
}

// Three random numbers for a cell: an integer hash (PCG3D; Jarzynski and Olano 2020), the same on
// every machine.
vec3 scattered(vec2 cell, float seed) {
    uvec3 v = uvec3(ivec3(cell, seed)) * 1664525u + 1013904223u;
    v.x += v.y * v.z; v.y += v.z * v.x; v.z += v.x * v.y;
    v ^= v >> 16u;
    v.x += v.y * v.z; v.y += v.z * v.x; v.z += v.x * v.y;
    return vec3(v & 0xffffu) / 65535.0;
}

// Flakes fixed to the skin, one in a cell: how far the texel is on one. Density is the share of
// cells that hold a flake, pitch the width of a cell in millimetres.
float flecks(vec2 uv, float density, float pitch, float seed) {
    vec2 grid = uv / (UV_PER_MM * pitch);
    vec3 random = scattered(floor(grid), seed);
    vec2 off = fract(grid) - 0.5 - 0.4 * (random.xy - 0.5);
    float spot = 1.0 - smoothstep(0.16, 0.32, sqrt(dot(off, off)));
    return random.z < density ? spot * (0.4 + 0.6 * fract(random.z * 37.0)) : 0.0;
}
