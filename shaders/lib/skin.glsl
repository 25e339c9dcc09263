// Telling skin from what lies over it, and evening it out.

// 1 for a pixel that can be this wearer's skin, 0 for hair, frames and other things before the face.
float likeSkin(vec3 pixel, vec3 wearer, float fine, float slow) {
    vec2 here = pixel.rb / max(pixel.g, 1e-3), usual = wearer.rb / max(wearer.g, 1e-3);
    vec2 off = abs(here / usual - 1.0);
    float hue = 1.0 - smoothstep(0.45, 0.9, max(off.x, 0.7 * off.y));
    float dark = smoothstep(0.16, 0.42, fine / max(slow, 0.1));
    return hue * dark;
}

// Frequency separation: the mottle between two and six millimetres goes, finer detail stays.
vec3 smoothed(vec3 pixel, vec4 change, float strength) {
    return pixel * max(1.0 + strength * change.a * (change.rgb - 128.0 / 255.0), 0.0);
}
