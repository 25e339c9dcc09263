// The opening between the lids, as a strip of quads.
#version 330

const int EYE = 66;      // vertices of one eye

uniform vec2 size;       // of the picture, pixels
uniform vec2 centre[2];  // of each iris, pixels
uniform mat2 across[2];  // pixels to radii of the iris
uniform vec2 radius;     // pixels
uniform vec2 bare;       // luminance of the wearer's own irises, as lit
uniform vec2 light;      // about each eye
uniform vec2 shown;

in vec2 position;        // pixels, y down
in vec2 lid;             // share of the way from the upper lid down, its length in pixels
out vec2 place;          // radii from the centre, x right, y down
out vec2 opening;
flat out vec4 eye;       // radius in pixels, bare, light, shown

void main() {
    int n = gl_VertexID / EYE;
    place = across[n] * (position - centre[n]);
    opening = lid;
    eye = vec4(radius[n], bare[n], light[n], shown[n]);
    gl_Position = vec4(position / size * 2.0 - 1.0, 0.0, 1.0);
}
