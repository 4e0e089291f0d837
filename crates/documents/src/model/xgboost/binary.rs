//! The binary form in which XGBoost saved models until 2.x: structures of C++ as they lie in memory, little-endian.
//!
//! Source: `learner.cc`, `gbtree_model.h`, `tree_model.h`, `gbtree.cc` and `gblinear_model.h` of XGBoost 0.90 to 2.1.

use super::objective::{link, margin};
use crate::model::predictor::{Booster, Library, Predictor};
use crate::model::tree::{Node, Split, Tree};
use crate::model::unusable::{Unusable, fits};

/// What begins the form, in some versions.
const MAGIC: &[u8] = b"binf";
/// Bytes of the learner's parameters, of those of trees in all, and of one tree.
const LEARNER_BYTES: usize = 136;
const TREES_BYTES: usize = 160;
const TREE_BYTES: usize = 148;
/// Bytes of a linear model's parameters.
const LINEAR_BYTES: usize = 136;
const NODE_BYTES: usize = 20;
const STATISTICS_BYTES: usize = 16;
/// The longest name of an objective or a booster.
const LONGEST_NAME: usize = 64;

/// Whether bytes begin as the form does: the names of an objective and of a booster stand where they must.
pub(crate) fn is_binary(head: &[u8]) -> bool {
    let mut reader = Reader::of(head);
    let names = (|| {
        reader.take(LEARNER_BYTES)?;
        Ok::<_, Unusable>((reader.text()?, reader.text()?))
    })();
    names.is_ok_and(|(objective, booster)| {
        let is_name = |name: &str| {
            (1..=LONGEST_NAME).contains(&name.len())
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b":_-".contains(&byte))
        };
        is_name(&objective) && ["gbtree", "dart", "gblinear"].contains(&booster.as_str())
    })
}

/// Reads a model.
pub(super) fn read(bytes: &[u8]) -> Result<Predictor, Unusable> {
    let mut reader = Reader::of(bytes);
    let parameters = reader.take(LEARNER_BYTES)?;
    let base_score = f64::from(f32::from_bits(word(parameters, 0)));
    let (features, classes) = (word(parameters, 1) as usize, word(parameters, 2) as usize);
    let has_attributes = word(parameters, 3) != 0;
    let (major, targets) = (word(parameters, 5), word(parameters, 7));
    if targets > 1 {
        return Err("it has several targets".into());
    }
    let classes = classes.max(1);
    fits(features, classes)?;
    let (objective, name) = (reader.text()?, reader.text()?);
    let (booster, parallel) = match name.as_str() {
        "gbtree" => trees(&mut reader, features, classes, false)?,
        "dart" => trees(&mut reader, features, classes, true)?,
        "gblinear" => (linear(&mut reader, features, classes)?, 1),
        other => return Err(format!("its booster is {other:?}").into()),
    };
    let link = link(&objective);
    // Before 1.0 it was saved after the transformation.
    let base_margin = match major {
        0 => base_score,
        _ => margin(link, base_score),
    };
    let mut best = None;
    if has_attributes {
        for _ in 0..reader.count()? {
            let (name, value) = (reader.text()?, reader.text()?);
            if name == "best_iteration" {
                best = value.parse::<usize>().ok();
            }
        }
    }
    Ok(Predictor {
        library: Library::Xgboost,
        features,
        classes,
        objective,
        link,
        base_margin: vec![base_margin; classes],
        booster,
        best_trees: best.and_then(|best| best.checked_add(1)?.checked_mul(parallel * classes)),
        ..Predictor::default()
    })
}

