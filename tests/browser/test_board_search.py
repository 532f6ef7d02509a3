"""The board finds in the browser what `search` finds in Python: the same occurrences, errors and words."""

import base64
import html
from functools import cache

import pandas as pd
import pytest

import leesbril as lb
from leesbril.board._front_end import script, strings
from leesbril.board._offsets import Utf16
from leesbril.board._payload import payload
from leesbril.queries.parsing import as_query
from leesbril.wording.report_language import written_in

TEXTS = {
    "nl": [
        "De al-Nuri-moskee viel. De al-Nuri moskee, de al Nuri moskee en een moskeetje; moskeeën. Moskee.",
        "Wat is IS? De IS-leider van IS vlucht, Is dat zo? De anti-IS-coalitie. De NAVO-top: NAVO telt 100.000 man.",
        "De anti-terreurwet, antiterreurwet; op stand, de opstand, 2014-15, 2014 15, Covid-19, 12:30 en 3,5.",
        "🕌🕌 De 🕌moskee staat in één oude stad. De oude  stad. Oude, stad. Eén oude-stad. 's Avonds wacht de OR.",
        "AMSTERDAM BRANDT\n\nTwee burgers. Een burger zag Bakkers; de bakkers en bakkers. Zie https://a-b.nl/c "
        "en jan@a-b.nl.",
        "De A.I.V.D. en de AIVD; de MIVD. Zie #moskee en @jan_b, m² en ½. De auto's, auto’s en autos. Straße, STRASSE.",
        "Nieuws: ‘de stad’ “de bus” (tram) tram/bus R&D AT&T x=1&y=2 co\u00adoperatie. De oude "
        "stad OR de bus AND NOT | .",
        "",
        "NRC. Tram en bus.\u00a0De tram. 10\u00a0000 mensen, Ελλάδα σας. De\u200bstad "
        "e\u0301e\u0301n caf\u00e9 cafe\u0301 CAFÉ.",
    ],
    "fr": [
        "L'armée de terre et l’armée de l'air. Aujourd'hui, l'ONU dit qu'elle l'a vue : « l'armée ». D'ARMÉE.",
        "Armée. Le porte-avions et les porte avions ; c'est-à-dire l'État islamique, l' armée et les cœurs. Dis-moi !",
    ],
    "en": [
        "Trump's tower and Trump 's wall. The Trumps. It's the US, not us. Don't. O'Brien’s co-operation, cooperation."
    ],
}

