//! `leeway.json`: what was chosen on the page, as a file, so that the same files give the same report elsewhere.
//!
//! `{"leeway": 1, "settings": {…}, "columns": {"name": {"role": "label", "type": "category"}}, "files": [{"path": "a.csv", "role": "current", "run": "may"}]}`.
//! It holds answers alone, never what was supposed. What settings and columns may say is known to those who set them; here they are plain JSON. An unknown key or a
//! role that is none is a note, and the rest is kept; a version that is not [`VERSION`] is a problem.

use super::{Note, Notes, Role};
use serde_json::{Map, Value, json};

/// The version of the file's form.
pub const VERSION: u64 = 1;

/// In the place of a role's name: the file plays no part.
const NO_PART: &str = "none";

/// The keys in their order.
const KEYS: [&str; 4] = ["leeway", "settings", "columns", "files"];

/// What was chosen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Configuration {
    /// Settings by name, where they are not the defaults.
    pub settings: Map<String, Value>,
    /// What was said of columns, by name.
    pub columns: Map<String, Value>,
    /// The files that were open.
    pub files: Vec<ConfiguredFile>,
}

/// A file that was open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConfiguredFile {
    /// Its path as it was dropped.
    pub path: String,
    /// The role that was chosen (`Some(None)`: it plays no part); `None` where it was left to Leeway.
    pub role: Option<Option<Role>>,
    /// The run that a list of files gave it to.
    pub run: Option<String>,
}

/// True for an object that is a configuration, of whatever version.
pub(crate) fn is_configuration(object: &Map<String, Value>) -> bool {
    let is_version = object.get("leeway").is_some_and(Value::is_u64);
    let mut parts = KEYS[1..].iter().filter_map(|key| object.get(*key));
    let is_part = |value: &Value| value.is_object() || value.is_array();
    is_version && (object.len() == 1 || parts.any(is_part))
}

impl Configuration {
    /// Reads what [`Configuration::write`] wrote, or a person did.
    ///
    /// # Errors
    /// A version or a part that cannot be used.
    pub(crate) fn read(value: &Value, notes: &mut Notes) -> Result<Self, Note> {
        let version = value.get("leeway").and_then(Value::as_u64);
        if version != Some(VERSION) {
            let found = value.get("leeway").map(Value::to_string);
            return Err(Note::new(
                "This configuration is of a version that this Leeway does not know.",
            )
            .found(&found.unwrap_or_default())
            .expected(format!("\"leeway\": {VERSION}"))
            .advice("Open it with the Leeway that saved it."));
        }
        for key in value.as_object().into_iter().flat_map(Map::keys) {
            if !KEYS.contains(&key.as_str()) {
                let note = Note::new("A configuration has no such key; it was passed over.");
                notes.add(note.found(key).expected(KEYS.join(", ")));
            }
        }
        let by_name = |key: &str| match value.get(key) {
            None => Ok(Map::new()),
            Some(Value::Object(object)) => Ok(object.clone()),
            Some(_) => Err(Note::new(format!("\"{key}\" must be an object."))),
        };
        let files = match value.get("files") {
            None => Vec::new(),
            Some(Value::Array(files)) => {
                let read = files.iter().filter_map(|file| read_file(file, notes));
                read.collect()
            }
            Some(_) => {
                let note = Note::new("\"files\" must be a list.");
                return Err(note.expected("[{\"path\": \"train.csv\", \"role\": \"baseline\"}]"));
            }
        };
        Ok(Configuration {
            settings: by_name("settings")?,
            columns: by_name("columns")?,
            files,
        })
    }

    /// The file's text, indented, with a line feed at its end.
    pub fn write(&self) -> String {
        let file = |file: &ConfiguredFile| {
            let mut written = json!({"path": file.path});
            if let Some(role) = file.role {
                written["role"] = role.map_or(NO_PART, Role::name).into();
            }
            if let Some(run) = &file.run {
                written["run"] = run.as_str().into();
            }
            written
        };
        let files: Vec<Value> = self.files.iter().map(file).collect();
        let parts = [
            VERSION.into(),
            self.settings.clone().into(),
            self.columns.clone().into(),
            files.into(),
        ];
        let object: Map<String, Value> = KEYS.map(str::to_owned).into_iter().zip(parts).collect();
        format!("{:#}\n", Value::Object(object))
    }
}

/// A file of the list; one without a path is passed over, and so is a role that is none.
fn read_file(file: &Value, notes: &mut Notes) -> Option<ConfiguredFile> {
    let text = |key: &str| file.get(key).and_then(Value::as_str);
    let Some(path) = text("path") else {
        let note = Note::new("A file of this configuration has no path; it was passed over.");
        notes.add(note.found(&file.to_string()));
        return None;
    };
    let role = text("role").and_then(|name| {
        let role = match name {
            NO_PART => Some(None),
            name => Role::parse(name).map(Some),
        };
        if role.is_none() {
            let note = Note::new(
                "A file of this configuration has a role that is none; its role is guessed.",
            );
            let names = Role::ALL.map(Role::name).join(", ");
            notes.add(note.found(name).expected(format!("{names} or {NO_PART}")));
        }
        role
    });
    Some(ConfiguredFile {
        path: path.to_owned(),
        role,
        run: text("run").map(str::to_owned),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Result<Configuration, Note>, Notes) {
        let mut notes = Notes::default();
        let value = serde_json::from_str(text).unwrap();
        (Configuration::read(&value, &mut notes), notes)
    }

    #[test]
    fn what_is_written_is_read() {
        let file = |path: &str, role, run: Option<&str>| ConfiguredFile {
            path: path.to_owned(),
            role,
            run: run.map(str::to_owned),
        };
        let chosen = Configuration {
            settings: Map::from_iter([("alpha".to_owned(), json!(0.01))]),
            columns: Map::from_iter([("age".to_owned(), json!({"type": "number"}))]),
            files: vec![
                file("a.csv", Some(Some(Role::Baseline)), None),
                file("b/c.csv", Some(None), Some("may")),
                file("d.zip!/e.csv", None, None),
            ],
        };
        let (again, notes) = read(&chosen.write());
        assert_eq!(again.unwrap(), chosen);
        assert!(notes.as_slice().is_empty());
    }

    #[test]
    fn what_is_left_out_is_as_by_default_and_what_is_odd_is_named() {
        assert_eq!(
            read(r#"{"leeway": 1}"#).0.unwrap(),
            Configuration::default()
        );
        let (found, notes) = read(
            r#"{"leeway": 1, "setings": {}, "files": [{"path": "a", "role": "x"}, {"role": "current"}]}"#,
        );
        assert_eq!(found.unwrap().files.len(), 1);
        assert_eq!(notes.as_slice().len(), 3);
        for wrong in [
            r#"{"leeway": 2}"#,
            r#"{"leeway": 1, "files": {}}"#,
            r#"{"leeway": 1, "columns": []}"#,
        ] {
            assert!(read(wrong).0.is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_report_is_no_configuration() {
        let is_one = |text: &str| {
            is_configuration(
                serde_json::from_str::<Value>(text)
                    .unwrap()
                    .as_object()
                    .unwrap(),
            )
        };
        assert!(is_one(r#"{"leeway": 1, "settings": {}}"#));
        assert!(is_one(r#"{"leeway": 7}"#));
        assert!(!is_one(
            r#"{"schema": 1, "leeway": "0.1.0", "settings": {}}"#
        ));
        assert!(!is_one(r#"{"leeway": 1, "settings": 3}"#));
        assert!(!is_one(r#"{"leeway": 1, "age": 3}"#));
    }
}