/// The trees, and how many of them make a round of a class.
fn trees(
    reader: &mut Reader,
    features: usize,
    classes: usize,
    is_dart: bool,
) -> Result<(Booster, usize), Unusable> {
    let parameters = reader.take(TREES_BYTES)?;
    let count = word(parameters, 0) as usize;
    let parallel = (word(parameters, 1) as usize).clamp(1, count.max(1));
    let mut trees = Vec::new();
    for position in 0..count {
        let nodes = nodes(reader).map_err(|unusable| unusable.in_tree(position))?;
        let tree = Tree::checked(0, nodes, features);
        trees.push(tree.map_err(|unusable| unusable.in_tree(position))?);
    }
    for (position, tree) in trees.iter_mut().enumerate() {
        let class = word(reader.take(4)?, 0) as usize;
        if class >= classes {
            return Err(format!("tree {position} belongs to class {class} of {classes}").into());
        }
        tree.class = class;
    }
    if is_dart && count > 0 {
        if reader.count()? != count {
            return Err("its trees are not all weighed".into());
        }
        for tree in &mut trees {
            let weight = f64::from(f32::from_bits(word(reader.take(4)?, 0)));
            tree.nodes.iter_mut().for_each(|node| node.value *= weight);
        }
    }
    Ok((Booster::Trees(trees), parallel))
}

fn nodes(reader: &mut Reader) -> Result<Vec<Node>, Unusable> {
    let parameters = reader.take(TREE_BYTES)?;
    let count = word(parameters, 1) as usize;
    if word(parameters, 5) > 1 {
        return Err("its leaves hold vectors (multi_output_tree)".into());
    }
    let bytes = |of_one: usize| count.checked_mul(of_one).ok_or("it ends early");
    let nodes = reader.take(bytes(NODE_BYTES)?)?;
    let statistics = reader.take(bytes(STATISTICS_BYTES)?)?;
    let pairs = nodes
        .chunks_exact(NODE_BYTES)
        .zip(statistics.chunks_exact(STATISTICS_BYTES));
    let node = |(node, statistics): (&[u8], &[u8])| {
        let (left, right, asked) = (word(node, 1), word(node, 2), word(node, 3));
        let value = f32::from_bits(word(node, 4));
        let is_leaf = left == u32::MAX;
        Node {
            cover: f64::from(f32::from_bits(word(statistics, 1))),
            value: if is_leaf { f64::from(value) } else { 0.0 },
            split: (!is_leaf).then_some(Split {
                feature: (asked & (u32::MAX >> 1)) as usize,
                left: left as usize,
                right: right as usize,
                is_missing_left: asked >> 31 != 0,
                threshold: value,
                categories: None,
            }),
        }
    };
    Ok(pairs.map(node).collect())
}

fn linear(reader: &mut Reader, features: usize, classes: usize) -> Result<Booster, Unusable> {
    reader.take(LINEAR_BYTES)?;
    let count = reader.count()?;
    let wanted = features
        .checked_add(1)
        .and_then(|each| each.checked_mul(classes));
    if wanted != Some(count) {
        return Err(format!("it has {count} weights for {features} features").into());
    }
    let weights = reader.take(count.checked_mul(4).ok_or("it ends early")?)?;
    let weights = weights.chunks_exact(4);
    let weights = weights.map(|bytes| f64::from(f32::from_bits(word(bytes, 0))));
    Ok(Booster::Linear(weights.collect()))
}

/// The word of four bytes at this place; `bytes` has it.
fn word(bytes: &[u8], place: usize) -> u32 {
    let four = bytes[place * 4..].first_chunk();
    four.map_or(0, |four| u32::from_le_bytes(*four))
}

struct Reader<'a> {
    left: &'a [u8],
}

impl<'a> Reader<'a> {
    fn of(bytes: &'a [u8]) -> Reader<'a> {
        Reader {
            left: bytes.strip_prefix(MAGIC).unwrap_or(bytes),
        }
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], Unusable> {
        let (taken, left) = self
            .left
            .split_at_checked(length)
            .ok_or("it ends early, so it is not saved whole")?;
        self.left = left;
        Ok(taken)
    }

    /// A number of things, of which none takes less than a byte.
    fn count(&mut self) -> Result<usize, Unusable> {
        let bytes = self.take(8)?.first_chunk();
        let count = bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes));
        let count = usize::try_from(count).ok();
        let fits = count.filter(|count| *count <= self.left.len());
        Ok(fits.ok_or("it ends early, so it is not saved whole")?)
    }

    fn text(&mut self) -> Result<String, Unusable> {
        let length = self.count()?;
        Ok(String::from_utf8_lossy(self.take(length)?).into_owned())
    }
}
