use std::collections::{BTreeMap, BTreeSet};

use super::split::Split;
use super::tally::{Drawn, Sense};
use crate::documents::model_monitor::{CheckType, Constraints, Figure};
use crate::monitors::data_quality::{
    Check, CheckKind, DriftMeasure, Evidence, Facts, MONITOR, Side as Features, Status, check,
    measure,
};
use crate::monitors::drift::{Candidate, Comparison, Level, Rule, Side, compare, levels};
use crate::table::{Column, Kind, Series, canonical_label};

/// The checks on features: Model Monitor's on data quality, and the drift verdict.
pub struct DataQualityPopulation {
    columns: Vec<Column>,
    asked: Asked,
    /// What the baseline itself observes, check by check.
    levels: Vec<Option<f64>>,
    /// The baseline's labels of features with domains.
    labels: BTreeMap<String, BTreeSet<String>>,
}

/// What is asked of the features.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The constraints in force.
    pub constraints: Constraints,
    /// The rule of the verdict.
    pub rule: Rule,
    /// Thresholds that Model Monitor's rule goes by.
    pub thresholds: BTreeMap<String, f64>,
    /// Kinds that the user chose.
    pub kinds: BTreeMap<String, Kind>,
    /// Features that are judged although they look like identifiers.
    pub judged_identifiers: Vec<String>,
}

/// A feature's values in one draw.
struct Taken<'a> {
    name: &'a str,
    baseline: Column,
    window: Column,
}

impl DataQualityPopulation {
    /// Features of one length, under the names that the constraints have.
    pub fn new(columns: Vec<Column>, asked: Asked) -> Self {
        let side = || {
            let named = columns.iter();
            Features::of_series(named.map(|one| (one.name.as_str(), Series::new([one]))))
        };
        let levels = check(&asked.constraints, &side(), &side());
        let has_domains = |column: &&Column| {
            let constraint = asked.constraints.feature(&column.name);
            constraint.is_some_and(|constraint| constraint.domains.is_some())
        };
        let labels = columns.iter().filter(has_domains).map(|column| {
            let counts = Series::new([column]).label_counts();
            (column.name.clone(), counts.into_keys().collect())
        });
        DataQualityPopulation {
            labels: labels.collect(),
            levels: levels.into_iter().map(|check| check.observed).collect(),
            columns,
            asked,
        }
    }

    /// All checks on one drawn window.
    pub fn draw(&self, split: &Split) -> Vec<Drawn> {
        let taken = self.columns.iter().map(|column| Taken {
            name: &column.name,
            baseline: column.taken(&split.baseline),
            window: column.taken(&split.window),
        });
        let taken: Vec<Taken> = taken.collect();
        let comparisons: Vec<Comparison> = taken.iter().map(|taken| self.compare(taken)).collect();
        let mut drawn = self.verdicts(&taken, &comparisons);
        let facts: Vec<(Facts, Facts)> = taken
            .iter()
            .zip(&comparisons)
            .filter_map(|(taken, comparison)| self.facts(taken, comparison))
            .collect();
        let side = |of: fn(&(Facts, Facts)) -> &Facts| {
            let named = taken.iter().zip(&facts);
            Features::of_facts(named.map(move |(taken, facts)| (taken.name, of(facts))))
        };
        let (baseline, window) = (side(|facts| &facts.0), side(|facts| &facts.1));
        let constraints = self.constraints_of(&taken, &facts);
        let then = check(&constraints, &baseline, &baseline);
        let now = check(&constraints, &baseline, &window);
        // Both were made from one list of constraints, so that they stand in one order; the first two are about columns.
        let checks = now.into_iter().zip(then).zip(&self.levels).skip(2);
        drawn.extend(checks.filter_map(|((now, then), level)| self.held(now, &then, *level)));
        drawn
    }

    fn compare(&self, taken: &Taken) -> Comparison {
        let side = |column| Side::Samples(Series::new([column]));
        let chosen = self.asked.kinds.get(taken.name).copied();
        compare(&side(&taken.baseline), Some(&side(&taken.window)), chosen)
    }

