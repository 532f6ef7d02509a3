"""Folders of toy articles as code for a notebook's cell: they are made where they are explored."""

WORDS = """
import random
import pandas as pd
import leesbril as lb
from wordfreq import top_n_list

words = [word for word in top_n_list("nl", 4000) if word.isalpha()]
chance = random.Random(1)
def text(number):
    sentences = [" ".join(chance.choices(words, k=12)).capitalize() + "." for _ in range(20)]
    return f"Artikel{number} begint hier. " + " ".join(sentences)
"""

MANY = """
names = [f"article-{number:04}" for number in range(count)]
articles = pd.DataFrame({"text": [text(number) for number in range(count)]}, index=names)
lb.explore(articles)
"""


def many(count: int) -> str:
    """So many articles of some two hundred and fifty words, named article-0000 and on."""
    return f"{WORDS}\ncount = {count}\n{MANY}"


ODD = """
import pandas as pd
import leesbril as lb

long = "een heel lange naam " * 12
articles = pd.DataFrame(
    {
        "title": ["Delta", None, "<b>Vet</b>", "Alfa", "Bravo"],
        "text": [
            "Delta wint. De dijk van Delta houdt stand in de storm van gisteren.",
            "De het een en van.",
            "<script>document.title = 'broken'</script> De dijk van Bravo houdt stand in de storm.",
            "Alfa wint. De dijk van Alfa houdt stand in de storm van gisteren.",
            "Bravo verliest.",
        ],
    },
    index=["d", "empty", "<img src=x onerror=document.title='broken'>", long, "b"],
)
lb.explore(articles)
"""

ONE = """
import pandas as pd
import leesbril as lb

lb.explore(pd.DataFrame({"text": ["De dijk houdt stand."]}, index=["alone"]))
"""

THREE = """
import pandas as pd
import leesbril as lb

texts = {
    "alfa": "De dijk van Delta houdt stand in de storm. De burgemeester is opgelucht.",
    "bravo": "De kat van de buren slaapt op de stoel voor het raam.",
    "charlie": "Gisteren werd bekend: de dijk van Delta houdt stand in de storm.",
}
lb.explore(pd.DataFrame({"text": texts}))
"""

KNOWN = """
import pandas as pd
import leesbril as lb

texts = [
    "De dijk van Delta houdt stand in de storm. De burgemeester is opgelucht.",
    "De kat van de buren slaapt op de stoel voor het raam.",
    "Gisteren werd bekend: de dijk van Delta houdt stand in de storm.",
]
articles = pd.DataFrame(
    {
        "text": texts,
        "title": ["Dijk van Delta houdt stand in de zware storm van dinsdag", "Kat slaapt", "Bestuur opgelucht"],
        "publisher": ["Provinciale Zeeuwse Courant", "Dagblad voor het Noorden", "Provinciale Zeeuwse Courant"],
        "date_start": pd.to_datetime(["2017-05-01", "2017-05-02", "2017-05-01"]),
        "date_precision": ["day", "day", "month"],
    },
    index=["2017-05-01_pzc_850d7661f628d64b", "2017-05-02_dvhn_5f6de70efd7ba129", "2017-05-03_pzc_77aa0e61f628d123"],
)
lb.explore(articles)
"""
