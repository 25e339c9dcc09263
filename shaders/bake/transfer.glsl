// Makeup taken from a photo: a small map of the whole face, cut at lips and lids by their own lines,
// and taken over region by region.

vec3 toneOf(int number) { return makeup.base_color; }

#ifndef VERTEX
const float TEXEL = 0.91;  // millimetres that a texel of the maps spans on the face

// How far uv has to go, for each millimetre, in the direction in which a distance grows. Texels lie
// along the axes, so that u changes across the screen only, and v up it only.
vec2 upwards(float distance, vec2 uv) {
    vec2 rise = vec2(dFdx(distance) / dFdx(uv.x), dFdy(distance) / dFdy(uv.y));
    return rise / max(dot(rise, rise), 1.0);
}

// Where to read the map for a point this far from a line that makeup must not cross: at least a
// texel away from it, since nearer texels mix both sides.
vec2 clear(vec2 uv, vec2 up, float distance) {
    return uv + up * max(TEXEL - distance, 0.0);
}

// How far each region reaches: lips, brows, eyes, cheeks. What is left is skin.
vec4 regionsAt(Site s) {
    float lips = inside(s.lips + 1.5, 4.0);
    float brows = inside(s.brow + 1.5, 3.0);
    float eyes = smoothstep(-0.32, -0.10, s.eye.x) * (1.0 - smoothstep(1.40, 1.70, s.eye.x));
    eyes *= 1.0 - smoothstep(14.0, 18.0, s.upperLid);
    eyes *= 1.0 - smoothstep(6.0, 10.0, s.lowerLid);
    float cheeks = smoothstep(0.26, 0.33, s.uv.y) * (1.0 - smoothstep(0.70, 0.76, s.uv.y));
    vec4 shares = vec4(lips, brows, eyes, cheeks);
    shares.z *= 1.0 - brows;
    shares.w *= (1.0 - lips) * (1.0 - brows) * (1.0 - shares.z);
    return shares;
}

// The coat at a place, of whose texels a share lies where there can be none.
Coat read(vec2 uv, float share) {
    vec4 paint = texture(makeup.paint, uv) / share;  // colours times opacity, in linear light
    paint /= max(paint.a, 1.0);
    Coat coat = nothing();
    coat.transmit = vec3(1.0 - paint.a);
    coat.pigment = paint.rgb;
    vec4 shine = texture(makeup.shine, uv);
    // Paint that does not glisten is matte: a powder, a matte lipstick.
    coat.matte = 0.8 * paint.a * (1.0 - smoothstep(0.0, 0.2, max(shine.r, shine.g)));
    float lies = smoothstep(0.0, 0.05, max(paint.a, max(shine.r, shine.g)));
    return finished(coat, shine.r, 0.3, shine.g, lies);
}

Coat mixed(Coat a, Coat b, float share) {
    a.transmit = mix(a.transmit, b.transmit, share);
    a.pigment = mix(a.pigment, b.pigment, share);
    a.matte = mix(a.matte, b.matte, share);
    a.finish = mix(a.finish, b.finish, share);
    a.cover = mix(a.cover, b.cover, share);
    return a;
}

Coat paintedAt(Site s) {
    vec2 upLips = upwards(s.lips, s.uv), upMouth = upwards(s.mouth, s.uv);
    float lid = max(s.upperLid, s.lowerLid);  // beyond the lids

    float onLips = inside(s.lips, 0.4);
    vec2 lipUv = clear(clear(s.uv, upLips, s.lips), upMouth, s.mouth);
    vec2 skinUv = clear(s.uv, -upLips, -s.lips);
    // Between the lids the maps hold nothing: at a lash line that thins the liner.
    float beside = clamp(0.5 + lid / (1.6 * TEXEL), 0.5, 1.0);
    Coat whole = mixed(read(skinUv, beside), read(lipUv, 1.0), onLips);
    whole = faded(whole, smoothstep(-0.2, 0.4, s.mouth) * smoothstep(-0.3, 0.1, lid));

    float rim = smoothstep(0.0, 24.0, s.oval) * (1.0 - inside(s.lips, 2.5)) * offEyes(s, 2.0);
    Coat base = paint(tones[0], makeup.base_opacity * rim);
    vec4 shares = regionsAt(s);
    float rest = 1.0 - dot(shares, vec4(1.0));
    float amount = dot(shares, vec4(makeup.lips, makeup.brows, makeup.eyes, makeup.cheeks));
    return over(faded(whole, amount + rest * makeup.skin), faded(base, makeup.skin));
}
#endif
