//! Linear models, trees and forests of scikit-learn.

use super::refusal::{Refusal, refused};
use crate::model::cuts::rank;
use crate::model::predictor::{Booster, Library, Link, PROBABILITY, Predictor};
use crate::model::tree::{Node, Split, Tree};
use crate::model::unusable::fits;
use crate::pickle::Item;

/// Nodes of all trees, each class's counted, that are read.
const MOST_NODES: usize = 2 << 20;

/// An estimator; none for what is no estimator that answers with numbers.
pub(super) fn read(item: Item, name: &str) -> Result<Option<Predictor>, Refusal> {
    let lacks = || {
        refused(format!(
            "a {name} that was not fitted, or is of a version that is not known"
        ))
    };
    Ok(Some(match name {
        "LogisticRegression" | "LogisticRegressionCV" => logistic(item, name)?,
        "LinearRegression" | "Ridge" | "Lasso" | "ElasticNet" => {
            linear(item, Link::Identity, name).ok_or_else(lacks)?
        }
        "DecisionTreeClassifier"
        | "ExtraTreeClassifier"
        | "DecisionTreeRegressor"
        | "ExtraTreeRegressor" => {
            let grown = all_grown(vec![item])?.ok_or_else(lacks)?;
            forest(&grown, name).ok_or_else(lacks)?
        }
        "RandomForestClassifier"
        | "ExtraTreesClassifier"
        | "RandomForestRegressor"
        | "ExtraTreesRegressor" => {
            let trees = item
                .get("estimators_")
                .and_then(Item::list)
                .ok_or_else(lacks)?;
            let trees = all_grown(trees)?.ok_or_else(lacks)?;
            forest(&trees, name).ok_or_else(lacks)?
        }
        "GradientBoostingClassifier" | "GradientBoostingRegressor" => boosted(item, name)?,
        // What ends a pipeline and answers is no transformer.
        other
            if item.get("classes_").is_some()
                || other.ends_with("Classifier")
                || other.ends_with("Regressor") =>
        {
            return Err(refused(format!("a {other} of scikit-learn")));
        }
        _ => return Ok(None),
    }))
}

fn logistic(item: Item, name: &str) -> Result<Predictor, Refusal> {
    let lacks = || {
        refused(format!(
            "a {name} that was not fitted, or is of a version that is not known"
        ))
    };
    let classes = item
        .get("classes_")
        .and_then(Item::array)
        .ok_or_else(lacks)?
        .len();
    let word = |name: &str| item.get(name).and_then(Item::text).unwrap_or_default();
    let is_multinomial = word("multi_class") == "multinomial";
    if classes > 2 && (word("multi_class") == "ovr" || word("solver") == "liblinear") {
        return Err(refused(format!(
            "a {name} that asks for one class against the rest"
        )));
    }
    let link = match classes {
        // Of two classes that are weighed alike one is the other's negative.
        2 if is_multinomial => Link::Logistic { slope: 2.0 },
        2 => Link::Logistic { slope: 1.0 },
        _ => Link::Softmax,
    };
    linear(item, link, name).ok_or_else(lacks)
}

fn linear(item: Item, link: Link, name: &str) -> Option<Predictor> {
    let weights = item.get("coef_")?.array()?;
    let (classes, features) = match weights.shape[..] {
        [features] => (1, features),
        [classes, features] => (classes, features),
        _ => return None,
    };
    let weights = weights.numbers()?;
    let intercept = item.get("intercept_")?;
    let intercepts = match intercept.array() {
        Some(array) => array.numbers()?,
        None => vec![intercept.number()?],
    };
    let intercepts = match intercepts[..] {
        [one] if fits(features, classes).is_ok() => vec![one; classes],
        _ => intercepts,
    };
    if classes == 0 || intercepts.len() != classes || fits(features, classes).is_err() {
        return None;
    }
    let by_feature = (0..features).flat_map(|feature| {
        let weights = &weights;
        (0..classes).map(move |class| weights[class * features + feature])
    });
    Some(Predictor {
        library: Library::ScikitLearn,
        features,
        classes,
        objective: name.to_owned(),
        link,
        base_margin: vec![0.0; classes],
        booster: Booster::Linear(by_feature.chain(intercepts).collect()),
        ..Predictor::default()
    })
}

/// A tree whose leaves hold a value per class.
struct Grown {
    tree: Tree,
    thresholds: Vec<f64>,
    features: usize,
    /// By node: a value per class.
    values: Vec<f64>,
    classes: usize,
}

/// Trees that estimators have grown; none where one is of a version that is not known.
fn all_grown(estimators: Vec<Item>) -> Result<Option<Vec<Grown>>, Refusal> {
    let mut all = Vec::new();
    let mut nodes = 0;
    for estimator in estimators {
        let Some(grown) = grown(estimator) else {
            return Ok(None);
        };
        nodes += grown.values.len();
        if nodes > MOST_NODES {
            return Err(refused(format!("trees of more than {MOST_NODES} nodes")));
        }
        all.push(grown);
    }
    Ok(Some(all))
}

