"""An article as a person or a program reads it: JSON, Markdown, plain text, HTML.

Pure functions, an `Article` in, a string out. Whatever the article's texts hold, they
stay text: nothing in them becomes markup.

    print(to_markdown(article))
"""

from nouvelles.extract.render.html import to_document, to_html
from nouvelles.extract.render.json import to_json
from nouvelles.extract.render.markdown import to_markdown
from nouvelles.extract.render.text import to_text

__all__ = ["to_document", "to_html", "to_json", "to_markdown", "to_text"]
