// A coat of makeup in linear light: out = transmit * skin + pigment * light.

struct Coat {
    vec3 transmit;   // what it lets through, 0..1
    vec3 pigment;    // what it reflects itself
    float matte;     // how far it takes shine away
    float metallic;  // how far its highlights take its own colour
    vec4 finish;     // gloss, roughness, shimmer, smoothing
    vec4 cover;      // how far each of these replaces what lies below
};

Coat nothing() {
    return Coat(vec3(1.0), vec3(0.0), 0.0, 0.0, vec4(0.0), vec4(0.0));
}

// A layer of paint of this colour and opacity.
Coat paint(vec3 color, float opacity) {
    Coat coat = nothing();
    coat.transmit = vec3(1.0 - opacity);
    coat.pigment = color * opacity;
    return coat;
}

// A dye: light passes through it to the skin and back, so it can only darken and tint.
Coat stain(vec3 color, float strength) {
    Coat coat = nothing();
    coat.transmit = mix(vec3(1.0), color, strength);
    return coat;
}

// Whatever takes the wearer's mean skin to `target`, with as little pigment as will do: darker
// bands are filtered, lighter ones get pigment, and the skin's own texture stays.
Coat towards(vec3 target, vec3 skin, float amount) {
    Coat coat = nothing();
    vec3 kept = min(target / max(skin, vec3(1e-3)), vec3(1.0));
    coat.transmit = mix(vec3(1.0), kept, amount);
    coat.pigment = max(target - kept * skin, vec3(0.0)) * amount;
    return coat;
}

// A scattering film over skin of albedo `skin`: Kubelka-Munk for each band (Kubelka 1948). The
// absorption is what makes an endless film the swatch, K/S = (1 - R)^2 / 2R; the scattering is
// assumed such that the film hides equally well in every band, b S = 1 per unit of thickness, so
// that a thin film lies on the way from skin to swatch. Over a reflector g it gives
// Rl + T^2 g / (1 - Rl g); to first order about the skin that is a coat, exact at the skin itself.
Coat film(vec3 swatch, float thickness, vec3 skin) {
    vec3 endless = clamp(swatch, vec3(0.004), vec3(0.96));
    vec3 a = 0.5 * (endless + 1.0 / endless);
    vec3 b = 0.5 * (1.0 / endless - endless);
    float decay = exp(-thickness);
    float twice = decay * decay;
    vec3 below = 1.0 / (a * (1.0 - twice) + b * (1.0 + twice));
    vec3 reflected = (1.0 - twice) * below;
    vec3 through = 2.0 * decay * b * below;
    vec3 rest = 1.0 / (1.0 - reflected * skin);
    vec3 seen = through * through * rest;
    Coat coat = nothing();
    coat.transmit = seen * rest;
    coat.pigment = max(reflected + seen * skin - coat.transmit * skin, vec3(0.0));
    return coat;
}

// Less of a coat: 0 leaves the skin bare.
Coat faded(Coat coat, float amount) {
    coat.transmit = mix(vec3(1.0), coat.transmit, amount);
    coat.pigment *= amount;
    coat.matte *= amount;
    coat.metallic *= amount;
    coat.cover *= amount;
    return coat;
}

// One coat over another: the sum of their light paths.
Coat over(Coat top, Coat below) {
    Coat coat;
    coat.transmit = top.transmit * below.transmit;
    coat.pigment = top.transmit * below.pigment + top.pigment;
    coat.matte = 1.0 - (1.0 - top.matte) * (1.0 - below.matte);
    coat.metallic = mix(below.metallic, 1.0, top.metallic);
    coat.finish = mix(below.finish, top.finish, top.cover);
    coat.cover = 1.0 - (1.0 - top.cover) * (1.0 - below.cover);
    return coat;
}

// Gloss, roughness and shimmer of a coat where it lies, 0..1; smoothing is left as it was.
Coat finished(Coat coat, float gloss, float roughness, float shimmer, float lies) {
    coat.finish.xyz = vec3(gloss, roughness, shimmer);
    coat.cover.xyz = vec3(lies);
    return coat;
}

// The same with smoothing.
Coat smoothed(Coat coat, float smoothing, float lies) {
    coat.finish.w = smoothing;
    coat.cover.w = lies;
    return coat;
}
