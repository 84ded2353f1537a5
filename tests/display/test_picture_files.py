"""What is saved of pictures, what notebooks show of them, and the fonts that they need: never by their pixels."""

from __future__ import annotations

import base64
import io
import logging
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

import mainland_coop as mc
from mainland_coop.display.looks import DARK, LIGHT, LOOKS
from mainland_coop.display.pictures import fonts
from mainland_coop.display.pictures.canvas import axes_of
from mainland_coop.foundation.errors import InvalidRecordError
from mainland_coop.validity.standing import Standing

pytest.importorskip("matplotlib.figure", reason="pictures need matplotlib, of the extra plot")
figures = pytest.importorskip("mainland_coop.display.pictures.picture")
REGISTRY = mc.load()
PACT = REGISTRY.agreements["doj-shenzhen-legal-matters-2011"]
SVG = "{http://www.w3.org/2000/svg}"


def picture(figure: Any) -> Any:
    """The figure, which is a picture of its own."""
    assert isinstance(figure, figures.Picture)
    return figure


def svg(figure: Any, **how: Any) -> str:
    file = io.BytesIO()
    figure.savefig(file, format="svg", **how)
    return file.getvalue().decode()


def test_an_svg_has_its_texts_as_text_with_a_title_and_a_description() -> None:
    tree = ET.fromstring(svg(REGISTRY.plot.timeline(PACT.id, title="Legal matters & more")))
    texts = ["".join(text.itertext()) for text in tree.iter(f"{SVG}text")]
    assert {"321 days", "171–200 days", "2014", "Legal matters & more"} <= set(texts)
    assert PACT.title.text in " ".join(texts)
    assert tree.get("role") == "img"
    title, description = (tree.find(f"{SVG}{name}") for name in ("title", "desc"))
    assert title is not None
    assert title.text == "Legal matters & more"
    assert description is not None
    assert description.text is not None
    assert "in force by stated dates 2011-11-25 – 2016-11-24" in description.text
    assert "gap of 321 days" in description.text


def test_the_same_picture_is_the_same_file(tmp_path: Path) -> None:
    for name in ("one", "other"):
        PACT.chain.plot().savefig(tmp_path / f"{name}.svg")
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "other.svg").read_bytes()
    text = io.StringIO()
    PACT.chain.plot().savefig(text, format="svg")
    assert text.getvalue().encode() == (tmp_path / "one.svg").read_bytes()


def test_pictures_of_one_page_have_no_id_in_common() -> None:
    one = REGISTRY.plot.timeline([PACT.id], on="2017-01-01")
    other = REGISTRY.plot.timeline([PACT.id, "cepa-2003"], on="2017-01-01")
    ids, others = (re.findall(r' id="([^"]+)"', picture(each).svg("page")) for each in (one, other))
    assert len(ids) == len(set(ids)) > 0
    assert set(ids).isdisjoint(others)


def test_a_pdf_has_no_type_3_fonts() -> None:
    file = io.BytesIO()
    PACT.chain.plot().savefig(file, format="pdf", metadata={"CreationDate": None})
    assert b"/Type3" not in file.getvalue()
    assert b"/CIDFontType2" in file.getvalue()


def test_an_svg_for_a_page_has_the_colours_of_the_page() -> None:
    figure = picture(REGISTRY.plot.timeline(PACT.id))
    plain, page = figure.svg(), figure.svg("page")
    assert LIGHT.in_force in plain
    assert page.startswith("<svg")
    for name in ("in-force", "possible", "gap", "line", "ink"):
        assert f"var(--mc-{name}," in page
    left = re.sub(r"var\([^)]*\)", "", page)
    assert not re.findall("|".join((LIGHT.in_force, LIGHT.possible, LIGHT.gap, LIGHT.ink)), left)
    assert "<g id=" not in page
    dark = figure.svg("dark")
    assert DARK.in_force in dark
    assert LIGHT.in_force not in dark


def test_a_notebook_shows_a_picture_as_its_theme_is() -> None:
    shown = picture(REGISTRY.plot.timeline(PACT.id))._repr_html_()
    light, dark = (base64.b64decode(image).decode() for image in re.findall(r'base64,([^"]*)"', shown))
    assert LIGHT.ink in light
    assert LIGHT.ground in light, "what stands alone, where styles are dropped, has a ground of its own"
    assert DARK.ink in dark
    assert 'class="mc-on-dark" alt="" hidden' in shown
    assert '[data-jp-theme-light="false"] .mc-figure>.mc-on-light{display:none}' in shown
    assert shown.count("<img") == 2
    chosen = picture(REGISTRY.plot.timeline(PACT.id, theme="dark"))
    assert chosen._repr_html_().count("<img") == 1
    assert chosen._repr_png_().startswith(b"\x89PNG")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_theme_colours_all_that_is_drawn(theme: Any) -> None:
    own, other = (LIGHT, DARK) if theme == "light" else (DARK, LIGHT)
    for figure in (
        REGISTRY.plot.timeline(PACT.id, theme=theme, on="2017"),
        REGISTRY.plot.counterparts(theme=theme, most=3),
        REGISTRY.plot.gaps(theme=theme, at_least=mc.Truth.TRUE),
        REGISTRY.plot.sessions("hk-guangdong-joint-conference", theme=theme),
    ):
        text = svg(figure)
        assert own.ink in text
        for name in ("in_force", "possible", "gap", "line", "ink", "ground"):
            assert getattr(other, name) not in text, name


