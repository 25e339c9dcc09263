// A window of the canonical face, drawn where its page lies in the atlas.
#version 330

uniform vec4 window;  // u, v, width, height of what is drawn
uniform vec4 place;   // the same in the atlas, -1..1

in vec2 corner;       // 0..1
out vec2 uv;
out vec2 atlas;

void main() {
    uv = window.xy + corner * window.zw;
    vec2 position = place.xy + corner * place.zw;
    atlas = 0.5 + 0.5 * position;
    gl_Position = vec4(position, 0.0, 1.0);
}
