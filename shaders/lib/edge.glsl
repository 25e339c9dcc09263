// Where lips end and teeth begin, told by the pixel itself.

// 1 where a pixel looks like a tooth beside these lips: brighter, and far less red than this wearer's
// lips. A lip in the sun or with a glint on it is bright and paler than in the shade as well, but a
// tooth as bright is paler still. Of 520 portraits' teeth that are clearly brighter than the lips,
// 99.9 % are told so, and 3 % of lips that are as bright for their wearer; both worst where lips are
// hardly red themselves. Teeth in the shade of an upper lip are no brighter than it, but less red by
// far, if the lips are red; what is brighter and as pale may be a glint.
float toothness(vec3 linear, float lipLuminance, float lipRedness, vec3 lightColor) {
    vec3 c = linear / lightColor + 0.002;
    float redness = log(c.r / c.g);
    float brightness = log(luminance(linear) / lipLuminance + 0.01);
    float pale = 0.53 * lipRedness - 0.13 * min(brightness, 1.4) - redness;
    float tooth = smoothstep(-0.16, -0.02, pale) * smoothstep(-0.25, 0.25, brightness);
    float shaded = smoothstep(0.45, 0.65, lipRedness - redness)
                 * smoothstep(-0.8, -0.3, brightness) * (1.0 - smoothstep(0.25, 0.6, brightness));
    return max(tooth, shaded);
}

// How dark a pixel is for a lip, which the mouth behind it is.
float hollowness(vec3 linear, float lipLuminance) {
    return 1.0 - smoothstep(0.14, 0.40, luminance(linear) / lipLuminance);
}

// 1 where a pixel is surely lip: much too red for a tooth, and not the dark of the mouth.
float lipness(vec3 linear, float lipLuminance, float lipRedness, vec3 lightColor) {
    vec3 c = linear / lightColor + 0.002;
    float brightness = log(luminance(linear) / lipLuminance + 0.01);
    float red = log(c.r / c.g) - 0.53 * lipRedness + 0.13 * clamp(brightness, -0.5, 1.4);
    return smoothstep(0.08, 0.20, red) * (1.0 - hollowness(linear, lipLuminance));
}

// 1 where a pixel near the inner lip line is lip; 0 where it is a tooth or the dark of the mouth. Both
// reach to the mouth: a glint has lip on that side of it, of which `inner` and `deeper` are pixels.
float onLips(
    vec3 linear, vec3 inner, vec3 deeper, float near, float lipLuminance, float lipRedness, vec3 lightColor
) {
    float lip = max(lipness(inner, lipLuminance, lipRedness, lightColor),
                    lipness(deeper, lipLuminance, lipRedness, lightColor));
    float mouth = max(toothness(linear, lipLuminance, lipRedness, lightColor),
                      hollowness(linear, lipLuminance));
    return 1.0 - near * mouth * (1.0 - lip);
}
