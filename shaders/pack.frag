// Packs a finished bake into eight bits, which a texture unit filters several times faster than
// half floats. Pigment is stored as its square root: even steps to the eye, also in the dark.
#version 330

uniform sampler2D transmitBake;
uniform sampler2D pigmentBake;
uniform sampler2D finishBake;

layout(location = 0) out vec4 transmit;
layout(location = 1) out vec4 pigment;
layout(location = 2) out vec4 finish;

void main() {
    ivec2 texel = ivec2(gl_FragCoord.xy);
    transmit = texelFetch(transmitBake, texel, 0);
    vec4 reflected = texelFetch(pigmentBake, texel, 0);
    pigment = vec4(sqrt(reflected.rgb), reflected.a);
    finish = texelFetch(finishBake, texel, 0);
}
