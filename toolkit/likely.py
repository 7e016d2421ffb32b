"""The one slip of the pen that may be behind all broken sums of a table. Pure; proposes, never corrects.

A figure of table three stands in two or three identities, so that one slip breaks several of them. The search looks
for a single slip that mends every broken identity of the table at once, in two circumstances: the totals were typed
from elsewhere and are right, or some of them follow from the wrong figure (formulas) and are to be computed anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from toolkit.form import Form, Identity, load
from toolkit.model import Number

Kind = Literal[
    "impossible", "total", "transposed", "doubled", "dropped", "omitted", "moved", "swapped", "line", "shifted", "partial_twice", "figure"
]  # fmt: skip
"""Kinds of slips.

impossible: a figure is negative or has a fraction, and a whole number in its place mends everything. total: one total is wrong, all else is right, and at least two identities say so. transposed: two digits of one figure
changed places. doubled: a digit was typed twice, or a 0 behind the figure. dropped: a digit was left out. omitted: one of
the parts was left out of a total. moved: a figure stands in the cell next to its own. swapped: two neighbouring figures
changed places. line: the figures of a whole row or column stand in the next one. shifted: the figures of a run stand one
cell too far. partial_twice: what is counted as 部分公开 was counted under 不予公开 as well. figure: one figure is wrong in
some other way, and at least two identities say so.
"""

ORDER: tuple[tuple[Kind, ...], ...] = (
    ("impossible",),
    ("total",),
    ("transposed",),
    ("doubled",),
    ("dropped", "omitted"),
    ("moved", "swapped"),
    ("line",),
    ("shifted",),
    ("partial_twice",),
    ("figure",),
)
"""Likeliest and simplest kinds first. Two explanations of one rank are no explanation."""

Slip = Literal["transposed", "dropped", "doubled", "zero"]
"""What became of the digits: two changed places, one was left out, one was typed twice, a 0 was added."""

_RANK = {kind: rank for rank, kinds in enumerate(ORDER) for kind in kinds}
_REFUSED = "refused_"


class Change(NamedTuple):
    """What a figure says and what it would have to say."""

    figure: int
    stated: Number
    likely: Number


class Cause(NamedTuple):
    """One explanation for all broken identities of a table.

    Attributes:
        kind: what happened.
        changes: the figures concerned, in the form's order; totals that merely follow are not among them. For partial_twice
            those of the row 部分公开.
        broken: the identities that it mends: all that are broken.
        follows: whether totals that hold the wrong figure are to be computed anew.
        slip: what became of the digits of a single figure, or None.
        part: the part that was left out of a total, or None.
    """

    kind: Kind
    changes: tuple[Change, ...]
    broken: tuple[Identity, ...]
    follows: bool = False
    slip: Slip | None = None
    part: int | None = None


@lru_cache(maxsize=64)
def likely_cause(
    form_id: str, table: str, values: tuple[Number | None, ...], open_totals: frozenset[int]
) -> Cause | None:
    """The one likely cause of all broken identities of a table; None where there is none, or more than one.

    ``values`` are those of a whole return in the form's order. ``open_totals`` are totals that claim nothing (blank, or
    computed by the program): they follow from their parts. Identities with a figure that has no value are not judged.
    """
    form = load(form_id)
    judged = [
        identity
        for identity in form.identities
        if identity.table == table
        and not (identity.is_total and identity.left[0] in open_totals)
        and all(values[i] is not None for i in (*identity.left, *identity.right))
    ]
    known = {f.index: value for f in form.by_table[table] if (value := values[f.index]) is not None}
    off = {
        k: difference
        for k, identity in enumerate(judged)
        if (difference := sum(known[i] for i in identity.left) - sum(known[i] for i in identity.right))
    }
    broken = {judged[k] for k in off}
    computed = {t.left[0]: t for t in form.totals if t.left[0] in open_totals}
    found: dict[tuple[Kind, tuple[Change, ...]], Cause] = {}
    for following in _following(form, table) if off else ():
        if broken.isdisjoint(following.values()):
            search = _Search(form, table, known, judged, off, {**computed, **following}, bool(following))
            for cause in search.causes():
                found.setdefault((cause.kind, cause.changes), cause)
    if not found:
        return None
    best = min(_RANK[kind] for kind, _ in found)
    likeliest = [cause for cause in found.values() if _RANK[cause.kind] == best]
    return likeliest[0] if len(likeliest) == 1 else None


@cache
def _following(form: Form, table: str) -> tuple[Mapping[int, Identity], ...]:
    """Which totals may follow from their parts, and by which identity: none, all, one pattern's and what adds those up."""
    own = [identity for identity in form.identities if identity.table == table and identity.is_total]
    patterns = list(dict.fromkeys(identity.id for identity in own))
    ways: list[dict[int, Identity]] = [{}, {t.left[0]: t for t in form.totals if t.table == table}]
    for first in patterns:
        others = {i.left[0] for i in own if i.id != first}
        own_totals = {i.left[0]: i for i in own if i.id == first and i.left[0] not in others}
        # The corner follows from the totals of the one pattern by the other.
        corner = {i.left[0]: i for i in own if i.id != first and set(i.right) <= own_totals.keys()}
        ways.append(own_totals | corner)
    return tuple({tuple(sorted(way)): way for way in ways}.values())


