// Packs a finished bake into eight bits, which a texture unit filters several times faster than
// half floats. Pigment is stored as its square root: even steps to the eye, also in the dark.
#version 330

uniform sampler2D transmitBake;
uniform sampler2D pigmentBake;
uniform sampler2D finishBake;

in vec2 atlas;
layout(location = 0) out vec4 transmit;
layout(location = 1) out vec4 pigment;
layout(location = 2) out vec4 finish;

void main() {
    transmit = texture(transmitBake, atlas);
    vec4 reflected = texture(pigmentBake, atlas);
    pigment = vec4(sqrt(reflected.rgb), reflected.a);
    finish = texture(finishBake, atlas);
}
