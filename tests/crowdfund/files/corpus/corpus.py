"""tests / files corpus: all hostile files together."""

from typing import Final

from tests.crowdfund.files.corpus.broken import BROKEN
from tests.crowdfund.files.corpus.documents import DOCUMENTS
from tests.crowdfund.files.corpus.others import OTHERS
from tests.crowdfund.files.corpus.pictures import PICTURES
from tests.crowdfund.files.corpus.sample import Sample

CORPUS: Final[list[Sample]] = [*OTHERS, *PICTURES, *DOCUMENTS, *BROKEN]
