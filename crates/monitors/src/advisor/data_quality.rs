//! Data quality and drift on drawn windows.
//!
//! In: the baseline's columns, the constraints and the rule in force. Out: each check on each window as it is made of loaded data, tested against chance together where those are. Labels are held against
//! the part of the baseline that the window was not drawn from: no row of a baseline has a label that the baseline lacks.

use std::collections::BTreeMap;

use super::split::Split;
use super::tally::{Drawn, Sense};
use crate::data_quality::{
    Check, CheckKind, DriftMeasure, Evidence, Facts, Features, Gap, check, decide, measure,
    undecided,
};
use crate::drift::{
    Candidate, Comparison, FeatureSide, InCycle, Rule, Taken as TakenFor, Verdict, Ways, compare,
    verdicts_in_cycle,
};
use crate::{MonitorName, Status};
use leeway_documents::model_monitor::{CheckType, Constraints};
use leeway_stats::ks::ks_two_sample;
use leeway_stats::sort::sorted;
use leeway_table::{Column, InferredType, Kind, Series, canonical_label};

/// The checks on features: Model Monitor's on data quality, and the drift verdict.
pub struct DataQualityPopulation {
    columns: Vec<Column>,
    asked: Asked,
    /// What the baseline's checks need, feature by feature.
    baseline: Vec<Facts>,
    /// The baseline's numbers, ascending; none of texts.
    numbers: Vec<Vec<f64>>,
    /// The constraints of features with domains alone.
    with_domains: Constraints,
    /// The share of the baseline's values among their domains, by feature.
    inside: BTreeMap<String, f64>,
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
    /// Kinds that the user chose, or that features were taken for.
    pub kinds: BTreeMap<String, Kind>,
    /// Features that are judged although they look like identifiers.
    pub judged_identifiers: Vec<String>,
    /// Features that are not judged, each with the reason.
    pub unjudged: BTreeMap<String, String>,
}

/// A feature's values in one draw.
struct Taken<'a> {
    name: &'a str,
    baseline: Column,
    window: Column,
}

impl DataQualityPopulation {
    /// The baseline's rows, made ready for the drawing of windows.
    ///
    /// `columns` are of one length, a value per row, under the names that the constraints have; numbers are sorted here once, because every window asks for
    /// them. Columns without a constraint stay in, those that the constraints name and that are absent are not checked.
    pub fn new(columns: Vec<Column>, asked: Asked) -> Self {
        let mut with_domains = asked.constraints.clone();
        with_domains
            .features
            .retain(|feature| feature.domains.is_some());
        let is_text = |column: &Column| column.inferred_type() == InferredType::String;
        let numbers = columns.iter().map(|column| match is_text(column) {
            true => Vec::new(),
            false => sorted(Series::new([column]).finite_numbers()),
        });
        let mut population = DataQualityPopulation {
            numbers: numbers.collect(),
            baseline: Vec::new(),
            inside: BTreeMap::new(),
            columns,
            asked,
            with_domains,
        };
        let facts = population.columns.iter().zip(&population.columns);
        population.baseline = facts
            .filter_map(|(column, own)| population.counted(column, own))
            .collect();
        let all = population.side(&population.baseline);
        let checks = check(&population.with_domains, &all, &all).into_iter();
        let inside = checks
            .filter(|check| check.check == CheckKind::ModelMonitor(CheckType::CategoricalValues));
        population.inside = inside
            .filter_map(|check| Some((check.feature, check.observed?)))
            .collect();
        population
    }

