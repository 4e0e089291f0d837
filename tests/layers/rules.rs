//! Which layer may use which layer, and which crate, with the reason that a failure gives.

/// A folder of `src` and the folders it may use.
pub struct Layer {
    /// The folder.
    pub name: &'static str,
    /// The folders it may use beside itself.
    pub may_use: &'static [&'static str],
    /// Why not others.
    pub reason: &'static str,
}

/// The layers in the order of their use.
pub const LAYERS: &[Layer] = &[
    Layer {
        name: "table",
        may_use: &[],
        reason: "plain values know nothing of those who fill or read them",
    },
    Layer {
        name: "stats",
        may_use: &["table"],
        reason: "measures take slices, so that they are tested by numbers alone",
    },
    Layer {
        name: "documents",
        may_use: &["table", "stats"],
        reason: "reading files decides nothing about drift, and works without a browser",
    },
    Layer {
        name: "monitors",
        may_use: &["table", "stats", "documents"],
        reason: "a verdict must not depend on what asks for it or shows it",
    },
    Layer {
        name: "scenarios",
        may_use: &["table", "documents"],
        reason: "made data must not know the measures that will judge them",
    },
    Layer {
        name: "charts",
        may_use: &["stats", "monitors"],
        reason: "a chart draws results and decides nothing",
    },
    Layer {
        name: "report",
        may_use: &["table", "stats", "documents", "monitors", "scenarios"],
        reason: "the contract is plain values: what is asked and what is answered",
    },
    Layer {
        name: "presentation",
        may_use: &["table", "documents", "monitors", "charts", "report"],
        reason: "it words and draws what the report says, and measures nothing",
    },
    Layer {
        name: "interaction",
        may_use: &["table", "monitors", "report", "presentation"],
        reason: "what a click means is a value, tested without a page and without an engine",
    },
    Layer {
        name: "engine",
        may_use: &[
            "table",
            "stats",
            "documents",
            "monitors",
            "scenarios",
            "report",
            "presentation",
        ],
        reason: "the session is tested natively, without a page",
    },
    Layer {
        name: "command",
        may_use: &["documents", "monitors", "report", "presentation", "engine"],
        reason: "the command drives the session as the page does, and says what it answers: it measures, judges and words nothing itself",
    },
    Layer {
        name: "browser",
        may_use: &[],
        reason: "browser glue is thin and knows nothing but its own error",
    },
    Layer {
        name: "ui",
        may_use: &[
            "table",
            "stats",
            "documents",
            "monitors",
            "scenarios",
            "engine",
            "charts",
            "report",
            "presentation",
            "interaction",
            "browser",
        ],
        reason: "it is the last layer",
    },
];

/// A crate that only some layers may name.
pub struct Foreign {
    /// Crates.
    pub names: &'static [&'static str],
    /// Who may name them.
    pub layers: &'static [&'static str],
    /// Why not others.
    pub reason: &'static str,
}

/// The crates whose place is settled.
pub const FOREIGN: &[Foreign] = &[
    Foreign {
        names: &["web_sys", "gloo"],
        layers: &["browser"],
        reason: "only `browser` and the engine's worker file speak to the browser; add an ability there and use it",
    },
    Foreign {
        names: &["wasm_bindgen", "wasm_bindgen_futures", "js_sys"],
        layers: &["browser", "ui"],
        reason: "everything before the page compiles and is tested natively",
    },
    Foreign {
        names: &["leptos"],
        layers: &["ui"],
        reason: "only `ui` makes elements",
    },
    Foreign {
        names: &["plotters_backend", "plotters_svg", "plotters_canvas"],
        layers: &["charts", "presentation", "browser", "ui"],
        reason: "pixels belong to the charts and to those who show them",
    },
    Foreign {
        names: &["serde"],
        layers: &["documents", "scenarios", "report", "engine"],
        reason: "names of fields belong to `documents` (files of others) and `report` (ours); use their values",
    },
    Foreign {
        names: &["serde_json"],
        layers: &[
            "documents",
            "scenarios",
            "report",
            "interaction",
            "engine",
            "command",
            "ui",
        ],
        reason: "JSON belongs to `documents` and `engine`; `interaction` uses it for the address and lists of files, `command` and `ui` for requests",
    },
    Foreign {
        names: &[
            "csv_core",
            "flate2",
            "zip",
            "base64",
            "jmespath",
            "chardetng",
            "encoding_rs",
        ],
        layers: &["documents"],
        reason: "reading and writing files of others is done in `documents`",
    },
    Foreign {
        names: &["clap", "clap_complete", "indicatif", "anstream"],
        layers: &["command"],
        reason: "a terminal is spoken to in `command` alone",
    },
    Foreign {
        names: &["statrs"],
        layers: &["stats"],
        reason: "statistics are computed in `stats`; use its results",
    },
];

/// The one file below the report that may name serde: its macro gives enums their words in reports, settings and files, so that no layer repeats a closed list
/// of values as texts. It writes names of values, never of fields, and the enums themselves name no crate.
pub const NAMED_FILE: [&str; 2] = ["table", "named"];

/// The one file outside `browser` that may speak to the browser.
pub const WORKER_FILE: [&str; 2] = ["engine", "worker"];
