// Where lips end and teeth begin, told by the pixel itself.

// 1 where a pixel looks like a tooth beside these lips: hardly redder than the light, and bright.
// Pale lips differ from teeth in redness, dark lips in brightness; the sum of both logarithms
// tells them apart on all (eval smiles: teeth above -0.2, nine lip pixels in ten below -0.45).
float toothness(vec3 linear, float lipLuminance, vec3 lightColor) {
    vec3 c = linear / lightColor + 0.002;
    float redness = log(c.r / c.g);
    float brightness = log(luminance(linear) / lipLuminance + 0.01);
    float green = log(c.g / c.b + 0.01);  // not needed on teeth; keeps blue lips from passing
    return smoothstep(-0.46, -0.20, 0.5 * min(brightness, 1.4) - redness) * smoothstep(-0.9, -0.5, green);
}
