//! Bytes that are not text, by how they begin.

use crate::Note;
use crate::source::utf16;

/// The note for bytes that are not text; `None` for text.
pub(crate) fn binary(head: &[u8]) -> Option<Note> {
    let known: &[(&[u8], &str, &str)] = &[
        (
            b"PAR1",
            "a Parquet file",
            "Write it as CSV or JSON Lines, for example with pandas: read_parquet(…).to_csv(…, index=False).",
        ),
        (b"\x89PNG", "a PNG picture", ""),
        (b"\xFF\xD8\xFF", "a JPEG picture", ""),
        (b"GIF8", "a GIF picture", ""),
        (
            b"%PDF",
            "a PDF document",
            "Drop the analysis.json that lies beside the report.",
        ),
        (
            b"\xD0\xCF\x11\xE0",
            "an old Excel or Word document",
            "Save the sheet as CSV and drop that.",
        ),
        (b"Obj\x01", "an Avro file", "Write it as CSV or JSON Lines."),
        (b"ORC", "an ORC file", "Write it as CSV or JSON Lines."),
        (b"ARROW1", "an Arrow file", "Write it as CSV or JSON Lines."),
        (
            b"\x93NUMPY",
            "a NumPy array",
            "Write it as CSV, for example with numpy.savetxt.",
        ),
        (b"\x89HDF", "an HDF5 file", "Write it as CSV or JSON Lines."),
        (
            b"SQLite format 3",
            "an SQLite database",
            "Export the table as CSV.",
        ),
        (b"BZh", "a bzip2 archive", "Unpack it and drop the files."),
        (
            b"\xFD7zXZ",
            "an xz archive",
            "Unpack it and drop the files.",
        ),
        (
            b"\x28\xB5\x2F\xFD",
            "a zstd archive",
            "Unpack it and drop the files.",
        ),
        (
            b"7z\xBC\xAF",
            "a 7z archive",
            "Unpack it and drop the files.",
        ),
    ];
    let note = |found: &str, advice: &str| {
        let note = Note::new("This is not a text file.")
            .found(found)
            .expected("CSV, JSON or JSON Lines, also as .gz or .zip");
        if advice.is_empty() {
            note
        } else {
            note.advice(advice)
        }
    };
    for (magic, name, advice) in known {
        if head.starts_with(magic) && (*magic != b"ORC" || head.get(3).is_some_and(|b| *b < 32)) {
            return Some(note(name, advice));
        }
    }
    if utf16(head).is_some() {
        return None;
    }
    let is_control = |byte: &&u8| **byte < 9 || (14..32).contains(*byte) && **byte != 27;
    let controls = head.iter().filter(is_control).count();
    let replaced = String::from_utf8_lossy(head)
        .matches(char::REPLACEMENT_CHARACTER)
        .count();
    // Letters of older encodings are as many; data that is packed has control bytes too.
    let is_binary = controls * 10 > head.len() || replaced * 5 > head.len() && controls > 0;
    is_binary.then(|| {
        note(
            &format!("{controls} control bytes among the first {}", head.len()),
            "",
        )
    })
}