def digit_slip(stated: Number, likely: Number) -> Slip | None:
    """How typing ``likely`` may have come out as ``stated``; None where no slip of one digit explains it."""
    if not (_is_count(stated) and _is_count(likely)) or stated == likely:
        return None
    wrong, right = str(int(stated)), str(int(likely))
    if len(wrong) == len(right):
        differing = [i for i, (a, b) in enumerate(zip(wrong, right, strict=True)) if a != b]
        if len(differing) == 2 and differing[1] == differing[0] + 1:
            i, j = differing
            if wrong[i] == right[j] and wrong[j] == right[i]:
                return "transposed"
        return None
    if len(wrong) + 1 == len(right):
        return "dropped" if _without_one(right, wrong) is not None and wrong != "0" else None
    if len(wrong) == len(right) + 1:
        at = _without_one(wrong, right)
        if at is not None and right != "0":
            if wrong[at] in (wrong[at - 1 : at] or " ", wrong[at + 1 : at + 2]):
                return "doubled"
            return "zero" if wrong[at] == "0" and at == len(wrong) - 1 else None
    return None


def _is_count(value: Number) -> bool:
    return value >= 0 and value == int(value)


def _without_one(longer: str, shorter: str) -> int | None:
    """The last position whose digit can be left out of ``longer`` to give ``shorter``."""
    return next((i for i in range(len(longer) - 1, -1, -1) if longer[:i] + longer[i + 1 :] == shorter), None)


