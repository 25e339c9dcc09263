// What glistens: gloss as a lobe about the mirrored light, shimmer as specks fixed to the skin.

// A film over the skin. `seen` is the light that the camera saw mirrored by the skin: real
// highlights are strengthened, so that the film follows wrinkles no mesh knows. A
// Blinn-Phong lobe about the mirrored light adds the broad sheen of a wet surface.
float gloss(vec3 normal, vec3 lightTo, float amount, float roughness, float seen, float slow) {
    vec3 halfway = normalize(lightTo + vec3(0.0, 0.0, 1.0));
    float smoothness = 1.0 - roughness;
    float power = mix(12.0, 90.0, smoothness * smoothness);
    float lobe = pow(max(dot(normal, halfway), 0.0), power);
    float passed = min(seen * mix(0.6, 1.5, smoothness), 0.4);
    return amount * (0.16 * smoothness * smoothness * slow * lobe + passed);
}

// Two random numbers for a cell: an integer hash, the same on every machine.
vec2 hash(vec2 cell) {
    uvec2 n = uvec2(ivec2(cell)) * uvec2(1597334673u, 3812015801u);
    uint mixed = (n.x ^ n.y) * 1597334673u;
    return vec2(mixed & 0xffffu, mixed >> 16) / 65535.0;
}

// Each cell of the skin holds one flake with a normal of its own; it flashes as the head turns.
float shimmer(vec2 uv, vec3 normal, vec3 lightTo, float amount) {
    if (amount < 0.004) return 0.0;
    vec2 grid = uv * 420.0;
    vec2 cell = floor(grid);
    vec2 random = hash(cell);
    vec3 flake = normalize(normal + vec3(random * 1.1 - 0.55, 0.0));
    vec3 halfway = normalize(lightTo + vec3(0.0, 0.0, 1.0));
    float flash = pow(max(dot(flake, halfway), 0.0), 60.0);
    float spot = 1.0 - smoothstep(0.15, 0.5, length(fract(grid) - 0.5 - 0.4 * (random - 0.5)));
    return amount * (0.06 + 0.75 * flash * spot);
}
