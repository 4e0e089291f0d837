//! LightGBM's text: what `Booster.save_model` writes, and what a pickled booster holds.
//!
//! Source: `src/io/gbdt_model_text.cpp` and `include/LightGBM/tree.h` of LightGBM 2.3 to 4.6.

use super::cuts::{Missing, rank};
use super::predictor::{Booster, Library, Link, Predictor};
use super::tree::{Node, Split, Tree};
use super::unusable::{Form, Unusable, fits};
use hashbrown::HashMap;

/// What begins the text.
const START: &[u8] = b"tree\nversion=";

/// Whether bytes begin as the text does.
pub(super) fn is_lightgbm(head: &[u8]) -> bool {
    head.starts_with(START) || head.starts_with(b"tree\r\nversion=")
}

/// Reads a model.
pub(super) fn read(text: &str) -> Result<Predictor, Unusable> {
    model(text).map_err(|unusable| unusable.of(Form::LightGbm))
}

/// Lines `name=value` of one section.
struct Section<'a>(HashMap<&'a str, &'a str, foldhash::fast::FixedState>);

impl<'a> Section<'a> {
    fn of(lines: &mut std::iter::Peekable<std::str::Lines<'a>>) -> Section<'a> {
        let mut found = HashMap::default();
        while let Some(line) = lines.next_if(|line| !is_next(line)) {
            let (name, value) = line.split_once('=').unwrap_or((line, ""));
            found.insert(name.trim(), value.trim());
        }
        Section(found)
    }

    fn list<T: std::str::FromStr>(&self, name: &str) -> Result<Vec<T>, Unusable> {
        let list = self.0.get(name).copied().unwrap_or_default();
        let items = list.split_ascii_whitespace().map(|item| item.parse().ok());
        let items: Option<Vec<T>> = items.collect();
        items.ok_or_else(|| format!("its list {name} holds something that is no number").into())
    }

    fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.0.get(name)?.parse().ok()
    }
}

fn is_next(line: &str) -> bool {
    line.starts_with("Tree=") || line.starts_with("end of trees")
}

fn model(text: &str) -> Result<Predictor, Unusable> {
    let mut lines = text.lines().peekable();
    let head = Section::of(&mut lines);
    let features: usize = head
        .number("max_feature_idx")
        .ok_or("it says no number of features")?;
    let features = features.checked_add(1).filter(|count| *count <= text.len());
    let features = features.ok_or("it names fewer features than it says")?;
    let classes = head.number("num_tree_per_iteration").unwrap_or(1_usize);
    if !(1..=text.len()).contains(&classes) {
        return Err("it has no classes".into());
    }
    fits(features, classes)?;
    let names = head.0.get("feature_names").copied().unwrap_or_default();
    let names: Vec<String> = names.split_ascii_whitespace().map(str::to_owned).collect();
    let objective = head.0.get("objective").copied().unwrap_or_default();
    let (mut trees, mut thresholds) = (Vec::new(), Vec::new());
    let mut missing: Vec<Option<Missing>> = vec![None; features];
    while lines.next_if(|line| line.starts_with("Tree=")).is_some() {
        let section = Section::of(&mut lines);
        let position = trees.len();
        let (tree, cuts) = tree(&section, position % classes, features, &mut missing)
            .map_err(|unusable| unusable.in_tree(position))?;
        trees.push(tree);
        thresholds.push(cuts);
    }
    if lines.next().is_none() {
        return Err("it ends early, so it is not saved whole".into());
    }
    if head.0.contains_key("average_output") {
        let rounds = (trees.len() / classes).max(1) as f64;
        let nodes = trees.iter_mut().flat_map(|tree| &mut tree.nodes);
        nodes.for_each(|node| node.value /= rounds);
    }
    let mut cuts = rank(&mut trees, &thresholds, features);
    for (cuts, missing) in cuts.iter_mut().zip(missing) {
        cuts.missing = missing.unwrap_or_default();
    }
    // Names that were given for lack of others say nothing.
    let are_made = names
        .iter()
        .enumerate()
        .all(|(at, name)| *name == format!("Column_{at}"));
    let is_whole = names.len() == features && !are_made;
    Ok(Predictor {
        library: Library::LightGbm,
        feature_names: if is_whole { names } else { Vec::new() },
        features,
        classes,
        link: link(objective)?,
        objective: objective.to_owned(),
        base_margin: vec![0.0; classes],
        booster: Booster::Trees(trees),
        cuts,
        ..Predictor::default()
    })
}

