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
    coat.cover = vec4(opacity);
    return coat;
}

// A dye: light passes through it to the skin and back, so it can only darken and tint.
Coat stain(vec3 color, float strength) {
    Coat coat = nothing();
    coat.transmit = mix(vec3(1.0), color, strength);
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
