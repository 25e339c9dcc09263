// Telling skin from what lies over it, and evening it out.

// 1 for a pixel that can be this wearer's skin, 0 for hair, frames and other things before the face.
float likeSkin(vec3 pixel, vec3 wearer, float fine, float slow) {
    vec2 here = pixel.rb / max(pixel.g, 1e-3), usual = wearer.rb / max(wearer.g, 1e-3);
    vec2 off = abs(here / usual - 1.0);
    float hue = 1.0 - smoothstep(0.45, 0.9, max(off.x, 0.7 * off.y));
    float dark = smoothstep(0.16, 0.42, fine / max(slow, 0.1));
    return hue * dark;
}

// Frequency separation: what is finer than a millimetre (pores, hairs) stays, mottle between one
// and four millimetres goes, and what differs too much to be mottle (a mole, an edge) stays too.
vec3 smoothed(vec3 pixel, vec4 fineSkin, vec4 broadSkin, float strength) {
    vec3 fine = fineSkin.rgb / max(fineSkin.a, 1e-4), broad = broadSkin.rgb / max(broadSkin.a, 1e-4);
    float difference = abs(luminance(fine) / max(luminance(broad), 1e-3) - 1.0);
    float mottle = (1.0 - smoothstep(0.18, 0.40, difference)) * smoothstep(0.1, 0.5, broadSkin.a);
    return max(pixel + strength * mottle * (broad - fine), 0.0);
}