fn grown(estimator: Item) -> Option<Grown> {
    let tree = estimator.get("tree_")?;
    if tree.class()?.1 != "Tree" {
        return None;
    }
    let arguments = tree.arguments();
    let [features, _, outputs] = arguments[..] else {
        return None;
    };
    let features = features.count()?;
    if outputs.count()? != 1 || fits(features, 1).is_err() {
        return None;
    }
    let nodes = tree.get("nodes")?.array()?;
    let field = |name: &str| nodes.field(name);
    let (lefts, rights) = (field("left_child")?, field("right_child")?);
    let (asked, thresholds) = (field("feature")?, field("threshold")?);
    let covers = field("weighted_n_node_samples")?;
    let missing = field("missing_go_to_left").unwrap_or_else(|| vec![0.0; lefts.len()]);
    let values = tree.get("values")?.array()?;
    let &[count, 1, classes] = &values.shape[..] else {
        return None;
    };
    if count != lefts.len() || classes == 0 || fits(features, classes).is_err() {
        return None;
    }
    let node = |at: usize| Node {
        cover: covers[at],
        value: 0.0,
        split: (lefts[at] >= 0.0).then(|| Split {
            feature: asked[at].max(0.0) as usize,
            left: lefts[at] as usize,
            right: rights[at].max(0.0) as usize,
            is_missing_left: missing[at] != 0.0,
            threshold: thresholds[at] as f32,
            categories: None,
        }),
    };
    let tree = Tree::checked(0, (0..count).map(node).collect(), features).ok()?;
    Some(Grown {
        tree,
        thresholds,
        features,
        values: values.numbers()?,
        classes,
    })
}

impl Grown {
    /// The tree of one class, whose leaves hold what `of` makes of the values of all classes.
    fn with(&self, class: usize, of: impl Fn(&[f64]) -> f64) -> Tree {
        let mut tree = self.tree.clone();
        tree.class = class;
        let values = self.values.chunks_exact(self.classes);
        for (node, values) in tree.nodes.iter_mut().zip(values) {
            if node.split.is_none() {
                node.value = of(values);
            }
        }
        tree
    }
}

/// The mean of trees: of two classes the second's share, of more each one's.
fn forest(grown: &[Grown], name: &str) -> Option<Predictor> {
    let first = grown.first()?;
    let (features, width) = (first.features, first.classes);
    if grown
        .iter()
        .any(|tree| tree.features != features || tree.classes != width)
    {
        return None;
    }
    let is_classifier = name.ends_with("Classifier");
    let classes = if width == 2 { 1 } else { width };
    let weight = 1.0 / grown.len() as f64;
    let (mut trees, mut thresholds) = (Vec::new(), Vec::new());
    for tree in grown {
        for class in 0..classes {
            let at = if width == 2 { 1 } else { class };
            trees.push(tree.with(class, |values| match is_classifier {
                true => weight * values[at] / values.iter().sum::<f64>(),
                false => weight * values[at],
            }));
            thresholds.push(tree.thresholds.clone());
        }
    }
    Some(Predictor {
        objective: match is_classifier {
            true => PROBABILITY.to_owned(),
            false => name.to_owned(),
        },
        ..of_trees(trees, &thresholds, features, vec![0.0; classes])
    })
}

fn boosted(item: Item, name: &str) -> Result<Predictor, Refusal> {
    let lacks = || {
        refused(format!(
            "a {name} that was not fitted, or is of a version that is not known"
        ))
    };
    let loss = item.get("loss").and_then(Item::text).unwrap_or_default();
    let is_classifier = name.ends_with("Classifier");
    if is_classifier && !["deviance", "log_loss"].contains(&&*loss) {
        return Err(refused(format!("a {name} with the loss {loss:?}")));
    }
    let all = item
        .get("estimators_")
        .and_then(Item::array)
        .ok_or_else(lacks)?;
    let estimators = all.objects().ok_or_else(lacks)?;
    let grown = all_grown(estimators)?.ok_or_else(lacks)?;
    (|| {
        let &[_, classes] = &all.shape[..] else {
            return None;
        };
        let rate = item.get("learning_rate")?.number()?;
        let features = grown.first()?.features;
        if grown
            .iter()
            .any(|tree| tree.features != features || tree.classes != 1)
        {
            return None;
        }
        let start = item.get("init_")?;
        let start = match start.class()?.1 {
            "DummyClassifier" => {
                let shares = start.get("class_prior_")?.array()?.numbers()?;
                match shares[..] {
                    [_, share] if classes == 1 => vec![(share / (1.0 - share)).ln()],
                    _ => shares.iter().map(|share| share.ln()).collect(),
                }
            }
            "DummyRegressor" => start.get("constant_")?.array()?.numbers()?,
            _ => return None,
        };
        if start.len() != classes {
            return None;
        }
        let thresholds: Vec<Vec<f64>> = grown.iter().map(|tree| tree.thresholds.clone()).collect();
        let of = |(at, tree): (usize, &Grown)| tree.with(at % classes, |values| rate * values[0]);
        let trees = grown.iter().enumerate().map(of).collect();
        Some(Predictor {
            objective: name.to_owned(),
            link: match (is_classifier, classes) {
                (false, _) => Link::Identity,
                (true, 1) => Link::Logistic { slope: 1.0 },
                (true, _) => Link::Softmax,
            },
            ..of_trees(trees, &thresholds, features, start)
        })
    })()
    .ok_or_else(lacks)
}

/// Trees that round values to 32 bits and compare them with thresholds of 64.
fn of_trees(
    mut trees: Vec<Tree>,
    thresholds: &[Vec<f64>],
    features: usize,
    base_margin: Vec<f64>,
) -> Predictor {
    let mut cuts = rank(&mut trees, thresholds, features);
    cuts.iter_mut().for_each(|cuts| cuts.is_rounded = true);
    Predictor {
        library: Library::ScikitLearn,
        features,
        classes: base_margin.len(),
        base_margin,
        booster: Booster::Trees(trees),
        cuts,
        ..Predictor::default()
    }
}
