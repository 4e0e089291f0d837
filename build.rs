//! Keeps the relocations in the wasm of page and engine, which are cut in parts after they are linked (see the Makefile).

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|architecture| architecture == "wasm32") {
        println!("cargo:rustc-link-arg-bins=--emit-relocs");
    }
}
