// Where lips end and teeth begin, told by the pixel itself.

// 1 where a pixel looks like a tooth beside these lips: brighter, and hardly redder than the light.
// Pale lips differ from teeth most in redness, dark lips in brightness; the sum of both logarithms
// tells them apart on all skins.
float toothness(vec3 linear, float lipLuminance, vec3 lightColor) {
    vec3 c = linear / lightColor + 0.002;
    float redness = log(c.r / c.g);
    float brightness = log(luminance(linear) / lipLuminance + 0.01);
    return smoothstep(-0.34, -0.10, 0.5 * min(brightness, 1.4) - redness)
         * smoothstep(-0.25, 0.25, brightness);
}

// 1 where a pixel near the inner lip line is lip; 0 where it is a tooth or the dark of the mouth.
float onLips(vec3 linear, float near, float lipLuminance, vec3 lightColor) {
    float hollow = 1.0 - smoothstep(0.14, 0.40, luminance(linear) / lipLuminance);
    return 1.0 - near * max(toothness(linear, lipLuminance, lightColor), hollow);
}
