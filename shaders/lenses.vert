// The opening between the lids, as a strip of quads.
#version 330

const int EYE = 66;      // vertices of one eye

uniform vec2 size;       // of the picture, pixels
uniform vec2 centre[2];  // of each iris, pixels
uniform mat2 across[2];  // pixels to radii of the iris
uniform vec2 radius;     // pixels
uniform vec3 bare[2];    // linear RGB of the wearer's own irises, as lit
uniform vec3 lid[2];     // of the skin about them
uniform vec3 light[2];   // on each eye
uniform vec2 shown;

in vec2 position;        // pixels, y down
in vec3 way;             // pixels below the upper lid, above the lower lid; how far it is not hidden
out vec2 place;          // radii from the centre, x right, y down
out vec3 opening;
flat out vec2 eye;       // radius in pixels, shown
flat out vec3 lit;
flat out vec3 own;
flat out vec3 skin;

void main() {
    int n = gl_VertexID / EYE;
    place = across[n] * (position - centre[n]);
    opening = way;
    eye = vec2(radius[n], shown[n]);
    lit = light[n];
    own = bare[n];
    skin = lid[n];
    gl_Position = vec4(position / size * 2.0 - 1.0, 0.0, 1.0);
}