QUERIES = r"""
moskee ¦ Moskee ¦ MOSKEE ¦ moskees ¦ ‘moskee’, ¦ moskee. ¦ moskee* ¦ m?skee ¦ moskee?? ¦ *skee ¦ *sk* ¦ *s-l* ¦ *-*
?s ¦ ?? ¦ * moskee ¦ de * ¦ de * de ¦ *é* ¦ ?moskee ¦ (*moskee) ¦ "mosk*," ¦ mosk*-* ¦ I? ¦ i? ¦ IS*leider ¦ *IS* ¦ *is*
al-Nuri-moskee ¦ al-Nuri moskee ¦ "al Nuri moskee" ¦ al-Nuri mosk* ¦ al-Nuri-mosk* ¦ Nuri moskee ¦ al-Nuri ¦ AL-NURI
Al-nuri-Moskee ¦ al‑Nuri ¦ AL Nuri moskee ¦ "al nuri"
IS ¦ is ¦ Is ¦ IS* ¦ is* ¦ IS-* ¦ iS ¦ IS leider ¦ IS-leider ¦ is-leider ¦ anti IS coalitie ¦ anti-IS coalitie ¦ IS-baas
NAVO ¦ navo ¦ Navo ¦ NAvo ¦ NAVO-top ¦ navo-top ¦ NAVO top ¦ navo* ¦ NAVO* ¦ R.G.B. ¦ nrc ¦ N.R.C.
100.000 ¦ 100 ¦ 100.* ¦ 10000 ¦ 10.000 ¦ 10 000 ¦ 2014-15 ¦ 2014 15 ¦ Covid 19 ¦ Covid-19 ¦ 12:30 ¦ 3,5 ¦ ½ ¦ m² ¦ m2
anti-terreurwet ¦ antiterreurwet ¦ anti terreurwet ¦ op stand ¦ opstand ¦ op-stand ¦ antiterreur-wet
https://a-b.nl/c ¦ a-b.nl ¦ jan@a-b.nl ¦ #moskee ¦ @jan_b ¦ jan_b ¦ https://a-b.nl/d ¦ #*
oude stad ¦ oude-stad ¦ "oude stad" ¦ Oude Stad ¦ de oude stad ¦ één ¦ Eén ¦ éen ¦ een ¦ EÉN ¦ 's ¦ ’s avonds
's avonds ¦ auto's ¦ auto’s ¦ autos ¦ A.I.V.D. ¦ AIVD ¦ aivd ¦ M.I.V.D. ¦ Straße ¦ STRASSE ¦ strasse ¦ straße
burger ¦ burgers ¦ BURGERS ¦ Burgers ¦ Bakkers ¦ bakkers ¦ bakker ¦ Amsterdam ¦ AMSTERDAM ¦ BRANDT
tram/bus ¦ R&D ¦ r&d ¦ AT&T ¦ cooperatie ¦ coöperatie ¦ co-operatie ¦ café ¦ CAFÉ ¦ cafe ¦ cafe&#x301; ¦ Ελλάδα
ελλαδα ¦ σας ¦ ΣΑΣ ¦ De&#x200b;stad ¦ 🕌 de ¦ 🕌moskee ¦ or ¦ OR ¦ AND ¦ NOT ¦ "OR" ¦ "de OR" ¦ "AND NOT"
l'armée ¦ L'ARMÉE ¦ l’armée ¦ l'Armée ¦ armée ¦ l' ¦ l'air de ¦ l' armée ¦ aujourd'hui ¦ porte-avions ¦ porte avions
cœurs ¦ coeurs ¦ c'est-à-dire ¦ l'* ¦ ONU ¦ l'ONU ¦ l'onu ¦ onu ¦ qu'elle l'a ¦ de l' ¦ dis-moi ¦ « l'armée »
Trump's ¦ Trump ¦ 's wall ¦ trump 's ¦ US ¦ us ¦ it's ¦ don't ¦ O'Brien ¦ o'brien's ¦ co-operation ¦ cooperation
Trump's tower ¦ the *s ¦ tower and ¦ the trumps
tram OR bus ¦ tram AND bus ¦ tram NOT bus ¦ tram AND NOT bus ¦ tram NOT (bus OR metro) ¦ tram OR bus AND metro
(tram OR bus) AND de ¦ tram|bus ¦ tram bus ¦ "tram OR bus" ¦ tram or bus ¦ tram OR "tram en" ¦ de NOT moskee NOT IS
(de) OR ((stad) AND oude) ¦ moskee OR moskee OR mosk* ¦ de OR "de *" OR "de * *" ¦ moskee AND stad AND de NOT tram
/mosk.+/ ¦ /Mosk.+/ ¦ /[A-Z]{2,}/ ¦ /\p{Lu}s/ ¦ /(?-i)\p{Lu}+/ ¦ /osk/ ¦ /is|moskee/ ¦ is /is/ ¦ /\d+/ ¦ /\w+-\w+/
/[[:alpha:]]{1,2}/ ¦ /[^\W\d]+/ ¦ /.{12,}/ ¦ /\W+/ ¦ /[a-z&&[^aeiou]]+/ ¦ /(a|aa)+/ ¦ /\x{e9}.*/ ¦ /(?i:IS)|NAVO/
/\pL+'\pL+/ ¦ /de/ /.*/ moskee ¦ /burger/ ¦ /a\/b/ ¦ /(?:tram|bus)s?/ NOT de ¦ /\bis\b/ ¦ /is|/ ¦ /\P{Lu}+/
"""
REFUSED = r"""
  ¦ … ¦ * ¦ * ? ¦ "" ¦ "|" ¦ tram OR ¦ OR tram ¦ tram AND OR bus ¦ tram | | bus ¦ () ¦ tram (bus) ¦ (tram) bus ¦ 🕌
"oude stad" mosul ¦ moskee(en) ¦ (tram ¦ tram) ¦ NOT tram ¦ tram OR NOT bus ¦ tram NOT NOT bus ¦ tram -bus ¦ tram & bus
tram OR "oude stad ¦ “oude stad ¦ /mosk ¦ /oude stad/ ¦ // ¦ tram OR /mosk(/ ¦ /a)|(b/ ¦ /(a)\1/ ¦ /(?=a)/ ¦ /(?<!a)b/
/(a{9}){9}/ ¦ a?a?a?a?a?a?a?a?a?a?a? ¦ 🕌 OR ¦ &#x202e;tram OR ¦ /[z-a]/ ¦ /\p{Foo}/ ¦ /a{2,1}/ ¦ /a{/ ¦ /*a/ ¦ /\é/
/[/ ¦ /(?z)a/ ¦ /[a-\w]/ ¦ a AND ¦ - ¦ ! ¦ a /-b/ ¦ *? -*
"""
LONG = [
    *("", "x" * 10_001, "🕌" * 70 + " OR", f"/{'a' * 201}/", " ".join(["x"] * 101), "(" * 21 + "x" + ")" * 21),
    *(" OR ".join(f"x{number}" for number in range(201)), " ".join(["moskee"] * 100), "(" * 10_000),
]


