// A window of the canonical face, drawn where its page lies in the atlas; mixes the colours of the
// coat, which are the same for all of it.
#version 330
#include "lib/site.glsl"
#include "lib/color.glsl"
#include "lib/coat.glsl"
#include "lib/tone.glsl"
#include "lib/patterns.glsl"

uniform vec4 window;  // u, v, width, height of what is drawn
uniform vec4 place;   // the same in the atlas, -1..1
uniform vec3 wearer;  // mean albedo of the wearer's skin, linear

in vec2 corner;       // 0..1
out vec2 uv;
out vec2 atlas;
flat out vec3 tones[5];

#define VERTEX  // a kind may leave out here what only fragments can work out
#include "KIND"

void main() {
    uv = window.xy + corner * window.zw;
    vec2 position = place.xy + corner * place.zw;
    atlas = 0.5 + 0.5 * position;
    for (int i = 0; i < 5; i++) tones[i] = toneOf(i);
    gl_Position = vec4(position, 0.0, 1.0);
}
