//! What is broken off: a reader that is gone, a full disk, a file that may not be read, an interruption.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::data;
use crate::program::{Folder, Ran, leeway, ran, run};

/// What a shell says of a script in the folder of loans.
fn shell(script: &str) -> Ran {
    let program = env!("CARGO_BIN_EXE_leeway");
    let mut command = Command::new("sh");
    command.args(["-c", script]).env("leeway", program);
    ran(command.current_dir(data().join("loans")))
}

#[test]
fn a_reader_that_is_gone_is_told() {
    let ran = shell("{ \"$leeway\" check baseline.csv current.csv; echo $? >&2; } | true");
    assert!(ran.err.contains("could not be printed"), "{}", ran.err);
    assert!(ran.err.ends_with("2\n"), "{}", ran.err);
}

#[test]
fn a_full_disk_leaves_what_was_there() {
    let out = Folder::new("full");
    let to = out.path("report.json");
    fs::write(&to, "before").unwrap();
    // Files may hold four blocks, as if the disk were full behind them.
    let script = format!(
        "trap '' XFSZ; ulimit -f 4; \"$leeway\" check baseline.csv current.csv -q --json '{}'",
        to.display()
    );
    let ran = shell(&script);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("report.json could not be written"),
        "{}",
        ran.err
    );
    assert_eq!(fs::read_to_string(&to).unwrap(), "before");
    assert_eq!(fs::read_dir(out.path(".")).unwrap().count(), 1);
}

#[test]
fn a_device_is_written_as_it_is() {
    if Path::new("/dev/full").exists() {
        let ran = shell("\"$leeway\" check baseline.csv current.csv -q --json /dev/full");
        assert_eq!(ran.code, 2);
        assert!(
            ran.err.contains("/dev/full could not be written"),
            "{}",
            ran.err
        );
    }
    let ran = shell("\"$leeway\" check baseline.csv current.csv -q --json /dev/null");
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
}

#[test]
fn what_may_not_be_read_is_named() {
    let out = Folder::new("forbidden");
    let path = out.path("secret.csv");
    fs::write(&path, "age\n1\n").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o0)).unwrap();
    // Nothing is forbidden to root.
    if fs::File::open(&path).is_ok() {
        return;
    }
    let ran = run(&out.path("."), "check secret.csv secret.csv");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("permission is denied"), "{}", ran.err);
}

#[test]
fn an_interruption_ends_it_with_a_sentence() {
    let mut command = leeway(&["check", "baseline.csv", "-", "--json", "never.json"]);
    command.current_dir(data().join("loans"));
    command.stdin(Stdio::piped()).stderr(Stdio::piped());
    // It waits for standard input, which stays open.
    let mut child = command.spawn().unwrap();
    let input = child.stdin.take();
    let id = child.id().to_string();
    // A signal that comes before it listens ends it without a sentence.
    std::thread::sleep(std::time::Duration::from_secs(1));
    let killed = Command::new("kill").args(["-INT", &id]).status();
    assert!(killed.unwrap().success());
    let ended = child.wait_with_output().unwrap();
    drop(input);
    assert_eq!(ended.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ended.stderr).contains("Interrupted"));
    assert!(!data().join("loans/never.json").exists());
}
