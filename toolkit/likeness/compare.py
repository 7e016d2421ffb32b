"""One section of all agencies compared: own wording, candidates by an inverted index, exact shares."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.likeness import ALIKE, SHORTEST, Alike, Text
from toolkit.likeness.folding import (
    SHINGLE,
    Codes,
    Flags,
    Hashes,
    Places,
    among,
    blank_names,
    covered,
    decode,
    fold_texts,
    shingles,
)
from toolkit.likeness.passage import longest_passage
from toolkit.likeness.standing import passages, standing

MANY = 20
"""Texts from which on it can be told what the whole district says."""

COMMON = 150
"""Folded characters of a section that may be the district's common wording.

What more than half of many agencies write was handed out from above or can hardly be said otherwise; it is left out.
But a section that has more of it than a paragraph is a copied text, however many have it, and that is what is looked
for: all of it counts. Forty of a hundred that copied from one another are no majority, nothing is left out.
"""

_LOOKED_UP = 32  # shingles of a text that are looked up, at least, if it has so many; twice as many at most
_MEETINGS = (
    1_000_000  # of two texts at a shingle, in one section: 0.1 s and 40 MB; all that 140 agencies can have
)
_PARTNERS = 4  # others that a text meets at a shingle at the least, if so many hold it
_DRAWN = np.uint64(24)  # which bits of a hash say whether it is looked up: above those that a rank takes
_WORTH = 0.2  # shared part of the shingles looked up from which a pair is compared exactly
_TRIES = 5  # pairs of a text that are compared exactly, at most,
_ENOUGH = 2  # and of those that are alike
_FEW_LOST = 16  # shingles that are compared one by one with a whole text; of a very long one many are lost

_Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class _Corpus:
    """The own wording of many texts, one after the other; as in Folded, and the shingle that begins at each place."""

    at: Places
    starts: Places
    hashes: Hashes

    def span(self, text: int) -> slice:
        """Its characters, without the end mark."""
        return slice(int(self.starts[text]), int(self.starts[text + 1]) - 1)

    def whole(self, text: int) -> slice:
        """The places where a whole shingle of it begins."""
        begin, end = int(self.starts[text]), int(self.starts[text + 1]) - 1
        return slice(begin, max(begin, end - SHINGLE + 1))

    def lengths(self) -> _Counts:
        return np.diff(self.starts).astype(np.int64) - 1


class _Lookup:
    """Which characters of one text stand in another: a hash table that is filled and emptied for each pair.

    For two texts of 1,000 characters 45 µs, where sorting and searching takes 85 µs.
    """

    _SLOTS = 1 << 18

    def __init__(self, corpus: _Corpus) -> None:
        self._corpus = corpus
        self._slots = (corpus.hashes & np.uint64(self._SLOTS - 1)).astype(np.int32)
        self._table = np.zeros(self._SLOTS, dtype=np.int32)

    def shared(self, text: int, other: int) -> Flags:
        """The characters of ``text`` that lie in a shingle of ``other``."""
        corpus, table = self._corpus, self._table
        its, others = corpus.whole(text), corpus.whole(other)
        span = corpus.span(text)
        length = span.stop - span.start
        known, hashes, slots = corpus.hashes[others], corpus.hashes[its], self._slots[others]
        if not len(known):
            return np.zeros(length, dtype=np.bool_)
        table[slots] = np.arange(len(known), dtype=np.int32)
        # An empty slot is compared with the first shingle, which does no harm.
        found = known[table[self._slots[its]]] == hashes
        lost = known[known[table[slots]] != known]  # another shingle took the slot
        table[slots] = 0
        if len(lost) > _FEW_LOST:
            found |= np.isin(hashes, lost)
        else:
            for one in lost:
                found |= hashes == one
        return covered(found, length)


def compare(section: str, now: Sequence[Text], before: Sequence[Text]) -> Iterator[tuple[str, Alike]]:
    """What is alike in one section: (owner, what was found), another agency's text first."""
    texts = sorted((t for t in now if t.sections.get(section)), key=lambda t: (t.owner, t.sections[section]))
    earlier = {t.owner: t for t in before if t.sections.get(section)}
    last = [earlier[text.owner] for text in texts if text.owner in earlier]
    last_of = {text.owner: len(texts) + number for number, text in enumerate(last)}
    corpus = _own_wording([blank_names(t.sections[section], t.names) for t in (*texts, *last)])
    index = _Index.of(corpus, len(texts))
    left_out = _common(corpus, index)
    judged = corpus.lengths() - _per_text(left_out, corpus.starts)
    candidates, lookup = index.candidates(), _Lookup(corpus)
    for number, text in enumerate(texts):
        if judged[number] < SHORTEST:
            continue
        span = corpus.span(number)
        counted = ~left_out[span]
        others = [other for other in candidates.get(number, ()) if texts[other].owner != text.owner]
        for before_too, group in (
            (False, others),
            (True, [last_of[text.owner]] if text.owner in last_of else []),
        ):
            best: tuple[float, str, Flags] | None = None
            alike = 0
            for other in group:
                owner = text.owner if before_too else texts[other].owner
                shared = lookup.shared(number, other) & counted
                size = int(np.count_nonzero(shared))
                share = size / int(judged[number])
                if share < ALIKE or size < SHORTEST:
                    continue
                if best is None or (-share, owner) < (-best[0], best[1]):
                    best = (share, owner, shared)
                alike += 1
                if alike == _ENOUGH or size == judged[number]:
                    break
            if best is not None:
                share, owner, shared = best
                passage = longest_passage(text.sections[section], corpus.at[span], shared, counted)
                yield text.owner, Alike(section, owner, before_too, round(share, 3), passage)


