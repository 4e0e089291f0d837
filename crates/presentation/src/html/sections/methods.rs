//! How it was computed, in words. Only what the report holds is explained.

use super::super::content::{Out, Run, Text};
use super::super::sent::Sent;

const COMPARED: [(&str, &str); 9] = [
    (
        "Kinds.",
        "Whether a feature is of numbers, categories, dates or texts, or an identifier, is decided from all values of the baseline as people write them, and can be overruled. Identifiers are measured, and not judged; dates are compared by their age, texts by their lengths and words.",
    ),
    (
        "Texts.",
        "Sentences are compared by their lengths in characters, and by Leeway’s rule by their words too: words per text, the share of words that the baseline never had beside the share to be expected, the share of texts with letters of a script, and with each word, by Fisher’s exact test corrected for all that were tried. A text without a visible character is empty, as a missing one is.",
    ),
    (
        "Missing values.",
        "Empty fields, null, NaN and the words listed under Settings are missing on both sides alike. Infinite values are counted and left out.",
    ),
    (
        "Drift score.",
        "100 · Σ |p − q|, from 0 to 200 %, where p and q are the shares of both sides: of numbers between the baseline’s deciles, open at both ends; of labels one by one, missing values among them. Total variation is the drift score over 200. Both sides always share the baseline’s bins.",
    ),
    (
        "Tests.",
        "Of numbers the two-sample Kolmogorov–Smirnov test, exact up to 10 000 values a side and asymptotic beyond; of two labels Fisher’s exact test, of more a test of homogeneity with rare labels in groups. The rule leeway adjusts p-values over all tests of all features together; each window of a day spends a 24th of the level. Rules of other tools judge by those tools’ own tests.",
    ),
    (
        "Other distances.",
        "Wasserstein distance in the feature’s unit and over the baseline’s standard deviation; Jensen–Shannon distance (natural logarithm, its square root); population stability index with shares of at least 0.0001; Model Monitor’s L∞, the largest gap, simple and less what chance explains.",
    ),
    (
        "Missing shares and unseen labels.",
        "The rule leeway compares the shares of missing values by Fisher’s exact test, and the rows with labels that the baseline never had with what a baseline with so many labels seen once lets expect (Good and Turing). Other rules count them. Labels that vanished are counted.",
    ),
    (
        "Sketches.",
        "Where only statistics.json is known, distances come from its quantile sketch with the error that it allows, and without a p-value.",
    ),
    (
        "Windows.",
        "The current side is cut by the time of its records, their own or the hour in their file’s path. Each window is held against the whole baseline, and where that has enough days with times, by the rule leeway against the same time of day or week too. Windows of fewer than 50 rows are weak evidence.",
    ),
];

const CHECKED: (&str, &str) = (
    "Checks.",
    "Those of Model Monitor’s container, made again from the loaded constraints or from what the baseline suggests, and three of Leeway’s own: negative values, of which one is a finding; missing share and unseen labels, which must be more than chance over all features. Beside each stands what a loaded report says, and why it differs.",
);

const PROJECTED: (&str, &str) = (
    "Projected accuracy.",
    "100 less the relative change, in per cent, of the mean score of an isolation forest that was fitted on the reference rows. It needs no labels of the current side. It is an estimate of similarity, not accuracy.",
);

const QUALITY: (&str, &str) = (
    "Model quality.",
    "Metrics have the names and definitions of Model Monitor. Standard deviations are those of five random samples of 80 % of the rows, from 200 rows on. The best constant classifier always answers the most frequent label.",
);

const BIAS: (&str, &str) = (
    "Bias.",
    "Clarify’s metrics compare a group with all other rows. A value that is farther from its ideal (0; 1 for DI) than the baseline’s is a violation; intervals of both sides, which hold the true value in 95 of 100 samples and are widened for the number of metrics, say whether it is more than chance.",
);

const ATTRIBUTION: (&str, &str) = (
    "Attribution.",
    "nDCG of the baseline’s attributions in the order that the current ones make, discounted by log2(place + 1): 1 is the same order. Attributions are those of Clarify’s analysis, or exact TreeSHAP values of a loaded model.",
);

/// The methods.
pub fn methods(sent: &Sent, out: &mut dyn Out) {
    let report = sent.report;
    out.section("methods", "Methods");
    let mut methods = Vec::new();
    if !report.features.is_empty() {
        methods.extend(COMPARED);
    }
    let others = [
        (!report.checks.is_empty(), CHECKED),
        (report.projected_accuracy.is_some(), PROJECTED),
        (report.model_quality.is_some(), QUALITY),
        (report.bias.is_some(), BIAS),
        (report.attribution.is_some(), ATTRIBUTION),
    ];
    methods.extend(
        others
            .into_iter()
            .filter_map(|(is_there, method)| is_there.then_some(method)),
    );
    for (name, words) in methods {
        out.paragraph(Text::from(Run::Strong(name.to_owned())).and(words));
    }
    out.paragraph(Text::muted(
        "Numbers have at most four significant digits here; every digit is in the tooltip, and in report.json. Times are UTC. Everything was computed in a browser tab from the files listed under Sources; nothing was uploaded.",
    ));
}
