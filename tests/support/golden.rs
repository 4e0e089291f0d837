//! Files that hold what a test expects and that `make goldens` (`LEEWAY_ACCEPT=1`) writes anew.

use std::fs;
use std::path::Path;

/// Compares what was made with the file at `path`, below the crate; where changes are accepted, the file is written first.
#[track_caller]
pub fn assert_golden(path: &str, made: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("LEEWAY_ACCEPT").is_some() {
        fs::write(&file, made).unwrap();
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    let lines = made.lines().zip(expected.lines());
    let differs = lines
        .enumerate()
        .find(|(_, (made, expected))| made != expected);
    let differs = differs.map(|(place, (made, expected))| {
        let at = made
            .bytes()
            .zip(expected.bytes())
            .take_while(|(made, expected)| made == expected);
        let from = at.count().saturating_sub(60);
        let around = |line: &str| line.chars().skip(from).take(160).collect::<String>();
        format!(
            "line {}: {}\nexpected: {}",
            place + 1,
            around(made),
            around(expected)
        )
    });
    assert!(
        made == expected,
        "{path} would be written differently now; `make goldens` accepts it, after a look at the difference.\n{}",
        differs.unwrap_or_else(|| "One of them is longer.".to_owned())
    );
}
