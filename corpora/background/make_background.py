"""Make the background of Chinese law from a folder of texts: how rare each word is, and which words
keep company.

    python corpora/background/make_background.py FOLDER [--output corpora/background] [--least 20]
    [--sizes 96]

Words are cut as redlines cut them. ``words.tsv`` has a word, the number of different articles that
hold it, and how gathered it is, a line each: the texts that a word of its number of articles
usually stands in, divided by the texts that it stands in (after the residual frequency of Church
and Gale, 1995: "Poisson mixtures"). ``vectors.bin`` has a row of signed bytes for each word. Two
words have like vectors where they stand among the same words: counts within 6 words of each other,
nearer ones more, as positive pointwise mutual information, reduced by a truncated singular value
decomposition (Levy and Goldberg, 2014: "Neural Word Embedding as Implicit Matrix Factorization").
Nothing else is kept of the texts. Needs scipy; takes about two minutes for 3,300 statutes.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.linalg import svds

WINDOW = 6
DEGREE = 3
"""Of the polynomial, in logarithms, that tells from a word's number of articles in how many texts
such a word stands.
"""

SMOOTHING = 0.75
"""The exponent for the frequencies of neighbours, that rare words are not overrated (the same
paper, section 3.3).
"""


def articles_of(path: Path) -> tuple[list[list[str]], list[str]]:
    """The words of every article or, where there is none, of every block; and the texts themselves,
    to tell equal ones.
    """
    import policydiff
    from policydiff.text.words import find_terms

    try:
        document = policydiff.load(path)
    except policydiff.PolicyDiffError:
        return [], []
    texts = [article.text for article in document.articles] or document.full_text().splitlines()
    return [[term.text for term in find_terms(text)] for text in texts], texts


def read_folder(folder: Path) -> Iterator[tuple[int, list[str]]]:
    """The words of every different article of the texts in a folder, each with the number of its
    text.
    """
    paths = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix in (".md", ".txt", ".html") and path.is_file()
    )
    seen: set[str] = set()
    with ProcessPoolExecutor(2) as pool:
        for number, (cut, texts) in enumerate(pool.map(articles_of, paths, chunksize=32)):
            for words, text in zip(cut, texts, strict=True):
                if text not in seen:
                    seen.add(text)
                    yield number, words


def gathered(
    articles: Iterable[tuple[int, list[str]]], counts: Counter[str], kept: list[str]
) -> list[float]:
    """For each word how many times fewer texts it stands in than is usual for its number of
    articles.
    """
    texts = Counter(
        word for _, word in {(number, word) for number, words in articles for word in words}
    )
    found, spread = (np.log([number[word] for word in kept]) for number in (counts, texts))
    usual = np.polyval(np.polyfit(found, spread, min(DEGREE, len(set(found)) - 1)), found)
    return [round(float(ratio), 2) for ratio in np.exp(usual - spread)]


def count_company(articles: Iterable[list[str]], places: dict[str, int]) -> csr_matrix:
    """How often two words stand within the window, a pair at distance d counting 1/d."""
    size = len(places)
    total = csr_matrix((size, size), dtype=np.float32)
    rows: list[np.ndarray] = []
    columns: list[np.ndarray] = []
    weights: list[np.ndarray] = []

    def add() -> None:
        nonlocal total
        if rows:
            where = np.concatenate(rows), np.concatenate(columns)
            total = total + coo_matrix((np.concatenate(weights), where), shape=(size, size)).tocsr()
        rows.clear(), columns.clear(), weights.clear()

    for number, words in enumerate(articles):
        known = np.array([places[word] for word in words if word in places], dtype=np.int32)
        for distance in range(1, min(WINDOW, len(known) - 1) + 1):
            rows.append(known[:-distance])
            columns.append(known[distance:])
            weights.append(np.full(len(known) - distance, 1 / distance, dtype=np.float32))
        if number % 20_000 == 19_999:
            add()
    add()
    return total + total.T


def make_vectors(company: csr_matrix, sizes: int) -> np.ndarray:
    """Rows of signed bytes, each of the same length but for rounding."""
    sums = np.asarray(company.sum(axis=1)).ravel()
    smooth = sums**SMOOTHING / (sums**SMOOTHING).sum()
    pairs = company.tocoo()
    information = np.maximum(np.log(pairs.data / (sums[pairs.row] * smooth[pairs.col])), 0)
    matrix = coo_matrix((information, (pairs.row, pairs.col)), shape=pairs.shape).tocsr()
    left, values, _ = svds(matrix, k=sizes, random_state=0)
    vectors = left * np.sqrt(values)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    return np.clip(np.round(vectors * 127 * 2), -127, 127).astype(np.int8)


def main() -> None:
    """Read the folder, write the two files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--output", type=Path, default=Path(__file__).parent)
    parser.add_argument(
        "--least", type=int, default=20, help="a word of fewer articles is left out"
    )
    parser.add_argument("--sizes", type=int, default=96, help="numbers in a vector")
    options = parser.parse_args()
    read = list(read_folder(options.folder))
    articles = [words for _, words in read]
    counts: Counter[str] = Counter(word for words in articles for word in set(words))
    kept = sorted(
        (word for word, count in counts.items() if count >= options.least),
        key=lambda word: (-counts[word], word),
    )
    vectors = make_vectors(
        count_company(articles, {word: place for place, word in enumerate(kept)}), options.sizes
    )
    ratios = gathered(read, counts, kept)
    lines = [
        f"#\t{len(articles)}",
        *(f"{word}\t{counts[word]}\t{ratio:.2f}" for word, ratio in zip(kept, ratios, strict=True)),
    ]
    (options.output / "words.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (options.output / "vectors.bin").write_bytes(vectors.tobytes())
    print(f"{len(articles)} articles, {len(kept)} words, {vectors.nbytes / 1024:.0f} KB")


if __name__ == "__main__":
    main()