UNLIKE = {("fr", "'s", True)}
"""What no article has and only Python knows a lemma of: in French, s is a form of se."""


@cache
def toy(language):
    names = [f"{language}{number}" for number in range(len(TEXTS[language]))]
    return lb.tokens(pd.DataFrame({"text": TEXTS[language]}, index=names), language=language)


@cache
def both_seeds(folder):
    return lb.tokens(lb.read_articles(folder / "seeds"), language="nl")


@pytest.fixture(scope="module")
def corpora(project):
    return {**{language: toy(language) for language in TEXTS}, "seeds": both_seeds(project)}


@pytest.fixture(scope="module")
def answers(browser):
    """Asks many queries in one go of a page with the payload of some articles."""
    page = browser.new_page()
    page.add_script_tag(content=script() + ANSWER)

    def asked(tokens, queries):
        packed = base64.b64encode(payload(tokens, strings())).decode()
        return page.evaluate(SCRIPT, [packed, queries])

    yield asked
    page.close()


SETTINGS = ((False, False), (True, False), (False, True))
"""As written; as lemma; as written, also inside compounds. Each query takes Python some milliseconds in each."""


def split(table):
    """The queries of a table, between bars and on lines."""
    return [html.unescape(query.strip(" ")) for line in table[1:-1].split("\n") for query in line.split("¦")]


def in_python(tokens, query, lemma, compounds):
    """The words of a query and its hits (row, start and end in UTF-16), or what is wrong with it."""
    try:
        found = lb.search(tokens, query, normalise="lemma" if lemma else "surface", compounds=compounds)
    except ValueError as error:
        return str(error)
    hits = found.hits()
    rows, utf16 = tokens.names.get_indexer(hits["article"]), Utf16(tokens.texts.tolist())
    places = [utf16.places(rows, hits[side].to_numpy()).tolist() for side in ("start", "end")]
    return [found.in_words(), *map(list, zip(rows.tolist(), *places, strict=True))]


def differences(tokens, queries, answered):
    """The queries that are answered in another way in the browser, with both answers."""
    found = [(*query, in_python(tokens, *query), answer) for query, answer in zip(queries, answered, strict=True)]
    return [row for row in found if row[-2] != row[-1]]


