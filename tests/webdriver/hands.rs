//! What a person's hands do: find, click, type, choose and drop files, move the pointer.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use super::{Browser, Problem};

/// The name under which WebDriver hands out references to elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// How long a browser may take to look files up.
const FILES_PATIENCE: Duration = Duration::from_secs(10);

impl Browser {
    /// The first element that `selector` (CSS) finds.
    pub fn find(&self, selector: &str) -> Result<Element<'_>, Problem> {
        let found = self.send(
            "/element",
            json!({"using": "css selector", "value": selector}),
        )?;
        let id = found[ELEMENT]
            .as_str()
            .ok_or_else(|| format!("{selector}: no element"))?;
        Ok(Element {
            browser: self,
            id: id.to_owned(),
        })
    }

    /// Puts files, or the files of one folder, where a script finds them: `document.getElementById('given').files`.
    pub fn give_files(&self, paths: &[&Path]) -> Result<(), Problem> {
        let folder = paths.iter().any(|path| path.is_dir());
        self.script(
            "document.getElementById('given')?.remove(); const input = document.createElement('input'); \
             Object.assign(input, {type: 'file', id: 'given', hidden: true, multiple: true, webkitdirectory: arguments[0]}); \
             document.body.append(input)",
            json!([folder]),
        )?;
        self.find("#given")?.choose_files(paths)?;
        // The browser looks the files up beside its answer.
        let are_there = "document.getElementById('given').files.length";
        self.wait_for("the files", are_there, FILES_PATIENCE)?;
        Ok(())
    }

    /// Drops files and folders of the disk on the middle of the window, as a hand would.
    pub fn drop_files(&self, paths: &[&Path]) -> Result<(), Problem> {
        let paths: Vec<String> = paths
            .iter()
            .map(|path| absolute(path))
            .collect::<Result<_, _>>()?;
        let middle = self.script("return [innerWidth / 2, innerHeight / 2]", json!([]))?;
        for kind in ["dragEnter", "dragOver", "drop"] {
            let event = json!({
                "type": kind, "x": middle[0], "y": middle[1],
                "data": {"items": [], "files": paths, "dragOperationsMask": 1},
            });
            self.devtools("Input.dispatchDragEvent", event)?;
        }
        Ok(())
    }

    /// Presses keys wherever the focus is. Special keys are WebDriver's code points, such as [`key::ESCAPE`].
    pub fn press(&self, keys: &str) -> Result<(), Problem> {
        let steps: Vec<Value> = keys
            .chars()
            .flat_map(|key| {
                [
                    json!({"type": "keyDown", "value": key}),
                    json!({"type": "keyUp", "value": key}),
                ]
            })
            .collect();
        self.send(
            "/actions",
            json!({"actions": [{"type": "key", "id": "keys", "actions": steps}]}),
        )
        .map(drop)
    }

    /// Presses a key while Control is held.
    pub fn press_with_control(&self, key: &str) -> Result<(), Problem> {
        let step = |kind: &str, value: &str| json!({"type": kind, "value": value});
        let steps = [
            step("keyDown", key::CONTROL),
            step("keyDown", key),
            step("keyUp", key),
            step("keyUp", key::CONTROL),
        ];
        self.send(
            "/actions",
            json!({"actions": [{"type": "key", "id": "keys", "actions": steps}]}),
        )
        .map(drop)
    }

    /// Moves the pointer along `points` (CSS pixels of the viewport), pressed from the first to the last if `drag`.
    pub fn pointer(&self, points: &[(f64, f64)], drag: bool) -> Result<(), Problem> {
        let mut steps = Vec::new();
        for (index, (x, y)) in points.iter().enumerate() {
            steps.push(
                json!({"type": "pointerMove", "duration": 20, "x": x.round(), "y": y.round()}),
            );
            if drag && index == 0 {
                steps.push(json!({"type": "pointerDown", "button": 0}));
            }
        }
        if drag {
            steps.push(json!({"type": "pointerUp", "button": 0}));
        }
        let mouse = json!({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": steps});
        self.send("/actions", json!({"actions": [mouse]})).map(drop)
    }
}

/// An element of the page.
pub struct Element<'a> {
    browser: &'a Browser,
    id: String,
}

impl Element<'_> {
    /// Clicks its middle, scrolling it into view.
    pub fn click(&self) -> Result<(), Problem> {
        self.send("click", json!({}))
    }

    /// Types into it.
    pub fn type_text(&self, text: &str) -> Result<(), Problem> {
        self.send("value", json!({"text": text}))
    }

    /// Chooses files, or one folder, in an `<input type="file">`, which may be hidden.
    pub fn choose_files(&self, paths: &[&Path]) -> Result<(), Problem> {
        let paths: Vec<String> = paths
            .iter()
            .map(|path| absolute(path))
            .collect::<Result<_, _>>()?;
        self.type_text(&paths.join("\n"))
    }

    /// Its text as it is shown.
    pub fn text(&self) -> Result<String, Problem> {
        let text = self.browser.script(
            "return arguments[0].innerText",
            json!([{ ELEMENT: self.id }]),
        )?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    fn send(&self, command: &str, body: Value) -> Result<(), Problem> {
        self.browser
            .send(&format!("/element/{}/{command}", self.id), body)
            .map(drop)
    }
}

/// WebDriver's code points for keys that are no characters.
pub mod key {
    /// Control.
    pub const CONTROL: &str = "\u{e009}";
    /// Escape.
    pub const ESCAPE: &str = "\u{e00c}";
    /// Enter.
    pub const ENTER: &str = "\u{e007}";
    /// Tab.
    pub const TAB: &str = "\u{e004}";
    /// Arrow left.
    pub const LEFT: &str = "\u{e012}";
    /// Arrow up.
    pub const UP: &str = "\u{e013}";
    /// Arrow right.
    pub const RIGHT: &str = "\u{e014}";
    /// Arrow down.
    pub const DOWN: &str = "\u{e015}";
}

fn absolute(path: &Path) -> Result<String, Problem> {
    let path = path
        .canonicalize()
        .map_err(|problem| format!("{}: {problem}", path.display()))?;
    Ok(path.to_string_lossy().into_owned())
}