def _own_wording(texts: Sequence[str]) -> _Corpus:
    """The texts folded, without what everyone must say."""
    folded = fold_texts(texts)
    hashes, valid = shingles(folded.codes, folded.starts)
    nobodys = covered(valid & among(hashes, _known()), len(hashes))
    nobodys |= _standing_clauses(folded.codes, folded.clauses)
    nobodys[folded.starts[1:] - 1] = False  # the end marks stay
    own = ~nobodys
    codes, at = folded.codes[own], folded.at[own]
    starts = np.concatenate([[0], np.cumsum(own)[folded.starts[1:] - 1]]).astype(np.int32)
    return _Corpus(at, starts, shingles(codes, starts)[0])


def _known() -> Hashes:
    """The shingles of the standing passages, sorted."""
    folded = fold_texts(passages())
    hashes, valid = shingles(folded.codes, folded.starts)
    return np.unique(hashes[valid])


def _standing_clauses(codes: Codes, clauses: Places) -> Flags:
    """The characters of the clauses that everyone must write."""
    said = decode(codes)
    bounds = [*clauses.tolist(), len(said)]
    parts = list(map(said.__getitem__, map(slice, bounds, bounds[1:])))
    known = standing(set(parts))
    flags = np.fromiter(map(known.__contains__, parts), dtype=np.bool_, count=len(parts))
    return np.repeat(flags, np.diff(clauses, append=len(said)))


def _per_text(flags: Flags, starts: Places) -> _Counts:
    """How many characters of each text are flagged."""
    counts = np.concatenate([[0], np.cumsum(flags, dtype=np.int64)])
    return np.diff(counts[starts])


