//! Steps before an estimator, as encoded columns.

use super::categories::{self, Coded};
use super::levels::{level, levels, names};
use super::refusal::{Refusal, refused};
use super::selected::selected;
use crate::model::encoder::{EncodedColumn, Level, MOST_COLUMNS, Step};
use crate::pickle::Item;

/// Pipelines within each other.
const DEEPEST: usize = 16;
/// Steps of all pipelines, each counted as often as it is used.
const MOST_STEPS: usize = 50_000;
/// Steps of one column.
const MOST_OF_ONE: usize = 64;

/// What steps have made so far.
#[derive(Default)]
pub(super) struct Made {
    /// Columns that are 1 where a step knows the value.
    pub(super) checks: Vec<EncodedColumn>,
    /// Whether what the last ColumnTransformer made is sparse.
    pub(super) is_sparse: bool,
    steps: usize,
}

impl Made {
    /// What a step makes of columns. `place` is the step's name.
    pub(super) fn of(
        &mut self,
        step: Item,
        columns: Vec<EncodedColumn>,
        place: &str,
        depth: usize,
    ) -> Result<Vec<EncodedColumn>, Refusal> {
        self.steps += 1;
        let longest = columns.iter().map(|column| column.steps.len()).max();
        if depth > DEEPEST || self.steps > MOST_STEPS || longest > Some(MOST_OF_ONE) {
            return Err(refused("more steps than are read"));
        }
        if let Some(word) = step.text() {
            return match &*word {
                "passthrough" => Ok(columns),
                "drop" => Ok(Vec::new()),
                other => Err(refused(format!("a step {other:?}"))),
            };
        }
        if step.is_none() {
            return Ok(columns);
        }
        let (module, name) = step
            .class()
            .ok_or_else(|| refused(format!("the step {place:?}, which is no transformer")))?;
        let is_of_sklearn = module == "sklearn" || module.starts_with("sklearn.");
        if !is_of_sklearn {
            return Err(refused(format!("a {module}.{name} in the step {place:?}")));
        }
        let lacks = || {
            let text = format!(
                "a {name} in the step {place:?} that was not fitted, or is of a version that is not known"
            );
            refused(text)
        };
        let count = columns.len();
        let numbers = |attribute: &str| -> Result<Vec<f64>, Refusal> {
            let array = step.get(attribute).and_then(Item::array);
            let numbers = array.and_then(|array| array.numbers()).ok_or_else(lacks)?;
            match numbers.len() == count {
                true => Ok(numbers),
                false => Err(lacks()),
            }
        };
        let is_on = |option: &str| step.get(option).and_then(Item::truth) != Some(false);
        let made = match name {
            "Pipeline" => {
                let steps = step.get("steps").and_then(Item::list).ok_or_else(lacks)?;
                let mut columns = columns;
                for step in steps {
                    let pair = step.list().ok_or_else(lacks)?;
                    let [name, transformer] = pair[..] else {
                        return Err(lacks());
                    };
                    let name = name.text().unwrap_or_default();
                    columns = self.of(transformer, columns, &name, depth + 1)?;
                }
                columns
            }
            "FeatureUnion" => {
                if step.set("transformer_weights").is_some() {
                    return Err(refused("a FeatureUnion with weights"));
                }
                let list = step.get("transformer_list").and_then(Item::list);
                let mut all = Vec::new();
                for part in list.ok_or_else(lacks)? {
                    let pair = part.list().ok_or_else(lacks)?;
                    let [name, transformer] = pair[..] else {
                        return Err(lacks());
                    };
                    let name = name.text().unwrap_or_default();
                    all.extend(self.of(transformer, columns.clone(), &name, depth + 1)?);
                }
                all
            }
            "ColumnTransformer" => {
                let known = input_names(step).unwrap_or_default();
                let known = match known.len() == count {
                    true => known,
                    false => Vec::new(),
                };
                let list = step.get("transformers_").and_then(Item::list);
                let weights = step.set("transformer_weights").is_some();
                if weights {
                    return Err(refused("a ColumnTransformer with weights"));
                }
                let mut all = Vec::new();
                for part in list.ok_or_else(lacks)? {
                    let triple = part.list().ok_or_else(lacks)?;
                    let [name, transformer, of] = triple[..] else {
                        return Err(lacks());
                    };
                    if transformer.text().is_some_and(|word| word == "drop") {
                        continue;
                    }
                    let name = name.text().unwrap_or_default();
                    let chosen = selected(of, &known, count).ok_or_else(|| {
                        refused(format!("columns of the step {name:?} that cannot be told"))
                    })?;
                    if chosen.is_empty() {
                        continue;
                    }
                    let chosen = chosen.into_iter().map(|at| columns.get(at).cloned());
                    let chosen: Option<Vec<EncodedColumn>> = chosen.collect();
                    let chosen = chosen.ok_or_else(lacks)?;
                    all.extend(self.of(transformer, chosen, &name, depth + 1)?);
                    if all.len() > MOST_COLUMNS {
                        return Err(refused(format!("more than {MOST_COLUMNS} encoded columns")));
                    }
                }
                self.is_sparse = step.get("sparse_output_").and_then(Item::truth) == Some(true);
                all
            }
            "SimpleImputer" => imputed(step, columns).ok_or_else(lacks)?,
            "StandardScaler" | "RobustScaler" => {
                let (center, with_center, with_scale) = match name {
                    "StandardScaler" => ("mean_", "with_mean", "with_std"),
                    _ => ("center_", "with_centering", "with_scaling"),
                };
                let centers = match is_on(with_center) {
                    true => numbers(center)?,
                    false => vec![0.0; count],
                };
                let scales = match is_on(with_scale) {
                    true => numbers("scale_")?,
                    false => vec![1.0; count],
                };
                let steps = centers.into_iter().zip(scales);
                each(
                    columns,
                    steps.map(|(center, scale)| Step::Scale { center, scale }),
                )
            }
            "MaxAbsScaler" => {
                let scales = numbers("scale_")?.into_iter();
                each(
                    columns,
                    scales.map(|scale| Step::Scale { center: 0.0, scale }),
                )
            }
            "MinMaxScaler" => {
                let range = step.get("feature_range").and_then(Item::list);
                let ends = range.and_then(|ends| match ends[..] {
                    [least, most] => Some((least.number()?, most.number()?)),
                    _ => None,
                });
                let is_clipped = step.get("clip").and_then(Item::truth) == Some(true);
                let ends = ends.filter(|_| is_clipped);
                let steps = numbers("scale_")?.into_iter().zip(numbers("min_")?);
                each(
                    columns,
                    steps.map(|(scale, start)| Step::Range { scale, start, ends }),
                )
            }
            "OrdinalEncoder" => {
                let coded = categories::placed(step, columns);
                self.checked(coded.ok_or_else(lacks)?)
            }
            "OneHotEncoder" => {
                let coded = categories::split(step, columns)?;
                self.checked(coded.ok_or_else(lacks)?)
            }
            "FunctionTransformer" => match step.set("func") {
                None => columns,
                Some(function) => {
                    let function = function.class_name().unwrap_or_default();
                    return Err(refused(format!(
                        "a FunctionTransformer that calls {function}"
                    )));
                }
            },
            other => return Err(refused(format!("a {other} in the step {place:?}"))),
        };
        match made.len() > MOST_COLUMNS {
            true => Err(refused(format!("more than {MOST_COLUMNS} encoded columns"))),
            false => Ok(made),
        }
    }

