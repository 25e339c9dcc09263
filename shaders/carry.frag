// Carries a part of a bake over to the other set of textures.
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
    pigment = texelFetch(pigmentBake, texel, 0);
    finish = texelFetch(finishBake, texel, 0);
}
