// Colours relative to the wearer's skin, in Oklab (Ottosson 2020): equal steps there look equal on
// every skin, which equal steps in light do not.

vec3 oklab(vec3 linear) {
    const mat3 cones = mat3(0.41222147, 0.21190350, 0.08830246,
                            0.53633254, 0.68069955, 0.28171884,
                            0.05144599, 0.10739696, 0.62997870);
    const mat3 opponent = mat3(0.21045426, 1.97799850, 0.02590404,
                               0.79361779, -2.42859221, 0.78277177,
                               -0.00407205, 0.45059371, -0.80867577);
    return opponent * pow(max(cones * linear, vec3(1e-6)), vec3(1.0 / 3.0));
}

vec3 unlab(vec3 lab) {
    const mat3 cones = mat3(1.0, 1.0, 1.0,
                            0.39633778, -0.10556135, -0.08948418,
                            0.21580376, -0.06385417, -1.29148555);
    const mat3 linear = mat3(4.07674166, -1.26843800, -0.00419609,
                             -3.30771159, 2.60975740, -0.70341861,
                             0.23096993, -0.34131940, 1.70761470);
    vec3 root = cones * lab;
    return clamp(linear * (root * root * root), vec3(0.0), vec3(1.0));
}

// Of a colour paler than the skin: the share of light that looks like `share` of the way to it, so
// that its blended edge is as soft on deep skin as a dark one is on fair skin, where it would be cut
// out like a sticker.
float blended(float share, vec3 color, vec3 skin) {
    float from = pow(luminance(skin) + 1e-4, 1.0 / 3.0), to = pow(luminance(color) + 1e-4, 1.0 / 3.0);
    if (to <= from + 0.01) return share;
    float way = mix(from, to, share);
    return (way * way * way - from * from * from) / (to * to * to - from * from * from);
}

// The hue of `lab`, turned back until it is at most `most` radians away from that of `skin`.
vec3 limitedTurn(vec3 lab, vec3 skin, float most) {
    float turn = atan(skin.y * lab.z - skin.z * lab.y, dot(skin.yz, lab.yz));
    float back = turn - clamp(turn, -most, most);
    float c = cos(back), s = sin(back);
    lab.yz = vec2(c * lab.y + s * lab.z, c * lab.z - s * lab.y);
    return lab;
}

// Skin that a colour has been worked into: `reach` Oklab units from bare (0.01 is about one dE) in
// the colour's direction, but no lighter than `lift` and no darker than `sink`. Pink on deep skin
// turns the hue only a little and gains chroma instead, which keeps it from looking grey; a berry or
// a plum turns it further, or it would be as rusty there as a coral.
vec3 worked(vec3 skin, vec3 color, float reach, float sink, float lift) {
    vec3 from = oklab(skin);
    vec3 step = oklab(color) - from;
    step.x = clamp(step.x, -sink, lift);
    vec3 to = from + step * (reach / (length(step) + 0.01));
    float deep = 1.0 - smoothstep(0.46, 0.62, from.x);
    vec3 own = oklab(color);
    float cool = 1.0 - smoothstep(0.02, 0.26, own.z / max(own.y, 1e-3));
    to = limitedTurn(to, from, mix(0.42, 0.225 + 0.35 * cool, deep));
    return unlab(to);
}