    /// All checks on one drawn window: `split` for what is held against the baseline, `window` for what is held against thresholds.
    ///
    /// Both hold positions of the baseline's rows. Values are shares or distances, 0 to 1; a check without a value is left out.
    pub fn draw(&self, split: &Split, window: &[u32]) -> Vec<Drawn> {
        let taken = self.columns.iter().map(|column| Taken {
            name: &column.name,
            baseline: column.taken(&split.baseline),
            window: column.taken(&split.window),
        });
        let taken: Vec<Taken> = taken.collect();
        let comparisons: Vec<Comparison> = taken
            .iter()
            .map(|taken| self.compare(taken.name, &taken.baseline, &taken.window))
            .collect();
        let same_time: Vec<Option<Comparison>> = self
            .columns
            .iter()
            .zip(&taken)
            .map(|(column, taken)| {
                let has_any = !split.same_time.is_empty();
                has_any.then(|| {
                    self.compare(taken.name, &column.taken(&split.same_time), &taken.window)
                })
            })
            .collect();
        let mut drawn = self.verdicts(&taken, &comparisons, &same_time);
        let mut checks = self.held(window, &comparisons);
        let held = checks.len();
        let (of_labels, levels): (Vec<Check>, Vec<f64>) = self.labels(&taken).into_iter().unzip();
        checks.extend(of_labels);
        decide(&mut checks);
        let levels = std::iter::repeat_n(None, held).chain(levels.into_iter().map(Some));
        drawn.extend(checks.into_iter().zip(levels).filter_map(|(check, level)| {
            let is_tested = check.check == CheckKind::UnseenLabels;
            let drawn = against_threshold(check)?;
            Some(match level.filter(|_| !is_tested) {
                Some(level) => Drawn {
                    value: level,
                    ..drawn
                },
                None => drawn,
            })
        }));
        drawn
    }

    /// The checks against thresholds, on rows of the baseline. The gap between numbers that hardly repeat is that of the split: a resampled window falls on the
    /// baseline's own values, where gaps are a little smaller than between them.
    fn held(&self, window: &[u32], comparisons: &[Comparison]) -> Vec<Check> {
        let facts: Vec<Facts> = self
            .columns
            .iter()
            .zip(&self.numbers)
            .zip(comparisons)
            .filter_map(|((column, numbers), comparison)| {
                let window = column.taken(window);
                let mut facts = self.counted(&window, column)?;
                let between = comparison.ks.as_ref().and_then(|gap| gap.as_ref().ok());
                facts.gap = match between.filter(|_| has_few_ties(numbers)) {
                    Some(gap) => Some(number_gap(
                        gap.statistic,
                        comparison.baseline.present,
                        comparison.current.present,
                    )),
                    None => {
                        let own = sorted(Series::new([&window]).finite_numbers());
                        let gap = ks_two_sample(numbers, &own).ok();
                        let counts = (numbers.len() as u64, own.len() as u64);
                        gap.map(|gap| number_gap(gap.statistic, counts.0, counts.1))
                    }
                };
                Some(facts)
            })
            .collect();
        let (baseline, window) = (self.side(&self.baseline), self.side(&facts));
        let checks = undecided(&self.asked.constraints, &baseline, &window).into_iter();
        // The first two are about columns.
        let checks = checks.skip(2).filter(|check| !is_of_labels(check.check));
        checks.collect()
    }

