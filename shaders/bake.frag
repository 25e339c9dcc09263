// Puts one coat over what another set of textures holds, in all three maps at once.
#version 330
#include "lib/site.glsl"
#include "lib/color.glsl"
#include "lib/coat.glsl"
#include "lib/tone.glsl"
#include "lib/patterns.glsl"

uniform sampler2D lipsOvalBrow;
uniform sampler2D eyes;
uniform sampler2D brows;
uniform sampler2D transmitBake;
uniform sampler2D pigmentBake;
uniform sampler2D finishBake;
uniform float intensity;
uniform vec3 wearer;     // mean albedo of the wearer's skin, linear

in vec2 uv;
in vec2 atlas;
flat in vec3 tones[5];   // toneOf(0 .. 4) of the kind
layout(location = 0) out vec4 transmit;
layout(location = 1) out vec4 pigment;
layout(location = 2) out vec4 finish;

#include "KIND"

void main() {
    vec4 a = texture(lipsOvalBrow, atlas), b = texture(eyes, atlas), c = texture(brows, atlas);
    Site site = Site(uv, vec2(0.5 - abs(uv.x - 0.5), uv.y), c.w, a.x, a.y, a.z, a.w,
                     b.xy, b.z, b.w, c.xy);
    Coat coat = faded(paintedAt(site), intensity);
    ivec2 texel = ivec2(gl_FragCoord.xy);
    transmit = texelFetch(transmitBake, texel, 0) * vec4(coat.transmit, 1.0 - coat.matte);
    pigment = texelFetch(pigmentBake, texel, 0) * vec4(coat.transmit, 1.0 - coat.metallic)
            + vec4(coat.pigment, coat.metallic);
    finish = mix(texelFetch(finishBake, texel, 0), coat.finish, coat.cover);
}
