//! SHAP values of 100 000 rows of 20 features with 200 trees of depth 6, and native xgboost on the same rows and trees where Python has it.
//!
//! `benches/native/pred_contribs.py` trains the model, writes it with the rows, and times `pred_contribs` on a tenth of the rows, on one thread and on all; `PYTHON` names the
//! interpreter (default: that of `.venv`, then `python3`). Without xgboost there, a model and rows of the same size are made here.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use leeway::documents::model::{Booster, Node, Predictor, Split, Tree};
use leeway::monitors::attribution::Attributor;
use leeway::scenarios::Random;

const ROWS: usize = 100_000;
const FEATURES: usize = 20;
const TREES: usize = 200;
const DEPTH: usize = 6;
/// Rows worked out together, as the engine does.
const BLOCK: usize = 16_384;

fn main() {
    let folder = std::env::temp_dir().join(format!("leeway-shap-{}", std::process::id()));
    let native = native(&folder);
    let (model, columns) = match &native {
        Some(_) => read(&folder).unwrap_or_else(made),
        None => made(),
    };
    let start = Instant::now();
    let mut sum = 0.0;
    for from in (0..ROWS).step_by(BLOCK) {
        let to = ROWS.min(from + BLOCK);
        let block: Vec<&[f32]> = columns.iter().map(|column| &column[from..to]).collect();
        let mut attributor = Attributor::new(&model, to - from);
        while !attributor.advance(&block) {}
        let found = attributor.finish();
        sum += found
            .values
            .iter()
            .flatten()
            .map(|value| value.abs())
            .sum::<f64>();
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "SHAP values of {ROWS} rows × {FEATURES} features × {TREES} trees of depth {DEPTH}: {seconds:.2} s on one thread (sum of magnitudes {sum:.1})"
    );
    match native {
        Some(text) => print!("{text}"),
        None => println!("native xgboost: left out, Python has none (set PYTHON)"),
    }
    let _ = std::fs::remove_dir_all(&folder);
}

/// What the script says; `None` where it cannot run.
fn native(folder: &Path) -> Option<String> {
    std::fs::create_dir_all(folder).ok()?;
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let script = here.join("benches/native/pred_contribs.py");
    let sizes = [ROWS, FEATURES, TREES, DEPTH].map(|size| size.to_string());
    let pythons = match std::env::var_os("PYTHON") {
        Some(python) => vec![python.into()],
        None => vec![here.join(".venv/bin/python"), "python3".into()],
    };
    pythons.into_iter().find_map(|python| {
        let mut command = Command::new(python);
        let run = command.arg(&script).arg(folder).args(&sizes).output();
        let run = run.ok().filter(|run| run.status.success())?;
        Some(String::from_utf8_lossy(&run.stdout).into_owned())
    })
}

/// The script's model, and its rows column by column.
fn read(folder: &Path) -> Option<(Predictor, Vec<Vec<f32>>)> {
    let text = std::fs::read_to_string(folder.join("model.json")).ok()?;
    let model = Predictor::of_xgboost(&serde_json::from_str(&text).ok()?).ok()?;
    let bytes = std::fs::read(folder.join("columns.f32")).ok()?;
    let number = |bytes: &[u8]| Some(f32::from_le_bytes(bytes.try_into().ok()?));
    let values: Option<Vec<f32>> = bytes.chunks_exact(4).map(number).collect();
    let columns = values?.chunks_exact(ROWS).map(<[f32]>::to_vec).collect();
    Some((model, columns))
}

fn made() -> (Predictor, Vec<Vec<f32>>) {
    let mut random = Random::new(1);
    let columns = (0..FEATURES)
        .map(|_| (0..ROWS).map(|_| random.normal(0.0, 1.0) as f32).collect())
        .collect();
    let trees = (0..TREES).map(|_| full_tree(&mut random)).collect();
    let model = Predictor {
        features: FEATURES,
        classes: 1,
        base_margin: vec![0.0],
        booster: Booster::Trees(trees),
        ..Predictor::default()
    };
    (model, columns)
}

/// A tree whose every leaf is at the full depth.
fn full_tree(random: &mut Random) -> Tree {
    let count = (1 << (DEPTH + 1)) - 1;
    let node = |index: usize| {
        let depth = (index + 1).ilog2() as usize;
        Node {
            cover: f64::from(1 << (DEPTH - depth)),
            value: if depth == DEPTH {
                random.normal(0.0, 0.1)
            } else {
                0.0
            },
            split: (depth < DEPTH).then(|| Split {
                feature: random.below(FEATURES),
                left: 2 * index + 1,
                right: 2 * index + 2,
                is_missing_left: true,
                threshold: random.normal(0.0, 0.7) as f32,
                categories: None,
            }),
        }
    };
    Tree {
        class: 0,
        nodes: (0..count).map(node).collect(),
    }
}
