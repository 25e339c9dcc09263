// Puts one coat over what the atlas holds already. Three draws, one for each map, with the blend
// "map = added + map * factor": dual-source blending is exactly the composition of two coats.
#version 330
#include "lib/site.glsl"
#include "lib/color.glsl"
#include "lib/coat.glsl"
#include "lib/tone.glsl"
#include "lib/patterns.glsl"

uniform sampler2D lipsOvalBrow;
uniform sampler2D eyes;
uniform sampler2D brows;
uniform int map;         // 0 transmit, 1 pigment, 2 finish
uniform float intensity;
uniform vec3 wearer;     // mean albedo of the wearer's skin, linear

#include "KIND"

in vec2 uv;
in vec2 atlas;
layout(location = 0, index = 0) out vec4 added;
layout(location = 0, index = 1) out vec4 factor;

void main() {
    vec4 a = texture(lipsOvalBrow, atlas), b = texture(eyes, atlas), c = texture(brows, atlas);
    Site site = Site(uv, vec2(0.5 - abs(uv.x - 0.5), uv.y), c.w, a.x, a.y, a.z, a.w,
                     b.xy, b.z, b.w, c.xy);
    Coat coat = faded(paintedAt(site), intensity);
    if (map == 0) {
        added = vec4(0.0);
        factor = vec4(coat.transmit, 1.0 - coat.matte);
    } else if (map == 1) {
        added = vec4(coat.pigment, coat.metallic);
        factor = vec4(coat.transmit, 1.0 - coat.metallic);
    } else {
        added = coat.finish * coat.cover;
        factor = 1.0 - coat.cover;
    }
}
