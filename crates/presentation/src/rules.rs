//! The rules of the verdict in words.

use leeway_monitors::drift::RuleName;
/// Each rule with its name and when it says "drifted".
pub const RULES: [(RuleName, &str, &str); 5] = [
    (
        RuleName::Leeway,
        "Leeway",
        "Drifted when the difference is both significant (adjusted p) and large enough (total variation), or when unseen labels or missing values became common.",
    ),
    (
        RuleName::ModelMonitor,
        "Model Monitor",
        "Robust L∞ distance over the comparison threshold of the loaded constraints, or over the threshold below.",
    ),
    (
        RuleName::AwsSample,
        "AWS sample",
        "The p-value of the feature’s test is below the significance level.",
    ),
    (
        RuleName::Evidently,
        "Evidently",
        "Its own choice by size and kind: up to 1,000 baseline values its p-values (Kolmogorov–Smirnov, chi-square against the baseline’s shares, z-test of two labels), above that normalised Wasserstein or Jensen–Shannon distance of at least 0.1.",
    ),
    (
        RuleName::Custom,
        "A threshold of your own",
        "Total variation over the threshold below, whatever the p-value.",
    ),
];
