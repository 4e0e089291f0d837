//! The screen of runs: scenarios opened together, compared, sorted, switched; folders dropped with an empty one among them.

use serde_json::{Value, json};

use crate::page::Scratch;
use crate::support::reference;
use crate::{Page, Problem};

/// The scenarios' names in the table's order.
const NAMES: &str =
    "[...document.querySelectorAll('.run-cell-name button')].map(one => one.innerText)";

/// Rows of two columns; `shift` moves the first.
fn rows(shift: usize) -> String {
    let rows = (0..120).map(|row| format!("{},{}\n", row * 7 % 101 + shift, ["a", "b"][row % 2]));
    format!("x,kind\n{}", rows.collect::<String>())
}

fn report(page: &Page, path: &str) -> Result<Value, Problem> {
    page.browser
        .script_async(&format!("return (await leeway.report()).{path}"), json!([]))
}

#[test]
fn the_credit_scenarios_are_told_apart() -> Result<(), Problem> {
    let Some(root) = reference() else {
        return Ok(());
    };
    let Some(page) = Page::load()? else {
        return Ok(());
    };
    let scored = root.join("datasets/south-german-credit-scored");
    let names = [
        "baseline",
        "bias",
        "concept",
        "explainability",
        "feature",
        "feature_systematic",
        "label",
    ];
    let mut paths: Vec<_> = names
        .iter()
        .map(|name| scored.join(format!("{name}.csv")))
        .collect();
    paths.push(scored.join("model.json"));
    let paths: Vec<_> = paths.iter().map(|path| path.as_path()).collect();
    page.open_paths(&paths, None)?;
    page.visit("Runs")?;
    page.wait_for(
        "a row per run",
        "document.querySelectorAll('.run-row').length === 6",
    )?;
    assert_eq!(page.value(NAMES)?, json!(names[1..]));
    let stories =
        page.value("[...document.querySelectorAll('.run-cell-story')].map(one => one.innerText)")?;
    for (place, words) in [
        (1, "concept drift"),
        (2, "explainability drift"),
        (3, "feature drift"),
        (4, "duration is 1 in every row"),
        (5, "label drift"),
    ] {
        let story = stories[place].as_str().unwrap_or_default();
        assert!(story.contains(words), "{story}");
    }
    // The least accurate first.
    page.value("[...document.querySelectorAll('.run-table th button')].find(head => head.innerText.includes('Model quality')).click()")?;
    page.wait_for("the order", &format!("{NAMES}[0] === 'concept'"))?;
    // A click shows the run here and everywhere.
    page.value("[...document.querySelectorAll('.run-cell-name button')].find(run => run.innerText === 'label').click()")?;
    page.wait_for(
        "the heading",
        "document.querySelector('.runs-of').innerText === 'Charts of label'",
    )?;
    page.wait_for(
        "the address",
        "decodeURIComponent(location.hash).includes('\"run\":\"label\"')",
    )?;
    assert_eq!(report(&page, "current.rows")?, json!(3800));
    page.wait_for(
        "the label's share",
        "[...document.querySelectorAll('figcaption')].some(words => words.innerText.includes('Share of each label (credit_risk)'))",
    )?;
    page.visit("Overview")?;
    page.wait_for(
        "the run's name",
        "document.querySelector('.run-bar select').value === 'label'",
    )?;
    page.visit("Runs")?;
    // Compared with a run instead of the baseline.
    page.value(
        "(choose => { choose.value = 'feature'; choose.dispatchEvent(new Event('change', {bubbles: true})) })\
         (document.querySelectorAll('.runs-tools select')[1])",
    )?;
    page.wait_for(
        "the sentence",
        "document.querySelector('main h1').innerText.includes('compared with the run feature')",
    )?;
    assert_eq!(report(&page, "grouping.reference")?, json!("feature"));
    // All as one again.
    page.value(
        "(choose => { choose.value = 'off'; choose.dispatchEvent(new Event('change', {bubbles: true})) })\
         (document.querySelector('.runs-tools select'))",
    )?;
    page.wait_for(
        "how to make runs",
        "document.querySelector('main .empty') && document.querySelector('.runs-tools select')",
    )?;
    assert_eq!(report(&page, "runs")?, Value::Null);
    page.ends_quietly()
}

#[test]
fn dropped_folders_are_runs_and_an_empty_one_says_so() -> Result<(), Problem> {
    let Some(page) = Page::load()? else {
        return Ok(());
    };
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
    let Some(page) = Page::load_beside(folder.path(), "?src=data/list.json#/runs")? else {
        return Ok(());
    };
    page.wait_for(
        "two runs",
        "document.querySelectorAll('.run-row').length === 2",
    )?;
    assert_eq!(page.value(NAMES)?, json!(["monday", "tuesday"]));
    page.ends_quietly()
}

#[test]
fn thirty_runs_are_switched() -> Result<(), Problem> {
    let Some(page) = Page::load()? else {
        return Ok(());
    };
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
