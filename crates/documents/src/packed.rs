//! Files as one zip archive.

use std::io::{self, Cursor, Write};

use time::OffsetDateTime;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// An archive of files, each a path and its content, in the order given. `now`, in milliseconds since 1970, is when they were made.
///
/// # Errors
/// When two files have one path, or a path is longer than an archive can say.
pub fn packed(files: &[(String, Vec<u8>)], now: i64) -> io::Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(made(now).unwrap_or_default());
    for (path, content) in files {
        archive.start_file(path.as_str(), options)?;
        archive.write_all(content)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// The time as archives write it; none before 1980.
fn made(now: i64) -> Option<DateTime> {
    let time = OffsetDateTime::from_unix_timestamp(now.div_euclid(1000)).ok()?;
    let year = u16::try_from(time.year()).ok()?;
    let (month, day) = (u8::from(time.month()), time.day());
    DateTime::from_date_and_time(year, month, day, time.hour(), time.minute(), time.second()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_was_packed_is_read_again() {
        let files = [
            ("a.txt".to_owned(), b"one".to_vec()),
            ("charts/ä b.svg".to_owned(), vec![b'x'; 100_000]),
        ];
        let bytes = packed(&files, 1_790_000_000_000).unwrap();
        assert!(bytes.len() < 2_000);
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        for (place, (path, content)) in files.iter().enumerate() {
            let mut file = archive.by_index(place).unwrap();
            let mut read = Vec::new();
            file.read_to_end(&mut read).unwrap();
            assert_eq!(
                (file.name().unwrap().as_ref(), &read),
                (path.as_str(), content)
            );
            // 1 790 000 000 s after 1970 is 2026-09-21 (date -u -d @1790000000).
            assert_eq!(
                file.last_modified()
                    .map(|time| (time.year(), time.month(), time.day())),
                Some((2026, 9, 21))
            );
        }
    }

    #[test]
    fn one_path_twice_is_refused() {
        let files = [("a".to_owned(), Vec::new()), ("a".to_owned(), Vec::new())];
        assert!(packed(&files, 0).is_err());
    }
}