class _Search:
    """One search, in one of the circumstances.

    Attributes:
        known: the table's figures that have a value, by index.
        wanted: what must be added to the difference of each broken identity, by its number among the judged.
        computed: the totals that follow from their parts, with the identity that says from which.
        follows: whether some of them say otherwise now.
        effects: by how much the differences change with each figure that is not computed.
        by_reach: the single figures, alone or with a total, by the identities that they change.
    """

    def __init__(
        self,
        form: Form,
        table: str,
        known: Mapping[int, Number],
        judged: Sequence[Identity],
        off: Mapping[int, Number],
        computed: Mapping[int, Identity],
        follows: bool,
    ) -> None:
        self.form, self.table, self.known, self.judged = form, table, known, judged
        self.computed, self.follows = computed, follows
        self.wanted = {k: -difference for k, difference in off.items()}
        self.broken = tuple(judged[k] for k in off)
        key = (tuple(judged), tuple(computed.values()), frozenset(known))
        self.effects = _effects(*key)
        self.by_reach = _by_reach(form, *key)

    def causes(self) -> Iterator[Cause]:
        """All explanations."""
        yield from self._of_one_figure()
        if not self.follows:
            yield from self._partial_twice()
        lines = [piece for line in _lines(self.form, self.table) for piece in self._pieces(line)]
        for kind, likely in (*self._neighbours(lines), *self._runs(lines), *self._whole_lines()):
            if self._mends({i: value - self.known[i] for i, value in likely.items()}):
                changes = tuple(Change(i, self.known[i], value) for i, value in sorted(likely.items()))
                yield Cause(kind, changes, self.broken, self.follows)

    def _mends(self, deltas: Mapping[int, Number]) -> bool:
        total: dict[int, Number] = {}
        for figure, delta in deltas.items():
            for k, sign in self.effects[figure].items():
                total[k] = total.get(k, 0) + sign * delta
        return {k: off for k, off in total.items() if off} == self.wanted

    # ------------------------------------------------------------ one figure

    def _singles(self) -> Iterator[tuple[Change, bool]]:
        """Figures that mend everything alone, or with the one total beside them that holds the same error."""
        first, wanted = next(iter(self.wanted.items()))
        for figure, partner, effect in self.by_reach.get(frozenset(self.wanted), ()):
            delta = wanted * effect[first]  # effects are 1 or -1
            likely = self.known[figure] + delta
            if (
                all(sign * delta == self.wanted[k] for k, sign in effect.items())
                and likely >= 0
                and (partner is None or self.known[partner] + delta >= 0)
            ):
                yield Change(figure, self.known[figure], likely), partner is not None

    def _of_one_figure(self) -> Iterator[Cause]:
        certain = len(self.wanted) > 1 and not self.follows
        for change, with_total in self._singles():
            total = self.form.figures[change.figure].is_total
            slip = digit_slip(change.stated, change.likely)
            part = self._left_out(change) if total else None
            rest = ((change,), self.broken, self.follows or with_total, slip, part)
            if not _is_count(change.stated) and _is_count(change.likely):
                yield Cause("impossible", *rest)
            elif total and certain:
                yield Cause("total", *rest)
            elif slip is not None:
                yield Cause("doubled" if slip == "zero" else slip, *rest)
            elif part is not None:
                yield Cause("omitted", *rest)
            elif certain and not with_total and not total:
                yield Cause("figure", *rest)

    def _left_out(self, change: Change) -> int | None:
        """The one part of a total whose value is what the total lacks."""
        lacking = change.likely - change.stated
        parts = {
            i
            for identity in self.broken
            if identity.left == (change.figure,)
            for i in identity.right
            if self.known[i] == lacking
        }
        return parts.pop() if len(parts) == 1 and lacking > 0 else None

    # ------------------------------------------------------------ several figures

    def _pieces(self, line: Sequence[int]) -> Iterator[list[int]]:
        """A line without its computed figures: what stands on either side of one are no neighbours."""
        piece: list[int] = []
        for i in line:
            if i in self.effects:
                piece.append(i)
            else:
                if len(piece) > 1:
                    yield piece
                piece = []
        if len(piece) > 1:
            yield piece

    def _touches(self, figures: Sequence[int]) -> bool:
        """Whether the figures stand in all identities that are to be mended."""
        return self.wanted.keys() <= {k for i in figures for k in self.effects[i]}

    def _neighbours(self, lines: Sequence[list[int]]) -> Iterator[tuple[Kind, dict[int, Number]]]:
        for line in lines:
            for i, j in pairwise(line):
                one, other = self.known[i], self.known[j]
                if one != other and self.wanted.keys() <= self.effects[i].keys() | self.effects[j].keys():
                    yield "swapped" if one and other else "moved", {i: other, j: one}

    def _runs(self, lines: Sequence[list[int]]) -> Iterator[tuple[Kind, dict[int, Number]]]:
        """Two or more figures beside a 0, all of which would fit one cell nearer to it."""
        for line in lines:
            if not self._touches(line):
                continue
            for way in (line, line[::-1]):
                values = [self.known[i] for i in way]
                filled = [n for n, value in enumerate(values) if value]
                for start in (n - 1 for n in filled if n and not values[n - 1]):
                    for end in (n for n in filled if n > start + 1):
                        moved = [*values[start + 1 : end + 1], 0]
                        yield "shifted", dict(zip(way[start : end + 1], moved, strict=True))

    def _whole_lines(self) -> Iterator[tuple[Kind, dict[int, Number]]]:
        """Rows, or columns, whose figures stand in the next one, which ought to hold noughts, but for their totals."""
        for one, other in _parallels(self.form, self.table):
            filled = [i for i in (*one, *other) if self.known.get(i)]
            both = any(i in one for i in filled) and any(i in other for i in filled)
            if len(filled) < 2 or both or not all(i in self.effects for i in (*one, *other)):
                continue
            if self._touches((*one, *other)):
                ones, others = [self.known[i] for i in one], [self.known[i] for i in other]
                yield "line", dict(zip((*one, *other), (*others, *ones), strict=True))

    def _partial_twice(self) -> Iterator[Cause]:
        """部分公开 counted under 不予公开 as well: each column has as many results too many as it has partial ones."""
        index = self.form.index
        columns = {k: identity.key for k, identity in enumerate(self.judged) if identity.id != "row_total"}
        if self.table != "t3" or not self.wanted.keys() <= columns.keys():
            return
        patterns = {self.judged[k].id for k in self.wanted}
        if len(patterns) != 1:
            return
        partial = {}
        for k, column in columns.items():
            if self.judged[k].id not in patterns:
                continue
            i = index[f"t3/partial/{column}"]
            refused = sum(
                self.known.get(f.index, 0)
                for f in self.form.by_table["t3"]
                if f.row.code.startswith(_REFUSED) and f.column.code == column
            )
            if i not in self.known or self.wanted.get(k, 0) != self.known[i] or refused < self.known[i]:
                return
            if self.known[i] and not self.form.figures[i].is_total:
                partial[i] = self.known[i]
        if partial:
            changes = tuple(Change(i, value, value) for i, value in sorted(partial.items()))
            yield Cause("partial_twice", changes, self.broken, True)