@dataclass(frozen=True, slots=True, eq=False)
class _Index:
    """Which texts hold which shingle. The hash's upper bits and the text's rank are packed into one integer.

    Attributes:
        texts: the texts in the order of their ranks. Texts that are much alike stand together more often than not:
            they are sorted by their least hash (min-wise hashing: Broder 1997), which is the same for two texts with
            the probability that a shingle of either is one of both.
        bits: how many bits a rank takes.
        packed: sorted, without repetition.
        first, sizes: for each shingle, where it begins in ``packed`` and how many texts hold it.
    """

    texts: _Counts
    bits: int
    packed: Hashes
    first: _Counts
    sizes: _Counts

    @classmethod
    def of(cls, corpus: _Corpus, count: int) -> "_Index":
        """The index of the first ``count`` texts of the corpus."""
        bits = max(1, count.bit_length())
        whole = [corpus.whole(text) for text in range(count)]
        least = [int(corpus.hashes[w].min()) if w.stop > w.start else 0 for w in whole]
        texts = np.array(sorted(range(count), key=lambda text: (least[text], text)), dtype=np.int64)
        rank = np.empty(count, dtype=np.uint64)
        rank[texts] = np.arange(count, dtype=np.uint64)
        places = np.concatenate([corpus.hashes[w] for w in whole]) if whole else np.zeros(0, dtype=np.uint64)
        packed = places >> np.uint64(bits) << np.uint64(bits)
        packed |= np.repeat(rank, [w.stop - w.start for w in whole])
        packed.sort()
        packed = packed[_heads(packed)]
        first = _heads(packed >> np.uint64(bits))
        return cls(texts, bits, packed, first, np.diff(first, append=len(packed)))

    def majority(self) -> Hashes:
        """The shingles (upper bits) that more than half of the texts hold."""
        return self.packed[self.first[2 * self.sizes > len(self.texts)]] >> np.uint64(self.bits)

    def with_majority(self, most: int) -> list[int]:
        """The texts that hold such shingles, but no more than ``most``."""
        held = self.packed[np.repeat(2 * self.sizes > len(self.texts), self.sizes)]
        low = np.uint64((1 << self.bits) - 1)
        counts = np.bincount((held & low).astype(np.int64), minlength=len(self.texts))
        return sorted(self.texts[(counts > 0) & (counts <= most)].tolist())

    def candidates(self) -> Mapping[int, tuple[int, ...]]:
        """For each text the few that hold most of its shingles, of which about ``_LOOKED_UP`` are looked up.

        At each shingle a text meets all others that hold it. Where that would be too much (a thousand agencies with
        one text), it meets those that come next; as texts that are alike stand together, it meets the same ones
        again at the next shingle. So a text that everyone has costs no more than any. What may then be missed is a
        text put together from passages each of which many others have, with nobody else's beside it.
        """
        width, low = np.uint64(self.bits), np.uint64((1 << self.bits) - 1)
        rank = (self.packed & low).astype(np.int32)
        many = np.bincount(rank, minlength=len(self.texts)) // _LOOKED_UP
        every = np.array([1 << max(0, int(n).bit_length() - 1) for n in many], dtype=np.uint64)
        # What is looked up of a text depends on it alone, not on how many others there are.
        places = np.flatnonzero(((self.packed >> _DRAWN) & (every - np.uint64(1))[rank]) == 0)
        looked_up = np.bincount(rank[places], minlength=len(self.texts))
        its = np.searchsorted(self.first, places, side="right") - 1
        begin, size = self.first[its], self.sizes[its]
        partners = _within(size - 1, _MEETINGS)
        of = np.repeat(np.arange(len(places)), partners)
        step = np.arange(1, len(of) + 1) - np.repeat(np.cumsum(partners) - partners, partners)
        partner = begin[of] + (places[of] - begin[of] + step) % size[of]
        meetings = (rank[places[of]].astype(np.uint64) << width) | rank[partner].astype(np.uint64)
        pairs, shared = np.unique(meetings, return_counts=True)
        one, other = (pairs >> width).astype(np.int64), (pairs & low).astype(np.int64)
        worth = shared >= _WORTH * looked_up[one]
        one, other, shared = self.texts[one[worth]], self.texts[other[worth]], shared[worth]
        result: dict[int, list[int]] = {}
        order = np.lexsort((other, -shared, one))
        for text, another in zip(one[order].tolist(), other[order].tolist(), strict=True):
            tried = result.setdefault(text, [])
            if len(tried) < _TRIES:
                tried.append(another)
        return {text: tuple(tried) for text, tried in result.items()}


def _within(counts: _Counts, total: int) -> _Counts:
    """The counts, the greatest lowered to one bound so that they add up to ``total`` at most (see _PARTNERS)."""
    low, high = _PARTNERS, max(_PARTNERS, int(counts.max(initial=0)))
    while low < high:
        bound = (low + high + 1) // 2
        if int(np.minimum(counts, bound).sum()) <= total:
            low = bound
        else:
            high = bound - 1
    return np.minimum(counts, low)


def _heads(values: Hashes) -> _Counts:
    """Where in sorted values a new one begins."""
    return np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]])[: len(values)]).astype(np.int64)


def _common(corpus: _Corpus, index: _Index) -> Flags:
    """The characters that are the district's common wording, in the texts of the index; see COMMON."""
    common = np.zeros(len(corpus.hashes), dtype=np.bool_)
    shingles_of_most = index.majority()
    if len(index.texts) < MANY or not len(shingles_of_most):
        return common
    for text in index.with_majority(COMMON):
        whole, span = corpus.whole(text), corpus.span(text)
        begins = among(corpus.hashes[whole] >> np.uint64(index.bits), shingles_of_most)
        found = covered(begins, span.stop - span.start)
        if np.count_nonzero(found) <= COMMON:
            common[span] = found
    return common