SCRIPT = """
async ([payload, asked]) => {
  const {openPayload} = module_data;
  const {speak} = module_wording;
  const data = await openPayload(Uint8Array.from(atob(payload), (character) => character.charCodeAt(0)));
  speak(data.strings, data.report);
  const answers = [];
  for (const one of asked) answers.push(await answered(data, ...one));
  return answers;
}
"""
ANSWER = """
async function answered(data, query, lemma, compounds) {
  const {QueryError, inWords, readQuery} = module_query;
  const {findHits} = module_matching;
  const name = lemma ? "lemma" : "surface";
  const {offset, length} = data.views[name];
  try {
    const {asked} = readQuery(query);
    const {first, last, firstReading, lastReading, rows} = await findHits(data, asked, {view: name, compounds});
    const start = (place) => data.starts[first[place]] + offset[firstReading[place]];
    const end = (place) => data.starts[last[place]] + offset[lastReading[place]] + length[lastReading[place]];
    return [inWords(asked, {lemma}), ...Array.from(rows, (row, place) => [row, start(place), end(place)])];
  } catch (error) {
    return error instanceof QueryError ? error.message : error.stack;
  }
}
"""


@pytest.mark.parametrize(("name", "report"), [("nl", "en"), ("nl", "nl"), ("fr", "en"), ("en", "en"), ("seeds", "nl")])
def test_queries_find_the_same_and_are_refused_in_the_same_words(answers, corpora, name, report):
    asked = [
        (query, lemma, compounds)
        for query in [*split(QUERIES), *split(REFUSED), *LONG]
        for lemma, compounds in SETTINGS[: 3 if (name, report) in (("nl", "en"), ("fr", "en")) else 1]
        if (name, query, lemma) not in UNLIKE
    ]
    with written_in(report):
        assert differences(corpora[name], asked, answers(corpora[name], asked)) == []


@pytest.mark.parametrize("name", ["nl", "fr", "en", "seeds"])
def test_every_word_finds_the_same_as_written_in_capitals_and_in_small_letters(answers, corpora, name):
    tokens = corpora[name]
    written = sorted({word.strip("\n\r") for word in tokens.types.words.to_list()})
    written = written[:: 10 if name == "seeds" else 1]  # of the seeds every tenth: each word is asked eight times
    shapes = dict.fromkeys(shape for word in written for shape in (word, word.lower(), word.upper(), word.title()))
    asked = [(as_query(shape), lemma, False) for shape in shapes for lemma in (False, True)]
    assert differences(tokens, asked, answers(corpora[name], asked)) == []


def test_an_expression_that_takes_too_long_is_given_up_and_the_next_is_answered(answers):
    """Python's engine, of linear time, answers it; that of browsers would take years."""
    tokens = lb.tokens(pd.DataFrame({"text": [f"Zie {'a' * 50}b en aaa."]}), language="nl")
    long, *others = answers(
        tokens, [(query, False, False) for query in ("/(a+)+$/", "/(a|aa)+b/", "/a+/", "a*a*a*a*a*c")]
    )
    assert long == "the regular expression takes too long; write it more simply"
    assert [answer[1:] for answer in others] == [[[0, 4, 55]], [[0, 59, 62]], []]


def test_a_saved_board_gives_up_an_expression_beside_the_page(open_page, tmp_path):
    """Its content security policy lets it do so."""
    articles = pd.DataFrame({"text": [f"Zie {'a' * 50}b en aaa."] * 2, "language": "nl"}, index=["a", "b"])
    page = open_page().page
    page.goto(lb.save_board(articles, tmp_path / "board.html").as_uri())
    field = page.get_by_role("searchbox").first
    field.fill("/(a+)+$/")
    page.get_by_text("the regular expression takes too long; write it more simply").wait_for()
    field.fill("/a+/")
    page.get_by_text("found 2 times, in 2 of the 2 articles").wait_for()
    # The worker is kept for the next, and told the other words that are counted by lemma: zie is zien.
    field.fill("/zie|en/")
    page.get_by_text("found 4 times, in 2 of the 2 articles").wait_for()
    page.get_by_role("checkbox", name="in any form").check()
    page.get_by_text("found 2 times, in 2 of the 2 articles").wait_for()
    field.fill("/zie.|en/")
    page.get_by_text("found 4 times, in 2 of the 2 articles").wait_for()
