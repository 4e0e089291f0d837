"""Writes texts of two sides and what scikit-learn, scipy and regex say of them: cases.json, beside this file.

    python make.py      with scikit-learn, scipy and regex; versions are written into the file

Words are counted by CountVectorizer, once for each text, with a pattern that keeps apostrophes inside words; texts without blanks are parted into pairs of characters by its own analyzer. Shares of scripts are
those of Unicode's Script property. Fisher's exact test, Kolmogorov-Smirnov and the median are scipy's and numpy's.
"""

import json
import math
from pathlib import Path

import numpy as np
import regex
import scipy
import sklearn
from scipy.stats import fisher_exact, ks_2samp, norm
from sklearn.feature_extraction.text import CountVectorizer

draw = np.random.default_rng(20261128)

ENGLISH = """the parcel came late and nobody answered my mail i want to return shoes because they don't fit thank you for quick help order number is wrong
where can we pick it up please cancel subscription your driver left box with neighbour payment was taken twice invoice address has changed screen broke after week
very happy colour not as shown size too small delivery on monday instead of friday customer service kind but slow website does load phone""".split()
GERMAN = """das paket kam zu spät und niemand hat geantwortet ich möchte die schuhe zurückgeben weil sie nicht passen danke für schnelle hilfe bestellnummer ist falsch
wo kann man es abholen bitte kündigen fahrer ließ karton beim nachbarn zahlung wurde zweimal abgebucht""".split()
RUSSIAN = """посылка пришла поздно и никто не ответил на письмо хочу вернуть обувь потому что она мала спасибо за быструю помощь номер заказа неверный где её можно забрать""".split()
REFUNDS = "refund chargeback dispute bank statement".split()
CHINESE = "包裹没有送到请尽快退款谢谢客服态度很好颜色不对尺寸太小"


def sentence(words, count):
    weights = 1 / np.arange(1, len(words) + 1)
    chosen = draw.choice(words, size=count, p=weights / weights.sum())
    return " ".join(chosen).capitalize() + "."


def length():
    return int(max(4, round(10 * math.exp(0.5 * draw.normal()))))


def texts(rows, of=ENGLISH, refunds=0.0, other=None, share=0.0, empty=0.0, numbers=0.2):
    made = []
    for _ in range(rows):
        if draw.random() < empty:
            made.append("")
            continue
        text = sentence(other if draw.random() < share else of, length())
        if draw.random() < refunds:
            text += " " + sentence(REFUNDS, 2)
        if draw.random() < numbers:
            text += f" Order {draw.integers(1e6)}, 2026-10-{draw.integers(10, 30)}"
        made.append(text)
    return made


def chinese(rows):
    return ["".join(draw.choice(list(CHINESE), size=draw.integers(8, 30))) + "。" for _ in range(rows)]


def spaced(text):
    words = regex.findall(r"[^\W_]+(?:'[^\W_]+)*", text.lower().replace("’", "'"))
    return ["(number)" if word.isdigit() else word for word in words]


def paired(text):
    pairs = CountVectorizer(analyzer="char", ngram_range=(2, 2)).build_analyzer()
    return [pair for run in regex.findall(r"\p{Han}+", text) for pair in pairs(run)]


def counted(sides, analyzer):
    vectorizer = CountVectorizer(analyzer=analyzer).fit(sides[0] + sides[1])
    return vectorizer.get_feature_names_out(), [vectorizer.transform(side).toarray() for side in sides]


SCRIPTS = ["Latin", "Cyrillic", "Han"]


def moved(names, held, texts, fewest):
    tried = [place for place in range(len(names)) if held[0][place] + held[1][place] >= fewest]
    said = {}
    for place in tried:
        counts = [int(held[side][place]) for side in range(2)]
        table = [[counts[0], texts[0] - counts[0]], [counts[1], texts[1] - counts[1]]]
        p = float(fisher_exact(table)[1])
        said[str(names[place])] = [counts[0] / texts[0], counts[1] / texts[1], min(1.0, p * len(tried))]
    return len(tried), said


def fewest_texts(n, m):
    large = math.ceil(min(0.05 * min(n, m), 0.01 * m))
    sure = next(t for t in range(1, min(n, m)) if fisher_exact([[0, max(n, m)], [t, min(n, m) - t]])[1] <= 1e-3)
    return max(1, large, sure)


def case(name, baseline, current, analyzer=spaced):
    sides = [[text for text in side if text.strip()] for side in (baseline, current)]
    names, counts = counted(sides, analyzer)
    held = [(side > 0) for side in counts]
    totals = [side.sum(axis=1) for side in counts]
    rows = [len(side) for side in sides]
    of_words = [side.sum(axis=0) for side in held]
    # Words of one text of the baseline alone, and of no text of it.
    alone, absent = of_words[0] == 1, of_words[0] == 0
    words = [side.sum(axis=1) for side in held]
    expected = (held[0][:, alone].sum() + 1) / (words[0].sum() + 1)
    unseen = held[1][:, absent].sum(axis=1)
    share = unseen.sum() / words[1].sum()
    both = held[0][:, of_words[0] == 2].astype(int)
    pairs = np.triu(both @ both.T, 1)
    variance = (1 + ((held[0][:, alone].sum(axis=1) - expected * words[0]) ** 2).sum() + 2 * (pairs**2).sum()) / words[0].sum() ** 2
    variance += rows[1] / (rows[1] - 1) * ((unseen - share * words[1]) ** 2).sum() / words[1].sum() ** 2
    ks = ks_2samp(totals[0], totals[1])
    has = [[sum(bool(regex.search(rf"\p{{L}}(?<=\p{{{script}}})", text)) for text in side) for script in SCRIPTS] for side in sides]
    held_scripts = [place for place in range(len(SCRIPTS)) if has[0][place] + has[1][place]]
    _, scripts = moved([SCRIPTS[p] for p in held_scripts], [[side[p] for p in held_scripts] for side in has], rows, 1)
    tried, said = moved(names, of_words, rows, fewest_texts(*rows))
    surest = sorted(said, key=lambda word: said[word][2])[:5]
    return {
        "name": name,
        "baseline": baseline,
        "current": current,
        "texts": rows,
        "median_words": [float(np.median(side)) for side in totals],
        "word_count": [float(ks.statistic), float(ks.pvalue)],
        "unseen": {"share": float(share), "expected": float(expected), "p_value": float(norm.sf((share - expected) / math.sqrt(variance)))},
        "scripts": scripts,
        "words_tried": tried,
        "words": {word: said[word] for word in surest},
    }


cases = [
    case("without drift", texts(150), texts(150)),
    case("refunds", texts(200), texts(200, refunds=0.15)),
    case("German", texts(200), texts(120, other=GERMAN, share=0.3)),
    case("Russian", texts(200), texts(150, other=RUSSIAN, share=0.2)),
    case("empty", texts(150, empty=0.02), texts(150, empty=0.3)),
    case("without blanks", chinese(120), chinese(90) + ["发票地址已经更改请重新开具发票" + text for text in chinese(30)], paired),
]
versions = f"scikit-learn {sklearn.__version__}, scipy {scipy.__version__}, regex {regex.__version__}"
made = {"made_by": f"make.py with {versions}", "cases": cases}
Path(__file__).with_name("cases.json").write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n")
print(versions)
for one in cases:
    print(one["name"], one["texts"], one["unseen"], one["scripts"], one["words_tried"], one["words"])
