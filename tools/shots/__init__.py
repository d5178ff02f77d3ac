"""Screenshots of every page, and the gallery of the documentation: `make shots`.

Three papers are made and served for them: that of the sample day, talked about; one whose
headlines are hard to set; one that holds nothing.
"""
