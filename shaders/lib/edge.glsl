// Where lips end and teeth begin, told by the pixel itself.

// 1 where a pixel looks like a tooth beside these lips: brighter, and hardly redder than the light.
// Pale lips differ from teeth most in redness, dark lips in brightness; the sum of both logarithms
// tells them apart on all skins. Teeth in the shade of an upper lip are no brighter than it, but less
// red by far than this wearer's lips, if those are red; what is brighter and as pale may be a glint.
float toothness(vec3 linear, float lipLuminance, float lipRedness, vec3 lightColor) {
    vec3 c = linear / lightColor + 0.002;
    float redness = log(c.r / c.g);
    float brightness = log(luminance(linear) / lipLuminance + 0.01);
    float tooth = smoothstep(-0.34, -0.10, 0.5 * min(brightness, 1.4) - redness)
                * smoothstep(-0.25, 0.25, brightness);
    float shaded = smoothstep(0.45, 0.65, lipRedness - redness)
                 * smoothstep(-0.8, -0.3, brightness) * (1.0 - smoothstep(0.25, 0.6, brightness));
    return max(tooth, shaded);
}

// 1 where a pixel near the inner lip line is lip; 0 where it is a tooth or the dark of the mouth.
float onLips(vec3 linear, float near, float lipLuminance, float lipRedness, vec3 lightColor) {
    float hollow = 1.0 - smoothstep(0.14, 0.40, luminance(linear) / lipLuminance);
    return 1.0 - near * max(toothness(linear, lipLuminance, lipRedness, lightColor), hollow);
}
