// Carries a part of a bake over to another sheet.
#version 330

uniform sampler2D transmitBake;
uniform sampler2D pigmentBake;
uniform sampler2D finishBake;
uniform sampler2D keepBake;

layout(location = 0) out vec4 transmit;
layout(location = 1) out vec4 pigment;
layout(location = 2) out vec4 finish;
layout(location = 3) out vec4 keep;

void main() {
    ivec2 texel = ivec2(gl_FragCoord.xy);
    transmit = texelFetch(transmitBake, texel, 0);
    pigment = texelFetch(pigmentBake, texel, 0);
    finish = texelFetch(finishBake, texel, 0);
    keep = texelFetch(keepBake, texel, 0);
}
