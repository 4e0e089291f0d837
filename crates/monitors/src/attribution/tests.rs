//! SHAP values against their definition, summed over all subsets of the features.

use super::Attributor;
use leeway_documents::model::{Booster, Node, Predictor, Split, Tree};

/// The two ways of adding up the same terms differ by rounding alone.
const ROUNDING: f64 = 1e-12;

/// A small generator for test trees.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

fn grow(dice: &mut Dice, nodes: &mut Vec<Node>, depth: usize, cover: f64, features: u64) -> usize {
    let index = nodes.len();
    nodes.push(Node {
        cover,
        value: 0.0,
        split: None,
    });
    if depth == 0 || dice.below(8) == 0 {
        nodes[index].value = dice.below(2001) as f64 / 1000.0 - 1.0;
        return index;
    }
    let share = (1 + dice.below(9)) as f64 / 10.0;
    let left = grow(dice, nodes, depth - 1, cover * share, features);
    let right = grow(dice, nodes, depth - 1, cover * (1.0 - share), features);
    let categories = (dice.below(5) == 0).then(|| vec![0, 2, 5]);
    nodes[index].split = Some(Split {
        feature: dice.below(features) as usize,
        left,
        right,
        is_missing_left: dice.below(2) == 0,
        threshold: dice.below(7) as f32,
        categories,
    });
    index
}

fn random_tree(seed: u64, depth: usize, features: u64) -> Tree {
    let mut nodes = Vec::new();
    grow(&mut Dice(seed), &mut nodes, depth, 100.0, features);
    Tree { class: 0, nodes }
}

/// The mean of the tree when only the features in `known` are known.
fn conditional(tree: &Tree, node: usize, row: &[f32], known: usize) -> f64 {
    let here = &tree.nodes[node];
    let Some(split) = &here.split else {
        return here.value;
    };
    if known >> split.feature & 1 == 1 {
        let next = if split.goes_left(row[split.feature]) {
            split.left
        } else {
            split.right
        };
        return conditional(tree, next, row, known);
    }
    [split.left, split.right]
        .iter()
        .map(|&child| tree.nodes[child].cover / here.cover * conditional(tree, child, row, known))
        .sum()
}

fn shapley(tree: &Tree, row: &[f32], feature: usize) -> f64 {
    let m = row.len();
    let factorial = |n: usize| (1..=n).map(|k| k as f64).product::<f64>();
    (0..1usize << m)
        .filter(|set| set >> feature & 1 == 0)
        .map(|set| {
            let k = set.count_ones() as usize;
            let weight = factorial(k) * factorial(m - k - 1) / factorial(m);
            let with = conditional(tree, 0, row, set | 1 << feature);
            weight * (with - conditional(tree, 0, row, set))
        })
        .sum()
}

fn model(trees: Vec<Tree>, features: usize) -> Predictor {
    Predictor {
        features,
        classes: 1,
        base_margin: vec![0.25],
        booster: Booster::Trees(trees),
        ..Predictor::default()
    }
}

#[track_caller]
fn assert_is_definition(depth: usize, features: usize) {
    for seed in 0..12 {
        let tree = random_tree(seed, depth, features as u64);
        let mut dice = Dice(seed + 1000);
        let rows: Vec<Vec<f32>> = (0..5)
            .map(|_| {
                let value = |dice: &mut Dice| match dice.below(8) {
                    7 => f32::NAN,
                    value => value as f32,
                };
                (0..features).map(|_| value(&mut dice)).collect()
            })
            .collect();
        let columns: Vec<Vec<f32>> = (0..features)
            .map(|feature| rows.iter().map(|row| row[feature]).collect())
            .collect();
        let columns: Vec<&[f32]> = columns.iter().map(Vec::as_slice).collect();
        let model = model(vec![tree.clone()], features);
        let mut attributor = Attributor::new(&model, rows.len());
        while !attributor.advance(&columns) {}
        let found = attributor.finish();
        for (index, row) in rows.iter().enumerate() {
            let mut sum = found.expected[0];
            for feature in 0..features {
                let expected = shapley(&tree, row, feature);
                let value = found.values[feature][index];
                assert!(
                    (value - expected).abs() < ROUNDING,
                    "{seed} {row:?} {feature}: {value} {expected}"
                );
                sum += value;
            }
            let score = found.scores[0][index];
            assert!((sum - score).abs() < ROUNDING, "{seed}: {sum} {score}");
            let all = (1 << features) - 1;
            let walked = 0.25 + conditional(&tree, 0, row, all);
            assert!(
                (score - walked).abs() < ROUNDING,
                "{seed}: {score} {walked}"
            );
        }
    }
}

#[test]
fn a_stump_and_a_leaf_are_their_definition() {
    assert_is_definition(0, 2);
    assert_is_definition(1, 2);
}

#[test]
fn grouped_leaves_are_their_definition() {
    assert_is_definition(3, 4);
    assert_is_definition(6, 6);
}

#[test]
fn features_that_are_asked_again_on_a_path_are_their_definition() {
    assert_is_definition(6, 2);
}

#[test]
fn leaves_too_deep_for_a_table_are_their_definition() {
    assert_is_definition(10, 7);
}

#[test]
fn many_rows_are_each_what_one_is() {
    let tree = random_tree(3, 6, 5);
    let rows = 3000;
    let column = |feature: usize| -> Vec<f32> {
        (0..rows)
            .map(|row| ((row * (feature + 3)) % 8) as f32)
            .collect()
    };
    let columns: Vec<Vec<f32>> = (0..5).map(column).collect();
    let all: Vec<&[f32]> = columns.iter().map(Vec::as_slice).collect();
    let model = model(vec![tree.clone(), tree], 5);
    let run = |columns: &[&[f32]], rows| {
        let mut attributor = Attributor::new(&model, rows);
        while !attributor.advance(columns) {}
        attributor.finish()
    };
    let together = run(&all, rows);
    for row in [0, 1023, 1024, 2999] {
        let one: Vec<&[f32]> = columns.iter().map(|column| &column[row..=row]).collect();
        let alone = run(&one, 1);
        for feature in 0..5 {
            assert_eq!(alone.values[feature][0], together.values[feature][row]);
        }
    }
}
