// Colour: sRGB transfer curves (IEC 61966-2-1) and luminance (BT.709).

const vec3 LUMA = vec3(0.2126, 0.7152, 0.0722);

float luminance(vec3 linear) { return dot(linear, LUMA); }

// Polynomials in the square root, because pow is the dearest instruction of a software rasteriser:
// within 0.0013 of the exact curves. What is drawn is a difference of two encoded values, so that
// the error of an unchanged pixel is exactly zero.
vec3 decode(vec3 srgb) {
    return srgb * (srgb * (srgb * 0.305306011 + 0.682171111) + 0.012522878);
}

vec3 encode(vec3 linear) {
    vec3 s1 = sqrt(max(linear, vec3(0.0)));
    vec3 s2 = sqrt(s1);
    vec3 s3 = sqrt(s2);
    return 0.662002687 * s1 + 0.684122060 * s2 - 0.323583601 * s3 - 0.0225411470 * linear;
}
