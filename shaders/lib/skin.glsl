// Telling skin from what lies over it, and evening it out.

// 1 for a pixel that can be this wearer's skin, 0 for hair, frames and other things before the face:
// its distance from the wearer's own distribution, in standard deviations (render/likeness.py).
// `around` is the luminance of the skin about it, `reach` widens the distribution's variance. What is paler than the skin and hardly darker than
// its surroundings may be light that the skin mirrors, which is taken off first.
float likeSkin(vec3 pixel, float around, vec3 middle, mat3 whitening, float reach) {
    vec3 c = pixel + 0.004;
    float total = c.r + c.g + c.b, red = c.r - c.b, bright = luminance(pixel);
    float green = 3.0 * c.g - total;
    float most = min(bright - 0.5 * around, min(min(c.r, c.g), c.b) - 0.004);
    float mirrored = clamp((total - red / max(middle.x, 0.02)) / 3.0, 0.0, max(most, 0.0));
    total -= 3.0 * mirrored;
    vec3 off = vec3(vec2(red, green) / total, sqrt((bright - mirrored) / around));
    off = whitening * (off - middle);
    return 1.0 - smoothstep(12.0, 24.0, dot(off, off) / reach);
}

// Frequency separation: the mottle between two and six millimetres goes, finer detail stays.
vec3 smoothed(vec3 pixel, vec4 change, float strength) {
    return pixel * max(1.0 + strength * change.a * (change.rgb - 128.0 / 255.0), 0.0);
}
