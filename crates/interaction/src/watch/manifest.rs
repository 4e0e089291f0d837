//! `?src=URL`: a list of files to open with the page, `{"files": [{"path": "...", "role": "...", "run": "..."}]}`, and `&refresh=SECONDS` to look again.

use leeway_report::Refusal;
use serde_json::Value;

/// Shortest time between two looks, in seconds.
pub const SHORTEST_REFRESH_S: u32 = 5;

/// A file of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Relative to the list.
    pub path: String,
    /// The role that it asks for.
    pub role: Option<String>,
    /// The run that it belongs to.
    pub run: Option<String>,
}

/// Reads the list.
///
/// # Errors
/// What was found and what was expected.
pub fn parse(text: &str) -> Result<Vec<Listed>, Refusal> {
    const EXPECTED: &str = "Expected {\"files\": [{\"path\": \"...\", \"role\": \"baseline\"}]}, the role left out where it is to be guessed";
    let refused = |why: String| Refusal::new("The list of files", format!("{why}. {EXPECTED}"));
    let value: Value =
        serde_json::from_str(text).map_err(|error| refused(format!("is no JSON: {error}")))?;
    let files = value
        .get("files")
        .and_then(Value::as_array)
        .ok_or_else(|| refused("has no \"files\"".to_owned()))?;
    let listed = files.iter().map(|file| {
        let field = |name: &str| file.get(name).and_then(Value::as_str).map(str::to_owned);
        let path = field("path")?;
        Some(Listed {
            path,
            role: field("role"),
            run: field("run"),
        })
    });
    listed
        .collect::<Option<Vec<Listed>>>()
        .filter(|listed| !listed.is_empty())
        .ok_or_else(|| refused("names no file, or a file without a \"path\"".to_owned()))
}

/// The seconds between two looks, or `None` for a single one.
pub fn refresh_seconds(parameter: Option<&str>) -> Option<u32> {
    let seconds: u32 = parameter?.parse().ok()?;
    (seconds > 0).then_some(seconds.max(SHORTEST_REFRESH_S))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_a_path_and_perhaps_a_role_and_a_run() {
        let listed = parse(
            r#"{"files": [{"path": "a.csv", "role": "baseline"}, {"path": "b.csv", "run": "monday"}]}"#,
        );
        let file = |path: &str, role: Option<&str>, run: Option<&str>| Listed {
            path: path.to_owned(),
            role: role.map(str::to_owned),
            run: run.map(str::to_owned),
        };
        let expected = vec![
            file("a.csv", Some("baseline"), None),
            file("b.csv", None, Some("monday")),
        ];
        assert_eq!(listed, Ok(expected));
    }

    #[test]
    fn what_is_no_list_is_refused_with_what_was_expected() {
        for text in [
            "",
            "[]",
            "{\"files\": []}",
            "{\"files\": [{\"role\": \"labels\"}]}",
        ] {
            let refused = parse(text).unwrap_err().to_string();
            assert!(refused.contains("Expected {\"files\""), "{refused}");
        }
    }

    #[test]
    fn looks_are_not_too_frequent() {
        assert_eq!(refresh_seconds(None), None);
        assert_eq!(refresh_seconds(Some("0")), None);
        assert_eq!(refresh_seconds(Some("soon")), None);
        assert_eq!(refresh_seconds(Some("1")), Some(SHORTEST_REFRESH_S));
        assert_eq!(refresh_seconds(Some("60")), Some(60));
    }
}