@lru_cache(maxsize=64)
def _effects(
    judged: tuple[Identity, ...], computed: tuple[Identity, ...], known: frozenset[int]
) -> Mapping[int, Mapping[int, int]]:
    """Figure that is not computed -> number of an identity -> 1 or -1: how its difference changes with the figure."""
    parts = {identity.left[0]: identity.right for identity in computed}
    effects: dict[int, dict[int, int]] = {i: {} for i in known if i not in parts}

    def add(k: int, figure: int, sign: int) -> None:
        if figure in parts:
            for part in parts[figure]:
                add(k, part, sign)
        elif figure in effects:
            own = effects[figure]
            own[k] = own.get(k, 0) + sign

    for k, identity in enumerate(judged):
        for figure in identity.left:
            add(k, figure, 1)
        for figure in identity.right:
            add(k, figure, -1)
    return {i: {k: sign for k, sign in own.items() if sign} for i, own in effects.items()}


@lru_cache(maxsize=64)
def _by_reach(
    form: Form, judged: tuple[Identity, ...], computed: tuple[Identity, ...], known: frozenset[int]
) -> Mapping[frozenset[int], Sequence[tuple[int, int | None, Mapping[int, int]]]]:
    """Identities -> (figure, total that holds the same error or None, effect) of what changes just these."""
    effects = _effects(judged, computed, known)
    found: dict[frozenset[int], list[tuple[int, int | None, Mapping[int, int]]]] = {}
    for i, own in effects.items():
        found.setdefault(frozenset(own), []).append((i, None, own))
        for total in _sums_of(form).get(i, ()):
            if total in effects:
                both = _added(own, effects[total])
                found.setdefault(frozenset(both), []).append((i, total, both))
    return found


def _added(one: Mapping[int, int], other: Mapping[int, int]) -> dict[int, int]:
    both = dict(one)
    for k, sign in other.items():
        both[k] = both.get(k, 0) + sign
    return {k: sign for k, sign in both.items() if sign}


@cache
def _sums_of(form: Form) -> Mapping[int, tuple[int, ...]]:
    """Figure -> the totals that it is a part of."""
    sums: dict[int, list[int]] = {}
    for identity in form.identities:
        if identity.is_total:
            for part in identity.right:
                sums.setdefault(part, []).append(identity.left[0])
    return {part: tuple(totals) for part, totals in sums.items()}


@cache
def _lines(form: Form, table: str) -> tuple[tuple[int, ...], ...]:
    """The table's rows and columns as they are printed, as indices. Groups that are laid side by side are one row."""
    lines: list[tuple[int, ...]] = []
    for block in form.table(table).blocks:
        own = [f for f in form.by_table[table] if f.block is block]
        if block.across:
            lines.append(tuple(f.index for f in own))
            continue
        lines.extend(tuple(f.index for f in own if f.row is row) for row in block.rows)
        lines.extend(tuple(f.index for f in own if f.column is column) for column in block.columns)
    return tuple(lines)


@cache
def _parallels(form: Form, table: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Neighbouring rows, and columns, without their totals: the figures that one may have typed a line too far.

    Of columns both all figures and the parts of the total alone, since a column is often filled in two goes.
    """
    pairs: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    for block in form.table(table).blocks:
        if block.across:
            continue
        base = [f for f in form.by_table[table] if f.block is block and not f.is_total]
        sums = _sums_of(form)
        results = [
            f for f in base if any(form.figures[total].column is f.column for total in sums.get(f.index, ()))
        ]
        for one, other in pairwise(block.rows):
            pairs.append(
                (tuple(f.index for f in base if f.row is one), tuple(f.index for f in base if f.row is other))
            )
        for figures in (base, results):
            for one, other in pairwise(block.columns):
                pairs.append(
                    (
                        tuple(f.index for f in figures if f.column is one),
                        tuple(f.index for f in figures if f.column is other),
                    )
                )
    return tuple((one, other) for one, other in pairs if one and other)
