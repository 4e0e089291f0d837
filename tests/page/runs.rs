//! The screen of runs: scenarios opened together, compared, sorted, switched; folders dropped with an empty one among them.

use serde_json::{Value, json};

use crate::page::Scratch;
use crate::{Page, Problem};

/// The scenarios' names in the table's order.
pub const NAMES: &str =
    "[...document.querySelectorAll('.run-cell-name button')].map(one => one.innerText)";

/// Rows of two columns; `shift` moves the first.
fn rows(shift: usize) -> String {
    let rows = (0..120).map(|row| format!("{},{}\n", row * 7 % 101 + shift, ["a", "b"][row % 2]));
    format!("x,kind\n{}", rows.collect::<String>())
}

pub fn report(page: &Page, path: &str) -> Result<Value, Problem> {
    page.browser
        .script_async(&format!("return (await leeway.report()).{path}"), json!([]))
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn dropped_folders_are_runs_and_an_empty_one_says_so() -> Result<(), Problem> {
    let page = Page::load()?;
    let files = [
        ("train.csv", rows(0)),
        ("week/a/x.csv", rows(3)),
        ("week/b/x.csv", rows(30)),
        ("week/c/", String::new()),
        ("week/d/x.csv", "y,z\n1,2\n".to_owned()),
    ];
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (*path, text.as_str()))
        .collect();
    page.open_texts(&files, None)?;
    page.visit("Runs")?;
    page.wait_for(
        "a row per run",
        "document.querySelectorAll('.run-row').length === 4",
    )?;
    let notes = page.value("[...document.querySelectorAll('.run-row')].map(row => row.querySelector('.run-note')?.innerText ?? '')")?;
    let note = |place: usize| notes[place].as_str().unwrap_or_default().to_owned();
    assert_eq!((note(0), note(1)), (String::new(), String::new()));
    assert!(
        note(2).starts_with("There is no file in this run's folder."),
        "{}",
        note(2)
    );
    assert!(
        note(3).starts_with("No column of this run is a column of the baseline"),
        "{}",
        note(3)
    );
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn a_list_of_files_names_the_runs() -> Result<(), Problem> {
    let folder = Scratch::new("listed-runs")?;
    for (name, shift) in [("train", 0), ("1", 2), ("2", 30), ("3", 9)] {
        folder.write(&format!("{name}.csv"), rows(shift))?;
    }
    folder.write(
        "list.json",
        r#"{"files": [{"path": "train.csv", "role": "baseline"}, {"path": "1.csv", "run": "monday"},
            {"path": "2.csv", "run": "tuesday"}, {"path": "3.csv", "run": "tuesday"}]}"#,
    )?;
    let page = Page::load_beside(folder.path(), "?src=data/list.json#/runs")?;
    page.wait_for(
        "two runs",
        "document.querySelectorAll('.run-row').length === 2",
    )?;
    // The worst first.
    assert_eq!(page.value(NAMES)?, json!(["tuesday", "monday"]));
    page.ends_quietly()
}

#[test]
#[ignore = "needs the built page: make page-tests"]
fn thirty_runs_are_switched() -> Result<(), Problem> {
    let page = Page::load()?;
    let table = |shift: usize| {
        let names: Vec<String> = (0..15).map(|column| format!("f{column}")).collect();
        let rows = (0..1000).map(|row: usize| {
            let values = (0..15)
                .map(|column: usize| (row * (7 + 2 * column) % 997 + shift * column).to_string());
            values.collect::<Vec<_>>().join(",") + "\n"
        });
        format!("{}\n{}", names.join(","), rows.collect::<String>())
    };
    let mut files = vec![("train.csv".to_owned(), table(0))];
    files.extend((1..=30).map(|run| (format!("run-{run}/x.csv"), table(run))));
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    page.open_texts(&files, None)?;
    // What a person would read, in the frame after the answer.
    let screens = [
        (
            "Runs",
            "document.querySelector('.run-row-shown button').innerText",
        ),
        (
            "Overview",
            "document.querySelector('.run-bar select').value",
        ),
    ];
    for (screen, said) in screens {
        page.visit(screen)?;
        let shown = page.browser.script_async(
            &format!(
                "const shown = [];
                 for (let run = 1; run <= 30; run++) {{
                   await leeway.set({{run: `run-${{run}}`}});
                   await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
                   shown.push({said});
                 }}
                 return shown"
            ),
            json!([]),
        )?;
        let wished: Vec<String> = (1..=30).map(|run| format!("run-{run}")).collect();
        assert_eq!(shown, json!(wished), "{screen}");
    }
    page.ends_quietly()
}
