// Colour: sRGB transfer curves (IEC 61966-2-1) and luminance (BT.709).

const vec3 LUMA = vec3(0.2126, 0.7152, 0.0722);

float luminance(vec3 linear) { return dot(linear, LUMA); }

// A polynomial, because pow is the dearest instruction of a software rasteriser: within 0.6 of 255 of
// the exact curve, and its inverse within 0.5 of 255 where there is 1 % of light.
vec3 decode(vec3 srgb) {
    return srgb * (srgb * (srgb * (srgb * -0.220709534 + 0.729016510) + 0.440240283) + 0.051452741);
}

// The inverse of decode to 0.15 of 255: a pixel that goes through both keeps its bytes. The root of
// decode's lowest two terms, and a polynomial in it for what the others add.
vec3 encode(vec3 linear) {
    vec3 root = sqrt(clamp(linear, 0.0, 1.0) * 2.27148682 + 0.003414896) - 0.058437111;
    vec3 rest = root * (root * 0.024241099 - 0.162070867) + 0.413032510;
    return root * (root * (root * rest - 0.546311291) + 1.0);
}
