// Places a picture or an overlay in the window.
#version 330 core

uniform vec4 place;   // left, top, width, height in pixels of the view, from its top left corner
uniform vec2 view;    // width, height of the view in pixels
uniform float flip;   // 1 shows the picture as a mirror does, 0 as the camera saw it

out vec2 uv;

void main() {
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    vec2 point = (place.xy + corner * place.zw) / view * 2.0 - 1.0;
    // Row 0 of a picture lies at v = 0 and belongs on top.
    uv = vec2(mix(corner.x, 1.0 - corner.x, flip), corner.y);
    gl_Position = vec4(point.x, -point.y, 0.0, 1.0);
}
