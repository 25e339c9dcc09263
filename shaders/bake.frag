// Puts one coat over what another set of textures holds, in all maps at once.
#version 330
#include "VARIANT"
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
uniform sampler2D keepBake;
uniform float intensity;
uniform vec3 wearer;     // mean albedo of the wearer's skin, linear

in vec2 uv;
in vec2 atlas;
flat in vec3 tones[5];   // toneOf(0 .. 4) of the kind
layout(location = 0) out vec4 transmit;
layout(location = 1) out vec4 pigment;
layout(location = 2) out vec4 finish;
#ifdef SEALED
// The coat goes below a stack that is known, and all of it into eight bits, see pack.frag.
uniform sampler2D transmitAbove;
uniform sampler2D pigmentAbove;
uniform sampler2D finishAbove;
uniform sampler2D keepAbove;
#else
layout(location = 3) out vec4 keep;  // of the finish below the whole stack
#endif

#include "KIND"

void main() {
    ivec2 texel = ivec2(gl_FragCoord.xy);
#ifdef ALIGNED  // the region maps are as fine as the atlas
    vec4 a = texelFetch(lipsOvalBrow, texel, 0), b = texelFetch(eyes, texel, 0), c = texelFetch(brows, texel, 0);
#else
    vec4 a = texture(lipsOvalBrow, atlas), b = texture(eyes, atlas), c = texture(brows, atlas);
#endif
    Site site = Site(uv, vec2(0.5 - abs(uv.x - 0.5), uv.y), c.w, a.x, a.y, a.z, a.w,
                     b.xy, b.z, b.w, c.xy);
    Coat coat = faded(paintedAt(site), intensity);
    transmit = texelFetch(transmitBake, texel, 0) * vec4(coat.transmit, 1.0 - coat.matte);
    pigment = texelFetch(pigmentBake, texel, 0) * vec4(coat.transmit, 1.0 - coat.metallic)
            + vec4(coat.pigment, coat.metallic);
    finish = mix(texelFetch(finishBake, texel, 0), coat.finish, coat.cover);
#ifdef SEALED
    vec4 through = texelFetch(transmitAbove, texel, 0), over = texelFetch(pigmentAbove, texel, 0);
    transmit *= through;
    pigment = vec4(sqrt(through.rgb * pigment.rgb + over.rgb), mix(pigment.a, 1.0, over.a));
    finish = texelFetch(keepAbove, texel, 0) * finish + texelFetch(finishAbove, texel, 0);
#else
    keep = texelFetch(keepBake, texel, 0) * (1.0 - coat.cover);
#endif
}