/// An objective stands with its parameters: `binary sigmoid:1`.
fn link(objective: &str) -> Result<Link, Unusable> {
    let mut words = objective.split_ascii_whitespace();
    let name = words.next().unwrap_or_default();
    let parameters: Vec<&str> = words.collect();
    let slope = parameters
        .iter()
        .find_map(|word| word.strip_prefix("sigmoid:")?.parse().ok());
    let slope = slope.unwrap_or(1.0);
    match name {
        "binary" | "multiclassova" => Ok(Link::Logistic { slope }),
        "cross_entropy" | "xentropy" => Ok(Link::Logistic { slope: 1.0 }),
        "multiclass" => Ok(Link::Softmax),
        "poisson" | "gamma" | "tweedie" => Ok(Link::Exponential),
        "cross_entropy_lambda" | "xentlambda" => {
            Err(format!("its objective is {objective:?}").into())
        }
        _ if parameters.contains(&"sqrt") => Err(format!("its objective is {objective:?}").into()),
        _ => Ok(Link::Identity),
    }
}

fn tree(
    section: &Section,
    class: usize,
    features: usize,
    missing: &mut [Option<Missing>],
) -> Result<(Tree, Vec<f64>), Unusable> {
    if section.number("is_linear") == Some(1) {
        return Err("its leaves hold linear models".into());
    }
    let values: Vec<f64> = section.list("leaf_value")?;
    let counts: Vec<f64> = section.list("leaf_count")?;
    let leaf = |(value, cover): (&f64, f64)| Node {
        cover,
        value: *value,
        split: None,
    };
    if section.number("num_leaves") == Some(1) {
        let value = values.first().copied().unwrap_or(0.0);
        let nodes = vec![leaf((&value, 1.0))];
        return Ok((Tree::checked(class, nodes, features)?, vec![0.0]));
    }
    let asked: Vec<usize> = section.list("split_feature")?;
    let thresholds: Vec<f64> = section.list("threshold")?;
    let kinds: Vec<u8> = section.list("decision_type")?;
    let lefts: Vec<i64> = section.list("left_child")?;
    let rights: Vec<i64> = section.list("right_child")?;
    let covers: Vec<f64> = section.list("internal_count")?;
    let inner = asked.len();
    let lengths = [
        thresholds.len(),
        kinds.len(),
        lefts.len(),
        rights.len(),
        covers.len(),
    ];
    if lengths.iter().any(|length| *length != inner) || values.len() != counts.len() {
        return Err("its lists are not of one length".into());
    }
    let bounds: Vec<usize> = section.list("cat_boundaries")?;
    let sets: Vec<u32> = section.list("cat_threshold")?;
    // Leaves stand behind the splits; as a child they are negative.
    let child = |at: i64| match usize::try_from(at) {
        Ok(at) => at,
        Err(_) => usize::try_from(!at).map_or(0, |leaf| inner.saturating_add(leaf)),
    };
    let mut nodes = Vec::with_capacity(inner + values.len());
    for at in 0..inner {
        let feature = asked[at];
        let (is_of_categories, is_left) = (kinds[at] & 1 != 0, kinds[at] & 2 != 0);
        let split = match is_of_categories {
            false => {
                let found = match kinds[at] >> 2 & 3 {
                    0 => Missing::Zero,
                    1 => Missing::ZeroToo,
                    _ => Missing::Apart,
                };
                if let Some(known) = missing.get_mut(feature)
                    && *known.get_or_insert(found) != found
                {
                    return Err(format!(
                        "it takes missing values of feature {feature} in two ways"
                    )
                    .into());
                }
                Split {
                    feature,
                    left: child(lefts[at]),
                    right: child(rights[at]),
                    is_missing_left: is_left,
                    threshold: thresholds[at] as f32,
                    categories: None,
                }
            }
            true => {
                let place = thresholds[at] as usize;
                let ends = bounds.get(place).zip(bounds.get(place.saturating_add(1)));
                let words = ends.and_then(|(start, end)| sets.get(*start..*end));
                let words = words.ok_or("its categories are not of its nodes")?;
                // The categories go left there, and all else right.
                Split {
                    feature,
                    left: child(rights[at]),
                    right: child(lefts[at]),
                    is_missing_left: true,
                    threshold: 0.0,
                    categories: Some(members(words)),
                }
            }
        };
        nodes.push(Node {
            cover: covers[at],
            value: 0.0,
            split: Some(split),
        });
    }
    nodes.extend(values.iter().zip(counts).map(leaf));
    let mut cuts = thresholds;
    cuts.resize(nodes.len(), 0.0);
    if cuts.iter().any(|cut| cut.is_nan()) {
        return Err("a threshold is no number".into());
    }
    Ok((Tree::checked(class, nodes, features)?, cuts))
}

/// The numbers whose bits are set.
fn members(words: &[u32]) -> Vec<u32> {
    let of_word = |(at, word): (usize, &u32)| {
        let word = *word;
        (0..32)
            .filter(move |bit| word >> bit & 1 != 0)
            .map(move |bit| at as u32 * 32 + bit)
    };
    words.iter().enumerate().flat_map(of_word).collect()
}
