# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes the sample documents that are no text: PDF, DOCX, ODT and EPUB.

    python3 corpus/make_documents.py FOLDER

Needs python3-reportlab and pandoc. Each run makes the same words, though not the same bytes.
"""

import pathlib
import subprocess
import sys

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

ORDER = """The Tribunal, having heard the agents of Vərəzan and of Tashmar, recalls that
neither party disputes the number of the gauges; what they dispute is who may open the box.

It notes the inspection of 11 September 2023, which found both seals whole and one lock
rusted, and the inspection of 2 October 2023, which found the lock oiled and one seal gone.

A seal is no ornament. It says to the stranger on the other bank that nobody has touched what
lies beneath it since both were present, and it says so without a witness. Where a seal is
gone, the box may hold what it always held, and yet nothing that it holds can be relied on by
those who were not there when it was opened.

The agent of Vərəzan submits that the wind took it. The agent of Tashmar submits that the
wind has never been known to carry a lead seal of two hundred grammes over a wall. The Tribunal
has no meteorological evidence before it and declines to infer any.

The Tribunal observes that either party could have avoided this expense at the price of a
second seal, and that the expense of the present proceedings, including the translation of
forty-one invoices for padlocks, would have paid for nine hundred of them.

For these reasons the Tribunal orders that each box shall have two locks of different makers,
that the key of the one shall stay in Mərvaş and the key of the other in Wadi Sunbul, and that
no box shall be opened unless both keys are turned in the same quarter of an hour.

It orders further that the keepers of the keys shall be introduced to each other, by name, at
a meal, the cost of which shall be borne equally.

Done in English, the English text being authoritative, in three copies, of which one shall be
placed in the archives of the Tribunal and the others delivered to the agents of the parties."""

MESSAGE = """---
title: Message on the day of small rivers
---

Tamua, 22 March 2025

Tamua has no river. It has a brook, which in a dry year is a row of puddles, and in a wet year
a nuisance to the post office.[^brook]

We therefore speak of the Sirün without envy and without interest, which is how a neighbour's
quarrel ought to be spoken of, and we say that **the smallest delegation in the room** has
counted the chairs: there are enough.

| delegation | chairs used |
|------------|-------------|
| Vərəzan    | twelve      |
| Tamua      | one         |

[^brook]: The brook is called Tuvenu, which means “perhaps”.
"""

REMARKS = """---
title: Remarks at the opening of the ferry museum
---

Puerto Cañizo, 14 June 2025

## On what a ferry teaches

A ferry teaches patience to those who wait and modesty to those who steer; it arrives, when it
arrives, at *somebody else's* shore.

- The first exhibit is a rope that nobody would cut.
- The second exhibit is the knife.

> He who pulls the rope does not ask which bank began it.
"""

HANDBOOK = """---
title: Handbook for new observers on the Sirün
lang: en
date: 2024-09
---

# Before you leave

Bring boots. The Mission has binoculars, forms in three languages and, in a good month, coffee;
it has never once had boots in the size of a new observer.

# On the bank

Write down what you saw and not what you were told that you saw. An entry that begins with the
words “it is well known” will be returned to its author, with the boots.[^form]

[^form]: Form nine, in three copies.
"""


def make_order(path):
    def head_and_foot(canvas, document):
        canvas.setFont("Helvetica", 9)
        canvas.drawString(60, 805, "Inter-riparian Tribunal")
        canvas.drawRightString(535, 805, "Order No. 5")
        canvas.drawCentredString(297, 30, f"– {document.page} –")

    document = BaseDocTemplate(str(path), pagesize=A4, title="untitled", author="typist 3")
    columns = [Frame(left, 560, 230, 215, id=str(left)) for left in (55, 305)]
    document.addPageTemplates([PageTemplate(frames=columns, onPage=head_and_foot)])
    body = ParagraphStyle("body", fontSize=10, leading=13, spaceAfter=7, alignment=4)
    head = ParagraphStyle("head", fontSize=13, leading=17, spaceAfter=5)
    story = [Paragraph("Order on the keys of the gauges", head),
             Paragraph("Sølvhavn, 6 December 2023", body)]
    # The standard fonts lack those letters.
    for paragraph in ORDER.replace("Vərəzan", "Verezan").replace("Mərvaş", "Mervash").split("\n\n"):
        story.append(Paragraph(paragraph.replace("invoices", "in-<br/>voices"), body))
    document.build(story)


def make_by_pandoc(markdown, path):
    subprocess.run(["pandoc", "--from", "markdown", "--output", str(path)],
                   input=markdown.encode(), check=True)


def main():
    folder = pathlib.Path(sys.argv[1])
    documents = {
        "2023/tribunal/order-on-the-keys.pdf": make_order,
        "2025/tamua/message-on-small-rivers.docx": lambda path: make_by_pandoc(MESSAGE, path),
        "2025/anoranza/remarks-ferry-museum.odt": lambda path: make_by_pandoc(REMARKS, path),
        "2024/voms/handbook-for-observers.epub": lambda path: make_by_pandoc(HANDBOOK, path),
    }
    for name, make in documents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        make(path)


main()
