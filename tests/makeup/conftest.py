"""One small atlas for all tests of kinds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from beautymirror.errors import MissingError
from beautymirror.face.atlas import atlas_mesh
from beautymirror.face.distances import measure, texel_uv
from beautymirror.face.mesh import canonical_mesh
from tests.makeup.atelier import SCALE, Atelier


@pytest.fixture(scope="package")
def atelier() -> Iterator[Atelier]:
    """One context, one baker and one set of maps for all tests of kinds."""
    from beautymirror.render.bake import Baker
    from beautymirror.render.context import headless_context
    from beautymirror.render.regions import upload_regions

    try:
        opened = headless_context()
        context = opened.__enter__()
    except MissingError as error:
        pytest.skip(str(error))
    try:
        mesh = canonical_mesh()
        distances = measure(mesh, atlas_mesh(mesh).refined, SCALE)
        regions = upload_regions(context, distances)
        baker = Baker(context, regions, SCALE)
        maps = baker.maps()
        try:
            yield Atelier(baker, maps, texel_uv(SCALE), distances)
        finally:
            maps.release()
            baker.release()
            regions.release()
    finally:
        opened.__exit__(None, None, None)