    fn facts(&self, taken: &Taken, comparison: &Comparison) -> Option<(Facts, Facts)> {
        let evidence = |column| Evidence::Samples(Series::new([column]));
        let known = comparison.ks.as_ref().and_then(|gap| gap.as_ref().ok());
        let (baseline, window) = measure(
            Some(&evidence(&taken.baseline)),
            Some(&evidence(&taken.window)),
            self.labels.contains_key(taken.name),
            known,
        );
        Some((baseline?, window?))
    }

    /// Whether each feature drifted by the rule in force.
    fn verdicts(&self, taken: &[Taken], comparisons: &[Comparison]) -> Vec<Drawn> {
        let candidates: Vec<Candidate> = taken
            .iter()
            .zip(comparisons)
            .map(|(taken, comparison)| Candidate {
                name: taken.name,
                comparison: Some(comparison),
                judge_identifier: self
                    .asked
                    .judged_identifiers
                    .iter()
                    .any(|one| one == taken.name),
                threshold: self.asked.thresholds.get(taken.name).copied(),
            })
            .collect();
        let verdict = |(taken, (level, _)): (&Taken, (Level, Option<f64>))| {
            (level != Level::Unknown).then(|| Drawn {
                monitor: "drift",
                feature: taken.name.to_owned(),
                check: "verdict".to_owned(),
                option: None,
                threshold: None,
                sense: Sense::Fixed,
                value: 0.0,
                fires: level >= Level::Drifted,
            })
        };
        let found = levels(&candidates, &self.asked.rule);
        taken.iter().zip(found).filter_map(verdict).collect()
    }

    /// The constraints with what the drawn baseline would have suggested: its completeness, and no label that it lacks.
    fn constraints_of(&self, taken: &[Taken], facts: &[(Facts, Facts)]) -> Constraints {
        let mut constraints = self.asked.constraints.clone();
        for feature in &mut constraints.features {
            let known = taken
                .iter()
                .zip(facts)
                .find(|(taken, _)| taken.name == feature.name);
            let Some((_, (baseline, _))) = known else {
                continue;
            };
            let rows = baseline.present + baseline.missing;
            if feature.completeness.finite().is_some() && rows > 0 {
                feature.completeness = Figure::Number(baseline.present as f64 / rows as f64);
            }
            if let (Some(domains), Some(all)) =
                (&mut feature.domains, self.labels.get(&feature.name))
            {
                let is_drawn = |label: &String| {
                    let labels = baseline.labels.as_ref();
                    labels.is_some_and(|labels| labels.contains_key(label))
                };
                domains.retain(|label| {
                    let label = canonical_label(label);
                    !all.contains(&label) || is_drawn(&label)
                });
            }
        }
        constraints
    }

    /// A check as it is held against the threshold in force.
    fn held(&self, now: Check, then: &Check, level: Option<f64>) -> Option<Drawn> {
        if now.status == Status::NotChecked {
            return None;
        }
        let observed = now.observed?;
        let (sense, value) = match now.check {
            CheckKind::ModelMonitor(CheckType::BaselineDrift) => {
                let measure = now.drift.as_ref().map(|drift| drift.measure);
                match measure {
                    Some(DriftMeasure::ChiSquareProbability) => (Sense::Below, observed),
                    _ => (Sense::Above, observed),
                }
            }
            CheckKind::ModelMonitor(_) => {
                (Sense::Below, Drawn::level(level?, then.observed?, observed))
            }
            _ => (Sense::Fixed, observed),
        };
        let threshold = match now.check {
            CheckKind::ModelMonitor(CheckType::Completeness) => {
                let constraint = self.asked.constraints.feature(&now.feature)?;
                constraint.completeness.finite()
            }
            _ => now.threshold,
        };
        Some(Drawn {
            monitor: MONITOR,
            check: now.check.name().to_owned(),
            option: now.option.filter(|_| sense != Sense::Fixed),
            threshold,
            sense,
            value,
            fires: now.status == Status::Violated,
            feature: now.feature,
        })
    }
}
