import pytest

from leesbril.text.paragraphs import paragraphs


def kinds(text):
    return [paragraph.kind for paragraph in paragraphs(text)]


def test_a_paragraph_is_a_line_without_the_white_space_around_it():
    text = "  Eerste zin.\r\n\r\n\tTweede zin. \n"
    assert [text[p.start : p.end] for p in paragraphs(text)] == ["Eerste zin.", "Tweede zin."]


def test_a_text_of_white_space_has_no_paragraphs():
    assert paragraphs(" \n\t\r\n") == []


@pytest.mark.parametrize("line", ["Moskee heroverd", "‘Moskee’ heroverd", "3 doden in Mosul", "WAT NU", "É één"])
def test_a_short_line_without_closing_punctuation_above_text_is_a_heading(line):
    assert kinds(f"{line}\nHet leger rukt op.") == ["heading", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "De moskee is heroverd.",
        "‘De moskee is heroverd.’",  # closed inside the quotation marks
        "Wat nu?",
        "- eerste punt van een lijst",
        "vervolg van een afgebroken regel",
        "12 34",  # a row of figures holds no letter
        "Een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien",  # one word more than a heading may have
    ],
)
def test_near_misses_are_body_text(line):
    assert kinds(f"{line}\nHet leger rukt op.") == ["body", "body"]


def test_a_line_that_the_next_one_runs_on_is_no_heading():
    assert kinds("Het Iraakse leger zet zich schrap voor de\nterreurbeweging in Mosul.") == ["body", "body"]


def test_twelve_words_may_still_be_a_heading():
    assert kinds("Een twee drie vier vijf zes zeven acht negen tien elf twaalf\nTekst.")[0] == "heading"


def test_a_last_line_heads_nothing():
    assert kinds("Het leger rukt op.\nBron: ANP") == ["body", "body"]


def test_two_headings_may_stand_above_each_other():
    assert kinds("Mosul\nMoskee heroverd\nHet leger rukt op.") == ["heading", "heading", "body"]