    /// Takes over what an encoder would stop at.
    fn checked(&mut self, coded: Coded) -> Vec<EncodedColumn> {
        let room = MOST_COLUMNS.saturating_sub(self.checks.len());
        self.checks.extend(coded.checks.into_iter().take(room));
        coded.columns
    }
}

/// Names of the columns that an estimator was fitted on, in order.
pub(super) fn input_names(step: Item) -> Option<Vec<String>> {
    let attributes = ["feature_names_in_", "_feature_names_in", "_df_columns"];
    let found = attributes.iter().find_map(|name| step.set(name));
    found.and_then(names)
}

fn imputed(step: Item, columns: Vec<EncodedColumn>) -> Option<Vec<EncodedColumn>> {
    let statistics = step.get("statistics_")?.array()?;
    let statistics = levels(&statistics).filter(|all| all.len() == columns.len())?;
    let missing = step.get("missing_values").map_or(Level::Missing, level);
    let is_constant = step.get("strategy")?.text()? == "constant";
    let keeps = is_constant || step.get("keep_empty_features").and_then(Item::truth) == Some(true);
    let flagged = match step.set("indicator_") {
        None => Vec::new(),
        Some(indicator) => indicator.get("features_")?.array()?.counts()?,
    };
    let flag = |at: usize| {
        let column = columns.get(at)?.clone();
        Some(column.then(Step::is_one_of([missing.clone()])))
    };
    let flags: Option<Vec<EncodedColumn>> = flagged.into_iter().map(flag).collect();
    let flags = flags?;
    let fill = |column: &EncodedColumn, with: Level| {
        let missing = missing.clone();
        column.clone().then(Step::Fill { missing, with })
    };
    // A column without any value is left out, unless it is kept: with 0 for every value.
    let filled = columns.iter().zip(statistics);
    let filled = filled.filter_map(|(column, with)| match with {
        Level::Missing if !keeps => None,
        Level::Missing => Some(fill(column, Level::Number(0.0))),
        with => Some(fill(column, with)),
    });
    Some(filled.chain(flags).collect())
}

fn each(columns: Vec<EncodedColumn>, steps: impl Iterator<Item = Step>) -> Vec<EncodedColumn> {
    let pairs = columns.into_iter().zip(steps);
    pairs.map(|(column, step)| column.then(step)).collect()
}