def test_a_small_picture_has_room_for_its_rows() -> None:
    early = REGISTRY.agreements.where(party="hksar-department-of-justice", signed="../2011")
    for labels in ("full", "short", "id"):
        figure = REGISTRY.plot.timeline(early, width=3.4, labels=labels)  # type: ignore[arg-type]  # one of its words
        figure.draw_without_rendering()
        box = axes_of(figure).get_position()
        assert box.width > 0.35
        assert box.height > 0.4
        assert figure.get_size_inches()[0] == 3.4
    with pytest.raises(InvalidRecordError, match="labels='long'"):
        REGISTRY.plot.timeline(early, labels="long")  # type: ignore[arg-type]  # that it is refused is the test


def test_a_long_picture_has_its_axis_at_the_top_too() -> None:
    pacts = [mc.Agreement(id=f"x{n}", title=f"X {n}", kind="treaty", parties=["a"], signed="2011") for n in range(40)]
    registry = mc.Registry(agreements=pacts, parties=[mc.Party(id="a", name="A")])
    tall = registry.plot.timeline()
    assert axes_of(tall).xaxis.get_tick_params()["labeltop"]
    assert tall.get_size_inches()[1] < 40 * 0.25
    few = registry.plot.timeline(["x1", "x2"])
    assert not axes_of(few).xaxis.get_tick_params().get("labeltop")


# --- Fonts ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def with_a_font(monkeypatch: pytest.MonkeyPatch) -> None:
    """A font counts as Chinese that comes with matplotlib: no picture is drawn, so it need not have the characters."""
    monkeypatch.setattr(fonts, "CHINESE_FONTS", ("DejaVu Sans Mono",))


@pytest.fixture
def without_a_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "CHINESE_FONTS", tuple(f"No such font {n}" for n in range(20)))


@pytest.mark.usefixtures("with_a_font")
def test_legends_gaps_and_rows_are_in_the_language() -> None:
    figure = PACT.chain.plot(language="zh_hant")
    rows = [label.get_text() for label in axes_of(figure).get_yticklabels()]
    assert rows == ["有效", "原文書", "第1次續期", "第2次續期"]
    assert [text.get_text() for text in axes_of(figure).texts] == ["321日", "171–200日"]
    (legend,) = figure.legends
    told = [text.get_text() for text in legend.get_texts()]
    standings = (Standing.STATED, Standing.PRESUMED, Standing.POSSIBLE)
    assert told[:3] == [LOOKS[each].words["zh_hant"] for each in standings]
    formatter: Any = axes_of(figure).xaxis.get_major_formatter()
    assert formatter.formats[:3] == ("%Y", "%m月", "%d日")


@pytest.mark.usefixtures("without_a_font")
def test_a_font_that_is_newer_than_the_list_of_matplotlib_is_told_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from matplotlib import font_manager, get_cachedir

    new = font_manager.findfont("DejaVu Serif")
    monkeypatch.setattr(fonts, "CHINESE_FONTS", ("DejaVu Serif",))
    known = [font for font in font_manager.fontManager.ttflist if font.name != "DejaVu Serif"]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", known)
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: [new, "/no/such/font.ttf"])
    with pytest.warns(UserWarning, match="matplotlib does not know DejaVu Serif yet: delete its list of fonts") as told:
        REGISTRY.plot.timeline(PACT.id, language="zh")
    (warning,) = told
    assert str(get_cachedir()) in str(warning.message)
    assert "fontlist-v" in str(warning.message)
    assert warning.filename == __file__, "it points at the line that asked for the picture"


@pytest.mark.usefixtures("without_a_font")
def test_a_chinese_title_without_a_font_warns_once_and_stays_text_in_an_svg() -> None:
    with pytest.warns(UserWarning, match="no font with Chinese characters is installed") as told:
        figure = PACT.chain.plot(title="深港法律合作安排")
    assert len(told) == 1
    assert "深港法律合作安排</text>" in svg(figure)


@pytest.mark.usefixtures("with_a_font")
def test_the_one_weight_of_a_chinese_font_is_not_told_at_each_text(caplog: pytest.LogCaptureFixture) -> None:
    fonts.families()
    logger = logging.getLogger("matplotlib.font_manager")
    with caplog.at_level(logging.WARNING, logger=logger.name):
        told = "findfont: Failed to find font weight %s for %s, now using %s."
        logger.warning(told, "normal", "DejaVu Sans Mono", 500)
        logger.warning(told, "normal", "Another font", 500)
    assert [record.args[1] for record in caplog.records if isinstance(record.args, tuple)] == ["Another font"]