    /// The checks on labels that the drawn baseline lacks, with the level that a threshold is held against.
    fn labels(&self, taken: &[Taken]) -> Vec<(Check, f64)> {
        let mut constraints = self.with_domains.clone();
        let (mut before, mut now) = (Vec::new(), Vec::new());
        for feature in &mut constraints.features {
            let Some(place) = taken.iter().position(|taken| taken.name == feature.name) else {
                continue;
            };
            let (own, taken) = (&self.columns[place], &taken[place]);
            let facts = (
                self.counted(&taken.baseline, own),
                self.counted(&taken.window, own),
            );
            let (Some(baseline), Some(window)) = facts else {
                continue;
            };
            let of = |facts: &Facts, label: &str| {
                let labels = facts.labels.as_ref();
                labels.is_some_and(|labels| labels.contains_key(label))
            };
            if let Some(domains) = &mut feature.domains {
                domains.retain(|label| {
                    let label = canonical_label(label);
                    !of(&self.baseline[place], &label) || of(&baseline, &label)
                });
            }
            before.push((taken.name, baseline));
            now.push((taken.name, window));
        }
        let side = |facts: &'_ [(&str, Facts)]| {
            let named = facts.iter().map(|(name, facts)| (*name, facts));
            let baseline = before.iter().map(|(name, facts)| (*name, facts));
            undecided(
                &constraints,
                &Features::of_facts(baseline),
                &Features::of_facts(named),
            )
        };
        let pairs = side(&now).into_iter().zip(side(&before)).skip(2);
        let pairs = pairs.filter(|(now, _)| is_of_labels(now.check));
        pairs
            .filter_map(|(now, before)| {
                let inside = self.inside.get(&now.feature).copied();
                let level = Drawn::level(inside?, before.observed?, now.observed?);
                Some((now, level))
            })
            .collect()
    }

    /// What the checks need of values; `own` is the whole column of the baseline.
    fn counted(&self, values: &Column, own: &Column) -> Option<Facts> {
        let evidence = Evidence::Samples(Series::new([values]));
        let has_domains = self.with_domains.feature(&own.name).is_some();
        let is_text = own.inferred_type() == InferredType::String;
        measure(None, Some(&evidence), has_domains || is_text, None).1
    }

    fn side<'a>(&'a self, facts: &'a [Facts]) -> Features<'a> {
        let named = self.columns.iter().zip(facts);
        Features::of_facts(named.map(|(column, facts)| (column.name.as_str(), facts)))
    }

    fn compare(&self, name: &str, baseline: &Column, window: &Column) -> Comparison {
        let side = |column| FeatureSide::Samples(Series::new([column]));
        let chosen = self.asked.kinds.get(name).copied();
        compare(
            &side(baseline),
            Some(&side(window)),
            &TakenFor::chosen(chosen).in_ways(Ways::of(self.asked.rule.name)),
        )
    }

    /// Whether each feature drifted by the rule in force, as windows are judged.
    fn verdicts(
        &self,
        taken: &[Taken],
        comparisons: &[Comparison],
        same_time: &[Option<Comparison>],
    ) -> Vec<Drawn> {
        let candidates: Vec<Candidate> = taken
            .iter()
            .zip(comparisons)
            .map(|(taken, comparison)| Candidate {
                name: taken.name,
                comparison: Some(comparison),
                unjudged: self.asked.unjudged.get(taken.name).map(String::as_str),
                judge_identifier: self
                    .asked
                    .judged_identifiers
                    .iter()
                    .any(|one| one == taken.name),
                threshold: self.asked.thresholds.get(taken.name).copied(),
            })
            .collect();
        let verdict = |(taken, InCycle { verdict, .. }): (&Taken, InCycle)| {
            (verdict != Verdict::Unknown).then(|| Drawn {
                monitor: MonitorName::Drift,
                feature: taken.name.to_owned(),
                check: "verdict".to_owned(),
                option: None,
                threshold: None,
                sense: Sense::Fixed,
                value: 0.0,
                fires: verdict.has_drifted(),
            })
        };
        let same_time: Vec<Option<&Comparison>> = same_time.iter().map(Option::as_ref).collect();
        let found = verdicts_in_cycle(&candidates, &same_time, &self.asked.rule);
        taken.iter().zip(found).filter_map(verdict).collect()
    }
}

/// True where more than half of ascending numbers are of their own.
fn has_few_ties(numbers: &[f64]) -> bool {
    let distinct = numbers.chunk_by(|a, b| a == b).count();
    distinct * 2 > numbers.len()
}

fn number_gap(simple: f64, baseline_count: u64, current_count: u64) -> Gap {
    Gap {
        simple,
        bound: 0.0,
        baseline_count,
        current_count,
        place: String::new(),
        is_of_labels: false,
    }
}

/// True for the checks on labels that the baseline lacks.
fn is_of_labels(check: CheckKind) -> bool {
    matches!(
        check,
        CheckKind::UnseenLabels | CheckKind::ModelMonitor(CheckType::CategoricalValues)
    )
}

/// A check as it was made; `None` where it could not be.
fn against_threshold(check: Check) -> Option<Drawn> {
    if check.status == Status::NotChecked {
        return None;
    }
    let measure = check.drift.as_ref().map(|drift| drift.measure);
    let sense = match (check.check, measure) {
        (_, Some(DriftMeasure::ChiSquareProbability)) => Sense::Below,
        (CheckKind::ModelMonitor(CheckType::BaselineDrift), _) => Sense::Above,
        (CheckKind::ModelMonitor(_), _) => Sense::Below,
        _ => Sense::Fixed,
    };
    Some(Drawn {
        monitor: MonitorName::DataQuality,
        check: check.check.name().to_owned(),
        option: check.option.filter(|_| sense != Sense::Fixed),
        threshold: check.threshold,
        sense,
        value: check.observed?,
        fires: check.status == Status::Violated,
        feature: check.feature,
    })
}
