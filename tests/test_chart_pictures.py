"""Charts as files, and as wide as a page is."""

import io
import re
import xml.etree.ElementTree as ElementTree

import pandas as pd
import pytest
from drawn import outside, overlaps, title
from matplotlib.figure import Figure
from PIL import Image

from leesbril import charts
from leesbril.charts._pictures import NARROW, PHONE

TERMS = pd.DataFrame({"term": ["a <b> & c", "Mosul"], "tfidf": [0.4, 0.2], "count": [3, 1]})
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def ax():
    return charts.term_bars(TERMS, source="A folder")


def test_an_svg_holds_title_and_alternative_text_and_is_one_image(ax, tmp_path):
    root = ElementTree.parse(charts.save(ax, tmp_path / "x.svg")).getroot()
    assert [child.tag for child in root[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert root[0].text == title(ax)
    assert root[1].text == root.get("aria-label") == charts.alt_text(ax)
    assert root.get("role") == "img"


def test_the_same_chart_gives_the_same_bytes(tmp_path):
    first, second = (charts.save(charts.term_bars(TERMS), tmp_path / f"{n}.svg").read_bytes() for n in "ab")
    assert first == second
    assert not re.search(rb"\d{4}-\d\d-\d\dT|Matplotlib", first)


def test_every_name_in_an_svg_is_referred_to(ax, tmp_path):
    written = charts.save(ax, tmp_path / "x.svg").read_text("utf-8")
    names = re.findall(r' id="([^"]+)"', written)
    assert names
    assert all(f'href="#{name}"' in written or f"url(#{name})" in written for name in names)


def test_a_png_holds_the_alternative_text(ax, tmp_path):
    with Image.open(charts.save(ax, str(tmp_path / "x.PNG"))) as image:
        assert image.info["Description"] == charts.alt_text(ax)


def test_another_ending_is_refused_and_so_is_an_axes_of_someone_else(ax, tmp_path):
    with pytest.raises(ValueError, match="stored as png or svg; received 'pdf'"):
        charts.save(ax, tmp_path / "x.pdf")
    with pytest.raises(ValueError, match=r"no chart of leesbril\.charts"):
        charts.save(ax.figure.add_axes((0, 0, 1, 1)), tmp_path / "x.svg")


@pytest.fixture
def shown(monkeypatch):
    pictures: list = []
    monkeypatch.setattr("IPython.display.display", pictures.append)
    return pictures


def test_a_report_asks_for_svg_by_argument_or_by_environment(ax, shown, monkeypatch):
    charts.show(ax, form="svg")
    monkeypatch.setenv("LEESBRIL_CHARTS", "svg")
    charts.show(ax)
    charts.show(ax, form="png")
    assert [list(picture._repr_mimebundle_()[0]) for picture in shown] == [
        ["image/svg+xml", NARROW, "text/plain"],
        ["image/svg+xml", NARROW, "text/plain"],
        ["image/png", "text/plain"],
    ]
    assert shown[0].data == shown[1].data


def test_a_drawing_has_another_for_a_phone_unless_charts_share_a_figure(shown, tmp_path):
    charts.show(charts.term_bars(TERMS), form="svg")
    with charts.page_width(PHONE):
        expected = charts.save(charts.term_bars(TERMS), tmp_path / "x.svg").read_bytes()
    assert shown[0].narrow == expected != shown[0].data
    first, second = Figure().subplots(2)
    charts.term_bars(TERMS, ax=first)
    charts.show(charts.term_bars(TERMS, second), form="svg")
    assert shown[1].narrow is None
    assert NARROW not in shown[1]._repr_mimebundle_()[0]


def test_a_form_that_is_none_is_refused(ax, shown):
    with pytest.raises(ValueError, match="received 'jpg'"):
        charts.show(ax, form="jpg")
    assert shown == []


def test_a_narrow_page_has_letters_of_the_same_size_and_nothing_is_cut_off(tmp_path):
    with charts.page_width(390):
        ax = charts.term_bars(TERMS, source="A folder with a name that is longer than a telephone is wide")
    with Image.open(io.BytesIO(charts.save(ax, tmp_path / "x.png").read_bytes())) as image:
        assert image.width == 2 * 390
    assert outside(ax) == [] and overlaps(ax.get_yticklabels()) == []
    assert ax._left_title.get_fontsize() == charts.term_bars(TERMS)._left_title.get_fontsize()


def test_after_a_narrow_page_charts_are_as_wide_as_before():
    with pytest.raises(ValueError, match="300 pixels wide or more; received 100"), charts.page_width(100):
        pass
    with charts.page_width(390):
        pass
    assert charts.term_bars(TERMS).figure.get_figwidth() == pytest.approx(7.2)
