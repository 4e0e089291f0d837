//! Keeps the relocations in the wasm of page and engine, which are cut in parts after they are linked (see the Makefile), and tells tests whether the folder of
//! genuine files is there: without it, those that need it are ignored. Where it came after a build, `touch build.rs`.

use std::path::Path;

/// In the folder of genuine files.
const REFERENCE: &str = "../shared/reference/README.md";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(reference)");
    // A file that is not there would have everything built anew each time.
    if Path::new(REFERENCE).is_file() {
        println!("cargo::rerun-if-changed={REFERENCE}");
        println!("cargo::rustc-cfg=reference");
    }
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|architecture| architecture == "wasm32") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
