"""The board as one HTML file that opens from disk: no kernel, no network."""

import base64
import hashlib
from html import escape

from leesbril.board._front_end import script, style
from leesbril.wording.report_language import report_language, say

_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main id="leesbril-board" class="lb-board lb-alone"><p>{opening}</p></main>
<noscript><p>{noscript}</p></noscript>
<script type="application/octet-stream" id="leesbril-articles">{articles}</script>
<script type="module">{script}</script>
</body>
</html>
"""
_STARTED = """
const written = atob(document.getElementById("leesbril-articles").textContent);
const bytes = new Uint8Array(written.length);
for (let place = 0; place < written.length; place += 1) bytes[place] = written.charCodeAt(place);
module_board.startBoard(document.getElementById("leesbril-board"), bytes, {});
"""


def page(payload: bytes, title: str) -> str:
    """The HTML of a board. Its content security policy forbids every request, and any script or style but its own.

    A worker made from the script itself is allowed: it runs regular expressions, and can be stopped.
    """
    code, sheet = script() + _STARTED, style()
    allowed = {"script": _hash(code), "style": _hash(sheet)}
    policy = (
        f"default-src 'none'; script-src {allowed['script']}; style-src {allowed['style']}; img-src data: blob:; "
        "worker-src blob:; connect-src 'none'; form-action 'none'; base-uri 'none'"
    )
    return _PAGE.format(
        language=report_language(),
        policy=escape(policy),
        title=escape(title),
        style=sheet,
        opening=escape(say("Opening the articles …")),
        noscript=escape(say("This board needs JavaScript, which this browser has switched off.")),
        articles=base64.b64encode(payload).decode(),
        script=code,
    )


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"
